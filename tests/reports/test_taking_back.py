"""A report or a contact entered in error goes with a reason, and what it moved moves back."""

from __future__ import annotations

from datetime import date

import pytest

from station_app.core.errors import Refused, Rejected
from tests.reports.people import Days

FIRST, LAST = "2026-02-23", "2026-03-09"


def _void(days, register, id, **typed):
    return days.act("void", register=register, id=id, **({"reason": "录错了人"} | typed))


def test_a_report_in_error_gives_back_the_day_before_it(days):
    days.act("periodic_report", on=FIRST, next_on="2026-03-05")
    [wrong] = days.act("periodic_report", on=LAST)
    _void(days, "reports", wrong)
    assert days.now.last_report_on == days.now.last_contact_on == date.fromisoformat(FIRST)
    assert days.due("periodic_report") == [("report_appointed", "2026-03-05")]


def test_the_only_report_leaves_the_day_of_reporting_in(days):
    [wrong] = days.act("periodic_report", on=LAST)
    _void(days, "reports", wrong)
    assert days.now.last_report_on is None
    assert days.now.last_contact_on == date(2026, 1, 8)
    assert days.due("periodic_report") == [("report_common", "2026-01-22")]


def test_an_earlier_report_in_error_moves_nothing(days):
    [wrong] = days.act("periodic_report", on=FIRST)
    days.act("periodic_report", on=LAST)
    _void(days, "reports", wrong)
    assert days.now.last_report_on == date.fromisoformat(LAST)


def test_a_contact_in_error_gives_back_the_last_that_stands(days):
    days.act("periodic_report", on=FIRST)
    [wrong] = days.act("visit", on=LAST, verified="是")
    _void(days, "contacts", wrong)
    assert days.now.last_contact_on == date.fromisoformat(FIRST)


def test_without_a_reason_nothing_goes_and_another_worker_asks_the_head(days, desk_of):
    [wrong] = days.act("periodic_report", on=LAST)
    with pytest.raises(Rejected, match="必填"):
        _void(days, "reports", wrong, reason="")
    with pytest.raises(Refused, match="自己"):
        _void(Days(desk_of("corrections", "周矫正"), days.id), "reports", wrong)
    _void(Days(desk_of("chief"), days.id), "reports", wrong)
    assert days.now.last_report_on is None
