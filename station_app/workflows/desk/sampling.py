"""案件抽查(个案评查): cases of a month drawn by lot that anybody can draw again, what was found.

The lot is the month and the station; the log says it. Nothing here counts by officer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import Act, View
from station_app.access.action import Action
from station_app.access.service import service
from station_app.cases.records import CRIMINAL, DECIDED, FILED, Case, CaseStep
from station_app.cases.register import CASES
from station_app.cases.steps import step
from station_app.clocks.calendar import add_months
from station_app.core.errors import Problem, Refused, Rejected
from station_app.core.kinds import Flag, Words
from station_app.core.register import Field
from station_app.core.texts import Text, _
from station_app.workflows.desk.closing_found import open_case

SAMPLED, FOUND, SOUND, ANSWERED = (
    "sampled",
    "sampling_found",
    "sampling_sound",
    "sampling_answered",
)
STATES: Mapping[str, Text] = {
    SAMPLED: _("待评查"),
    SOUND: _("未发现问题"),
    FOUND: _("有问题，待答复"),
    ANSWERED: _("已答复"),
}


@dataclass(frozen=True, slots=True)
class Sample:
    """A case that was drawn and is not closed yet; `month` as 2026-03, `state` one of STATES."""

    case_id: UUID
    number: str
    title: str
    month: str
    state: str
    note: str


def lot(scope: str, month: str, number: str) -> bytes:
    """What decides the order of the draw."""
    return sha256(f"{scope} {month} {number}".encode()).digest()


def drawn(scope: str, month: str, numbers: Iterable[str], count: int) -> list[str]:
    """The first `count` by lot: the same whoever draws, in whatever order they are given."""
    return sorted(numbers, key=lambda number: lot(scope, month, number))[:count]


@service(right="sample-cases", audit="cases sampled")
def draw(act: Act, within: date, count: int) -> list[UUID]:
    """Of all administrative cases in hand in that month; drawn again, it adds what is missing.

    Raises Refused for a month that has not begun, or where there is none to draw from.
    """
    if within > act.stamp.today or count < 1:
        raise Refused(_("请填已经开始的月份和一件以上的件数"))
    month, numbers = f"{within:%Y-%m}", _in_hand(act, within)
    if not numbers:
        raise Refused(_("这个月没有在办的行政案件可抽"))
    chosen = drawn(act.stamp.scope, month, numbers, count)
    lot_says = {"month": month, "lot": f"{act.stamp.scope} {month}"}
    act.notes |= lot_says | {"among": len(numbers), "drawn": len(chosen)}
    before = {one.case_id for one in _steps(act) if (one.kind, one.note) == (SAMPLED, month)}
    new = [numbers[number] for number in chosen if numbers[number] not in before]
    for id in new:
        step(act, id, SAMPLED, act.stamp.today, note=month)
    return [numbers[number] for number in chosen]


def _in_hand(view: View, within: date) -> dict[str, UUID]:
    after = add_months(within.replace(day=1), 1)
    these = select(Case).where(
        Case.kind != CRIMINAL,
        Case.state.in_((FILED, DECIDED)),
        Case.filed_on < after,
        Case.withdrawn_at.is_(None),
    )
    return {case.number: case.id for case in view.all(these)}


def _steps(view: View) -> Sequence[CaseStep]:
    mine = select(CaseStep).where(CaseStep.kind.in_(STATES), CaseStep.withdrawn_at.is_(None))
    return view.all(mine.order_by(CaseStep.row))


@service(right="samples", audit=None)
def samples(view: View) -> list[Sample]:
    """What was drawn of cases that are in hand, the latest first; never by whose they are."""
    months, last = dict[UUID, str](), dict[UUID, CaseStep]()
    for one in _steps(view):
        last[one.case_id] = one
        if one.kind == SAMPLED:
            months[one.case_id] = one.note
    these = select(Case).where(Case.id.in_(list(months)), Case.withdrawn_at.is_(None))
    found = [
        Sample(case.id, case.number, case.title, months[case.id], last[case.id].kind, said)
        for case in view.all(these)
        for said in [last[case.id].note]
    ]
    return sorted(found, key=lambda one: (one.month, one.number), reverse=True)


def _last(view: View, case_id: UUID) -> str | None:
    kinds = [one.kind for one in _steps(view) if one.case_id == case_id]
    return kinds[-1] if kinds else None


@service(right="sample-cases", audit="sampling finding entered")
def find(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """What was found, or that nothing was; by another than who handles the case."""
    case = open_case(act, id)
    if act.stamp.officer in (case.handler, case.second):
        raise Refused(_("本人办理的案件，须由另一人评查"))
    if _last(act, case.id) != SAMPLED:
        raise Refused(_("没有抽中这起案件，或者已经评查"))
    finding = (values.get("finding") or "").strip()
    if bool(values.get("sound")) == bool(finding):
        raise _wrong("finding", _("或者写明发现的问题，或者注明未发现问题"))
    today = act.stamp.today
    if finding:
        _turn(act, case, today)
    return [case.id, step(act, case.id, FOUND if finding else SOUND, today, note=finding)]


@service(right="answer-sampling", audit="sampling answered")
def answer(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    case = open_case(act, id)
    if case.sampling_found_on is None:
        raise Refused(_("没有待答复的抽查问题"))
    _turn(act, case, None)
    return [case.id, step(act, case.id, ANSWERED, act.stamp.today, note=values["answer"])]


def _turn(act: Act, case: Case, on: date | None) -> None:
    before = {"sampling_found_on": case.sampling_found_on}
    act.set_state(CASES, case.id, before=before, after={"sampling_found_on": on})


def _wrong(field: str, why: Text) -> Rejected:
    return Rejected([Problem(field, why)], LABELS)


FINDING = Field(name="finding", label=_("发现的问题"), kind=Words(lines=4, longest=2000))
SOUND_FLAG = Field(name="sound", label=_("未发现问题"), kind=Flag())
ANSWER = Field(
    name="answer", label=_("整改和答复"), kind=Words(lines=4, longest=2000), required=True
)
LABELS = {field.name: field.label for field in (FINDING, SOUND_FLAG, ANSWER)}


def may_be_sampled(case: Any) -> bool:
    return case.kind != CRIMINAL and case.state in (FILED, DECIDED) and not has_finding(case)


def has_finding(case: Any) -> bool:
    return case.sampling_found_on is not None


ACTIONS = {
    action.name: action
    for action in (
        Action(
            name="find_sampling",
            title=_("登记抽查结果"),
            right="sample-cases",
            fields=(FINDING, SOUND_FLAG),
            run=find,
            suits=may_be_sampled,
        ),
        Action(
            name="answer_sampling",
            title=_("答复抽查问题"),
            right="answer-sampling",
            fields=(ANSWER,),
            run=answer,
            suits=has_finding,
        ),
    )
}
