"""The ledger of what is held: every move with both hands, from its receipt to its return."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import Act, View
from station_app.access.service import service
from station_app.core.days import day_of
from station_app.core.errors import Refused
from station_app.core.register import complete
from station_app.core.texts import _
from station_app.property import rules
from station_app.property.moves import (
    day_typed,
    here,
    item_of,
    moment_of,
    move,
    note,
    put,
    refuse_used,
    wrong,
)
from station_app.property.records import (
    AUCTIONED,
    BACK,
    CONFISCATED,
    DESTROYED,
    EXAM,
    HANDED,
    HELD,
    KEPT,
    LEFT,
    MOVED,
    OUT,
    RECOVERED,
    REGISTERED,
    RETURNED,
    STATION,
    SURRENDERED,
    TAKEN,
    WITH_CASE,
    Item,
)
from station_app.property.register import PROPERTY

NUMBERED = "W"
INTO_SAFE = {HELD: HANDED, OUT: BACK, KEPT: MOVED}  # state → the move that puts it there


# What others ask of it


def in_safe(view: View) -> Sequence[Item]:
    """What lies in the safe now, in the order of its receipt: the stocktake of a hand-over."""
    return view.all(_live().where(Item.state == KEPT).order_by(Item.row))


def unsettled(view: View, case_id: UUID) -> Sequence[Item]:
    """What of a case the station still answers for; with any of it the case is not closed."""
    return view.all(
        _live().where(Item.case_id == case_id, Item.state.in_(rules.HERE)).order_by(Item.row)
    )


def follow_case(act: Act, case_id: UUID, to: str, at: datetime) -> Sequence[UUID]:
    """随案移送: what is held goes along where its case is transferred, in that act (程 62)."""
    ids = list[UUID]()
    for item in unsettled(act, case_id):
        after = {"settled_on": day_of(at), "settled_with": to}
        ids += move(act, item, WITH_CASE, at, {"receiver": to}, state=WITH_CASE, **after)
    return ids


def _live() -> Any:
    return select(Item).where(Item.withdrawn_at.is_(None))


# Taking and keeping


@service(right="enter-property", audit="property entered")
def enter(act: Act, values: Mapping[str, Any]) -> Item:
    """One thing, with its number; what is only registered stays with whose it is.

    Raises Rejected, and Refused for the number of a bag that was used before.
    """
    told = dict(values) | {"number": act.next_number(NUMBERED)}
    told["officer"] = values.get("officer") or act.stamp.officer
    told["state"] = LEFT if told.get("kind") == REGISTERED else HELD
    refuse_used(act, told.get("bag"))
    complete(PROPERTY, told)
    item = cast(Item, act.file(PROPERTY, told))
    note(act, item, TAKEN, item.taken_at, {"bag": item.bag, "second": item.second})
    return item


@service(right="keep-property", audit="property kept")
def keep(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """Handed to the keeper, brought back, or moved; who handles the case keeps nothing (程 189)."""
    item, at = here(act, id), moment_of(act, values)
    kind, keeper = INTO_SAFE[item.state], values.get("keeper") or item.keeper
    if not keeper:
        raise wrong("keeper", _("请填保管人员"))
    if keeper in (item.officer, item.second):
        raise wrong("keeper", _("办案民警不能兼作保管人员（程序规定第一百八十九条）"))
    after = {"state": KEPT, "place": values["place"], "keeper": keeper}
    after |= {"kept_at": at} if kind == HANDED else {}
    if item.state == OUT:
        after |= {"exams": rules.came_back(item.exams, day_of(at))}
    if bag := values.get("bag"):
        refuse_used(act, bag)
        after |= {"bag": bag}
    told = {"receiver": keeper} | {name: values.get(name) for name in ("place", "bag", "note")}
    return move(act, item, kind, at, told, **after)


@service(right="take-out-property", audit="property taken out")
def take_out(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """出库: to an expert, to be identified. While it is examined no day of a seizure counts."""
    item, at = here(act, id), moment_of(act, values)
    if not rules.is_kept(item):
        raise Refused(_("只有在库的财物才能出库"))
    after: dict[str, Any] = {"state": OUT}
    if values["why"] == EXAM:
        after["exams"] = rules.sent_out(item.exams, day_of(at))
    return move(act, item, OUT, at, values, **after)


# What the law asks meanwhile


@service(right="approve-property", audit="seizure approved", not_by="on_spot")
def approve(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """What was seized on the spot is reported, and approved afterwards by somebody else."""
    item = item_of(act, id)
    if not rules.awaits_approval(item):
        raise Refused(_("不是当场扣押，或者已经补办批准"))
    at = moment_of(act, values)
    if at < item.taken_at:
        raise wrong("at", _("早于取得时间"))
    return put(act, item, approved_at=at, approved_by=act.stamp.officer)


@service(right="extend-property", audit="seizure extended")
def extend(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """Once, by the county, while the first term runs; told in writing (程 112)."""
    item, on = here(act, id), day_typed(act, values)
    if not rules.may_extend(item):
        raise Refused(_("不是扣押的财物，或者已经延长过"))
    due = act.stamp.terms.due(
        rules.seizure_rule(item), day_of(item.taken_at), course=rules.course(item)
    )
    if on > due.due_on:
        raise wrong("on", _("扣押期限到 {day} 为止，届满以后不能延长", day=due.due_on))
    told = values.get("extension_told_on")
    if told and told < on:
        raise wrong("extension_told_on", _("早于批准日期"))
    number = values["extension_number"]
    return put(act, item, extended_on=on, extension_number=number, extension_told_on=told)


@service(right="decide-property", audit="property decided")
def decide(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """收缴、追缴: in the station's own power or by the county (程 195). Raises Refused."""
    item, on = here(act, id), day_typed(act, values)
    if not rules.is_undecided(item):
        raise Refused(_("已有处理决定"))
    if values["decided_by"] == STATION:
        _refuse_beyond_station(item, values)
    elif not values.get("confiscation_number"):
        raise wrong("confiscation_number", _("县级以上公安机关决定的，请填文号"))
    if on < day_of(item.taken_at):
        raise wrong("on", _("早于取得日期"))
    after = {name: values.get(name) for name in ("decision", "decided_by", "confiscation_number")}
    return put(act, item, **after, decided_on=on)


