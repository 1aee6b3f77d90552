"""登录与锁屏, in the settings: one's second factor, when desks lock, and the clock."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QFormLayout, QPushButton, QSpinBox, QVBoxLayout, QWidget

from station_app.access import clockwork, idle
from station_app.access.act import Act
from station_app.core.texts import Text, _
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages.password import WIDTH
from ui.pages.work import Work


class Guarding(QWidget):
    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        heading = label(_("登录与锁屏"))
        tone(heading, Tone.HEADING)
        self._form = QFormLayout()
        self._form.setVerticalSpacing(10)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(heading)
        column.addLayout(self._form)
        held = work.station.has_factor(work.desk.officer)
        self.factor = self._button(_("停用动态口令…") if held else _("启用动态口令…"))
        self.factor.clicked.connect(lambda: work.go("factor"))
        self._form.addRow(words(_("动态口令")), self.factor)
        if work.may("set-idle-lock"):
            self._minutes()
        self.confirm = self._button(_("时钟无误，予以确认"))
        self.confirm.clicked.connect(self._confirm)
        self._form.addRow(words(_("本机时钟")), self.confirm)
        self._form.setRowVisible(self.confirm, False)
        if work.may("confirm-clock"):
            work.read("clock", clockwork.clock, self._show_clock, self)

    def _button(self, said: Text) -> QPushButton:
        button = QPushButton(words(said))
        button.setFixedWidth(WIDTH)
        return button

    def _minutes(self) -> None:
        self.minutes = QSpinBox()
        self.minutes.setRange(idle.LEAST, idle.MOST)
        self.minutes.setSuffix(words(_(" 分钟无操作后")))
        self.minutes.setAccessibleName(words(_("锁屏时间")))
        self.minutes.setFixedWidth(WIDTH)
        self.minutes.setEnabled(False)  # until what stands is read
        self._form.addRow(words(_("锁屏时间")), self.minutes)
        self._work.read("idle-lock", idle.idle_lock, self._show_minutes, self)

    def _show_minutes(self, minutes: int) -> None:
        self.minutes.setValue(minutes)
        self.minutes.setEnabled(True)
        self.minutes.valueChanged.connect(self._set_minutes)

    def _set_minutes(self, minutes: int) -> None:
        def set_it(act: Act) -> None:
            idle.set_idle_lock(act, minutes)

        self._work.act("set-idle-lock", set_it, lambda _none: self._set(minutes), self)

    def _set(self, minutes: int) -> None:
        self._work.idle_set.emit(minutes)
        self._work.say(_("本所各台将在 {n} 分钟无操作后锁屏", n=minutes))

    def _show_clock(self, wrong: timedelta) -> None:
        self._form.setRowVisible(self.confirm, clockwork.warning(wrong) is not None)

    def _confirm(self) -> None:
        def done(_none: None) -> None:
            self._form.setRowVisible(self.confirm, False)
            self._work.say(_("已确认本机时钟"))

        self._work.act("confirm-clock", clockwork.confirm_clock, done, self)
