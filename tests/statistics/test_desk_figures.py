"""Figures of the duty desk: what was filed, as it is counted; none gives a sealed case away."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from sqlalchemy import select

from station_app.access import records
from station_app.access.purposes import Purpose
from station_app.calls.records import Call
from station_app.calls.register import CALLS
from station_app.calls.rules import derive
from station_app.cases.register import CASES
from station_app.core.errors import Refused
from station_app.registers import REGISTERS
from station_app.statistics import desk as figures
from station_app.statistics.charts import SPAN
from station_app.statistics.hidden import told
from station_app.storage import pages, tallies
from station_app.storage.pages import Query, Span
from station_app.workflows import check
from tests.conftest import NOW

TODAY = NOW.date()
KINDS = ("200100", "200200", "500300", "201000")
MANY = 1500
CASE = Purpose("CASE", "专项核对")


def invented(n, seed=7):
    """Calls of the last sixteen months."""
    chance = Random(seed)
    for _nth in range(n):
        at = NOW - timedelta(minutes=chance.randrange(1, 480 * 24 * 60))
        values = {"reported_at": at, "category": chance.choice(KINDS), "channel": "110"}
        yield values | derive(values) | {"number": f"J{_nth}", "facts": "响动"}


@pytest.fixture
def officer(desk_of):
    return desk_of("officer", "民警王五")


@pytest.fixture
def filed(officer):
    """Some of them taken back, some of another kind later."""
    with officer.act("file:calls", purpose=CASE) as act:
        made = records.file_all(act, CALLS, list(invented(MANY)))
    for one in made[:9]:
        with officer.act("withdraw:calls", purpose=CASE) as act:
            records.withdraw(act, CALLS, one.id, reason="误录")
    for one in made[9:20]:
        with officer.act("amend:calls", purpose=CASE) as act:
            records.amend(act, CALLS, one.id, {"category": "500100"}, revision=1)


def held(desk):
    with desk.view("list:calls") as view:
        return list(view.all(select(Call).where(Call.withdrawn_at.is_(None))))


def test_every_figure_of_calls_is_what_counting_them_gives(officer, filed):
    calls = held(officer)
    assert len(calls) == MANY - 9
    with officer.view("desk-figures") as view:
        day, hour, _cases = figures.charts(view)
        theft = figures.by_hour(view, "201000")
        table = figures.calls(view, TODAY - timedelta(days=400), TODAY)
        months = tallies.by_code(view.session, CALLS, "by_month", "2024-01", "2026-12")
    by_day = Counter(call.on.isoformat() for call in calls)
    for series in day.series:
        assert [cell.n for cell in series.cells] == [
            by_day[cell.where["on"]] for cell in series.cells
        ]
    assert sum(cell.n for cell in day.series[1].cells) > 20  # last year's are there too
    ends = TODAY - timedelta(days=1)
    late = [call for call in calls if ends - timedelta(days=83) <= call.on <= ends]
    for chart, of in ((hour, late), (theft, [c for c in late if c.category == "201000"])):
        counted = Counter((str(call.on.isoweekday()), call.hour) for call in of)
        assert chart.total == len(of) > 20
        for weekday, series in enumerate(chart.series, start=1):
            assert [cell.n for cell in series.cells] == [
                counted[str(weekday), f"{at:02}"] for at in range(24)
            ]
    plain = Counter((f"{call.on:%Y-%m}", call.category) for call in calls)
    assert {(month, code): n for month, code, n in months if n} == plain
    group = figures.GROUPS["calls", "reported", "category"]
    kinds = {line.code: sum(line.cells) for line in table.lines if line.group == group}
    late = [call for call in calls if call.on >= TODAY - timedelta(days=400)]
    assert kinds == Counter(call.category for call in late) | {"": len(late)}


def test_what_a_figure_opens_is_what_it_counts(officer, filed):
    with officer.view("desk-figures") as view:
        chart = figures.by_hour(view, "201000")
        opened = 0
        for cell in [cell for series in chart.series for cell in series.cells if cell.opens]:
            span = Span(*map(date.fromisoformat, cell.where["on"].split(SPAN)))
            query = Query(where=dict(cell.where) | {"on": span})
            assert pages.anchors(view.session, REGISTERS, CALLS, query)[1] == cell.n
            opened += 1
    assert opened > 20


def test_figures_are_those_that_a_check_counts(officer, filed):
    with officer.act("check") as act:
        assert not check.check(act)


def test_a_small_figure_of_cases_that_are_sealed_is_not_told(officer):
    """By the tally of what is gone, as sealing leaves it."""
    day = TODAY.isoformat()
    cells = [(CASES.name, "closed", day, "security", "decided", "")]
    with officer.store.writing() as session:
        tallies.count(session, (), cells * 3)
        tallies.keep_counted(session, cells * 3)
    with officer.view("desk-figures") as view:
        chart = figures.charts(view)[2]
        table = figures.cases(view, TODAY.replace(day=1), TODAY)
    assert [told(cell.n) for cell in chart.series[1].cells[-2:]] == ["0", "<5"]
    assert {line.cells for line in table.lines if any(n != 0 for n in line.cells)} == {(None,)}
    with officer.store.writing() as session:
        tallies.count(session, (), cells * 2)
        tallies.keep_counted(session, cells * 2)
    with officer.view("desk-figures") as view:
        assert figures.charts(view)[2].series[1].cells[-1].n == 5


def test_a_figure_is_opened_for_work_that_needs_the_register(officer, desk_of):
    def opened(desk, purpose, name="calls"):
        with desk.act("open-figure", purpose=purpose) as act:
            figures.open_figure(act, name, {"on": "2026-03-07"})

    opened(officer, CASE)
    for purpose in (None, Purpose("COUNTER", "接待单 1")):
        with pytest.raises(Refused):
            opened(officer, purpose)
    clerk = desk_of("clerk", "辅警小陈")
    with pytest.raises(Refused):
        opened(clerk, CASE)
    with pytest.raises(Refused), clerk.view("desk-figures"):
        pass


def test_the_hour_and_day_of_a_call_are_those_of_the_desk():
    late = derive({"reported_at": datetime(2026, 3, 8, 16, 30, tzinfo=UTC)})
    assert (late["on"].isoformat(), late["weekday"], late["hour"]) == ("2026-03-09", "1", "00")
