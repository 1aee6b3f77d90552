from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from station_app.registers import REGISTERS
from station_app.workflows.find import find
from ui.kit.search_box import SearchBox

TITLES = {name: register.title for name, register in REGISTERS.items()}


def press(key):
    QTest.keyClick(QApplication.focusWidget(), key)


@pytest.fixture
def box(officer, background, shown):
    """The real look-up, on the real store."""

    def look(text):
        with officer.view("find") as view:
            return find(view, text).hits

    made = SearchBox(look, TITLES, background)
    shown(made)
    made.begin()
    return made


def test_anybody_is_found_by_a_few_letters_and_opened_with_enter(qtbot, box, officer, office):
    wanted = office.person(officer, "单雄信")
    office.person(officer, "张三")
    QTest.keyClicks(box.line, "sxx")
    qtbot.waitUntil(lambda: box.list.isVisible() and box.list.chosen == ("people", wanted.id))
    qtbot.waitUntil(lambda: box._asked is None)
    heard = []
    box.settled.connect(lambda *told: heard.append(told))
    box.opened.connect(lambda *told: heard.append(told))
    press(Qt.Key.Key_Return)
    assert heard == [("sxx", 1), ("people", wanted.id)]
    assert not box.list.isVisible()


def test_enter_before_the_answer_opens_when_it_comes(qtbot, box, officer, office):
    wanted = office.person(officer, "单雄信")
    with qtbot.waitSignal(box.opened) as heard:
        QTest.keyClicks(box.line, "sxx")
        press(Qt.Key.Key_Return)
    assert heard.args == ["people", wanted.id]


def test_hits_are_masked_and_stand_under_the_name_of_their_register(qtbot, box, officer, office):
    office.person(officer, "张三")
    QTest.keyClicks(box.line, "zs")
    qtbot.waitUntil(lambda: box.list.count() == 2)
    heading, hit = (box.list.item(row) for row in range(2))
    assert heading.text() == "人员"
    assert "张*" in hit.text()
    assert "张三" not in hit.text()
    assert not heading.flags() & Qt.ItemFlag.ItemIsSelectable


def test_nothing_found_is_said(qtbot, box):
    QTest.keyClicks(box.line, "zzzz")
    qtbot.waitUntil(lambda: box.list.isVisible())
    assert box.list.item(0).text() == "没有符合的记录"
    assert box.list.chosen is None
    with qtbot.assertNotEmitted(box.opened):
        press(Qt.Key.Key_Return)


def test_a_look_up_is_told_once_after_a_rest(qtbot, box, officer, office):
    office.person(officer, "张三")
    heard = []
    box.settled.connect(lambda *told: heard.append(told))
    QTest.keyClicks(box.line, "zs")
    qtbot.wait(300)
    assert heard == []
    qtbot.waitUntil(lambda: bool(heard))
    press(Qt.Key.Key_Return)
    assert heard == [("zs", 1)]


def test_escape_closes_the_hits_and_then_leaves(qtbot, box, officer, office):
    office.person(officer, "张三")
    QTest.keyClicks(box.line, "zs")
    qtbot.waitUntil(lambda: box.list.isVisible())
    with qtbot.assertNotEmitted(box.left):
        press(Qt.Key.Key_Escape)
    assert not box.list.isVisible()
    with qtbot.waitSignal(box.left):
        press(Qt.Key.Key_Escape)


def test_the_arrows_pass_over_headings(qtbot, background, shown):
    hits = [Hit("people", UUID(int=1)), Hit("places", UUID(int=2)), Hit("places", UUID(int=3))]
    box = SearchBox(lambda text: hits, TITLES, background)
    shown(box)
    box.begin()
    QTest.keyClicks(box.line, "x")
    qtbot.waitUntil(lambda: box.list.isVisible())
    chosen = [box.list.chosen]
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Up):
        press(key)
        chosen.append(box.list.chosen)
    ids = [id.int for _register, id in chosen]
    assert ids == [1, 2, 3, 3, 2, 1]


@dataclass(frozen=True)
class Hit:
    register: str
    id: UUID
    title: str = "某"
    matched: str = "姓名"


def test_an_answer_to_what_stands_there_no_more_is_dropped(qtbot, background, shown):
    import threading

    gate = threading.Event()

    def slow(text):
        if text == "z":
            gate.wait(5)
        return [Hit("people", UUID(int=len(text)))]

    box = SearchBox(slow, TITLES, background)
    shown(box)
    box.begin()
    QTest.keyClicks(box.line, "zs")
    gate.set()
    qtbot.waitUntil(lambda: box.list.chosen is not None)
    qtbot.wait(50)
    assert box.list.chosen == ("people", UUID(int=2))


def test_enter_never_opens_the_hit_of_fewer_letters(qtbot, background, shown):
    """Whoever types fast must not be shown somebody else."""
    import threading

    gate = threading.Event()

    def slow(text):
        if text == "zs":
            gate.wait(5)
        return [Hit("people", UUID(int=len(text)))]

    box = SearchBox(slow, TITLES, background)
    shown(box)
    box.begin()
    opened = []
    box.opened.connect(lambda *told: opened.append(told))
    QTest.keyClicks(box.line, "z")
    qtbot.waitUntil(lambda: box.list.chosen == ("people", UUID(int=1)))
    QTest.keyClicks(box.line, "s")
    press(Qt.Key.Key_Return)
    assert opened == []
    gate.set()
    qtbot.waitUntil(lambda: opened == [("people", UUID(int=2))])
