"""结案 and 终止调查: the list of what is missing, the end itself, and its seal.

公安机关办理行政案件程序规定 258, 259; 治安管理处罚法 136.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import Act, View
from station_app.access.service import service
from station_app.cases import ending
from station_app.cases.checklist import Line, lines, told
from station_app.cases.decision_records import DECIDED, EXECUTED
from station_app.cases.power import cautions
from station_app.cases.records import CLOSED, CRIMINAL, FILED, STOPPED, Case
from station_app.cases.register import CASES
from station_app.cases.steps import step
from station_app.core.errors import Absent, Conflict, Problem, Refused, Rejected
from station_app.core.texts import Shown, Text, _, together
from station_app.identity import codes
from station_app.sealing.rules import GONE
from station_app.storage import pages
from station_app.workflows.desk.closing_calls import telling
from station_app.workflows.desk.closing_found import decisions, found, open_case
from station_app.workflows.desk.sealing import seal_all


@dataclass(frozen=True, slots=True)
class Asked:
    """A line of the list; `of` names the decision it is about, masked. `kinds`: of closing."""

    line: Line
    of: Shown


@dataclass(frozen=True, slots=True)
class Checklist:
    """`kinds`: why the case cannot be closed in each way, None where it can."""

    case: Case
    lines: tuple[Asked, ...]
    cautions: tuple[tuple[Shown, Text], ...]
    kinds: tuple[tuple[str, Text | None], ...]


@service(right="case-checklist", audit=None)
def checklist(view: View, id: UUID) -> Checklist:
    """结案检查单 of a case as of now. Raises Absent."""
    case = _known(view, id)
    holds = found(view, case)
    named = _named(view, [one.id for one in holds.decisions])
    asked = [Asked(line, named.get(line.of, "") if line.of else "") for line in lines(holds)]
    told = [(named[one.id], why) for one in holds.decisions for why in cautions(one)]
    kinds = [(kind, _why_not(kind, holds)) for kind in _kinds(case)]
    return Checklist(case, tuple(asked), tuple(told), tuple(kinds))


def _known(view: View, id: UUID) -> Case:
    of_it = view.all(select(Case).where(Case.id == id, Case.withdrawn_at.is_(None)))
    if not of_it:
        raise Absent(GONE)
    return of_it[0]


def _named(view: View, ids: Iterable[UUID]) -> dict[UUID, str]:
    register = view.registers["case_decisions"]
    return dict(pages.titles(view.session, view.registers, register, list(ids)))


def _kinds(case: Case) -> list[str]:
    if case.state in ending.ENDED_STATES:
        return [ending.ENDED]
    return [kind for kind, closing in ending.CLOSINGS.items() if case.kind in closing.of]


def _why_not(kind: str, holds: Any) -> Text | None:
    if why := ending.not_closed(kind, holds):
        return why
    if missing := ending.missing(kind, holds):
        return _said(missing)
    return None


def _said(missing: Sequence[Line]) -> Text:
    return _("结案前尚缺：{missing}", missing=together(dict.fromkeys(map(told, missing))))


@service(right="close-case", audit="case closed")
def close(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """结案 (程 258); from now on it is sealed. Answers nothing: there is nothing to go to.

    Raises Absent, Conflict, Rejected where it needs a sentence, Refused with what is missing.
    """
    case = _known(act, id)
    if case.state == CLOSED:
        raise Conflict(_("这起案件已经结案"))
    kind, holds = values["close_kind"], found(act, case)
    if why := _why_not(kind, holds):
        raise Refused(why)
    if ending.is_explained(kind) and not (values.get("note") or "").strip():
        raise _wrong("close_kind", _("这样结案须写明情况（转刑事的写明案件编号）"))
    on = values.get("on") or act.stamp.today
    _refuse_day(case, on, act.stamp.today, [one.decided_on for one in holds.decisions])
    after = {"state": CLOSED, "closed_on": on, "close_kind": kind}
    before = {"state": case.state, "closed_on": case.closed_on}
    act.set_state(CASES, case.id, before=before, after=after)
    seal_all(act, [(CASES, case.id), *telling(act, case)])
    return []


def _refuse_day(case: Case, on: date, today: date, decided: Iterable[date | None]) -> None:
    if on > today:
        raise _wrong("closed_on", _("日期在今天之后"))
    begun = [day for day in (case.accepted_on, case.filed_on, *decided) if day]
    if begun and on < max(begun):
        raise _wrong("closed_on", _("早于案件最后一步的日期"))


def _wrong(field: str, why: Text) -> Rejected:
    return Rejected([Problem(field, why)], CASES.labels)


# 终止调查


@service(right="propose-stop", audit="stop proposed")
def propose_stop(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """提出终止调查 (程 259): one of four grounds, with its reason."""
    case = open_case(act, id, FILED)
    if case.kind == CRIMINAL:
        raise Refused(_("刑事案件办理撤销案件，不适用终止调查"))
    if any(one.state in (DECIDED, EXECUTED) for one in decisions(act, case.id)):
        raise Refused(_("已作出处理决定，不能终止调查"))
    after = {"stop_kind": values["stop_kind"], "stop_why": values["stop_why"]}
    before = {"state": FILED, "stop_kind": None}
    act.set_state(CASES, case.id, before=before, after=after)
    said = Text(codes.label("case_stop", values["stop_kind"]))
    return [case.id, step(act, case.id, "stop_proposed", act.stamp.today, note=str(said))]


@service(right="approve-stop", audit="investigation stopped", not_by="stop_kind")
def stop(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """终止调查, approved by the head of the station (程 259); until it is closed it may go on."""
    case = _stopping(act, id)
    on = values.get("on") or act.stamp.today
    after = {"state": STOPPED, "closed_on": on, "fast_track": None}
    before = {"state": FILED, "closed_on": None, "fast_track": case.fast_track}
    act.set_state(CASES, case.id, before=before, after=after)
    return [case.id, step(act, case.id, "stopped", on, number=values.get("number"))]


@service(right="approve-stop", audit="stop returned", not_by="stop_kind")
def return_stop(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    case = _stopping(act, id)
    before = {"stop_kind": case.stop_kind, "stop_why": case.stop_why}
    act.set_state(CASES, case.id, before=before, after=dict.fromkeys(before))
    return [case.id, step(act, case.id, "stop_returned", act.stamp.today, note=values["note"])]


def _stopping(act: Act, id: UUID) -> Case:
    case = open_case(act, id, FILED)
    if case.stop_kind is None:
        raise Refused(_("没有待审批的终止调查"))
    return case
