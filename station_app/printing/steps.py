"""What becomes of a paper after it was printed: 签字, 送达, 签字件回传 (design.md 19)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import Act, View
from station_app.access.action import Action
from station_app.access.service import service
from station_app.core.errors import Absent, Refused
from station_app.core.kinds import Code, Moment, Picture, Words
from station_app.core.register import Field
from station_app.core.sound import said
from station_app.core.texts import Text, _
from station_app.printing import rules
from station_app.printing.records import PaperStep, Print
from station_app.printing.register import PAPER_STEPS
from station_app.storage.tables import Operation


def steps_of(view: View, prints: Iterable[UUID]) -> dict[UUID, list[PaperStep]]:
    """Print → what stands of it, in its order; withdrawn steps left out."""
    ids = list(prints)
    standing = PaperStep.print_id.in_(ids), PaperStep.withdrawn_at.is_(None)
    found: dict[UUID, list[PaperStep]] = {id: [] for id in ids}
    for one in view.all(select(PaperStep).where(*standing).order_by(PaperStep.at, PaperStep.row)):
        found[one.print_id].append(one)
    return found


def faults(view: View) -> list[UUID]:
    """Papers of which one thing was entered twice, or half, past the rules of this room."""
    standing = select(PaperStep).where(PaperStep.withdrawn_at.is_(None))
    seen, found = set[tuple[UUID, str]](), dict[UUID, None]()
    for one in view.all(standing):
        half = one.step == rules.SERVED and rules.served_incompletely(
            one.person, one.way, one.witness
        )
        if half or (one.step == rules.BACK and not one.scan) or (one.print_id, one.step) in seen:
            found[one.print_id] = None
        seen.add((one.print_id, one.step))
    return list(found)


def printed_at(view: View, id: UUID) -> datetime | None:
    filed = select(Operation.at).where(Operation.record_id == id, Operation.kind == "file")
    return next(iter(view.all(filed)), None)


@service(right="sign-paper", audit="paper signed")
def signed(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """签字（盖章）: by whom, and when. Raises Absent, Refused."""
    return _note(act, id, rules.SIGNED, values)


@service(right="serve-paper", audit="paper served")
def served(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """送达: who received it and how; a witness where it was left or refused."""
    person, way, witness = (values.get(name) or "" for name in ("person", "way", "witness"))
    _refuse(rules.served_incompletely(person, way, witness))
    return _note(act, id, rules.SERVED, values)


@service(right="paper-back", audit="paper came back")
def back(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """签字件回传: the signed paper is here again, kept as a picture."""
    if not values.get("scan"):
        raise Refused(_("请附上签字件的扫描件或照片"))
    return _note(act, id, rules.BACK, values)


def _note(act: Act, id: UUID, step: str, values: Mapping[str, Any]) -> Sequence[UUID]:
    printed = next(iter(act.all(select(Print).where(Print.id == id).with_for_update())), None)
    if printed is None or printed.withdrawn_at is not None:
        raise Absent(_("没有这份打印件，或已登记作废"))
    [before], at = steps_of(act, [id]).values(), values.get("at") or act.stamp.now
    _refuse(rules.barred(before, step))
    _refuse(rules.mistimed(printed_at(act, id) or at, before, at, act.stamp.now))
    words = {name: said(values.get(name) or "") for name in ("person", "witness", "remarks")}
    kept = {name: values.get(name) for name in ("way", "scan")}
    draft = {"print_id": id, "step": step, "at": at, **words, **kept}
    filed = act.file(PAPER_STEPS, draft)
    act.touch("prints", id)
    return [filed.id]


def _refuse(why: Text | None) -> None:
    if why is not None:
        raise Refused(why)


AT = Field(name="at", label=_("时间"), kind=Moment(), help=_("不填为现在"))
REMARKS = Field(name="remarks", label=_("备注"), kind=Words(lines=2, longest=500))
ACTIONS = {
    action.name: action
    for action in (
        Action(
            name=rules.SIGNED,
            title=_("登记签字（盖章）"),
            right="sign-paper",
            fields=(Field(name="person", label=_("签字人"), kind=Words(longest=50)), AT, REMARKS),
            run=signed,
        ),
        Action(
            name=rules.SERVED,
            title=_("登记送达"),
            right="serve-paper",
            fields=(
                Field(name="person", label=_("收件人"), kind=Words(longest=50), required=True),
                Field(name="way", label=_("送达方式"), kind=Code("service_way"), required=True),
                Field(
                    name="witness",
                    label=_("见证人"),
                    kind=Words(longest=50),
                    help=_("留置送达和拒收的必填"),
                ),
                AT,
                REMARKS,
            ),
            run=served,
        ),
        Action(
            name=rules.BACK,
            title=_("登记签字件回传"),
            right="paper-back",
            fields=(
                Field(name="scan", label=_("扫描件（照片）"), kind=Picture(), required=True),
                AT,
                REMARKS,
            ),
            run=back,
        ),
    )
}
