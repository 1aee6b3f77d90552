"""Somebody in the station: what is asked, what is refused and by which article."""

from __future__ import annotations

import pytest

from station_app.core.errors import Refused, Rejected
from tests.custody.inside import brought, do, read_board, shown, when

one_engine = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)


@one_engine
def test_somebody_unknown_is_inside_with_his_hours_from_the_arrival(officer):
    one = brought(officer)
    assert (one.number, one.hours) == ("339901-01R202603090001", 8)
    [line] = read_board(when(officer, "2026-03-09 16:31"))
    assert (line.name, line.minutes_left(officer.now())) == ("男，约三十岁", 7 * 60)
