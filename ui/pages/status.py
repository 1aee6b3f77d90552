"""The line at the bottom: who, where, saved or not, how one types, when the desk locks."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from station_app.access.roles import ROLE_TITLES
from station_app.access.upkeep import Backup, last_backup, trouble
from station_app.core.texts import Shown, Text, _
from ui.kit.input_method import can_compose
from ui.kit.text import label, tip, words
from ui.kit.theme import Tone, tone
from ui.pages.work import Route, Work


def age(last: Backup, today: date) -> Text:
    if last.at is None:
        return _("尚未备份")
    days = last.days(today)
    return _("备份 {n} 天前", n=days) if days else _("今天已备份")


def urgency(last: Backup, now: datetime) -> Tone:
    return Tone.RED if last.lost(now) else Tone.ASK if last.late(now) else Tone.QUIET


class Opening(QLabel):
    """Words that open what deals with them."""

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        self.route: Route | None = None

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.route is not None and event.button() is Qt.MouseButton.LeftButton:
            self._work.going.emit(self.route)


class Status(QWidget):
    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 3, 12, 4)
        line.setSpacing(10)
        desk = work.desk
        self._put(line, _("{officer}（{role}）", officer=desk.officer, role=ROLE_TITLES[desk.role]))
        self._put(line, work.station.card.name)
        if desk.training:
            self._put(line, _("演练"), Tone.ASK)
        self.saved = self._put(line, "")
        self.message = label()
        self.message.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        line.addWidget(self.message, 1)
        if not can_compose():
            self._put(line, _("未装载输入法"), Tone.ASK).setToolTip(
                tip(_("请启用系统输入法：设 QT_IM_MODULE=ibus 后重新打开本程序"))
            )
        self.exchange = Opening(work)
        self.exchange.setCursor(Qt.CursorShape.PointingHandCursor)
        self._before_exchange = self._rule(line)
        line.addWidget(self.exchange, 0, Qt.AlignmentFlag.AlignVCenter)
        self.show_exchange("", Tone.QUIET)
        self.backup = self._put(line, "") if work.may("last-backup") else None
        self.lock = self._put(line, "")
        work.backed_up.connect(self._ask_backup)
        self._ask_backup()

    def _put(self, line: QHBoxLayout, shown: Shown, wanted: Tone = Tone.QUIET) -> QLabel:
        if line.count():
            self._rule(line)
        made = label(shown)
        tone(made, wanted)
        line.addWidget(made, 0, Qt.AlignmentFlag.AlignVCenter)
        return made

    def _rule(self, line: QHBoxLayout) -> QFrame:
        rule = QFrame()
        rule.setFrameShape(QFrame.Shape.VLine)
        rule.setFrameShadow(QFrame.Shadow.Sunken)
        line.addWidget(rule)
        return rule

    def say(self, text: str, wanted: Tone) -> None:
        self.message.setText(text)
        self.message.setToolTip(tip(text))
        tone(self.message, wanted)

    def show_saved(self, unsaved: bool) -> None:
        said: Text = _("草稿已暂存，尚未保存") if unsaved else _("已保存")
        self.saved.setText(words(said))
        tone(self.saved, Tone.ASK if unsaved else Tone.QUIET)

    def _ask_backup(self) -> None:
        if self.backup is not None and not self._work.station.on_server:
            self._work.read("last-backup", last_backup, self._show_backup, self)

    def _show_backup(self, last: Backup) -> None:
        if self.backup is not None:
            desk, why = self._work.desk, trouble(last)
            said = age(last, desk.today)
            self.backup.setText(words(_("{age}，但有问题", age=said) if why else said))
            self.backup.setToolTip(tip(why))
            tone(self.backup, urgency(last, desk.now()))

    def show_exchange(self, shown: Shown, wanted: Tone, to: Route | None = None) -> None:
        """What waits for the county, and where it is dealt with; nothing where there is none."""
        self.exchange.route = to
        self.exchange.setToolTip(tip(_("单击，或按 Ctrl+J 打开")) if to else "")
        self.exchange.setText(words(shown))
        tone(self.exchange, wanted)
        for widget in (self.exchange, self._before_exchange):
            widget.setVisible(bool(shown))

    def show_lock(self, minutes: int) -> None:
        self.lock.setText(words(_("{n} 分钟后锁屏", n=minutes)))