def _refuse_beyond_station(item: Item, values: Mapping[str, Any]) -> None:
    if values["decision"] == CONFISCATED:
        if why := rules.refuses_confiscation(item, disputed=bool(values.get("disputed"))):
            raise Refused(why)
    elif not values.get("to_victim"):
        raise Refused(_("派出所只能追缴应当退还被侵害人的财物（程序规定第一百九十五条）"))


@service(right="announce-property", audit="property announced")
def announce(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """登记招领: whose it is asks for it within six months (治 105)."""
    item, on = here(act, id), day_typed(act, values)
    if not rules.may_announce(item):
        raise Refused(_("已经登记招领，或者已有处理决定"))
    if on < day_of(item.taken_at):
        raise wrong("on", _("早于取得日期"))
    return put(act, item, unclaimed_since=on)


# Its end


@service(right="settle-property", audit="property returned")
def give_back(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """返还: signed for by who receives it. What was confiscated is returned to nobody."""
    item, at = here(act, id), moment_of(act, values)
    if item.decision == CONFISCATED:
        raise Refused(_("已决定收缴的财物不能返还"))
    if not values["signed"]:
        raise wrong("signed", _("返还须由领取人签收"))
    return _settle(act, item, RETURNED, at, values)


@service(right="settle-property", audit="property destroyed")
def destroy(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """销毁: what was confiscated, by two hands, with the approval it stands on."""
    item, at = here(act, id), moment_of(act, values)
    if item.decision != CONFISCATED:
        raise Refused(_("只有决定收缴的财物才能销毁"))
    return _settle(act, item, DESTROYED, at, values)


@service(right="settle-property", audit="property handed in")
def hand_in(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """上缴 what was confiscated or recovered; what nobody claimed is sold once six months are over.

    Raises Refused before.
    """
    item, at = here(act, id), moment_of(act, values)
    if rules.is_unclaimed(item) and not item.decision:
        due = act.stamp.terms.due("property_unclaimed", item.unclaimed_since or day_of(at))
        if day_of(at) <= due.due_on:
            raise Refused(
                _("招领满六个月（{day}）以前不能拍卖，也不能上缴", day=due.due_on.isoformat())
            )
        return _settle(act, item, AUCTIONED, at, values)
    if item.decision not in (CONFISCATED, RECOVERED):
        raise Refused(_("没有收缴、追缴决定，也没有招领满六个月"))
    return _settle(act, item, SURRENDERED, at, values)


def _settle(
    act: Act, item: Item, kind: str, at: datetime, values: Mapping[str, Any]
) -> Sequence[UUID]:
    after = {"settled_on": day_of(at), "settled_with": values.get("receiver")}
    return move(act, item, kind, at, values, state=kind, **after)
