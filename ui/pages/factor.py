"""动态口令: a second factor of one's own, set up and ended."""

from __future__ import annotations

from collections.abc import Callable

import segno
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from station_app.core.texts import Shown, Text, _
from station_app.storage.keyslot import SYLLABLES
from station_app.storage.second_factor import new_factor
from ui.kit.fields import Line
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages.page import Page
from ui.pages.password import WIDTH, hidden
from ui.pages.work import Route, Work

SIDE, BORDER = 5, 4  # pixels of a module, modules of white round it


class FactorPage(Page):
    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self.held = work.station.has_factor(work.desk.officer)
        self.head(_("动态口令"))
        self.factor, self.codes = new_factor(SYLLABLES)
        row = QHBoxLayout()
        row.setSpacing(24)
        if not self.held:
            row.addWidget(self._picture(), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._right(), 1)
        self.column.addLayout(row)
        self.column.addStretch()
        self.setFocusProxy(self.present)

    @property
    def title(self) -> Shown:
        return _("动态口令")

    def _picture(self) -> QLabel:
        uri = self.factor.uri(self.work.desk.officer, self.work.station.card.name)
        shown = label()
        shown.setPixmap(qr(uri))
        shown.setAccessibleName(words(_("动态口令的二维码")))
        return shown

    def _right(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(10)
        for said in self._told():
            column.addWidget(label(said, wrap=True))
        if not self.held:
            column.addWidget(self._paper())
        form = QFormLayout()
        form.setVerticalSpacing(10)
        self.present = hidden(_("现用密码"), form)
        self.code = Line()
        self.code.setAccessibleName(words(_("动态口令")))
        self.code.setFixedWidth(WIDTH)
        form.addRow(words(_("动态口令")), self.code)
        self.do = QPushButton(words(_("停用") if self.held else _("启用")))
        self.do.setFixedWidth(WIDTH)
        self.do.clicked.connect(self.press_save)
        form.addRow("", self.do)
        self.present.returnPressed.connect(self.code.setFocus)
        self.code.returnPressed.connect(self.press_save)
        column.addLayout(form)
        return column

    def _told(self) -> tuple[Text, ...]:
        if self.held:
            return (_("登录时除密码外还要动态口令。停用请输入现用密码和一个口令"),)
        grouped = " ".join(self.factor.secret[n : n + 4] for n in range(0, 32, 4))
        return (
            _(
                "用手机上的动态口令程序（TOTP）扫描二维码；不能扫描的，手工输入：{secret}",
                secret=grouped,
            ),
            _("手机不在身边时可用备用码，每个只能用一次。只显示这一次，请抄下保管："),
        )

    def _paper(self) -> QWidget:
        """In two columns, as they are typed."""
        lines = [f"{a}    {b}" for a, b in zip(self.codes[::2], self.codes[1::2], strict=True)]
        shown = label("\n".join(lines))
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        tone(shown, Tone.HEADING)
        return shown

    def press_save(self) -> None:
        present, code = self.present.text(), self.code.text().strip()
        if not present or not code:
            (self.code if present else self.present).setFocus()
        elif self.do.isEnabled():
            station, desk, factor = self.work.station, self.work.desk, self.factor
            if self.held:
                said = _("动态口令已停用")
                self._do(lambda: station.drop_factor(desk, present, code), said)
            else:
                said = _("动态口令已启用，下次登录开始使用")
                self._do(lambda: station.set_factor(desk, present, factor, code), said)

    def _do(self, job: Callable[[], None], said: Text) -> None:
        self.do.setEnabled(False)
        self.present.clear()
        self.code.clear()
        self.work.ask(job, lambda _none: self._done(said), self, self._refused)

    def _done(self, said: Text) -> None:
        if self.isVisible():
            self.work.back()
        self.work.say(said)

    def _refused(self, said: Text) -> None:
        self.do.setEnabled(True)
        self.present.setFocus()
        self.work.say(said, Tone.RED)


def qr(text: str) -> QPixmap:
    """Dark on white in every theme: cameras expect it."""
    rows = [bytes(row) for row in segno.make(text, error="m").matrix]
    side = len(rows) + 2 * BORDER
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                image.setPixel(x + BORDER, y + BORDER, 0xFF000000)
    return QPixmap.fromImage(image.scaled(side * SIDE, side * SIDE))
