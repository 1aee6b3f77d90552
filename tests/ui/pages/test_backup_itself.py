"""The window backs the station up while people work and before it closes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from station_app.access import copies
from ui.kit.theme import Tone
from ui.pages.work import Route


def kept(home):
    return sorted((home / "backups").glob("*.backup"))


@pytest.fixture
def leaving(sign_in, start, until):
    """The window as somebody closes it, and its last page."""

    def leave():
        window = sign_in()
        frame = window.window()
        frame.close()
        return frame, frame.centralWidget()

    return leave


def test_four_hours_after_the_last_one_the_open_window_backs_up(home, sign_in, monkeypatch, until):
    window = sign_in()
    window.keeper.look()
    until(lambda: window.status.backup.text() == "今天已备份")
    until(lambda: window.keeper.job is None)
    window.keeper.look()
    until(lambda: window.keeper.job is None)
    assert len(kept(home)) == 1
    monkeypatch.setenv("STATION_NOW", "2026-03-09T14:30")
    window.keeper.look()
    until(lambda: len(kept(home)) == 2)
    until(lambda: window.keeper.job is None)


def test_the_window_closes_once_the_station_is_backed_up(home, leaving, until):
    frame, page = leaving()
    assert frame.isVisible()
    assert "正在备份" in page.title.text()
    until(lambda: not frame.isVisible())
    assert len(kept(home)) == 1


@pytest.mark.parametrize("how", ["button", "escape", "closing again"])
def test_whoever_cannot_wait_skips_it_and_nothing_half_made_stays(home, leaving, until, how):
    frame, page = leaving()
    if how == "button":
        page.skip.click()
    elif how == "escape":
        QTest.keyClick(page, Qt.Key.Key_Escape)
    else:
        frame.close()
    until(lambda: not frame.isVisible())
    assert not list(home.rglob("*.part"))


def test_what_went_wrong_is_read_before_the_window_goes(home, leaving, until, tmp_path, office_of):
    stick = tmp_path / "stick"
    stick.mkdir()
    copies.name_place(office_of("admin"), stick)
    stick.rename(tmp_path / "away")
    frame, page = leaving()
    until(lambda: "第二存放处不在" in page.told.text())
    assert frame.isVisible()
    assert len(kept(home)) == 1
    page.skip.click()
    until(lambda: not frame.isVisible())


def test_nobody_signed_in_closes_at_once(home, start):
    program = start()
    program.frame.close()
    assert not program.frame.isVisible()
    assert kept(home) == []


@pytest.fixture
def office_of(home):
    from station_app import app

    opened = []

    def desk(role):
        station = app.open_home(home, app.unlock(home, role, role))
        opened.append(station)
        return station.desk(role)

    yield desk
    for station in opened:
        station.close()


def test_a_second_place_that_fails_is_a_sentence_and_red_below(
    home, sign_in, until, tmp_path, monkeypatch
):
    stick = tmp_path / "stick"
    stick.mkdir()
    window = sign_in("admin", ticket=False)
    window.open(Route("backup"))
    page = window.page
    until(lambda: "没有第二存放处" in page.second.text())
    page.place.setText(str(stick))
    QTest.keyClick(page.place, Qt.Key.Key_Return)
    until(lambda: "下次备份起使用" in page.second.text())
    page.now.click()
    until(lambda: "已存并核对" in page.second.text())
    assert len(list(stick.rglob("*.backup"))) == 1
    stick.rename(tmp_path / "away")
    page.now.click()
    until(lambda: "第二存放处不在" in page.second.text())
    until(lambda: "第二存放处不在" in window.status.backup.toolTip())
    assert len(kept(home)) == 2


@pytest.mark.parametrize(
    ("now", "wanted"),
    [("2026-03-09T10:00", Tone.QUIET), ("2026-03-10T11:00", Tone.ASK), ("2026-03-17", Tone.RED)],
)
def test_the_line_below_is_amber_after_a_day_and_red_after_a_week(
    home, sign_in, office_of, monkeypatch, until, now, wanted
):
    from station_app import app
    from station_app.access.upkeep import last_backup
    from ui.pages.status import urgency

    station = app.open_home(home, app.unlock(home, "admin", "admin"))
    monkeypatch.setenv("STATION_NOW", "2026-03-09T10:00")
    app.keep_copy(station, station.desk("admin"))
    station.close()
    monkeypatch.setenv("STATION_NOW", now if "T" in now else f"{now}T10:00")
    window = sign_in()
    until(lambda: "备份" in window.status.backup.text())
    with window.work.desk.view("last-backup") as view:
        assert urgency(last_backup(view), window.work.desk.now()) is wanted
