"""One visit to a house to let, in one act: the inspection, who was met, its hazards, the house's
class and its next check. Only what is not in order is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import Act, View
from station_app.access.action import Action, read_fields
from station_app.access.roles import OFFICERS
from station_app.access.service import service
from station_app.core.errors import Problem, Refused, Rejected
from station_app.core.kinds import Flag, Words
from station_app.core.register import Field, Merge
from station_app.core.texts import Text, _
from station_app.hazards import rules as hazards
from station_app.hazards.records import CLOSED, DONE, OPEN, Hazard
from station_app.hazards.register import HAZARDS, RECHECKS
from station_app.housing import rules as letting
from station_app.housing import service as housing
from station_app.housing.records import House
from station_app.inspections import rules
from station_app.inspections.records import CHECK, GIVEN, PATROL, UNREGISTERED, Inspection
from station_app.inspections.register import HEADCOUNTS, INSPECTIONS
from station_app.inspections.rules import Fault
from station_app.storage.own_tables import Officer
from station_app.workflows.classing import open_hazards, regrade
from station_app.workflows.headcount import (
    LABELS,
    NOT_SEEN,
    STRANGERS,
    Registered,
    counted,
    headcount,
    registered,
)
from station_app.workflows.round_stops import tick
from station_app.workflows.seen_again import see_again

SAID = ("at", "assistants", "accompanied_by", "remarks", "internal")  # kept as they were said
FAULTS = _("发现的问题")


def _asked(name: str, help: Text | None = None) -> Field:
    """A field of the record as the act asks for it: typed, and only where there is something."""
    known = INSPECTIONS[name]
    return replace(known, required=False, merge=Merge.GUARDED, help=help or known.help)


FIELDS = (
    _asked("consent"),
    _asked("kind"),
    _asked("second"),
    Field(
        name="faults",
        label=FAULTS,
        kind=Words(longest=4000),
        help=_("编号和情况，如 6 楼道堆物；12! 已推出；编号后加 ! 为当场改正；没有问题不填"),
    ),
    Field(name="not_met", label=NOT_SEEN, kind=Words(longest=500), help=_("序号或者姓名")),
    Field(name="unregistered", label=STRANGERS, kind=Words(longest=500), help=_("姓名")),
    _asked("at", _("不填为现在")),
    _asked("inspector", _("不填为本人")),
    _asked("assistants"),
    _asked("accompanied_by"),
    Field(name="advise_stop", label=_("建议停止出租"), kind=Flag()),
    _asked("remarks"),
    _asked("internal"),
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a check begins with, so that only what differs is typed."""

    house: House
    registered: Sequence[Registered]
    hazards: Sequence[Hazard]  # not yet closed
    second: str  # who went along the last time


@service(right="inspection-sheet", purpose=True, audit="inspection prepared")
def sheet(act: Act, house_id: UUID) -> Sheet:
    house = housing.house(act, house_id)
    known, standing = registered(act, house), open_hazards(act, house_id)
    act.show("housing", house.id)
    for name, id in [("people", one.person_id) for one in known]:
        act.show(name, id)
    return Sheet(house, known, standing, usual_second(act))


def usual_second(view: View) -> str:
    """Who went along the last time, or the only other officer there is."""
    others = officers(view) - {view.stamp.officer}
    last = select(Inspection.second).where(
        Inspection.inspector == view.stamp.officer, Inspection.second.in_(others)
    )
    before = view.all(last.order_by(Inspection.row.desc()).limit(1))
    return (before[0] if before else "") or ("".join(others) if len(others) == 1 else "")


def officers(view: View) -> set[str]:
    """Accounts of 民警 and 所领导: who may check and order (国办发〔2016〕15号)."""
    serving = select(Officer.name).where(Officer.active.is_(True), Officer.role.in_(OFFICERS))
    return set(view.all(serving))


@service(right="inspect", audit="inspected")
def inspect(
    act: Act, id: UUID, values: Mapping[str, Any], photos: Mapping[str, str] | None = None
) -> Sequence[UUID]:
    """`id` is the house, `values` are those of FIELDS, `photos` are by item.

    Answers the inspection and its hazards. Raises Absent, Refused, Rejected.
    """
    house = housing.house(act, id)
    if not letting.is_let(house):
        raise Refused(_("此房屋已停止出租，不需要检查；重新出租的请先登记"))
    kind = values.get("kind") or (PATROL if act.role == "clerk" else CHECK)
    draft = _draft(act, house, kind, values)
    known = registered(act, house)
    lines = headcount(
        known, draft["consent"], values.get("not_met") or "", values.get("unregistered") or ""
    )
    strangers = sum(line["result"] == UNREGISTERED for line in lines)
    faults = _faults(values, draft["consent"], strangers)
    stop = bool(values.get("advise_stop"))
    draft |= counted(lines, len(known))
    draft["outcome"] = rules.outcome(kind, faults, draft["consent"], advise_stop=stop)
    visit = act.file(INSPECTIONS, draft)
    assert isinstance(visit, Inspection)  # noqa: S101  so say the two types
    act.file_all(HEADCOUNTS, [line | {"inspection_id": visit.id} for line in lines])
    found = _found(act, visit, faults, photos or {})
    if kind == CHECK:
        entered = visit.consent == GIVEN  # else the house has not been looked at: it stays owed
        regrade(act, house.id, len(known) + strangers, checked=entered)
        if entered:
            housing.note_check(act, house.id, visit.on)  # last: it says so without any class
    tick(act, visit)
    return [visit.id, *found]


