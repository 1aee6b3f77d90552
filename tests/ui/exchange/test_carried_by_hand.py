"""Two homes of a station and their county, with no line: media are written and read in a window."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from random import Random

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import select, update

from station_app import app
from station_app.access import records
from station_app.access.purposes import Purpose
from station_app.county.tables import SCOPE
from station_app.registers import REGISTERS
from station_app.storage.tables import AuditEvent
from station_app.sync import bundle, joining
from station_app.sync.medium_writing import LEAST
from tests.county.carried_to import County
from tests.county.conftest import county_template, new_county  # noqa: F401
from ui.exchange.page import ExchangePage
from ui.kit.theme import RED, colour
from ui.pages.work import Route

AT = datetime(2026, 3, 9, 2, 0, tzinfo=UTC)
WHY = Purpose("TASK", "演练")
PEOPLE = REGISTERS["people"]
ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab


class Home:
    """Also opened beside its window."""

    def __init__(self, folder):
        self.station, _code = app.make_training_home(folder, "演示派出所")
        self.desk = self.station.desk("officer")

    def join(self, county):
        admin = self.station.desk("admin")
        code, asked = county.code(admin.scope), county.path()
        joining.request(admin, code, asked)
        given = county.by_hand.enrol(asked, county.path())
        joining.answered(admin, code, given.files[0])
        return self

    def enter(self, *people):
        with self.desk.act("file:people", purpose=WHY) as act:
            return [records.file(act, PEOPLE, typed).id for typed in people][-1]

    def name(self, id):
        with self.desk.act("show:people", purpose=WHY) as act:
            return records.show(act, PEOPLE, id).record.name

    def events(self):
        """What the log says of media."""
        with self.desk.store.reading() as session:
            bodies = map(json.loads, session.scalars(select(AuditEvent.body)))
            said = (one.get("event", "") for one in bodies)
            return [one for one in said if "a medium" in one]


@pytest.fixture
def county(new_county, tmp_path):  # noqa: F811
    book = new_county(training=True, clock=lambda: AT)
    with book.engine.begin() as connection:
        connection.execute(update(SCOPE).values(kind="training"))
    return County(tmp_path / "county", book)


@pytest.fixture
def joined(county, tmp_path, monkeypatch):
    """Makes homes that joined by media."""
    monkeypatch.setenv("STATION_TODAY", "2026-03-09")
    monkeypatch.setenv("HOME", str(tmp_path))
    made = []

    def joined(name):
        made.append(Home(tmp_path / name).join(county))
        return made[-1]

    yield joined
    for home in made:
        home.station.close()


@pytest.fixture
def front(joined):
    return joined("home")


@pytest.fixture
def home(front, tmp_path):
    """Whose window `sign_in` opens."""
    return tmp_path / "home"


@pytest.fixture
def shown(sign_in, until):
    """The page of an officer, with the focus where work begins."""

    def shown(officer="officer"):
        window = sign_in(officer)
        window.open(Route("exchange"))
        assert isinstance(window.page, ExchangePage)
        until(lambda: window.page.sheet.lines.rows)
        until(window.page.sheet.hasFocus)
        return window

    return shown


def test_what_waits_is_written_and_the_answer_is_read_by_keys(
    shown, front, joined, county, hand, until, tmp_path
):
    mine, back = front.enter({"name": "张一"}), joined("back")
    theirs = back.enter({"name": "李二"})
    county.read(bundle.write(back.desk, county.path()).files)
    window, file = shown(), tmp_path / "medium"
    by_hand, said = window.page.by_hand, window.status.message
    hand.press(TAB)
    until(by_hand.out.line.hasFocus)
    by_hand.out.line.setText(str(file))
    hand.press(ENTER)
    until(by_hand.told.text)
    assert by_hand.told.text() == f"已写到介质：介质编号 1，登记 1 项，文件 1 份：{file}"
    assert front.events() == ["written to a medium for the county"]

    answered = county.read([file]).files
    by_hand.back.setFocus()
    by_hand.back.line.setText(str(answered[0]))
    hand.press(ENTER)
    until(lambda: said.text() == "上报 1 项，收到 1 项，还有 0 项待上报")
    until(lambda: window.status.exchange.text() == "已全部上报")
    assert [front.name(id) for id in (mine, theirs)] == ["张一", "李二"]
    assert front.events()[1:] == ["read a medium of the county"]


def test_parts_of_a_medium_are_read_together_and_one_that_lacks_is_named(
    shown, front, joined, county, hand, until
):
    back, noise = joined("back"), Random(1)  # what no packing makes small
    back.enter(*({"name": "李二", "remarks": noise.randbytes(900).hex()} for _n in range(80)))
    county.read(bundle.write(back.desk, county.path()).files)
    parts = county.read(bundle.write(front.desk, county.path()).files, size=LEAST).files
    assert len(parts) > 1
    window = shown()
    by_hand, said = window.page.by_hand, window.status.message
    by_hand.back.setFocus()
    by_hand.back.line.setText(str(parts[1]))
    hand.press(ENTER)
    until(lambda: said.text() == f"缺少第 1 份（共 {len(parts)} 份），请把各份放在一起再读")
    assert said.palette().windowText().color() == colour(RED)
    assert front.events()[1:] == []
    by_hand.back.line.setText("；".join(map(str, parts)))
    hand.press(ENTER)
    until(lambda: said.text() == "上报 0 项，收到 80 项，还有 0 项待上报")


def test_who_only_reads_the_log_neither_writes_nor_reads_media(shown):
    assert not shown("auditor").page.by_hand.isVisible()
