"""Today: what is overdue, due and ahead, each line with its basis and its natural act.

Who owes it: the officers of the beat it lies in; where it lies in no beat that anybody looks
after, the officer who entered it. Figures are by register, never by officer.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, not_, or_, select

from station_app.access import beats as beat_work
from station_app.access import secrecy
from station_app.access.act import View
from station_app.access.service import service
from station_app.clocks.due import Due
from station_app.clocks.terms import Terms
from station_app.core import days
from station_app.core.course import moment, read
from station_app.core.errors import Absent, Refused
from station_app.core.kinds import Address
from station_app.core.register import Register
from station_app.core.show import mask, show
from station_app.core.texts import Text, _
from station_app.storage import owed
from station_app.storage.beats import lies_in
from station_app.storage.owed import BETWEEN, Asked, Key, Kinds
from station_app.storage.secrecy import hidden
from station_app.storage.tables import DutyRow
from station_app.tenancies.records import Tenancy

FURTHEST = 36_500  # days an agenda looks ahead at most
PAGE = 32  # lines: as many as a screen shows
OWNERS = ("me", "team", "station")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose agenda, and how far ahead. A team's is what lies in `beats`, in one's own without."""

    on: date | None = None  # today
    within: int = 7  # days
    register: str | None = None
    owner: str = "station"  # one of OWNERS
    beats: tuple[str, ...] = ()


@dataclass(slots=True, eq=False)
class Item:
    """One line of the agenda; `subject` is masked, as every list is."""

    key: Key
    subject: str
    action: str
    owner: str  # who entered the record
    course: str
    terms: Terms = field(repr=False)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Item) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)

    @property
    def due_on(self) -> date:
        return self.key[0]

    @property
    def register(self) -> str:
        return self.key[1]

    @property
    def id(self) -> UUID:
        return self.key[2]

    @property
    def due(self) -> Due:
        rule, since = self.key[3:]
        return self.terms.due(rule, moment(since), course=read(self.course))

    @property
    def title(self) -> Text:
        return Text(self.due.rule.title)

    def overdue_days(self, on: date) -> int:
        """Negative while there is time left."""
        return (on - self.due_on).days


@dataclass(slots=True)
class Figures:
    """How much of one register is overdue, due today and ahead."""

    overdue: int = 0
    today: int = 0
    ahead: int = 0


@service(right="agenda", audit=None)
def agenda(view: View, wanted: Wanted = Wanted()) -> list[Item]:
    """All of it by due date, the longest overdue first; only registers that this role may list."""
    return _page(view, wanted, None, owed.ALL)


@service(right="agenda", audit=None)
def page(view: View, wanted: Wanted, after: Key | None = None, *, most: int = PAGE) -> list[Item]:
    """The first lines of it, or those that follow the line with the key `after`."""
    return _page(view, wanted, after, most)


@service(right="agenda", audit=None)
def figures(view: View, wanted: Wanted = Wanted()) -> dict[str, Figures]:
    """Register → how much is owed: the heads of the groups, and the badges of the rail."""
    on, last = _span(view, wanted)
    found = dict[str, Figures]()
    for due_on, name, n in owed.counts(
        view.session, _names(view, wanted), [*_owned(view, wanted), *_known(view)], last=last
    ):
        of = found.setdefault(name, Figures())
        if due_on < on:
            of.overdue += n
        elif due_on == on:
            of.today += n
        else:
            of.ahead += n
    return found


@service(right="agenda", audit=None)
def owed_by(view: View, ids: Collection[UUID]) -> list[Item]:
    """Everything these records owe, however far ahead: a person's or a house's with all theirs.

    Of a tenancy its residence owes it.
    """
    asked = owed.asked(view.registers, _names(view, Wanted()))
    of_tenancies = select(Tenancy.residence_id).where(
        Tenancy.id.in_(list(ids)), Tenancy.residence_id.is_not(None)
    )
    these = or_(DutyRow.record_id.in_(list(ids)), DutyRow.record_id.in_(of_tenancies))
    return _items(view, asked, owed.page(view.session, asked.query, [these, *_known(view)]))


@service(right="agenda", audit=None)
def fell_due(view: View, since: date, until: date) -> list[Item]:
    """What fell due on these days, both included, and is still open: of the whole station.

    It goes from hand to hand, so nothing secret is on it, whoever asks.
    """
    asked = owed.asked(view.registers, _names(view, Wanted()))
    these = [DutyRow.due_on >= since, *_known(view, _kept_back)]
    return _items(view, asked, owed.page(view.session, asked.query, these, last=until))


