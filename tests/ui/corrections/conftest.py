"""The window of a correction worker, on a training home with a few supervised people."""

from __future__ import annotations

import shutil

import pytest

from station_app import app
from station_app.identity.numbers import check_digit
from tests.conftest import Office
from tests.reports.people import reported_in

TODAY = "2026-03-09"
FIRST = ("33990119880505003", "33990119900101001", "33990119790707001")
NUMBERS = tuple(first + check_digit(first) for first in FIRST)
NUMBER = NUMBERS[1]
SUPERVISED = (  # name, number, class, last report
    ("林大山", NUMBERS[0], "relaxed", "2026-03-01"),  # not due yet
    ("王小川", NUMBER, "common", "2026-02-23"),  # due today
    ("赵平", NUMBERS[2], "strict", "2026-02-24"),  # overdue
)


@pytest.fixture(scope="session")
def supervised(tmp_path_factory):
    """Made once; every test works on a copy."""
    home = tmp_path_factory.mktemp("office") / "home"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STATION_TODAY", TODAY)
        station, _code = app.make_training_home(home, "演示司法所")
        desk, office = station.desk("corrections"), Office()
        for name, number, grade, last in SUPERVISED:
            known = {"grade": grade, "on": last, "person": {"id_number": number}}
            reported_in(desk, office, name, **known)
        station.close()
    return home


@pytest.fixture
def home(supervised, tmp_path, monkeypatch):
    monkeypatch.setenv("STATION_TODAY", TODAY)
    monkeypatch.setenv("HOME", str(tmp_path))
    shutil.copytree(supervised, tmp_path / "home")
    return tmp_path / "home"
