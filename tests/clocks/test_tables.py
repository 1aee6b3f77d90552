"""The clocks of residents and rented houses as tables: over Spring Festival, at month ends, in
leap years. Worked out on paper with the calendars of 2024 and 2026 beside it.

2026: 15 to 23 February is free, Saturday 14 and Saturday 28 are worked, so is Sunday 4 January.
2024: 10 to 17 February is free, Sunday 4 and Sunday 18 are worked.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from station_app.clocks.load import load_rules
from station_app.clocks.rule import Place
from station_app.clocks.terms import Terms
from station_app.core.days import BEIJING

REGISTERS = ("residents", "housing", "tenancies", "hazards", "sweeps", "household_visits")

# rule, place → "began due" over the feast · from the end of a month · in a leap year
TABLE: dict[tuple[str, Place | None], str] = {
    # 户口登记条例 7, 8, 10, 13, 15
    ("birth_registration", None): "0115 0224 · 0131 0228 · 20240131 20240229",
    ("death_registration", "country"): "0116 0224 · 0831 0930 · 20240131 20240229",
    ("death_registration_before_burial", "city"): "0217 0217 · 0131 0131 · 20240229 20240229",
    ("move_in", "city"): "0213 0224 · 0131 0203 · 20240226 20240229",
    ("move_in", "country"): "0206 0224 · 0131 0210 · 20240219 20240229",
    ("temporary_registration", None): "0214 0224 · 0228 0303 · 20240227 20240301",
    ("migration_certificate", None): "0118 0217 · 0131 0302 · 20240131 20240301",
    ("permission_to_move", None): "0108 0217 · 0131 0312 · 20240131 20240311",
    # 居住登记, 居住证暂行条例 9, 10
    ("residence_registration", None): "0213 0225 · 0130 0204 · 20240228 20240304",
    ("residence_report", None): "0214 0226 · 0930 1010 · 20240202 20240206",
    ("expected_leave", None): "0217 0217 · 0131 0131 · 20240229 20240229",
    ("half_year", None): "20250817 0217 · 20250831 0228 · 20230831 20240229",
    ("residence_permit_issue", None): "0204 0224 · 0131 0224 · 20240215 20240301",
    ("residence_permit_issue_extended", None): "0120 0224 · 0131 0302 · 20240131 20240301",
    ("endorsement", None): "0217 0217 · 0331 0331 · 20240229 20240229",
    ("endorsement_suspension", None): "0216 0217 · 0228 0301 · 20240228 20240229",
    # 出境入境管理法 39, 40; 1986 办法 17; 台湾办法 16: known by the day
    ("foreigner_registration", None): "0216 0217 · 0131 0201 · 20240228 20240229",
    ("hong_kong_macao_registration", "city"): "0216 0217 · 0131 0201 · 20240228 20240229",
    ("hong_kong_macao_registration", "country"): "0216 0219 · 0131 0203 · 20240228 20240302",
    ("taiwan_registration", "city"): "0216 0217 · 0131 0201 · 20240228 20240229",
    ("taiwan_registration", "country"): "0216 0219 · 0131 0203 · 20240228 20240302",
    ("foreign_baby_registration", None): "20251219 0224 · 0131 0401 · 20240101 20240301",
    ("stay_permit_expiry", None): "0217 0217 · 0331 0331 · 20240229 20240229",
    ("document_expiry", None): "0217 0217 · 0331 0331 · 20240229 20240229",
    # 居民身份证法 5, 12
    ("id_card_issue", None): "20251219 0224 · 0131 0401 · 20240101 20240301",
    ("id_card_validity_child", None): "20210217 0217 · 0131 20310131 · 20240229 20290228",
    ("id_card_validity_young", None): "20160217 0217 · 0131 20360131 · 20240229 20340228",
    ("id_card_validity_adult", None): "20060217 0217 · 0131 20460131 · 20240229 20440229",
    ("retention_residents", None): "20210217 0217 · 0131 20310131 · 20240229 20290228",
    # local: rounds
    ("sweep_interval", None): "20251117 0224 · 0131 0430 · 20231130 20240229",
    ("sweep_not_met", None): "0213 0224 · 0131 0203 · 20240226 20240229",
    ("household_visit_interval", None): "20250217 0224 · 0131 20270201 · 20240229 20250228",
    ("retention_sweeps", None): "20230217 0217 · 0131 20290131 · 20240229 20270228",
    # local: rented houses, tenancies, hazards (domain 3.2, 3.3)
    ("retention_housing", None): "20210217 0217 · 0131 20310131 · 20240229 20290228",
    ("retention_tenancies", None): "20210217 0217 · 0131 20310131 · 20240229 20290228",
    ("retention_hazards", None): "20210217 0217 · 0131 20310131 · 20240229 20290228",
    ("house_check_relaxed", None): "20250817 0224 · 0331 0930 · 20230831 20240229",
    ("house_check_attention", None): "20251117 0224 · 0131 0430 · 20231130 20240229",
    ("house_check_key", None): "0117 0224 · 0131 0228 · 20240131 20240229",
    ("tenancy_registration", None): "0213 0225 · 0130 0204 · 20240228 20240304",
    ("tenancy_end", None): "0217 0217 · 0131 0131 · 20240229 20240229",
    ("rectify_3", None): "0214 0217 · 0131 0203 · 20240227 20240301",
    ("rectify_7", None): "0210 0217 · 0131 0207 · 20240223 20240301",
    ("rectify_15", None): "0202 0217 · 0131 0215 · 20240215 20240301",
    ("hazard_recheck", None): "0214 0224 · 0131 0202 · 20240229 20240301",
    ("hazard_reported", None): "0213 0225 · 0130 0204 · 20240228 20240304",
    ("hazard_transfer", None): "0213 0227 · 0130 0206 · 20240228 20240306",
    ("patrol_follow_up", None): "0214 0217 · 0131 0203 · 20240227 20240301",
}


def rows() -> Iterator[tuple[str, Place | None, date, date]]:
    for (rule, place), line in TABLE.items():
        for pair in line.split(" · "):
            since, due_on = map(_day, pair.split())
            yield rule, place, since, due_on


def _day(said: str) -> date:
    """Without a year that of 2026."""
    return date.fromisoformat(said if len(said) == 8 else f"2026{said}")


@pytest.mark.parametrize(("rule", "place", "since", "due_on"), rows())
def test_a_clock_ends_on_the_day_it_ends_on_paper(
    city: Terms, country: Terms, rule: str, place: Place | None, since: date, due_on: date
) -> None:
    terms = country if place == "country" else city
    assert terms.due(rule, since).due_on == due_on


def test_no_clock_of_residents_and_rented_houses_is_without_its_line() -> None:
    shipped = {(rule.id, rule.place) for rule in load_rules() if rule.register in REGISTERS}
    assert shipped == set(TABLE)


@pytest.mark.parametrize(
    ("rule", "place", "since", "due_at"),
    [
        ("foreigner_registration", "city", "2026-02-14T22:40", "2026-02-15T22:40"),
        ("foreigner_registration", "country", "2024-02-28T23:59", "2024-02-29T23:59"),
        ("foreigner_registration", "city", "2026-12-31T08:00", "2027-01-01T08:00"),
        ("hong_kong_macao_registration", "city", "2026-02-28T00:00", "2026-03-01T00:00"),
        ("hong_kong_macao_registration", "country", "2026-02-14T12:00", "2026-02-17T12:00"),
        ("taiwan_registration", "city", "2026-01-31T18:30", "2026-02-01T18:30"),
        ("taiwan_registration", "country", "2024-02-27T06:15", "2024-03-01T06:15"),
    ],
)
def test_hours_run_through_feast_month_end_and_leap_day_to_the_minute(
    city: Terms, country: Terms, rule: str, place: Place, since: str, due_at: str
) -> None:
    def minute(text: str) -> datetime:
        return datetime.fromisoformat(text).replace(tzinfo=BEIJING).astimezone(UTC)

    terms = country if place == "country" else city
    assert terms.due(rule, minute(since)).due_at == minute(due_at)


@pytest.mark.parametrize(
    ("found", "term", "deadline", "recheck"),
    [
        ("2026-02-10", "rectify_3", "2026-02-13", "2026-02-14"),  # the worked Saturday
        ("2026-02-11", "rectify_3", "2026-02-14", "2026-02-24"),  # over the feast
        ("2026-02-10", "rectify_7", "2026-02-17", "2026-02-24"),  # expires in it
        ("2026-01-31", "rectify_15", "2026-02-15", "2026-02-24"),
        ("2024-02-25", "rectify_3", "2024-02-28", "2024-02-29"),  # the leap day
        ("2026-01-30", "rectify_3", "2026-02-02", "2026-02-03"),
        ("2026-09-23", "rectify_7", "2026-09-30", "2026-10-08"),  # National Day
    ],
)
def test_a_hazard_is_seen_again_on_the_working_day_after_its_deadline(
    city: Terms, found: str, term: str, deadline: str, recheck: str
) -> None:
    expires = city.due(term, date.fromisoformat(found)).due_on
    assert expires == date.fromisoformat(deadline)
    assert city.due("hazard_recheck", expires).due_on == date.fromisoformat(recheck)


@pytest.mark.parametrize(
    ("full_year", "opens", "last"),
    [
        ("2026-03-31", "2026-02-28", "2026-03-31"),
        ("2024-03-31", "2024-02-29", "2024-03-31"),
        ("2026-02-17", "2026-01-17", "2026-02-17"),  # a feast moves no window
        ("2026-01-15", "2025-12-15", "2026-01-15"),
    ],
)
def test_the_month_before_a_full_year_is_a_calendar_month(
    city: Terms, full_year: str, opens: str, last: str
) -> None:
    due = city.due("endorsement", date.fromisoformat(full_year))
    assert (due.opens_on, due.due_on) == (date.fromisoformat(opens), date.fromisoformat(last))
