"""A station joins its county on the page and reports: the network in a process of its own."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import text, update

from station_app import app
from station_app.access import records
from station_app.access.purposes import Purpose
from station_app.county.tables import SCOPE
from station_app.registers import REGISTERS
from tests.county.conftest import county_template  # noqa: F401
from tests.county.served import served
from ui.exchange.page import ExchangePage
from ui.pages.work import Route

AT = datetime(2026, 3, 9, 2, 0, tzinfo=UTC)


@pytest.fixture
def county(county_template, tmp_path):  # noqa: F811
    """For practice, at the same hour as the training station."""
    url, name, door = county_template()
    with served(tmp_path / "county", url, lambda: AT, training=True) as running:
        with running.server.enrolling.book.engine.begin() as connection:
            connection.execute(update(SCOPE).values(kind="training"))
        yield running
    with door.connect() as connection:
        connection.execute(text(f"drop database {name} with (force)"))


@pytest.fixture
def home(tmp_path, monkeypatch):
    """One person is entered, and waits."""
    monkeypatch.setenv("STATION_TODAY", "2026-03-09")
    monkeypatch.setenv("HOME", str(tmp_path))
    station, _code = app.make_training_home(tmp_path / "home", "演示派出所")
    with station.desk("officer").act("file:people", purpose=Purpose("TASK", "演练")) as act:
        records.file(act, REGISTERS["people"], {"name": "张三"})
    station.close()
    return tmp_path / "home"


@pytest.fixture
def code_file(county, home, tmp_path):
    station = app.open_home(home, app.unlock(home, "officer", "officer"))
    scope = station.desk("officer").scope
    station.close()
    file = tmp_path / "access.json"
    said = {"url": county.home.card.url, "ca": county.home.ca, "scope": scope}
    said |= {"code": county.code(scope, "police"), "county": "清水县公安局", "training": True}
    file.write_text(json.dumps(said), "utf-8")
    return file


def test_who_administers_joins_and_all_that_waits_is_reported(sign_in, code_file, hand, until):
    window = sign_in("admin", ticket=False)
    assert not window.rail._items[Route("exchange")].isHidden()
    window.open(Route("exchange"))
    page = window.page
    assert isinstance(page, ExchangePage)
    until(page.enrolling.isVisible)
    page.file.setFocus()
    page.file.setText(str(code_file))
    hand.press(Qt.Key.Key_Return)
    until(lambda: "清水县公安局" in page.said.text())
    until(lambda: "待上报" in window.status.exchange.text())
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: window.status.exchange.text() == "已全部上报")
    assert any(row.value == "contact" for row in page.sheet.lines.rows)
