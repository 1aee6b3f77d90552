"""Today: what is overdue, due and ahead, each line with its basis and its natural act."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, cast
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from station_app.access.act import View
from station_app.access.matrix import may
from station_app.access.service import service
from station_app.clocks.terms import Due
from station_app.core import days
from station_app.core.errors import Absent, Refused
from station_app.core.kinds import Ref
from station_app.core.register import Register
from station_app.core.texts import Text, _
from station_app.storage import duties, pages
from station_app.storage.beats import lies_in
from station_app.storage.tables import DutyRow

AHEAD = 36_500  # days an agenda looks ahead at most
MOST = 5000  # lines; the screen shows them page by page


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the agenda; `subject` is masked, as every list is."""

    register: str
    id: UUID
    subject: str
    due: Due
    action: str
    owner: str

    @property
    def title(self) -> Text:
        return Text(self.due.rule.title)

    def overdue_days(self, on: date) -> int:
        """Negative while there is time left."""
        return (on - self.due.due_on).days


@service(right="agenda", audit=None)
def agenda(
    view: View,
    *,
    on: date | None = None,
    within: int = 7,
    register: str | None = None,
    beats: Collection[str] = (),
) -> list[Item]:
    """By due date, the longest overdue first; only registers that this role may list.

    With `beats` only what lies in them, whoever entered it.
    """
    if register is not None and register not in view.registers:
        raise Absent(_("没有这个登记簿"))
    if not 0 <= within <= AHEAD:
        raise Refused(_("往后看的天数应为 0 至 {n}；已逾期的总在其中", n=AHEAD))
    last = (on or view.stamp.today) + timedelta(days=within)
    rows = [
        row
        for row in duties.until(view.session, last, register, MOST, *_own(view, beats))
        if may(view.role, f"list:{row.register}")
    ]
    names = _subjects(view, rows)
    return [
        Item(
            row.register,
            row.record_id,
            names.get(row.record_id, ""),
            view.stamp.terms.due(row.rule, since_of(row.since)),
            row.action,
            row.owner,
        )
        for row in rows
    ]


@service(right="agenda", audit=None)
def overdue_counts(view: View, *, beats: Collection[str] = ()) -> dict[str, int]:
    """Register → how many duties are overdue: the badges of the rail."""
    overdue = select(DutyRow.register, func.count()).where(
        DutyRow.due_on < view.stamp.today, *_own(view, beats)
    )
    counted = view.rows(cast(Select[Any], overdue.group_by(DutyRow.register)))
    return {name: n for name, n in counted if may(view.role, f"list:{name}")}


def _own(view: View, beats: Collection[str]) -> list[ColumnElement[bool]]:
    if not beats:
        return []
    lying = [
        and_(
            DutyRow.register == name,
            DutyRow.record_id.in_(
                select(register.record.id).where(lies_in(view.registers, register, beats))
            ),
        )
        for name, register in view.registers.items()
        if not register.inner
    ]
    return [or_(*lying)]


def day_typed(text: str | None, now: datetime) -> date:
    """The day an agenda is asked for; today where none is said."""
    try:
        return days.read_day(text, days.day_of(now)) if text else days.day_of(now)
    except ValueError:
        raise Refused(_("没有这一天：日期请写作 2026-03-07")) from None


def since_of(text: str) -> date | datetime:
    """The start of a duty as it is stored."""
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def _subjects(view: View, rows: list[DutyRow]) -> dict[UUID, str]:
    """A record is called by its person where it has one, else by its own subject."""
    names: dict[UUID, str] = {}
    for register in {row.register for row in rows}:
        ids = [row.record_id for row in rows if row.register == register]
        names |= _named(view, view.registers[register], ids)
    return names


def _named(view: View, register: Register, ids: list[UUID]) -> dict[UUID, str]:
    person = next(
        (f for f in register.fields if isinstance(f.kind, Ref) and f.kind.register == "people"),
        None,
    )
    if person is None:
        return pages.titles(view.session, view.registers, register, ids)
    column = getattr(register.record, person.name)
    whose = dict(view.rows(select(register.record.id, column).where(register.record.id.in_(ids))))
    titles = pages.titles(view.session, view.registers, view.registers["people"], whose.values())
    return {id: titles.get(person_id, "") for id, person_id in whose.items()}
