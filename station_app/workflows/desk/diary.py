"""勤务日志: what was written in a shift, and what the registers know of it, drawn in.

Nothing that was entered elsewhere is typed again: what came in during the shift is listed as lists
show it, masked, for who may list that register.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from station_app.access.act import Act, View
from station_app.access.service import service
from station_app.calls.records import Call
from station_app.calls.register import CALLS
from station_app.cases.records import Case
from station_app.cases.register import CASES
from station_app.core.register import Register
from station_app.core.texts import Text, _
from station_app.custody.records import Custody
from station_app.custody.register import CUSTODY
from station_app.duty.records import DiaryEntry, Shift
from station_app.duty.register import ENTRIES
from station_app.duty.service import entries, shift_at
from station_app.workflows.desk.hand_over_parts import ids_of, listed

Asked = Callable[[Shift], Select[Any]]


@dataclass(frozen=True, slots=True)
class Drawn:
    """What one register knows of a shift: ids of what came in during it."""

    title: Text
    register: Register
    asked: Asked


def _within(record: type[Any], column: Any) -> Asked:
    return lambda shift: (
        select(record.id)
        .where(column >= shift.since, column < shift.until, record.withdrawn_at.is_(None))
        .order_by(column, record.row)
    )


DRAWN = (
    Drawn(_("接处警"), CALLS, _within(Call, Call.reported_at)),
    Drawn(_("人员到所"), CUSTODY, _within(Custody, Custody.arrived_at)),
    Drawn(_("受案"), CASES, _within(Case, Case.accepted_at)),
)


@dataclass(frozen=True, slots=True)
class Diary:
    shift: Shift
    entries: Sequence[DiaryEntry]
    drawn: Sequence[tuple[Text, Sequence[str]]]


def drawn(view: View, shift: Shift) -> list[tuple[Text, list[str]]]:
    """Title → lines, of the registers that this officer may list."""
    return [
        (each.title, listed(view, each.register, ids_of(view, each.asked(shift))))
        for each in DRAWN
        if view.may(f"list:{each.register.name}")
    ]


@service(right="diary", audit="diary read")
def diary(act: Act, shift_id: UUID | None = None) -> Diary:
    """Of that shift, or of the one at hand. Raises Absent."""
    shift = shift_at(act, shift_id)
    found = entries(act, shift.id)
    for one in found:
        act.show(ENTRIES.name, one.id)
    return Diary(shift, found, drawn(act, shift))
