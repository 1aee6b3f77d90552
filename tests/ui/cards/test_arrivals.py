"""A parcel of cards at the window: every number answered as it is scanned, with real keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from station_app import app
from station_app.cards.register import CARDS
from station_app.workflows import inline
from tests.cards.counter import CARD, WHY
from ui.kit.text import words
from ui.kit.theme import Tone
from ui.pages.work import Route

NAMES = ("郑一鸣", "吴二喜", "孙三顺")


def asked_for(home, *receipts):
    """Cards that are on their way, each of a person of his own."""
    station = app.open_home(home, app.unlock(home, "clerk", "clerk"))
    desk = station.desk("clerk")
    for name, receipt in zip(NAMES, receipts, strict=True):
        with desk.act("file:cards", purpose=WHY) as act:
            typed = CARD | {"receipt_number": receipt, "person": {"name": name}}
            inline.file_typed(act, CARDS, [typed])
    station.close()


def texts(sheet, row=0):
    return [words(text) for text in sheet.lines.rows[row].texts]


def test_a_clerk_scans_a_parcel_and_sees_what_is_unknown_and_what_waits(home, sign_in, hand, until):
    asked_for(home, "SL0001", "SL0002", "SL0003")
    window = sign_in("clerk", ticket=False)
    window.open(Route("card_arrivals"))
    page = window.page
    until(lambda: page.line.hasFocus())
    before = len(page.waiting)
    for typed, answer, tone in (
        ("SL0001", "到证", Tone.PLAIN),
        ("SL0001", "已登记过", Tone.ASK),
        ("SL0009", "查无此号", Tone.RED),
    ):
        had = len(page.answers)
        hand.type(typed)
        hand.press(Qt.Key.Key_Return)
        until(lambda had=had: len(page.answers) == had + 1)
        assert texts(page.scanned)[:2] == [typed, answer]
        assert page.scanned.lines.rows[0].tone is tone
        assert window.status.message.text() == f"{typed}：{answer}"
    assert page.line.hasFocus()  # ready for the next number
    assert hand.keys <= 60
    QGuiApplication.clipboard().setText("SL0002\r\nSL0003\r\n\r\n")
    hand.press(Qt.Key.Key_V, ctrl=True)
    until(lambda: len(page.answers) == 5)
    assert page.counts.text() == "扫描 5 行：到证 3，已登记过 1，查无此号 1"
    until(lambda: len(page.waiting) == before + 3)
    page.fetched.setFocus()
    page.fetched.go_to_last()
    hand.press(Qt.Key.Key_Return)
    until(lambda: window.page.route.page == "record")
    assert window.page.route.register == "cards"
