"""Calls, cases and matters of a police desk, from tallies: charts of today and tables by month.

Never by officer. Where a figure counts cases that are sealed and is below five, it is not told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from station_app.access.act import Act, View
from station_app.access.purposes import opens
from station_app.access.service import service
from station_app.access.titles import no_right
from station_app.clocks.calendar import add_months
from station_app.core.errors import Refused
from station_app.core.kinds import Code
from station_app.core.register import Register
from station_app.core.texts import Text, _
from station_app.identity import codes
from station_app.statistics.charts import SPAN, Cell, Chart, Series, Shape
from station_app.statistics.hidden import hidden
from station_app.statistics.table import Line, Month, Table, lines, months
from station_app.storage import tallies
from station_app.storage.tallies import FEWEST, MONTH

DAYS = 30  # of the chart by day
WEEKS = 12  # of the chart by hour, so that each weekday is there as often
MONTHS = 12
DAY = timedelta(days=1)
HOURS = tuple(f"{hour:02}" for hour in range(24))
WEEKDAYS = codes.TABLES["weekday"]
OPENED, CLOSED = ("accepted", _("受理")), ("closed", _("结案"))


@service(right="desk-figures", audit=None)
def charts(view: View, category: str = "") -> tuple[Chart, ...]:
    """Calls by day with last year's, by weekday and hour (of one category), cases by month."""
    return by_day(view), by_hour(view, category), _cases_by_month(view)


@service(right="desk-figures", audit=None)
def by_day(view: View) -> Chart:
    last = view.stamp.today
    days = [last - DAY * back for back in reversed(range(DAYS))]
    before = [add_months(day, -12) for day in days]
    return Chart(
        "calls_by_day",
        _("近{n}日警情", n=DAYS),
        Shape.LINES,
        tuple(f"{day:%m-%d}" for day in days),
        (_daily(view, _("今年"), days), _daily(view, _("上年同期"), before)),
    )


def _daily(view: View, label: Text, days: Sequence[date]) -> Series:
    register = view.registers["calls"]
    span = days[0].isoformat(), days[-1].isoformat()
    found = tallies.by_period(view.session, register, "reported", *span)
    cells = (Cell(found.get(day, 0), {"on": day}) for day in map(date.isoformat, days))
    return Series(label, register.name, tuple(cells))


@service(right="desk-figures", audit=None)
def by_hour(view: View, category: str = "") -> Chart:
    """Of the last twelve whole weeks up to yesterday."""
    last = view.stamp.today - DAY
    first = last - DAY * (7 * WEEKS - 1)
    register = view.registers["calls"]
    found = Counter[tuple[str, str]]()
    days = first.isoformat(), last.isoformat()
    read = tallies.by_period_and_third(view.session, register, "reported", *days, category)
    for day, hour, n in read:
        found[str(date.fromisoformat(day).isoweekday()), hour] += n
    where = {"on": f"{first}{SPAN}{last}"} | ({"category": category} if category else {})

    def cell(weekday: str, hour: str) -> Cell:
        return Cell(found[weekday, hour], where | {"weekday": weekday, "hour": hour})

    return Chart(
        "calls_by_hour",
        _("近{n}周警情的时段", n=WEEKS),
        Shape.GRID,
        HOURS,
        tuple(
            Series(Text(label), register.name, tuple(cell(weekday, hour) for hour in HOURS))
            for weekday, label in WEEKDAYS.items()
        ),
    )


def _cases_by_month(view: View) -> Chart:
    """Taken in and closed; none for whom cases are no work of his."""
    first = add_months(view.stamp.today.replace(day=1), 1 - MONTHS)
    spans = months(first, view.stamp.today)
    return Chart(
        "cases_by_month",
        _("近{n}个月案件", n=MONTHS),
        Shape.BARS,
        tuple(f"{span.first:%y-%m}" for span in spans),
        tuple(_monthly(view, name, label, spans) for name, label in (OPENED, CLOSED)),
    )


def _monthly(view: View, name: str, label: Text, spans: Sequence[Month]) -> Series:
    register = view.registers["cases"]
    day, _codes = register.tallies[name]
    days = spans[0].first.isoformat(), spans[-1].last.isoformat()
    found = tallies.by_period(view.session, register, name, *days, MONTH)
    gone = tallies.gone_by_period(view.session, register, name, *days, MONTH)
    return Series(
        label,
        register.name,
        tuple(
            Cell(_told(found, gone, span.name), {day: f"{span.first}{SPAN}{span.last}"})
            for span in spans
        ),
    )


def _told(found: Mapping[str, int], gone: Mapping[str, int], period: str) -> int | None:
    n = found.get(period, 0)
    return None if gone.get(period) and n < FEWEST else n


