"""期限规则和放假安排: the chief changes local rules and enters the holidays of a notice.

What is ordered or taken back counts from the next look on; then all duties are worked out again,
in parts. An event keeps the rule of its day. National rules are shown and never changed here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Any, TypeVar
from uuid import UUID

from station_app.access.act import Act, View
from station_app.access.desk import Desk
from station_app.access.service import service
from station_app.clocks.rule import Rule
from station_app.clocks.versions import Version, ordered
from station_app.core.days import read_days
from station_app.core.errors import Absent, Refused
from station_app.core.ids import new_id
from station_app.core.progress import Progress, Tell, unheard
from station_app.core.sound import said
from station_app.core.texts import Text, _
from station_app.storage import law, settling
from station_app.storage.own_tables import HolidayYear, LocalRule
from station_app.storage.settling import Key, Part

T = TypeVar("T")
LONGEST = 60  # characters of an issuer, a number, a reason
PART = 2000  # duties worked out again in one transaction: well within 200 ms
EARLIEST, YEARS_AHEAD = 2004, 5  # of a notice
SATURDAY = 5
SOON = timedelta(days=60)  # the notice of a year comes out in the November before


@dataclass(frozen=True, slots=True)
class Kept:
    """One rule for one place: the version of today, all there are, and the orders behind them."""

    now: Rule
    rules: tuple[Rule, ...]  # by their first day
    orders: tuple[LocalRule, ...]  # those taken back too


@dataclass(frozen=True, slots=True)
class Year:
    """What is known of a year: from the library, or from a notice; or nothing."""

    year: int
    known: bool
    notices: tuple[HolidayYear, ...]  # the last one holds, unless it was taken back

    @property
    def notice(self) -> HolidayYear | None:
        return next((one for one in reversed(self.notices) if one.ended_at is None), None)


@service(right="rulebook", audit=None)
def rules(view: View) -> list[Kept]:
    orders = law.versions(view.session, all=True)
    found: dict[tuple[str, str], list[Rule]] = {}
    for rule in view.stamp.terms.rules:
        found.setdefault((rule.id, rule.place or ""), []).append(rule)
    return [
        _kept(held, [one for one in orders if (one.rule, one.place) == key], view.stamp.today)
        for key, held in found.items()
    ]


def _kept(rules: list[Rule], orders: Sequence[LocalRule], today: date) -> Kept:
    rules.sort(key=lambda rule: rule.valid_from or date.min)
    now = next((rule for rule in rules if rule.holds(today)), rules[-1])
    return Kept(now, tuple(rules), tuple(orders))


@service(right="rulebook", audit=None)
def years(view: View) -> list[Year]:
    """From last year to the next, and every other that was entered."""
    notices, this = law.years(view.session, all=True), view.stamp.today.year
    wanted = sorted({this - 1, this, this + 1} | {one.year for one in notices})
    calendar = view.stamp.terms.calendar
    return [
        Year(year, calendar.knows(year), tuple(one for one in notices if one.year == year))
        for year in wanted
    ]


def unknown_year(view: View) -> Text | None:
    """The warning that terms of the coming weeks are reckoned without a notice."""
    today = view.stamp.today
    ahead = today + SOON
    return view.stamp.terms.calendar.warning(range(today.year, ahead.year + 1))


@service(right="order-rule", audit="local rule ordered")
def order_rule(act: Act, version: Version) -> UUID:
    """For what begins on its first day or later. Raises Explained where it makes no sense."""
    issuer, number = _source(version.issuer, version.number)
    version = replace(version, issuer=issuer, number=number)
    mine = [
        one for one in act.stamp.terms.rules if (one.id, one.place) == (version.rule, version.place)
    ]
    if not mine:
        raise Absent(_("没有这项期限规则"))
    ordered(min(mine, key=lambda one: one.valid_from or date.min), version)
    key = version.rule, version.place or "", version.valid_from
    if any((one.rule, one.place, one.valid_from) == key for one in law.versions(act.session)):
        raise Refused(_("{day} 起施行的规定已登记，请先撤销那一项", day=version.valid_from))
    told = asdict(version) | {"place": version.place or ""}
    row = LocalRule(id=new_id(), **told, **_entered(act))
    act.session.add(row)
    act.notes |= told | {"valid_from": version.valid_from.isoformat(), "order": str(row.id)}
    law.changed(act.session)
    return row.id


@service(right="end-rule", audit="local rule taken back")
def end_rule(act: Act, order: UUID, reason: str) -> None:
    """The rule before it holds again. Raises Absent, Refused."""
    _end(act, act.session.get(LocalRule, order), reason)
    act.notes |= {"order": str(order)}


@service(right="enter-holidays", audit="holidays entered")
def enter_holidays(act: Act, year: int, rest: str, work: str, *, issuer: str, number: str) -> UUID:
    """A year's notice as it is printed, `1.1 至 1.3、2.6 至 2.12`; it replaces one entered before.

    Raises Explained.
    """
    issuer, number = _source(issuer, number)
    if not EARLIEST <= year <= act.stamp.today.year + YEARS_AHEAD:
        raise Refused(_("没有这一年的放假安排：请写明四位年份"))
    row = HolidayYear(
        id=new_id(),
        year=year,
        holidays=_days(rest, year),
        workdays=_days(work, year),
        issuer=issuer,
        number=number,
        **_entered(act),
    )
    entry = law.entry_of(row)
    if not entry.holidays:
        raise Refused(_("请写明放假的日期"))
    if wrong := [day for day in sorted(entry.workdays) if day.weekday() < SATURDAY]:
        raise Refused(_("{day} 不是周末，不会是调休上班的日子，请核对", day=wrong[0]))
    for before in law.years(act.session):
        if before.year == year:
            _mark(act, before, number)
    act.session.add(row)
    act.notes |= {"year": year, "issuer": issuer, "number": number}
    act.notes |= {"rest": len(entry.holidays), "worked": len(entry.workdays)}
    law.changed(act.session)
    return row.id


@service(right="end-holidays", audit="holidays taken back")
def end_holidays(act: Act, notice: UUID, reason: str) -> None:
    """The year is again as the library knows it, or unknown. Raises Absent, Refused."""
    _end(act, act.session.get(HolidayYear, notice), reason)
    act.notes |= {"notice": str(notice)}


def _end(act: Act, row: LocalRule | HolidayYear | None, reason: str) -> None:
    if row is None or row.ended_at is not None:
        raise Absent(_("没有这一项，或已撤销"))
    if not (reason := said(reason)):
        raise Refused(_("请写明撤销的原因"))
    if len(reason) > LONGEST:
        raise Refused(_("撤销的原因至多 {n} 个字", n=LONGEST))
    _mark(act, row, reason)
    act.notes |= {"reason": reason}
    law.changed(act.session)


def _mark(act: Act, row: LocalRule | HolidayYear, reason: str) -> None:
    row.ended_by, row.ended_at, row.reason = act.stamp.officer, act.stamp.now, reason


def _source(issuer: str, number: str) -> tuple[str, str]:
    issuer, number = said(issuer), said(number)
    if not issuer or not number:
        raise Refused(_("请写明发文机关和文号"))
    if max(len(issuer), len(number)) > LONGEST:
        raise Refused(_("发文机关、文号至多各 {n} 个字", n=LONGEST))
    return issuer, number


def _entered(act: Act) -> dict[str, Any]:
    return {"entered_by": act.stamp.officer, "entered_at": act.stamp.now}


def _days(typed: str, year: int) -> list[str]:
    try:
        return [day.isoformat() for day in read_days(typed, year)]
    except ValueError:
        raise Refused(
            _("看不懂“{typed}”：日期请写作 1.1 至 1.3、2.6 至 2.12", typed=said(typed))
        ) from None


# All duties worked out again


@service(right="settle-duties", audit=None)
def unsettled(view: View) -> tuple[int, bool] | None:
    """How many duties are to be worked out again, and whether rules were changed here or only
    ship otherwise than before; None: none is.
    """
    if settling.is_settled(view.session, view.stamp.terms):
        return None
    return settling.owed(view.session), settling.is_changed(view.session)


@service(right="settle-duties", audit="duties being settled")
def settle_part(act: Act, after: Key | None) -> Part:
    return settling.settle(act.session, act.stamp.terms, after, PART)


@service(right="settle-duties", audit="duties settled")
def end_settling(act: Act, number: int, moved: int) -> None:
    """By the rules as they were `number` changes on; if others followed, once more."""
    settling.settled(act.session, number, act.stamp.terms)
    act.notes |= {"law": number, "moved": moved}


def settle(desk: Desk, tell: Tell = unheard, act_id: UUID | None = None) -> int:
    """Works all duties out again where a rule was changed; answers how many moved.

    In parts, so that nobody waits for it. What a crash leaves is done at the next sign-in. Terms
    that a new program ships otherwise are told where they moved something.
    """
    act_id, moved = act_id or new_id(), 0
    while (left := _unsettled(desk)) is not None:
        total, changed = left
        number, part, progress = -1, Part(0, 0, None), Progress(total, tell)
        while number < 0 or part.last:
            with desk.act("settle-duties", act_id=act_id, told=False) as act:
                if number not in (-1, act.stamp.law):
                    break  # changed again meanwhile: from the beginning
                number, part = act.stamp.law, settle_part(act, part.last)
            moved += part.moved
            progress.on(part.read)
        else:
            told = changed or moved > 0
            with desk.act("settle-duties", act_id=act_id, told=told) as act:
                end_settling(act, number, moved)
    return moved


def _unsettled(desk: Desk) -> tuple[int, bool] | None:
    with desk.view("settle-duties") as view:
        return unsettled(view)


def change(
    desk: Desk, right: str, service: Callable[[Act], T], tell: Tell = unheard
) -> tuple[T, int]:
    """One of the acts above and what follows from it; how many duties moved."""
    with desk.act(right) as act:
        answer = service(act)
    return answer, settle(desk, tell, act.stamp.act_id)
