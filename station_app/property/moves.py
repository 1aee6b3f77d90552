"""How a move of a thing is written: what is asked of its moment, its bag and its state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import Act
from station_app.core.errors import Problem, Refused, Rejected
from station_app.core.texts import Text, _
from station_app.property import rules
from station_app.property.records import Item, Move
from station_app.property.register import MOVES, PROPERTY

MOVE = ("second", "receiver", "place", "bag", "number", "note")


def item_of(act: Act, id: UUID) -> Item:
    """Raises Absent."""
    return cast(Item, act.load(PROPERTY, id))


def here(act: Act, id: UUID) -> Item:
    item = item_of(act, id)
    if not rules.is_here(item):
        raise Refused(_("这件财物已经处理完毕，或者由权利人保管"))
    return item


def moment_of(act: Act, values: Mapping[str, Any]) -> datetime:
    return cast(datetime, values.get("at") or act.stamp.now)


def day_typed(act: Act, values: Mapping[str, Any]) -> date:
    on = cast(date, values.get("on") or act.stamp.today)
    if on > act.stamp.today:
        raise wrong("on", _("日期在今天之后"))
    return on


def move(
    act: Act, item: Item, kind: str, at: datetime, values: Mapping[str, Any], **after: Any
) -> Sequence[UUID]:
    last = act.all(
        select(Move.at)
        .where(Move.item_id == item.id, Move.withdrawn_at.is_(None))
        .order_by(Move.at.desc())
        .limit(1)
    )
    if last and at < last[0]:
        raise wrong("at", _("早于上一次出入库的时间"))
    return [*put(act, item, **after), note(act, item, kind, at, values)]


def note(act: Act, item: Item, kind: str, at: datetime, values: Mapping[str, Any]) -> UUID:
    told = {name: values.get(name) for name in MOVE}
    told |= {"item_id": item.id, "kind": kind, "at": at, "note": values.get("note") or ""}
    return act.file(MOVES, told | {"officer": act.stamp.officer}).id


def put(act: Act, item: Item, **after: Any) -> Sequence[UUID]:
    act.move(PROPERTY, item, after)
    return [item.id]


def refuse_used(act: Act, bag: str | None) -> None:
    """A sealed bag's number is given once, whatever became of what was in it."""
    used: Iterable[Any] = ()
    if bag:
        used = act.all(select(Move.row).where(Move.bag == bag, Move.withdrawn_at.is_(None)))
    if used:
        raise wrong("bag", _("封存袋号 {bag} 已经用过，一个号只用一次", bag=bag or ""))


def wrong(name: str, text: Text) -> Rejected:
    return Rejected([Problem(name, text)], PROPERTY.labels | MOVES.labels)