def _draft(act: Act, house: House, kind: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Of the inspection itself. Raises Refused where an auxiliary would check, Rejected."""
    if kind == CHECK and act.role not in OFFICERS:
        raise Refused(_("安全检查由民警进行；辅警请登记巡查"))
    draft = {name: values[name] for name in SAID if values.get(name)}
    draft |= {"house_id": house.id, "kind": kind, "consent": values.get("consent")}
    draft["at"] = values.get("at") or act.stamp.now
    draft["inspector"] = values.get("inspector") or act.stamp.officer
    draft["second"] = values.get("second") if kind == CHECK else None
    if kind == CHECK:
        if not draft["consent"]:
            raise Rejected([Problem("consent", rules.CONSENT)], LABELS)
        refuse_strangers(act, draft, "inspector", "second")
    return draft


def refuse_strangers(act: Act, draft: Mapping[str, Any], *names: str) -> None:
    """Whoever is named as an officer has an account as one. Raises Rejected."""
    serving = officers(act)
    wrong = [
        Problem(name, _("“{name}”不是本所民警的账号", name=draft[name]))
        for name in names
        if draft.get(name) and draft[name] not in serving
    ]
    if wrong:
        raise Rejected(wrong, LABELS)


def _faults(values: Mapping[str, Any], consent: str | None, strangers: int) -> list[Fault]:
    """Raises Rejected where nobody was let into the room that an item is about."""
    typed, wrong = rules.read_faults(values.get("faults") or "")
    if unseen := rules.unseen(typed, consent):
        items = rules.named(unseen)
        wrong.append(_("未经居住人同意没有进入房间，不能登记房间内的项目：{items}", items=items))
    if wrong:
        raise Rejected([Problem("faults", text) for text in wrong], LABELS | {"faults": FAULTS})
    return rules.with_headcount(typed, strangers)


def _found(
    act: Act, visit: Inspection, faults: Sequence[Fault], photos: Mapping[str, str]
) -> list[UUID]:
    """New hazards; what stands open already is the same one, seen again."""
    standing = {
        one.item: one for one in open_hazards(act, visit.house_id) if one.found_on <= visit.on
    }
    new = [fault for fault in faults if fault.item not in standing]
    again = [(standing[fault.item], fault) for fault in faults if fault.item in standing]
    return [*_file_hazards(act, visit, new, photos), *see_again(act, visit, again, photos)]


def _file_hazards(
    act: Act, visit: Inspection, faults: Sequence[Fault], photos: Mapping[str, str]
) -> list[UUID]:
    """A deadline only where the station orders; who found it mended at once has re-checked it."""
    before = _items_before(act, visit.house_id, [fault.item for fault in faults])
    drafts = [
        {
            "house_id": visit.house_id,
            "inspection_id": visit.id,
            "item": fault.item,
            "description": fault.text,
            "photo": photos.get(fault.item),
            "found_on": visit.on,
            "repeat": fault.item in before,
            **_mending(act, visit, fault),
        }
        for fault in faults
    ]
    filed = act.file_all(HAZARDS, drafts)
    seen = [
        {"hazard_id": hazard.id, "on": visit.on, "result": DONE}
        | {"inspector": visit.inspector, "second": visit.second}
        for hazard in filed
        if isinstance(hazard, Hazard) and hazard.state == CLOSED
    ]
    act.file_all(RECHECKS, seen)
    return [hazard.id for hazard in filed]


def _mending(act: Act, visit: Inspection, fault: Fault) -> dict[str, Any]:
    if fault.corrected and visit.kind == CHECK:
        return {"state": CLOSED, "rechecked": DONE, "closed_on": visit.on}
    if visit.kind == CHECK and rules.orders([fault]):
        return {"state": OPEN, "deadline": _deadline(act, fault.item, visit.on)}
    return {"state": OPEN}


def _deadline(act: Act, item: str, on: date) -> date:
    return hazards.deadline_for(item, on, act.stamp.terms)


def _items_before(view: View, house_id: UUID, items: Iterable[str]) -> set[str]:
    """Items that were a hazard of this house already."""
    earlier = select(Hazard.item).where(
        Hazard.house_id == house_id, Hazard.item.in_(list(items)), Hazard.withdrawn_at.is_(None)
    )
    return set(view.all(earlier))


def file_inspection(act: Act, typed: Mapping[str, Any]) -> Inspection:
    """As a shell tells it: the fields of the act, and the house. Raises Rejected."""
    told = dict(typed)
    house = read_fields(
        (INSPECTIONS["house_id"],), {"house_id": told.pop("house_id", "")}, act.stamp.now
    )
    ids = inspect(act, house["house_id"], read_fields(FIELDS, told, act.stamp.now))
    visit = act.load(INSPECTIONS, ids[0])
    assert isinstance(visit, Inspection)  # noqa: S101  so say the two types
    return visit


INSPECT = Action(
    name="inspect",
    title=_("安全检查（巡查）"),
    right="inspect",
    fields=FIELDS,
    run=inspect,
    suits=letting.is_let,
)
