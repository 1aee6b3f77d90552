"""The roster by the week, and what is written in the diary of a shift."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, cast
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import Act, View
from station_app.access.action import Action, read_fields
from station_app.access.service import service
from station_app.core.days import BEIJING
from station_app.core.errors import Absent, Refused
from station_app.core.register import complete
from station_app.core.texts import _
from station_app.duty import rules
from station_app.duty.records import DiaryEntry, Shift
from station_app.duty.register import DUTY, ENTRIES

WEEK = timedelta(days=7)
NEAR = timedelta(days=4)  # on either side of now a shift is looked for
WHO = ("leader", "officers", "standby", "auxiliaries")
ASKED = tuple(DUTY[name] for name in WHO)


@dataclass(frozen=True, slots=True)
class Planned:
    """One line of the roster as it is typed; `id` and `revision` of one that is there."""

    day: date
    span: str = rules.WHOLE_DAY
    leader: str = ""
    officers: str = ""
    standby: str = ""
    auxiliaries: str = ""
    id: UUID | None = None
    revision: int = 0

    @property
    def empty(self) -> bool:
        return not any(getattr(self, name) for name in WHO)


@service(right="roster", audit=None)
def week(view: View, day: date) -> list[Planned]:
    """The lines of the week of this day, a day that has none with an empty one."""
    monday = rules.monday_of(day)
    found = [_planned(one) for one in _between(view, monday, monday + WEEK)]
    there = {one.day for one in found}
    days = (monday + timedelta(days=n) for n in range(7))
    return sorted([*found, *(Planned(day) for day in days if day not in there)], key=_order)


@service(right="roster", audit=None)
def as_last_week(view: View, day: date) -> list[Planned]:
    """The same people a week later: lines that are nowhere yet."""
    return [
        replace(one, day=one.day + WEEK, id=None, revision=0)
        for one in week(view, day - WEEK)
        if not one.empty
    ]


@service(right="plan-week", audit="roster entered")
def plan(act: Act, lines: Sequence[Planned]) -> list[UUID]:
    """Lines that are new or changed; an empty one that is nowhere yet is none.

    Raises Refused with the day of the line, Rejected, and Conflict.
    """
    return [
        id for line in lines if line.id or not line.empty if (id := _write(act, line)) is not None
    ]


def _write(act: Act, line: Planned) -> UUID | None:
    if line.id is None:
        values = _values(line)
        complete(DUTY, values)
        return act.file(DUTY, values).id
    held = cast(Shift, act.load(DUTY, line.id))
    if line == _planned(held):
        return None
    if line.empty:
        raise Refused(_("{day} 已有排班：要取消，请打开该班次作废", day=line.day.isoformat()))
    values = _values(line)
    complete(DUTY, values)
    news = {name: value for name, value in values.items() if value != getattr(held, name)}
    news.pop("on", None)
    return act.amend(DUTY, held.id, news, revision=line.revision).id


def _values(line: Planned) -> dict[str, Any]:
    """Raises Refused, naming the day."""
    day = line.day.isoformat()
    try:
        since, until = rules.read_span(line.span, line.day)
    except ValueError:
        raise Refused(_("{day} 的值班时间请写作 8:00-8:00", day=day)) from None
    if not (line.leader and line.officers):
        raise Refused(_("{day} 的带班领导、值班民警须填写", day=day))
    who = read_fields(ASKED, {name: getattr(line, name) for name in WHO}, since)
    return {"since": since, "until": until} | {name: said or "" for name, said in who.items()}


def _planned(shift: Shift) -> Planned:
    who = {name: getattr(shift, name) for name in WHO}
    span = rules.span_text(shift.since, shift.until)
    day = shift.since.astimezone(BEIJING).date()
    return Planned(day, span, id=shift.id, revision=shift.revision, **who)


def _order(line: Planned) -> tuple[date, datetime]:
    return line.day, rules.read_span(line.span, line.day)[0]


def _between(view: View, first: date, last: date) -> Sequence[Shift]:
    query = select(Shift).where(Shift.on >= first, Shift.on < last, Shift.withdrawn_at.is_(None))
    return view.all(query.order_by(Shift.since, Shift.row))


def near(view: View) -> Sequence[Shift]:
    """The shifts of the days about now."""
    now = view.stamp.now
    query = select(Shift).where(
        Shift.since > now - NEAR, Shift.since < now + NEAR, Shift.withdrawn_at.is_(None)
    )
    return view.all(query.order_by(Shift.since, Shift.row))


def shift_at(view: View, id: UUID | None = None, at: datetime | None = None) -> Shift:
    """That one, or the one of that moment, or of now. Raises Absent."""
    query = select(Shift).where(Shift.id == id, Shift.withdrawn_at.is_(None))
    when = at or view.stamp.now
    found = next(iter(view.all(query)), None) if id else rules.at_hand(near(view), when)
    if found is None:
        raise Absent(_("这个时间没有排班：请先在值班备勤安排中登记班次"))
    return cast(Shift, found)


@service(right="write-diary", audit="diary written")
def write(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """勤务日志: one entry of a shift; by oneself, now, where nothing else is said.

    Raises Absent, Rejected, and Refused for a time that is not of this shift.
    """
    shift = cast(Shift, act.load(DUTY, id))
    at = values.get("at") or act.stamp.now
    if at < shift.since - timedelta(hours=1):
        raise Refused(_("时间在本班开始之前，请记到所属的班次"))
    told = {"shift_id": shift.id, "at": at, "text": values["text"]}
    told["officer"] = values.get("officer") or act.stamp.officer
    return [shift.id, act.file(ENTRIES, told).id]


@service(right="write-diary", audit="diary written")
def write_line(act: Act, typed: str) -> UUID:
    """The same as one line, in the shift of its time: `930 石桥路巡逻`. Raises Absent, Rejected."""
    at, text = rules.read_entry(typed, act.stamp.now)
    values = read_fields((ENTRIES["text"],), {"text": text}, act.stamp.now)
    return write(act, shift_at(act, at=at).id, {"at": at, **values})[1]


def entries(view: View, shift_id: UUID) -> Sequence[DiaryEntry]:
    query = select(DiaryEntry).where(
        DiaryEntry.shift_id == shift_id, DiaryEntry.withdrawn_at.is_(None)
    )
    return view.all(query.order_by(DiaryEntry.at, DiaryEntry.row))


ACTIONS = {
    "write": Action(
        name="write",
        title=_("记勤务日志"),
        right="write-diary",
        fields=tuple(
            replace(ENTRIES[name], required=name == "text") for name in ("at", "text", "officer")
        ),
        run=write,
    )
}
