"""Whoever loses an account, or gets another role, stops where they are: not at the next sign-in."""

from __future__ import annotations

import pytest

from station_app.access import records
from station_app.core.errors import Refused
from station_app.people.register import PEOPLE
from station_app.storage.pages import Query


@pytest.fixture
def both(tmp_path, training_home):
    """An officer at work, and the security officer in the next room."""
    station, _code = training_home(tmp_path / "home")
    yield station, station.desk("officer"), station.desk("security")
    station.close()


def looks(desk):
    with desk.view("list:people") as view:
        return records.page(view, PEOPLE, Query())


def writes(desk):
    with desk.act("file:people") as act:
        return records.file(act, PEOPLE, {"name": "张三"})


def test_a_closed_account_neither_looks_nor_writes_any_more(both):
    station, officer, security = both
    assert looks(officer) == []
    writes(officer)
    station.close_officer(security, "officer")
    for tried in (looks, writes):
        with pytest.raises(Refused, match="账号已停用"):
            tried(officer)
    assert len(looks(station.desk("chief"))) == 1


def test_another_role_is_not_the_one_that_signed_in(both):
    station, officer, security = both
    station.change_role(security, "officer", "clerk")
    with pytest.raises(Refused, match="角色已变动"):
        writes(officer)
    assert looks(station.desk("officer")) == []
