"""Terms that stand still for a while, and terms that begin anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station_app.clocks.calendar import DAY, Calendar, midnight
from station_app.clocks.due import NEVER
from station_app.clocks.rule import Rule
from station_app.clocks.terms import Terms
from station_app.core.course import EVEN, Course, Moment, Pause, read
from station_app.core.days import BEIJING
from tests.clocks.conftest import THREE_DAYS

MakeRule = Callable[..., Rule]
LONG = replace(
    THREE_DAYS, length=30, roll=False, pause="鉴定期间", restart="调解未达成协议", valid_from=None
)


def day(text: str) -> date:
    return date.fromisoformat(text)


def beijing(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BEIJING)


def alone(rule: Rule = LONG) -> Terms:
    return Terms([rule], Calendar(), "city")


def paused(*spans: tuple[Moment, Moment | None]) -> Course:
    return Course(tuple(Pause(since, until) for since, until in spans))


@pytest.mark.parametrize(
    ("length", "unit", "since", "stood", "due_on"),
    [
        (30, "day", "2026-03-02", ("2026-03-10", "2026-03-20"), "2026-04-11"),
        (30, "day", "2026-03-02", ("2026-04-01", "2026-04-11"), "2026-04-11"),  # its last day
        (30, "day", "2026-03-02", ("2026-04-02", "2026-04-11"), "2026-04-01"),  # the day after
        (30, "day", "2026-03-02", ("2026-02-20", "2026-03-05"), "2026-04-03"),  # 3, 4 March
        (30, "day", "2026-03-02", ("2026-02-01", "2026-03-03"), "2026-04-01"),  # before it began
        (1, "month", "2026-01-31", ("2026-02-10", "2026-02-11"), "2026-03-01"),
        (1, "month", "2024-01-31", ("2024-02-10", "2024-02-11"), "2024-03-01"),  # 29 February + 1
        (3, "workday", "2026-02-12", ("2026-02-14", "2026-02-15"), "2026-02-25"),  # a worked Sat.
        (3, "workday", "2026-02-12", ("2026-02-15", "2026-02-24"), "2026-02-24"),  # the feast
        (3, "workday", "2026-03-06", ("2026-03-07", "2026-03-10"), "2026-03-12"),  # Sat. to Mon.
    ],
)
def test_what_stood_still_is_not_counted(
    length: int, unit: str, since: str, stood: tuple[str, str], due_on: str
) -> None:
    terms = alone(replace(LONG, length=length, unit=unit))  # type: ignore[arg-type]
    course = paused((day(stood[0]), day(stood[1])))
    assert terms.due("report", day(since), course=course).due_on == day(due_on)


def test_a_last_day_moved_onto_a_rest_day_rolls_on() -> None:
    terms = alone(replace(LONG, length=3, roll=True))
    due = terms.due(
        "report", day("2026-02-10"), course=paused((day("2026-02-11"), day("2026-02-13")))
    )
    assert (due.rolled_from, due.due_on) == (day("2026-02-15"), day("2026-02-24"))


def test_hours_stand_still_to_the_minute() -> None:
    terms = alone(replace(LONG, length=24, unit="hour", start="same"))
    course = paused((beijing("2026-03-02T12:00"), beijing("2026-03-02T14:30")))
    due = terms.due("report", beijing("2026-03-02T09:00"), course=course)
    assert due.due_at == beijing("2026-03-03T11:30")
    assert terms.due("report", day("2026-03-02"), course=course).due_on == day("2026-03-03")


def test_spans_that_overlap_are_counted_once() -> None:
    twice = paused(
        (day("2026-03-10"), day("2026-03-15")),
        (day("2026-03-12"), day("2026-03-20")),
        (day("2026-03-13"), day("2026-03-14")),
    )
    once = paused((day("2026-03-10"), day("2026-03-20")))
    since = day("2026-03-02")
    one, other = (alone().due("report", since, course=course) for course in (twice, once))
    assert one == other


def test_a_term_that_stands_still_is_never_over_and_says_since_when() -> None:
    course = paused((day("2026-03-10"), None))
    due = alone().due("report", day("2026-03-02"), course=course)
    assert due.due_on == NEVER
    assert due.stands_still
    assert not due.is_over(datetime(2090, 1, 1, tzinfo=UTC))
    assert str(due.explanation) == (
        "报送：自受理（2026-03-02）起30日，鉴定期间自 2026-03-10 起未计入；"
        "依据《示例办法》第一条（已核对原文）。"
    )
    work = alone(replace(LONG, unit="workday")).due("report", day("2026-03-02"), course=course)
    assert work.due_on == NEVER
    late = alone().due("report", day("2026-03-02"), course=paused((day("2026-05-01"), None)))
    assert late.due_on == day("2026-04-01")


def test_the_sentence_names_what_was_not_counted() -> None:
    course = paused((day("2026-03-10"), day("2026-03-20")), (day("2026-04-01"), day("2026-04-02")))
    due = alone().due("report", day("2026-03-02"), course=course)
    assert str(due.explanation) == (
        "报送：自受理（2026-03-02）起30日，鉴定期间（2026-03-10—2026-03-19、"
        "2026-04-01—2026-04-01）不计入，至 2026-04-12；依据《示例办法》第一条（已核对原文）。"
    )


def test_the_sentence_names_from_what_it_was_counted_again() -> None:
    course = Course(restarts=(day("2026-03-20"),))
    due = alone().due("report", day("2026-03-02"), course=course)
    assert str(due.explanation) == (
        "报送：自受理（2026-03-02）起，调解未达成协议（2026-03-20）后重新计算30日，"
        "至 2026-04-19；依据《示例办法》第一条（已核对原文）。"
    )


def test_a_restart_is_by_the_rule_of_its_own_day() -> None:
    old = replace(LONG, valid_to=day("2026-03-14"))
    new = replace(LONG, length=10, valid_from=day("2026-03-15"))
    terms = Terms([old, new], Calendar(), "city")
    assert terms.due("report", day("2026-03-02")).due_on == day("2026-04-01")
    again = terms.due("report", day("2026-03-02"), course=Course(restarts=(day("2026-03-20"),)))
    assert again.due_on == day("2026-03-30")


@pytest.mark.parametrize("missing", ["pause", "restart"])
def test_a_rule_that_knows_no_pause_or_restart_just_runs_on(missing: str) -> None:
    terms = alone(replace(LONG, **{missing: ""}))
    course = paused((day("2026-03-10"), day("2026-03-20")))
    if missing == "restart":
        course = Course(restarts=(day("2026-03-20"),))
    assert terms.due("report", day("2026-03-02"), course=course) == terms.due(
        "report", day("2026-03-02")
    )


def test_a_pause_that_ends_before_it_begins_is_a_bug() -> None:
    with pytest.raises(ValueError, match="before it begins"):
        Pause(day("2026-03-02"), day("2026-03-01"))


DAYS = st.dates(day("2016-01-01"), day("2025-06-30"))
DAY_RULES = st.builds(
    lambda length, unit, start: replace(LONG, length=length, unit=unit, start=start),
    st.integers(1, 90),
    st.sampled_from(["day", "month"]),
    st.sampled_from(["next", "same"]),
)
RULES = st.one_of(DAY_RULES, st.builds(lambda n: replace(LONG, length=n), st.integers(1, 40)))


@given(rule=DAY_RULES, since=DAYS, into=st.integers(0, 80), n=st.integers(0, 200))
def test_a_pause_of_n_days_moves_a_term_by_n_days(
    rule: Rule, since: date, into: int, n: int
) -> None:
    terms = alone(rule)
    plain = terms.due("report", since).due_on
    first = min(since + DAY + into * DAY, plain)
    due = terms.due("report", since, course=paused((first, first + n * DAY)))
    assert due.due_on == plain + n * DAY


@given(since=DAYS, length=st.integers(1, 25), into=st.integers(0, 40), n=st.integers(1, 60))
def test_in_a_pause_of_a_term_of_working_days_none_of_them_counts(
    since: date, length: int, into: int, n: int
) -> None:
    terms = alone(replace(LONG, length=length, unit="workday"))
    stood = {since + DAY + (into + k) * DAY for k in range(n)}
    due = terms.due("report", since, course=paused((min(stood), max(stood) + DAY)))
    span = (since + (k + 1) * DAY for k in range((due.due_on - since).days))
    counted = [d for d in span if terms.calendar.is_workday(d) and d not in stood]
    assert len(counted) == length
    assert counted[-1] == due.due_on


@given(
    since=st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),
    length=st.integers(1, 96),
    into=st.floats(0, 0.99),
    stood=st.timedeltas(timedelta(0), timedelta(days=9)),
)
def test_a_pause_moves_a_term_of_hours_by_as_much(
    since: datetime, length: int, into: float, stood: timedelta
) -> None:
    terms = alone(replace(LONG, length=length, unit="hour", start="same"))
    first = since + into * timedelta(hours=length)
    due = terms.due("report", since, course=paused((first, first + stood)))
    assert due.due_at == since + timedelta(hours=length) + stood


@given(rule=RULES, since=DAYS, later=st.integers(0, 400))
def test_a_restart_is_a_fresh_term(rule: Rule, since: date, later: int) -> None:
    terms, again = alone(rule), since + later * DAY
    due = terms.due("report", since, course=Course(restarts=(since, again)))
    fresh = terms.due("report", again)
    assert (due.due_on, due.opens_on, due.rolled_from) == (
        fresh.due_on,
        fresh.opens_on,
        fresh.rolled_from,
    )


MOMENTS = st.one_of(DAYS, DAYS.map(midnight))
PAUSES = st.builds(
    lambda since, n: Pause(since, since + n * DAY if n is not None else None),
    MOMENTS,
    st.none() | st.integers(0, 50),
)
COURSES = st.builds(
    lambda pauses, restarts: Course(tuple(pauses), tuple(restarts)),
    st.lists(PAUSES, max_size=3),
    st.lists(MOMENTS, max_size=2),
)


@given(COURSES)
def test_a_course_is_read_as_it_was_written(course: Course) -> None:
    assert read(course.written) == course
    assert (course.written == "") == (course == EVEN)
