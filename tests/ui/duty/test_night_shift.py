"""A night at the duty desk by keyboard: twelve alarms, what became of each, and the morning."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from sqlalchemy import select

from station_app import app
from station_app.access.purposes import Purpose
from station_app.calls.records import Call
from station_app.cases.records import Case
from station_app.custody import inside
from station_app.custody.records import Custody
from station_app.printing.reading import text_of
from station_app.workflows.check import check
from ui.pages.work import Route

ENTER = Qt.Key.Key_Return
SENT = (
    "接警单号：DH{at} 报警时间：{at} 报警电话：1990000{phone} 地址：演示县石桥路8号 "
    "类型：{kind} 内容：{facts}"
)
EVENING, MORNING = "2026-03-09", "2026-03-10"
FIGHTER, UNKNOWN = "男，约三十岁，自称打人者", "男，约二十岁，黑色上衣"


class Night:
    """An officer who types: letters as keys, words through the input method."""

    def __init__(self, window, hand, until, patch):
        self.window, self.hand, self.until, self.patch = window, hand, until, patch
        self.began = window.work.desk.now()

    def clock(self, moment):
        self.patch.setenv("STATION_NOW", moment.replace(" ", "T"))

    def pasted(self, at, kind, facts, phone="1234"):
        """Ctrl+Shift+V with what the 110 centre sent, saved as it was read; the call's id."""
        self.clock(at)
        QGuiApplication.clipboard().setText(SENT.format(at=at, phone=phone, kind=kind, facts=facts))
        both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        QTest.keyClick(self.hand.aim, Qt.Key.Key_V, both)
        self.hand.keys += 3
        self.until(lambda: self._shows("call_paste") and self.window.page.pasted.texts)
        self._save()
        self.until(lambda: self._shows("record") and self.window.page.reading.record)
        return self.window.page.reading.record.id

    def report(self, at, **said):
        """Somebody at the counter, who takes his receipt along; the call's id."""
        self.clock(at)
        self.window.open(Route("reception", "calls"))
        self._save(**said)
        self.print_it()
        return self.window.page.route.id

    def bring(self, at, **said):
        self.clock(at)
        self.window.open(Route("custody_board", "custody"))
        self.hand.type("n")
        self.until(lambda: self._shows("form"))
        self._save(**said)

    def act(self, id, name, known=None, **said):
        """One natural act on a call."""
        self.window.open(Route("action", "calls", id, name).having(**(known or {})))
        self.until(lambda: self.window.page.whom.text() != "…")
        self._save(**said)

    def dispose(self, id, kind, course="", **said):
        self.act(id, "dispose", disposal=kind, **({"course": course} if course else {}), **said)

    def hand_over(self, at, to):
        self.clock(at)
        before = self.hand.keys
        self.hand.press(Qt.Key.Key_H, ctrl=True)
        self.until(lambda: self._shows("hand_over") and self.window.page.found)
        self.until(self.window.page.taker.hasFocus)
        self.hand.type(to)
        self.hand.press(ENTER)
        self.hand.type(to)  # his own password
        self.hand.press(ENTER)
        sheet = self.print_it()
        assert self.hand.keys - before <= 30, self.hand.keys - before
        return sheet

    def print_it(self):
        self.until(lambda: self._shows("print") and self.window.page.preview.pages)
        self.hand.press(ENTER)
        self.until(lambda: self.window.page.paper is not None)
        return "".join(text_of(self.window.page.paper.pdf).split())

    def _shows(self, page):
        return self.window.page.route.page == page

    def _save(self, **said):
        work, before = self.window.work, self.window.work.last_act
        self.until(lambda: self.window.page.isAncestorOf(self.hand.aim))
        for name, text in said.items():
            self._type(self.window.page.form.editors[name].focus, text)
        self.hand.press(Qt.Key.Key_S, ctrl=True)
        self.until(lambda: work.last_act not in (None, before))

    def _type(self, line, text):
        line.setFocus()
        if text.isascii():
            self.hand.type(text)
        else:
            self.hand.compose("ziran", text)


