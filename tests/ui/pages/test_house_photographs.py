"""The photographs on the page of a house, given by real keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from sqlalchemy import select

from station_app import app
from station_app.access.purposes import Purpose
from station_app.housing.records import House
from ui.pages.photo import Album
from ui.pages.work import Ticket


@pytest.fixture
def house(home):
    station = app.open_home(home, app.unlock(home, "officer", "officer"))
    with station.desk("officer").view("list:housing") as view:
        found = view.all(select(House.id).order_by(House.row).limit(1))[0]
    station.close()
    return found


@pytest.fixture
def page(sign_in, house, until):
    window = sign_in(ticket=False)
    window.work.set_ticket(Ticket(1, Purpose("CHECK", "2026 检查计划")))
    window.work.go("record", "housing", house)
    until(lambda: window.page.reading.record is not None)
    return window


def _photographed(window, hand, until, colour, caption):
    lines = window.page.beside.lines.rows
    step = next(r.value for r in lines if getattr(r.value, "action", "") == "photograph")
    window.page.beside.taken.emit(step)
    until(lambda: window.page.route.action == "photograph")
    image = QImage(640, 480, QImage.Format.Format_RGB32)
    image.fill(colour)
    QGuiApplication.clipboard().setImage(image)
    hand.press(Qt.Key.Key_V, ctrl=True)
    until(lambda: window.page.form.editors["photo"].text())
    hand.press(Qt.Key.Key_Tab, Qt.Key.Key_Tab)  # over the button that chooses a file
    hand.compose("zm", caption)
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: window.page.route.page == "record")


def test_photographs_are_pasted_on_the_page_of_their_house(page, hand, until):
    window = page
    for n, (colour, said) in enumerate(
        ((Qt.GlobalColor.gray, "正门"), (Qt.GlobalColor.darkRed, "楼梯间")), start=1
    ):
        _photographed(window, hand, until, colour, said)
        until(lambda n=n: len(window.page.reading.pictures) == n)
    until(lambda: _frames(window) and all(f.pixmap().width() for f in _frames(window)))
    assert [frame.accessibleName() for frame in _frames(window)] == [
        "楼梯间，2026-03-09",
        "正门，2026-03-09",
    ]


def _frames(window):
    album = window.page.findChild(Album)
    return album.frames if album else []
