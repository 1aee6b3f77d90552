"""What another desk saves appears at this one within seconds, without anybody pressing a key."""

from __future__ import annotations

from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url, text

from station_app import app, joining
from station_app.access import records
from station_app.access.purposes import Purpose
from station_app.registers import REGISTERS
from ui.pages import news
from ui.pages.list import List

PEOPLE = REGISTERS["people"]


@pytest.fixture
def home(postgresql, tmp_path, monkeypatch):
    """Two desks of a station on PostgreSQL."""
    monkeypatch.setenv("STATION_TODAY", "2026-03-09")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    name = f"h{uuid4().hex}"
    admin = create_engine(postgresql, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"create database {name}"))
    admin.dispose()
    url = make_url(postgresql).set(database=name).render_as_string(hide_password=False)
    station, _code = app.make_training_home(tmp_path / "home", "演示派出所", url)
    card = tmp_path / "card"
    code = joining.invite(station, station.desk("security"), card, "户籍窗口", url).code
    station.close()
    joining.join(tmp_path / "second", card, code, "security", "security")
    return tmp_path / "home"


@pytest.fixture
def other(home):
    second = home.with_name("second")
    station = app.open_home(second, app.unlock(second, "clerk", "clerk"))
    yield station.desk("clerk")
    station.close()


def file(desk, name):
    with desk.act("file:people", purpose=Purpose("TASK", "演练")) as act:
        return records.file(act, PEOPLE, {"name": name}).id


def test_a_list_shows_what_another_desk_has_saved(sign_in, other, until, monkeypatch):
    monkeypatch.setattr(news, "EVERY", 100)
    window = sign_in()
    window.work.go("list", "people")
    until(lambda: isinstance(window.page, List) and window.page.list.count.text() == "0 条")
    file(other, "张三")
    until(lambda: window.page.list.count.text() == "1 条")


def test_without_asking_nothing_would_appear(sign_in, other, until, qtbot, monkeypatch):
    monkeypatch.setattr(news, "EVERY", 100)
    window = sign_in()
    window.news._timer.stop()
    window.work.go("list", "people")
    until(lambda: isinstance(window.page, List) and window.page.list.count.text() == "0 条")
    file(other, "张三")
    qtbot.wait(500)
    assert window.page.list.count.text() == "0 条"
