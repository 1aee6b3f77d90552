"""What a shift hands over, part by part: each a field of the hand-over and a reading of a register.

The lines are masked as every list is, and kept in the hand-over as they were: numbers, grounds and
times, so that a record sealed later leaves no name behind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from station_app.access import records
from station_app.access.act import View
from station_app.calls.records import Call
from station_app.calls.register import CALLS
from station_app.copies.records import DETAINED, OPEN, CorrectionTask
from station_app.copies.register import TASKS as CORRECTION_TASKS
from station_app.core.days import day_of
from station_app.core.register import Register
from station_app.core.show import moment, show
from station_app.core.texts import Shown, Text, _, render
from station_app.custody.inside import Inside, inside
from station_app.custody.register import CUSTODY
from station_app.duty import rules
from station_app.duty.records import Shift
from station_app.property.register import PROPERTY
from station_app.property.service import in_safe
from station_app.storage.secrecy import shut
from station_app.tasks.register import TASKS
from station_app.tasks.service import unanswered
from station_app.workflows.agenda import Item, fell_due

Lines = Callable[[View, Shift], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Part:
    """`name` is the field of a hand-over that keeps it."""

    name: str
    lines: Lines


def spoken(texts: Iterable[Shown]) -> str:
    return "　".join(filter(None, map(render, texts)))


def listed(view: View, register: Register, ids: Sequence[UUID]) -> list[str]:
    """These records as lists show them, in their order; none for who may not list them.

    What is told goes from hand to hand: nothing secret is on it, whoever asks.
    """
    if not view.may(f"list:{register.name}"):
        return []
    secret = shut(view.session, view.registers, register, ids, "")
    ids = [id for id in ids if id not in secret]
    found = {line.id: line.texts for line in records.lines(view, register, ids)}
    return [spoken(found[id]) for id in ids if id in found]


def ids_of(view: View, query: Select[Any]) -> list[UUID]:
    return [id for (id,) in view.rows(query)]


def _inside(view: View, _shift: Shift) -> list[str]:
    return list(map(_held, inside(view))) if view.may(f"list:{CUSTODY.name}") else []


def _held(found: Inside) -> str:
    """Until when at the latest as an hour: what is left of it would be another every minute."""
    one = found.one
    ground, since = show(CUSTODY["ground"].kind, one.ground), moment(one.arrived_at)
    arrived = _("{at} 到所", at=since)
    ends = found.due.due_at if found.due else None
    limit: Text | str = _("期限至 {at}", at=moment(ends)) if ends else ""
    return spoken((one.number, found.name, ground, arrived, one.room or "", limit))


def _safe(view: View, _shift: Shift) -> list[str]:
    return listed(view, PROPERTY, [item.id for item in in_safe(view)])


def _open_calls(view: View, _shift: Shift) -> list[str]:
    live = Call.disposal.is_(None), Call.withdrawn_at.is_(None)
    ids = ids_of(view, select(Call.id).where(*live).order_by(Call.reported_at, Call.row))
    return listed(view, CALLS, ids)


def _orders(view: View, _shift: Shift) -> list[str]:
    live = CorrectionTask.state == OPEN, CorrectionTask.withdrawn_at.is_(None)
    wanted = select(CorrectionTask.id).where(*live, CorrectionTask.kind != DETAINED)
    ids = ids_of(view, wanted.order_by(CorrectionTask.on, CorrectionTask.row))
    given = [task.id for task in unanswered(view)]
    return [*listed(view, TASKS, given), *listed(view, CORRECTION_TASKS, ids)]


def _owed(view: View, shift: Shift) -> list[str]:
    last = min(day_of(shift.until), view.stamp.today)
    return [_said(item) for item in fell_due(view, day_of(shift.since), last)]


def _said(item: Item) -> str:
    return spoken((item.due_on.isoformat(), item.title, item.subject))


PARTS = (
    Part("inside", _inside),
    Part("safe", _safe),
    Part("orders", _orders),
    Part("calls", _open_calls),
    Part("owed", _owed),
)


def parts(view: View, shift: Shift) -> dict[str, str]:
    """Field of a hand-over → its lines as they stand now."""
    return {part.name: rules.written(list(part.lines(view, shift))) for part in PARTS}