@service(right="open-figure", purpose=True, audit="figure opened")
def open_figure(act: Act, name: str, where: Mapping[str, str]) -> None:
    """The records that a figure counts are looked at as a list. Raises Refused."""
    register = act.registers[name]
    if not act.may(f"list:{name}"):
        raise Refused(no_right(f"list:{name}", act.registers))
    if act.purpose is None or not opens(act.purpose, register, training=act.training):
        raise Refused(_("{register}不是这个事由要看的", register=register.title))
    act.notes |= {"figure": name, "where": dict(where)}


# Tables


@service(right="desk-figures", audit=None)
def calls(view: View, first: date, last: date) -> Table:
    """Calls by month: by category, channel and hour as reported, and what came of them."""
    spans = months(first, last)
    found = [line for at in range(3) for line in _counted(view, "calls", "reported", at, spans)]
    found += _counted(view, "calls", "disposed", 1, spans)
    return Table(_("警情统计表"), spans, tuple(found))


@service(right="desk-figures", audit=None)
def cases(view: View, first: date, last: date) -> Table:
    """Cases by month: taken in, filed, and closed by how."""
    spans = months(first, last)
    wanted = (("accepted", 0), ("filed", 0), ("closed", 0), ("closed", 1))
    found = [line for name, at in wanted for line in _counted(view, "cases", name, at, spans)]
    table = Table(_("案件统计表"), spans, tuple(found))
    days = first.isoformat(), last.isoformat()
    cases = view.registers["cases"]
    sealed = [tallies.gone_by_period(view.session, cases, name, *days) for name, _at in wanted]
    return replace(table, lines=tuple(hidden(table))) if any(sealed) else table


@service(right="desk-figures", audit=None)
def matters(view: View, first: date, last: date) -> Table:
    """What citizens raised by month: kinds, sources; of what is closed the causes, and how told."""
    spans = months(first, last)
    wanted = (("raised", 0), ("raised", 1), ("closed", 1), ("closed", 2))
    found = [line for name, at in wanted for line in _counted(view, "matters", name, at, spans)]
    return Table(_("群众诉求统计表"), spans, tuple(found))


@service(right="desk-figures", audit=None)
def disputes(view: View, first: date, last: date) -> Table:
    """Disputes by month: found, how they ended, and what had been tried before one turned
    criminal. Violence at home is in none of them.
    """
    spans = months(first, last)
    wanted = (("found", 0), ("found", 1), ("found", 2), ("closed", 1), ("turned", 0), ("turned", 1))
    found = [line for name, at in wanted for line in _counted(view, "disputes", name, at, spans)]
    return Table(_("矛盾纠纷统计表"), spans, tuple(found))


GROUPS = {
    ("calls", "reported", "category"): _("警情类别"),
    ("calls", "reported", "channel"): _("报警方式"),
    ("calls", "reported", "hour"): _("报警时段"),
    ("calls", "disposed", "disposal"): _("处理结果"),
    ("cases", "accepted", "kind"): _("受理"),
    ("cases", "filed", "kind"): _("立案"),
    ("cases", "closed", "kind"): _("结案"),
    ("cases", "closed", "close_kind"): _("结案方式"),
    ("disputes", "found", "kind"): _("纠纷类型"),
    ("disputes", "found", "level"): _("风险等级"),
    ("disputes", "found", "source"): _("纠纷来源"),
    ("disputes", "closed", "result"): _("办结情形"),
    ("disputes", "turned", "kind"): _("民转刑"),
    ("disputes", "turned", "tried"): _("转刑事前的调处"),
    ("matters", "raised", "kind"): _("诉求类别"),
    ("matters", "raised", "source"): _("诉求来源"),
    ("matters", "closed", "cause"): _("办结诉求的原因"),
    ("matters", "closed", "told_how"): _("反馈方式"),
}


def _counted(view: View, of: str, name: str, at: int, spans: Sequence[Month]) -> Iterator[Line]:
    register = view.registers[of]
    _day, names = register.tallies[name]
    by_month = [_of_month(view, register, name, at, span) for span in spans]
    labels = _labels(register, names[at])
    yield from lines(GROUPS[of, name, names[at]], by_month, labels)


def _of_month(view: View, register: Register, name: str, at: int, span: Month) -> Mapping[str, int]:
    days = span.first.isoformat(), span.last.isoformat()
    cells = Counter[str]()
    for key, n in tallies.table(view.session, register, name, *days).items():
        cells[key[at]] += n
    return cells


def _labels(register: Register, name: str) -> Mapping[str, Text | str]:
    kind = register[name].kind
    if isinstance(kind, Code):
        return {code: Text(label) for code, label in codes.TABLES[kind.table].items()}
    return {hour: hour for hour in HOURS}
