"""An import is taken back in parts in the window too: seen, stopped, gone on with."""

from __future__ import annotations

from multiprocessing import Pipe

import pytest
from PySide6.QtCore import Qt

from station_app import app
from station_app.identity.numbers import check_digit
from station_app.workflows import import_sheet
from ui.kit.processes import Child
from ui.pages import import_job
from ui.pages.work import Route

ENTER = Qt.Key.Key_Return


def ledger(path, rows):
    bodies = [f"33990119880101{n:03}" for n in range(1, rows + 1)]
    lines = [
        f"丁{n},{body}{check_digit(body)},演示县石桥路{n + 700}号" for n, body in enumerate(bodies)
    ]
    path.write_text("\n".join(["姓名,身份证号,住址", *lines]), "utf-8")
    return path


def test_ctrl_z_after_an_import_asks_once_more_and_takes_it_back_on_its_page(
    sign_in, hand, tmp_path, until
):
    window = sign_in()
    window.open(Route("import"))
    window.page.path.setText(str(ledger(tmp_path / "台账.csv", 3)))
    hand.press(ENTER)
    until(lambda: window.page.enter.isEnabled())
    hand.press(Qt.Key.Key_S, ctrl=True)
    until(lambda: window.work.last_act is not None)
    window.open(Route("home"))
    window.setFocus()
    hand.press(Qt.Key.Key_Z, ctrl=True)
    until(lambda: window.page.route.page == "import")
    page = window.page
    assert "再按一次 Ctrl+Z" in page.counts.text()
    assert not page.progress.running  # nothing is taken back before it is said again
    until(page.undo.hasFocus)
    hand.press(Qt.Key.Key_Z, ctrl=True)
    until(lambda: page.progress.running)
    until(lambda: "已撤销这次导入" in page.counts.text())
    assert window.work.last_act is None
    hand.press(Qt.Key.Key_Z, ctrl=True)
    until(lambda: "没有可以撤销" in window.status.message.text())


@pytest.fixture
def child():
    """As the window's process is given it; told to stop where a test says so."""
    pipes = []

    def child(key, *, stop):
        ours, theirs = Pipe()
        pipes.extend((ours, theirs))
        if stop:
            ours.send_bytes(b"stop")
        return Child(key, theirs), ours

    yield child
    for pipe in pipes:
        pipe.close()


def test_cancelled_it_stops_with_the_part_in_hand_and_says_what_is_left(home, tmp_path, child):
    station = app.open_home(home, app.unlock(home, "officer", "officer"))
    desk = station.desk("officer")
    act = import_sheet.run(desk, ledger(tmp_path / "台账.csv", 30)).act
    stopped, heard = child(station.key, stop=True)
    n, whole = import_job.take_back(stopped, home, "officer", act, None)
    what, (done, left) = heard.recv()
    assert (what, done, whole) == ("progress", n, False)
    assert left > 0
    going, _heard = child(station.key, stop=False)
    assert import_job.take_back(going, home, "officer", act, None) == (left, True)
    station.close()