def _page(view: View, wanted: Wanted, after: Key | None, most: int) -> list[Item]:
    _on, last = _span(view, wanted)
    asked = owed.asked(view.registers, _names(view, wanted))
    where = [*_owned(view, wanted), *_known(view)]
    rows = owed.page(view.session, asked.query, where, last=last, after=after, most=most)
    return _items(view, asked, rows)


def _items(view: View, asked: Asked, rows: Sequence[Any]) -> list[Item]:
    terms = view.stamp.terms
    return [
        Item(
            (due_on, register, id, rule, since),
            _masked(asked.kinds[register], subject),
            action,
            owner,
            course,
            terms,
        )
        for due_on, register, id, rule, since, action, owner, course, subject in rows
    ]


def _masked(kinds: Kinds, subject: str | None) -> str:
    """A person as in every list; a house by its whole address, or two were one (decision 31)."""
    parts = zip(kinds, (subject or "").split(BETWEEN), strict=False)
    return " ".join(
        str(show(kind, part) if isinstance(kind, Address) else mask(kind, part))
        for kind, part in parts
        if part
    )


def _span(view: View, wanted: Wanted) -> tuple[date, date]:
    if not 0 <= wanted.within <= FURTHEST:
        raise Refused(_("往后看的天数应为 0 至 {n}；已逾期的总在其中", n=FURTHEST))
    on = wanted.on or view.stamp.today
    return on, on + timedelta(days=wanted.within)


def _names(view: View, wanted: Wanted) -> tuple[str, ...]:
    """The registers asked for, of those that this role may list. Raises Absent."""
    if wanted.register is None:
        return tuple(_owing(view))
    if wanted.register not in view.registers:
        raise Absent(_("没有这个登记簿"))
    return tuple(name for name in _owing(view) if name == wanted.register)


def _owing(view: View) -> dict[str, Register]:
    """The registers whose records may owe something, of those that this role may list."""
    none = Register.__dataclass_fields__["duties"].default
    return {
        name: register
        for name, register in view.registers.items()
        if register.duties is not none and view.may(f"list:{name}")
    }


Closed = Callable[[View, Register], ColumnElement[bool] | None]


def _kept_back(view: View, register: Register) -> ColumnElement[bool] | None:
    """True of every secret record, whoever asks."""
    return hidden(view.registers, register)


def _known(view: View, closed: Closed = secrecy.closed) -> list[ColumnElement[bool]]:
    """Not what a record owes that is kept from this officer."""
    return [
        not_(
            and_(
                DutyRow.register == name,
                DutyRow.record_id.in_(select(register.record.id).where(condition)),
            )
        )
        for name, register in _owing(view).items()
        if (condition := closed(view, register)) is not None
    ]


# Who owes it


def _owned(view: View, wanted: Wanted) -> list[ColumnElement[bool]]:
    if wanted.owner not in OWNERS:
        raise Refused(_("待办范围应为 {names} 之一", names="、".join(OWNERS)))
    if wanted.owner == "station" and not wanted.beats:
        return []
    beats = wanted.beats or beat_work.own(view)
    if wanted.owner == "me":
        held = beat_work.held(view.session, view.stamp.today)
        stray = and_(DutyRow.owner == view.stamp.officer, not_(_lying(view, held)))
        return [or_(_lying(view, beats), stray)]
    if not beats:
        raise Refused(_("您没有负责的警务区，请指明警务区，或看全所的待办"))
    return [_lying(view, beats)]


def _lying(view: View, beats: Collection[str]) -> ColumnElement[bool]:
    """What lies in one of these beats."""
    if not beats:
        return false()
    lying = [
        and_(
            DutyRow.register == name,
            DutyRow.record_id.in_(
                select(register.record.id).where(lies_in(view.registers, register, beats))
            ),
        )
        for name, register in _owing(view).items()
    ]
    return or_(false(), *lying)


def day_typed(text: str | None, now: datetime) -> date:
    """The day an agenda is asked for; today where none is said."""
    try:
        return days.read_day(text, days.day_of(now)) if text else days.day_of(now)
    except ValueError:
        raise Refused(_("没有这一天：日期请写作 2026-03-07")) from None


def overdue(of: Iterable[Figures]) -> int:
    return sum(each.overdue for each in of)
