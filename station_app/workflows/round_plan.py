"""Which houses a round goes to: those that are due, all that are let, or those picked out.

Who has a beat (警务区) walks in it alone, as lists of its buildings are his alone (decisions/0007).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select

from station_app.access import beats as beat_work
from station_app.access.act import Act, View
from station_app.access.action import read_fields
from station_app.access.roles import OFFICERS
from station_app.access.service import service
from station_app.core.days import day_of
from station_app.core.errors import Absent, Problem, Refused, Rejected
from station_app.core.kinds import Code, Count, Words
from station_app.core.register import Field
from station_app.core.texts import _
from station_app.hazards.records import Hazard
from station_app.hazards.register import HAZARDS
from station_app.housing import rules as letting
from station_app.housing.records import House
from station_app.housing.register import HOUSING
from station_app.inspections.records import CHECK, PATROL
from station_app.places.records import Place
from station_app.places.register import PLACES
from station_app.printing.forms import Gathering
from station_app.rounds import rules
from station_app.rounds.records import Round
from station_app.rounds.register import ROUNDS, STOPS
from station_app.storage.beats import lies_in
from station_app.storage.tables import DutyRow
from station_app.workflows.inspect import refuse_strangers, usual_second

DUE, LET, CHOSEN = "due", "let", "chosen"  # codes of round_source
HOUSES = "houses"  # as a shell picks them out
PICKED = (
    Field(name="source", label=_("选房范围"), kind=Code("round_source"), help=_("不填为到期的")),
    Field(name="beat", label=_("警务区"), kind=Words(longest=40), help=_("不填为本人的，或全所")),
    Field(
        name="most",
        label=_("至多户数"),
        kind=Count(_("户"), rules.MOST, 1),
        help=_("不填为 {n} 户", n=rules.USUAL),
    ),
)
WALKED = tuple(
    replace(ROUNDS[name], required=False, help=help)
    for name, help in (
        ("at", _("不填为现在")),
        ("kind", None),
        ("second", _("不填为上次同去的民警")),
        ("assistants", None),
    )
)
FIELDS = PICKED + WALKED
LABELS = {field.name: field.label for field in FIELDS}


@dataclass(frozen=True, slots=True)
class Proposed:
    """A house that a round may go to; what is owed there the longest, where anything is."""

    id: UUID
    line: str
    rule: str = ""  # title of the rule
    due_on: date | None = None
    rechecks: int = 0  # hazards to be looked at again


@dataclass(slots=True)
class _Owed:
    due_on: date
    rule: str
    rechecks: int = 0


@service(right="propose-round", purpose=True, audit="round proposed")
def propose(act: Act, values: Mapping[str, Any]) -> list[Proposed]:
    """In the order of walking; of more than `most` those that have waited longest."""
    return _proposed(act, *_picked(act, values))


def _picked(view: View, values: Mapping[str, Any]) -> tuple[list[UUID], dict[UUID, _Owed]]:
    on = day_of(values.get("at") or view.stamp.now)
    beats, most = _beats(view, values.get("beat")), values.get("most") or rules.USUAL
    source, owed = values.get("source") or DUE, _owed(view, on, beats)
    if source == DUE:
        return list(owed)[:most], owed
    return list(view.all(_let(view, beats).limit(most))) if source == LET else [], owed


@service(right="propose-round", purpose=True, audit="round proposed")
def propose_house(act: Act, id: UUID, values: Mapping[str, Any]) -> Proposed:
    """One that was picked out. Raises Absent, Refused."""
    on = day_of(values.get("at") or act.stamp.now)
    _refuse_unfit(act, [id])
    return _proposed(act, [id], _owed(act, on, (), id))[0]


def _proposed(act: Act, ids: Sequence[UUID], owed: Mapping[UUID, _Owed]) -> list[Proposed]:
    found = {house.id: house for house in act.all(select(House).where(House.id.in_(ids)))}
    lines = _lines(act, found.values())
    for house in found.values():
        act.show(HOUSING.name, house.id)
    return sorted(
        (_one(act, house, lines[house.id], owed.get(house.id)) for house in found.values()),
        key=lambda each: rules.by_door(each.line),
    )


def _one(act: Act, house: House, line: str, owed: _Owed | None) -> Proposed:
    if owed is None:
        return Proposed(house.id, line)
    title = act.stamp.terms.rule(owed.rule, owed.due_on).title
    return Proposed(house.id, line, title, owed.due_on, owed.rechecks)


def _lines(view: View, houses: Collection[House]) -> dict[UUID, str]:
    """House → its address in one line."""
    places = Gathering(view).each(Place, PLACES, {house.place_id for house in houses})
    return {house.id: places[house.place_id].line or "" for house in houses}


def _owed(
    view: View, on: date, beats: Collection[str], id: UUID | None = None
) -> dict[UUID, _Owed]:
    """House → what is owed there by a day: its check, its re-checks; the longest overdue first."""
    here = [*_standing(view, beats), *([House.id == id] if id else [])]
    owes = select(DutyRow.due_on, DutyRow.rule, House.id)
    again = owes.join(Hazard, Hazard.id == DutyRow.record_id).join(
        House, House.id == Hazard.house_id
    )
    checks = owes.join(House, House.id == DutyRow.record_id)
    asked = ((again, HAZARDS.name, "recheck"), (checks, HOUSING.name, "inspect"))
    rows = [
        (due_on, rule, house, name == HAZARDS.name)
        for query, name, action in asked
        for due_on, rule, house in view.rows(
            query.where(
                DutyRow.register == name, DutyRow.action == action, DutyRow.due_on <= on, *here
            )
        )
    ]
    found = dict[UUID, _Owed]()
    for due_on, rule, house, looked_again in sorted(rows, key=lambda row: (row[0], str(row[2]))):
        found.setdefault(house, _Owed(due_on, rule)).rechecks += looked_again
    return found


def _standing(view: View, beats: Collection[str]) -> list[ColumnElement[bool]]:
    """Let now, and in these beats where any are asked for."""
    mine = [lies_in(view.registers, HOUSING, beats)] if beats else []
    return [House.let_until.is_(None), House.withdrawn_at.is_(None), *mine]


def _let(view: View, beats: Collection[str]) -> Any:
    """Those never checked first, then those checked longest ago."""
    order = House.checked_on.asc().nulls_first(), House.row
    return select(House.id).where(*_standing(view, beats)).order_by(*order)


def _beats(view: View, asked: str | None) -> tuple[str, ...]:
    """The beat asked for, or one's own. Raises Refused where it is another's."""
    mine = beat_work.own(view)
    if asked and mine and asked not in mine:
        raise Refused(_("检查路线只安排在本人的警务区：{beats}", beats="、".join(mine)))
    return (asked,) if asked else mine


def _refuse_unfit(view: View, ids: Sequence[UUID]) -> list[House]:
    """As they were asked for. Raises Absent, Refused."""
    known = select(House).where(House.id.in_(ids), House.withdrawn_at.is_(None))
    found = {house.id: house for house in view.all(known)}
    if found.keys() < set(ids):
        raise Absent(_("没有这处出租房屋，或已作废"))
    if any(not letting.is_let(house) for house in found.values()):
        raise Refused(_("其中有已停止出租的房屋，不安排检查"))
    if mine := beat_work.own(view):
        lying = set(view.all(select(House.id).where(lies_in(view.registers, HOUSING, mine))))
        if found.keys() - lying:
            raise Refused(_("检查路线只安排在本人的警务区：{beats}", beats="、".join(mine)))
    return [found[id] for id in dict.fromkeys(ids)]


@service(right="prepare-round", audit="round prepared")
def prepare(act: Act, values: Mapping[str, Any], ids: Sequence[UUID]) -> Round:
    """`values` are those of WALKED, `ids` the houses. Raises Absent, Refused, Rejected."""
    if not 0 < len(ids) <= rules.MOST:
        raise Refused(_("一条路线安排 1 至 {n} 户", n=rules.MOST))
    found = _refuse_unfit(act, ids)
    filed = act.file(ROUNDS, _draft(act, values))
    lines = _lines(act, found)
    ordered = sorted(found, key=lambda house: rules.by_door(lines[house.id]))
    stops = [
        {"round_id": filed.id, "nth": nth, "house_id": house.id, "place_id": house.place_id}
        for nth, house in enumerate(ordered, 1)
    ]
    act.file_all(STOPS, stops)
    act.notes |= {"houses": len(stops)}
    assert isinstance(filed, Round)  # noqa: S101  so say the two types
    return filed


def _draft(act: Act, values: Mapping[str, Any]) -> dict[str, Any]:
    """Of the round itself. Raises Refused, Rejected."""
    kind = values.get("kind") or (CHECK if act.role in OFFICERS else PATROL)
    if kind == CHECK and act.role not in OFFICERS:
        raise Refused(_("安全检查由民警进行；辅警请登记巡查"))
    second = (values.get("second") or usual_second(act)) if kind == CHECK else None
    if kind == CHECK and not second:
        raise Rejected([Problem("second", _("安全检查须由两名民警进行，请写第二检查人"))], LABELS)
    draft = {"at": values.get("at") or act.stamp.now, "kind": kind}
    draft |= {"inspector": act.stamp.officer, "second": second}
    draft |= {"assistants": values.get("assistants") or ""}
    if kind == CHECK:
        refuse_strangers(act, draft, "inspector", "second")
    return draft


def file_round(act: Act, typed: Mapping[str, Any]) -> Round:
    """As a shell tells it: the fields, and `houses` where they are picked out. Raises Rejected."""
    told = dict(typed)
    picked = told.pop(HOUSES, None)
    values = read_fields(FIELDS, told, act.stamp.now)
    if picked is None:
        houses, _owing = _picked(act, values)
        if not houses:
            raise Refused(_("没有到期应检查、复查的出租房屋"))
    else:
        houses = _ids(picked)
    return prepare(act, values, houses)


def _ids(picked: Any) -> list[UUID]:
    try:
        return [UUID(str(id)) for id in picked]
    except (TypeError, ValueError):
        why = Problem(HOUSES, _("请写一组出租房屋的编号"))
        raise Rejected([why], {HOUSES: HOUSING.title}) from None
