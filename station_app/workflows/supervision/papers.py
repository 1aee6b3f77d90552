"""Documents of who decided: received, missing and asked for, answered (社区矫正法 20; 办法 16)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import Act, View
from station_app.access.service import service
from station_app.core.errors import Problem, Refused, Rejected
from station_app.core.texts import Text, _
from station_app.corrections import intake_rules as rules
from station_app.corrections.intake_records import CorrectionPaper
from station_app.corrections.intake_register import PAPERS
from station_app.corrections.records import Supervision
from station_app.identity import codes
from station_app.workflows.supervision.living import living, touch
from station_app.workflows.supervision.notices import DECIDER, tell

TYPED = _("收到的文书")


def of(view: View, id: UUID) -> list[CorrectionPaper]:
    """Of a supervision, as they were entered."""
    theirs = select(CorrectionPaper).where(
        CorrectionPaper.supervision_id == id, CorrectionPaper.withdrawn_at.is_(None)
    )
    return list(view.all(theirs.order_by(CorrectionPaper.row)))


@service(right="receive-papers", audit="papers received")
def papers_received(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """What came; what this category still lacks is asked for on the same day."""
    one, on = living(act, id), values["on"] or act.stamp.today
    came = [_receive(act, one, kind, number, on) for kind, number in read(values["papers"])]
    asked = ask_missing(act, one, on)
    touch(act, one, papers_on=one.papers_on or on)
    return [one.id, *came, *asked]


def read(typed: str) -> list[tuple[str, str]]:
    """`判决书 （2026）演0101刑初7号；执行通知书`: kind and number of each. Raises Rejected."""
    found, wrong = list[tuple[str, str]](), list[Text]()
    for part in filter(None, map(str.strip, rules.BETWEEN.split(typed))):
        name, _space, number = part.partition(" ")
        if kind := codes.pick("legal_paper", name):
            found.append((kind, number.strip()))
        else:
            wrong.append(_("没有“{name}”这种文书：请写作“文书名称 文号”，之间用分号", name=name))
    if wrong:
        raise Rejected([Problem("papers", text) for text in wrong], {"papers": TYPED})
    return found


def _receive(act: Act, one: Supervision, kind: str, number: str, on: date) -> UUID:
    """The one that was asked for, or another of its kind."""
    for paper in of(act, one.id):
        if paper.kind == kind and paper.received_on is None:
            return supplied(act, paper, number, on)
    drafted = {"supervision_id": one.id, "kind": kind, "number": number, "received_on": on}
    return act.file(PAPERS, drafted).id


def supplied(act: Act, paper: CorrectionPaper, number: str, on: date) -> UUID:
    act.set_state(PAPERS, paper.id, before={"received_on": None}, after={"received_on": on})
    if number:
        now = cast(CorrectionPaper, act.load(PAPERS, paper.id))
        act.amend(PAPERS, paper.id, {"number": number}, revision=now.revision)
    return paper.id


def ask_missing(act: Act, one: Supervision, on: date) -> list[UUID]:
    """登记接收，通知补齐: nobody is sent away because a paper is not there yet (办法 16)."""
    known = [paper.kind for paper in of(act, one.id)]
    lacking = rules.missing(one.category, known)
    drafts = [{"supervision_id": one.id, "kind": kind, "asked_on": on} for kind in lacking]
    asked = [paper.id for paper in act.file_all(PAPERS, drafts)]
    if asked:
        tell(act, one, "papers_asked", [DECIDER], on)
    return asked


@service(right="receive-papers", audit="papers received")
def received(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """One that was missing has come; `id` is the paper."""
    paper = cast(CorrectionPaper, act.load(PAPERS, id))
    if paper.received_on:
        raise Refused(_("这份文书已于 {day} 收到", day=paper.received_on))
    one, on = living(act, paper.supervision_id), values["on"] or act.stamp.today
    supplied(act, paper, values["number"] or "", on)
    touch(act, one, papers_on=one.papers_on or on)
    return [paper.id, one.id]


@service(right="send-receipt", audit="papers receipted")
def receipt(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """法律文书送达回执 for all that came and was not answered yet; `id` is one of the papers."""
    asked = cast(CorrectionPaper, act.load(PAPERS, id))
    one, on = living(act, asked.supervision_id), values["on"] or act.stamp.today
    open_ones = [p for p in of(act, one.id) if p.received_on and p.receipt_on is None]
    if not open_ones:
        raise Refused(_("收到的文书都已送达回执"))
    for paper in open_ones:
        act.set_state(PAPERS, paper.id, before={"receipt_on": None}, after={"receipt_on": on})
    number = values["document_number"] or ""
    told = tell(act, one, "receipt", [DECIDER], on, number=number)
    return [*(paper.id for paper in open_ones), *told]
