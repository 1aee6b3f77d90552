"""Due dates across feasts, month ends, midnight, places and changes of the law."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station_app.clocks.calendar import Calendar, YearEntry
from station_app.clocks.load import load_terms
from station_app.clocks.rule import BadRules, NoRule, Rule
from station_app.clocks.terms import Terms
from station_app.core.days import BEIJING

MakeRule = Callable[..., Rule]


def day(text: str) -> date:
    return date.fromisoformat(text)


def beijing(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BEIJING)


def alone(rule: Rule) -> Terms:
    return Terms([rule], Calendar(), "city")


@pytest.mark.parametrize(
    ("rule", "since", "due_on"),
    [
        ("move_in", "2026-03-02", "2026-03-05"),
        ("move_in", "2026-02-14", "2026-02-24"),  # ends in Spring Festival
        ("move_in", "2026-02-11", "2026-02-14"),  # a worked Saturday is no rest day
        ("move_in", "2026-02-25", "2026-02-28"),  # so is this one
        ("birth_registration", "2026-01-15", "2026-02-24"),  # ends on 15 February
        ("birth_registration", "2026-01-31", "2026-02-28"),
        ("birth_registration", "2024-01-31", "2024-02-29"),
        ("birth_registration", "2026-08-31", "2026-09-30"),
        ("residence_registration", "2026-02-12", "2026-02-24"),
        ("residence_registration", "2026-09-30", "2026-10-10"),
        ("residence_permit_issue", "2026-02-04", "2026-02-24"),
        ("residence_permit_issue_extended", "2026-03-02", "2026-04-01"),
        ("id_card_issue", "2026-03-02", "2026-05-06"),  # ends on Labour Day
        ("foreign_baby_registration", "2024-01-01", "2024-03-01"),  # 60 days in a leap year
        ("half_year", "2025-08-31", "2026-02-28"),
        ("half_year", "2025-08-17", "2026-02-17"),  # a mark, it does not roll
        ("expected_leave", "2026-02-17", "2026-02-17"),
        ("endorsement_suspension", "2026-03-10", "2026-03-11"),
        ("migration_certificate", "2026-01-18", "2026-02-17"),
        ("permission_to_move", "2026-01-08", "2026-02-17"),
        ("id_card_validity_child", "2024-02-29", "2029-02-28"),
        ("id_card_validity_young", "2016-05-01", "2026-05-01"),
        ("id_card_validity_adult", "2006-05-01", "2026-05-01"),
    ],
)
def test_the_last_day_of_a_term(city: Terms, rule: str, since: str, due_on: str) -> None:
    due = city.due(rule, day(since))
    assert (due.due_on, due.due_at) == (day(due_on), None)


@pytest.mark.parametrize(
    ("ends", "last"),
    [("2026-03-31", "2026-03-01"), ("2026-03-01", "2026-01-30"), ("2024-03-30", "2024-02-29")],
)
def test_what_is_due_so_long_before_an_end_has_its_last_day_there(
    a_rule: MakeRule, ends: str, last: str
) -> None:
    rule = a_rule(length=30, direction="ahead", roll=False, trigger="期满")
    due = alone(rule).due(rule.id, day(ends))
    assert (due.opens_on, due.due_on) == (day(last), day(last))
    assert f"不迟于期满（{ends}）前30日，即 {last}" in str(due.explanation)


def test_an_endorsement_falls_in_the_month_before_the_full_year(city: Terms) -> None:
    due = city.due("endorsement", day("2026-03-31"))
    assert (due.opens_on, due.due_on) == (day("2026-02-28"), day("2026-03-31"))


def test_an_expiring_permit_is_on_the_list_thirty_days_ahead(city: Terms) -> None:
    due = city.due("stay_permit_expiry", day("2026-03-31"))
    assert (due.opens_on, due.due_on) == (day("2026-03-01"), day("2026-03-31"))


def test_a_foreigner_who_comes_at_night_has_24_hours_across_midnight(city: Terms) -> None:
    due = city.due("foreigner_registration", beijing("2026-02-28T23:30"))
    assert due.due_at == datetime(2026, 3, 1, 15, 30, tzinfo=UTC)
    assert due.due_on == day("2026-03-01")  # in UTC+8


def test_hours_do_not_stop_for_a_feast(city: Terms) -> None:
    due = city.due("foreigner_registration", beijing("2026-02-16T09:00"))
    assert due.due_at == beijing("2026-02-17T09:00")
    assert due.rolled_from is None


def test_an_arrival_known_only_by_its_day_is_in_time_to_the_end_of_the_next(
    city: Terms, country: Terms
) -> None:
    assert city.due("foreigner_registration", day("2026-02-28")).due_on == day("2026-03-01")
    due = country.due("taiwan_registration", day("2026-02-27"))
    assert (due.due_on, due.due_at) == (day("2026-03-02"), None)


def test_the_starting_hour_is_left_out_where_the_rule_says_so(a_rule: MakeRule) -> None:
    terms = alone(a_rule(length=24, unit="hour", roll=False))
    assert terms.due("report", beijing("2026-03-02T10:20")).due_at == beijing("2026-03-03T11:00")
    assert terms.due("report", beijing("2026-03-02T10:00")).due_at == beijing("2026-03-03T11:00")


@pytest.mark.parametrize(
    ("length", "unit", "due_on"),
    [(3, "day", "2026-03-04"), (6, "month", "2026-09-01"), (3, "workday", "2026-03-04")],
)
def test_a_term_from_the_very_day_ends_one_day_sooner(
    a_rule: MakeRule, length: int, unit: str, due_on: str
) -> None:
    terms = alone(a_rule(length=length, unit=unit, start="same", roll=False))
    assert terms.due("report", day("2026-03-02")).due_on == day(due_on)


def test_a_term_of_days_starts_on_the_beijing_day_of_the_instant(city: Terms) -> None:
    due = city.due("move_in", datetime(2026, 3, 1, 16, 30, tzinfo=UTC))  # 00:30 on the 2nd
    assert due.due_on == day("2026-03-05")


def test_an_instant_without_its_zone_is_refused(city: Terms) -> None:
    with pytest.raises(ValueError, match="zone"):
        city.due("foreigner_registration", datetime(2026, 3, 1, 9, 0))


@pytest.mark.parametrize(
    ("rule", "since", "in_city", "in_country"),
    [
        ("move_in", "2026-03-02", "2026-03-05", "2026-03-12"),
        ("hong_kong_macao_registration", "2026-03-02", "2026-03-03", "2026-03-05"),
        ("taiwan_registration", "2026-03-02", "2026-03-03", "2026-03-05"),
        ("foreigner_registration", "2026-03-02", "2026-03-03", "2026-03-03"),  # 72 h is gone
    ],
)
def test_city_and_country_have_their_own_terms(
    city: Terms, country: Terms, rule: str, since: str, in_city: str, in_country: str
) -> None:
    assert city.due(rule, day(since)).due_on == day(in_city)
    assert country.due(rule, day(since)).due_on == day(in_country)
    assert city.due(rule, day(since), place="country").due_on == day(in_country)


def test_a_death_is_declared_before_burial_in_the_city_and_in_a_month_in_the_country(
    city: Terms, country: Terms
) -> None:
    assert city.find("death_registration", day("2026-03-02")) is None
    assert city.due("death_registration_before_burial", day("2026-03-05")).due_on == day(
        "2026-03-05"
    )
    assert country.due("death_registration", day("2026-03-02")).due_on == day("2026-04-02")


def test_an_old_event_keeps_the_rule_of_its_day(a_rule: MakeRule) -> None:
    old = a_rule(length=10, roll=False, valid_to=day("2025-12-31"))
    new = a_rule(length=3, roll=False, valid_from=day("2026-01-01"))
    terms = Terms([old, new], Calendar(), "city")
    assert terms.due("report", day("2025-12-31")).due_on == day("2026-01-10")
    assert terms.due("report", day("2026-01-01")).due_on == day("2026-01-04")
    assert terms.rule("report", day("2025-12-31")) is old


def test_before_the_law_there_is_no_term(city: Terms) -> None:
    with pytest.raises(NoRule, match="2012-01-01"):
        city.due("foreigner_registration", day("2012-01-01"))
    with pytest.raises(KeyError):
        city.find("no_such_rule", day("2026-01-01"))


def test_two_versions_of_one_day_are_refused(a_rule: MakeRule) -> None:
    first, second = a_rule(valid_to=day("2026-06-30")), a_rule(valid_from=day("2026-06-30"))
    with pytest.raises(BadRules, match="report"):
        Terms([first, second], Calendar(), "city")
    apart = replace(second, place="country")
    assert Terms([first, apart], Calendar(), "city").rules == (first, apart)


def test_a_term_is_over_only_after_its_last_day_or_minute(city: Terms) -> None:
    move_in = city.due("move_in", day("2026-03-02"))
    assert not move_in.is_over(beijing("2026-03-05T23:59"))
    assert move_in.is_over(beijing("2026-03-06T00:00"))
    night = city.due("foreigner_registration", beijing("2026-03-02T23:30"))
    assert not night.is_over(beijing("2026-03-03T23:30"))
    assert night.is_over(beijing("2026-03-03T23:31"))


@pytest.mark.parametrize(
    ("rule", "since", "sentence"),
    [
        (
            "move_in",
            day("2026-02-14"),
            "迁入登记（城市）：自到达迁入地（2026-02-14）起3日，至 2026-02-24"
            "（2026-02-17 为休息日，顺延至下一工作日）；"
            "依据《户口登记条例》第十三条（已核对原文）。",
        ),
        (
            "foreigner_registration",
            datetime(2026, 2, 28, 15, 30, tzinfo=UTC),
            "外国人住宿登记：自入住（2026-02-28 23:30）起24小时，至 2026-03-01 23:30；"
            "依据《出境入境管理法》第三十九条（已核对原文）。",
        ),
        (
            "endorsement",
            day("2026-03-31"),
            "居住证签注：居住满一年（2026-03-31）前1个月内，即 2026-02-28 至 2026-03-31；"
            "依据《居住证暂行条例》第十条（已核对原文）。",
        ),
        (
            "migration_certificate",
            day("2026-03-02"),
            "迁移证有效期：自签发迁移证（2026-03-02）起30日，至 2026-04-01；"
            "依据公安部通知（文号待核）（未核实）。",
        ),
        (
            "expected_leave",
            day("2026-03-02"),
            "拟离开日期届满，核实是否离开：拟离开日期（2026-03-02）当日；"
            "依据本系统默认（地方默认，未核实）。",
        ),
        (
            "id_card_validity_young",
            day("2026-03-02"),
            "居民身份证有效期（十六至二十五周岁）：自签发居民身份证（2026-03-02）起10年，"
            "至 2036-03-02；依据《居民身份证法》第五条（已核对原文）。",
        ),
    ],
)
def test_a_term_explains_itself_in_one_sentence(
    city: Terms, rule: str, since: date, sentence: str
) -> None:
    assert str(city.due(rule, since).explanation) == sentence


def test_a_term_that_ends_in_an_unknown_year_says_so(a_rule: MakeRule) -> None:
    rolled = alone(a_rule()).due("report", day("2099-01-01"))
    assert rolled.warning is not None
    assert "2099年的放假安排尚未录入" in str(rolled.explanation)
    counted = alone(a_rule(unit="workday", roll=False)).due("report", day("2099-12-31"))
    assert "2099、2100年" in str(counted.warning)
    plain = alone(a_rule(roll=False)).due("report", day("2099-01-01"))
    assert plain.warning is None


def test_an_entered_year_ends_the_warning_and_moves_the_date(a_rule: MakeRule) -> None:
    feast = frozenset({day("2099-01-05"), day("2099-01-06")})
    entry = YearEntry(2099, feast, frozenset(), source="示例通知〔2098〕1号")
    terms = Terms([a_rule()], Calendar().with_year(entry), "city")
    due = terms.due("report", day("2099-01-01"))  # ends on Sunday the 4th
    assert (due.due_on, due.warning) == (day("2099-01-07"), None)


CITY = load_terms("city")
HELD = [rule for rule in CITY.rules if rule.place in (None, "city")]
DAYS = st.dates(day("2020-07-01"), day("2026-06-30"))


def _once_it_held(rule: Rule, since: date) -> date:
    """That day, or the first one of the law that it is."""
    return max(since, rule.valid_from or since)


@given(rule=st.sampled_from([rule for rule in HELD if rule.roll]), since=DAYS)
def test_a_rolling_term_never_ends_on_a_rest_day(rule: Rule, since: date) -> None:
    since = _once_it_held(rule, since)
    due = CITY.due(rule.id, since)
    assert CITY.calendar.is_workday(due.due_on)
    assert (due.warning is None) == CITY.calendar.knows(due.due_on.year)
    assert due.due_on >= (due.rolled_from or since)


@given(rule=st.sampled_from(HELD), since=DAYS, days=st.integers(0, 400))
def test_what_starts_later_is_never_due_sooner(rule: Rule, since: date, days: int) -> None:
    since = _once_it_held(rule, since)
    first, later = CITY.due(rule.id, since), CITY.due(rule.id, since + timedelta(days))
    assert first.due_on <= later.due_on
    assert first.opens_on <= later.opens_on


@given(
    since=st.datetimes(datetime(2020, 7, 2), datetime(2030, 1, 1), timezones=st.just(UTC)),
    rule=st.sampled_from([rule for rule in HELD if rule.unit == "hour"]),
)
def test_hours_are_exact_from_the_minute(since: datetime, rule: Rule) -> None:
    since += _once_it_held(rule, since.date()) - since.date()
    due = CITY.due(rule.id, since)
    assert due.due_at == since + timedelta(hours=rule.length)