def play(night):
    """Twelve alarms between eight in the evening and eight in the morning."""
    theft = night.report(
        f"{EVENING} 21:05", caller_said="钱小禾", caller_phone="19900003001", facts="电动自行车被盗"
    )
    night.act(theft, "accept_criminal_case", title="电动自行车被盗案", cause="盗窃")
    lost = night.pasted(f"{EVENING} 21:40", "走失", "老人走失", "2001")
    night.dispose(lost, "settled", "在公园找到，交家属")
    crash = night.pasted(f"{EVENING} 22:05", "交通事故", "两车追尾，无人受伤", "2002")
    night.dispose(crash, "transferred", transferred_to="交警大队")
    leak = night.pasted(f"{EVENING} 22:30", "治安纠纷", "楼上漏水争吵", "2003")
    night.dispose(leak, "mediated", "双方和解，次日同看水管")
    locked = night.pasted(f"{EVENING} 23:10", "开锁", "钥匙锁在屋内", "2004")
    night.dispose(locked, "settled", "锁匠到场开锁")
    noise = night.pasted(f"{EVENING} 23:30", "其他", "楼下唱歌扰民", "2005")
    night.dispose(noise, "settled", "已劝停")
    again = night.pasted(f"{EVENING} 23:45", "其他", "又唱歌", "2005")
    night.act(again, "dispose", {"repeat_of": str(noise)}, disposal="repeat_call")
    fight = night.pasted(f"{MORNING} 00:12", "打架斗殴", "两人因停车打架，一人受轻微伤")
    night.act(fight, "accept_admin_case", title="停车纠纷殴打他人案", cause="殴打他人")
    night.bring(f"{MORNING} 00:50", described=FIGHTER, ground="oral_summons", cause="殴打他人")
    false = night.pasted(f"{MORNING} 01:15", "其他", "无人应答", "2007")
    night.dispose(false, "false_call")
    doors = night.pasted(f"{MORNING} 02:15", "盗窃", "有人逐个拉车门", "2006")
    night.bring(
        f"{MORNING} 02:50",
        described=UNKNOWN,
        ground="stop_and_question",
        cause="拉车门",
        circumstance="unidentified",
    )
    night.dispose(doors, "settled", "带回继续盘问")
    hazard = night.pasted(f"{MORNING} 04:00", "水电气热险情", "楼道电线冒火花", "2008")
    night.dispose(hazard, "other_department", "已断电，待修", transferred_to="供电所")
    sick = night.pasted(f"{MORNING} 06:10", "危急病人", "老人胸痛", "2009")
    night.dispose(sick, "settled", "协助120送医")


@pytest.fixture
def night(sign_in, hand, until, monkeypatch):
    monkeypatch.setenv("STATION_NOW", f"{EVENING}T20:00")
    return Night(sign_in(ticket=False), hand, until, monkeypatch)


def test_a_night_of_twelve_alarms_ends_with_the_hand_over_sheet(night, home):
    play(night)
    sheet = night.hand_over(f"{MORNING} 07:50", to="chief")
    station = app.open_home(home, app.unlock(home, "chief", "chief"))
    desk = station.desk("chief")
    with desk.view("list:calls") as view:
        calls = view.all(select(Call).where(Call.reported_at > night.began))
        cases = view.all(select(Case).where(Case.accepted_at > night.began))
        brought = view.all(select(Custody.id).where(Custody.arrived_at > night.began))
    with desk.act("custody-board") as act:
        board = {one.one.id: one for one in inside.board(act)}
    with desk.act("check", purpose=Purpose("AUDIT")) as act:
        assert list(check(act)) == []
    assert Counter(call.disposal for call in calls) == {
        "settled": 5,
        "admin_case": 1,
        "criminal_case": 1,
        "transferred": 1,
        "mediated": 1,
        "repeat_call": 1,
        "false_call": 1,
        "other_department": 1,
    }
    assert {case.kind: case.state for case in cases} == {
        "security": "filed",
        "criminal": "accepted",
    }
    assert [board[id].minutes_left(desk.now()) for id in brought] == [60, 7 * 60]
    for said in (FIGHTER, UNKNOWN, "审计日志校验点"):
        assert said in sheet
    assert not any(call.number in sheet for call in calls)  # nothing of the night is left open
    station.close()
