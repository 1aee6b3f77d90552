"""A round of houses to let after the walk: each house is entered in an act of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import Act
from station_app.access.action import Action
from station_app.access.service import service
from station_app.core.days import BEIJING
from station_app.core.errors import Absent, Refused
from station_app.core.kinds import Count, Words
from station_app.core.register import Field
from station_app.core.texts import _
from station_app.hazards.records import DONE, Hazard
from station_app.inspections.records import CHECK, GIVEN
from station_app.inspections.rules import named, read_faults, rental, unseen
from station_app.rounds.records import Round, Stop
from station_app.workflows.classing import open_hazards
from station_app.workflows.inspect import inspect
from station_app.workflows.recheck import recheck
from station_app.workflows.round_line import SAID, Line, read_line, wrong
from station_app.workflows.round_stops import standing_round, visits
from station_app.workflows.round_walk import due_again


@service(right="enter-stop", purpose=True, audit="round entered")
def enter(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """`nth` house of the round `id` as it was `said`: its re-checks, then its inspection.

    The inspection ticks it off. Answers that and its hazards, then what was re-checked.
    Raises Absent, Refused, Rejected.
    """
    round = standing_round(act, id)
    stop = _open_stop(act, round, values["nth"])
    line = read_line(values.get("said") or "")
    at = _moment(act, round, stop, line)
    results = _results(act, round, stop, line)
    again = [recheck(act, one.id, _looked(act, round, result))[0] for one, result in results]
    told = {"kind": round.kind, "inspector": round.inspector, "second": round.second, "at": at}
    told |= {"assistants": round.assistants, "faults": line.typed_faults}
    told |= {"not_met": line.not_met, "consent": line.consent}
    visit, *found = inspect(act, stop.house_id, told)
    return [visit, *found, *again]


def _open_stop(act: Act, round: Round, nth: int) -> Stop:
    """One not yet entered, to be entered by who was there. Raises Absent, Refused."""
    if act.stamp.officer not in (round.inspector, round.second):
        raise Refused(_("这条路线由检查人本人录入"))
    asked = select(Stop).where(
        Stop.round_id == round.id, Stop.nth == nth, Stop.withdrawn_at.is_(None)
    )
    if not (found := act.all(asked)):
        raise Absent(_("这条路线没有第 {n} 户", n=nth))
    if visits(act, found):
        raise Refused(_("第 {n} 户已经录入；要更正，先撤销或者作废那次检查", n=nth))
    return found[0]


def _moment(act: Act, round: Round, stop: Stop, line: Line) -> datetime:
    """As it was said; else as of the house before it, or when the round began."""
    if line.at is not None:
        at = _on(round.on, line.at)
    else:
        before = select(Stop).where(Stop.round_id == round.id, Stop.nth < stop.nth)
        entered = visits(act, act.all(before)).values()
        at = max((visit.at for visit in entered), default=round.at)
    if at > act.stamp.now:
        raise Refused(_("检查时间还没有到：走访以后再录入"))
    return at


def _on(day: date, at: time) -> datetime:
    return datetime.combine(day, at, BEIJING)


def _results(act: Act, round: Round, stop: Stop, line: Line) -> list[tuple[Hazard, str]]:
    standing = open_hazards(act, stop.house_id)
    due = due_again(standing, round.on, act.stamp.terms)
    return looked_again(round.kind, standing, due, line)


def check_line(kind: str, standing: Sequence[Hazard], due: Sequence[Hazard], said: str) -> None:
    """What can be known of a line before it is entered. Raises Refused, Rejected."""
    line = read_line(said)
    looked_again(kind, standing, due, line)
    faults, problems = read_faults(line.typed_faults)
    if problems:
        raise wrong(problems[0])
    if inside := unseen(faults, line.consent) if kind == CHECK else []:
        raise wrong(_("没有进入房间，不能登记房间内的项目：{items}", items=named(inside)))


def looked_again(
    kind: str, standing: Sequence[Hazard], due: Sequence[Hazard], line: Line
) -> list[tuple[Hazard, str]]:
    """Each hazard that was looked at again, and how it was found. Raises Refused, Rejected.

    On a check all that is `due` is answered, unless nobody was let in.
    """
    if kind != CHECK:
        if line.marks:
            raise Refused(_("复查由民警进行；巡查只作记录"))
        return []
    if "" in line.marks and not due:
        raise wrong(_("此户没有待复查的隐患"))
    marks = {hazard.item: line.marks[""] for hazard in due} if "" in line.marks else {}
    marks |= {item: result for item, result in line.marks.items() if item}
    if unknown := marks.keys() - {hazard.item for hazard in standing}:
        raise wrong(_("此户没有这些未销号的隐患：{items}", items="、".join(sorted(unknown))))
    left = [hazard.item for hazard in due if hazard.item not in marks]
    if left and line.consent == GIVEN:
        raise wrong(
            _("还要填复查结果：{items}；+ 已改正 / 部分 - 未改正 * 未看", items=named(left))
        )
    results = [(hazard, marks[hazard.item]) for hazard in standing if marks.get(hazard.item)]
    _refuse_unseen(results, line)
    return results


def _refuse_unseen(results: Sequence[tuple[Hazard, str]], line: Line) -> None:
    """Nobody was let in, or the same is told twice. Raises Rejected."""
    items = rental().items
    if line.consent != GIVEN:
        inside = [h.item for h, _result in results if items[h.item].where == "room"]
        if inside:
            raise wrong(_("没有进入房间，不能登记复查结果：{items}", items=named(inside)))
    typed = {f"R{int(digits)}" for digits in map(_digits, line.faults) if digits}
    twice = [h.item for h, result in results if result != DONE and h.item in typed]
    if twice:
        raise wrong(_("{items} 尚未销号，已填复查结果，不再登记为新的问题", items=named(twice)))


def _digits(fault: str) -> str:
    """The number a typed fault begins with."""
    half = fault.lstrip("Rr")
    return half[: len(half) - len(half.lstrip("0123456789"))]


def _looked(act: Act, round: Round, result: str) -> dict[str, Any]:
    """What a re-check asks, as the round answers it: the other officer is its second."""
    both = (round.inspector, round.second)
    second = next((one for one in both if one != act.stamp.officer), None)
    return {"result": result, "second": second, "on": round.on}


ACTIONS = {
    "enter": Action(
        name="enter",
        title=_("走后录入一户"),
        right="enter-stop",
        fields=(
            Field(name="nth", label=_("序号"), kind=Count(_("户"), 999, 1), required=True),
            Field(
                name="said",
                label=SAID,
                kind=Words(longest=4000),
                help=_(
                    "不填为未发现问题；6 11 问题编号，0 无人在家，00 不同意进入，+ / - 复查结果"
                ),
            ),
        ),
        run=enter,
    )
}
