"""The first page: who is at the desk. Painted before anything heavy is imported.

Names come from the key slots, which are readable before they are unlocked.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFormLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from station_app.core.texts import Shown, _
from ui.kit.fields import Line
from ui.kit.text import label, words
from ui.kit.theme import Tone, large, tone

WIDTH = 360  # pixels of the column that is typed into


@dataclass(frozen=True, slots=True)
class Home:
    """What may be known of a home before it is unlocked."""

    folder: Path
    name: str
    training: bool


def look_at(folder: Path) -> Home | None:
    """None where there is no home."""
    try:
        card = json.loads((folder / "keyslots.json").read_text("utf-8"))["card"]
        return Home(folder, card["name"], bool(card["training"]))
    except (OSError, ValueError, KeyError):
        return None


class SignIn(QWidget):
    """`fixed` is the officer whose desk is locked: only the password is asked. `last` signed in
    here last, and may be typed over.
    """

    asked = Signal(str, str)  # officer, password
    painted = Signal()  # once

    def __init__(self, home: Home | None, fixed: str = "", last: str = "") -> None:
        super().__init__()
        self._painted = False
        self.officer = Line()
        self.officer.setText(fixed or last)
        self.officer.setEnabled(not fixed)
        self.officer.setAccessibleName(words(_("账号")))
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setAccessibleName(words(_("密码")))
        self.button = QPushButton(words(_("解锁") if fixed else _("登录")))
        self.button.setDefault(True)
        self.message = label(wrap=True)
        self.message.setMinimumHeight(48)
        self.message.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._lay(home)
        self.officer.returnPressed.connect(self.password.setFocus)
        self.password.returnPressed.connect(self._ask)
        self.button.clicked.connect(self._ask)
        self.setFocusProxy(self.password if fixed or last else self.officer)
        if home is None:
            self.setEnabled(False)
            self.say(_("此处没有数据库，请先用 station init 建立"), Tone.RED)

    def _lay(self, home: Home | None) -> None:
        title = label(_("所务台"))
        title.setFont(large(22))
        name = label(home.name if home else "")
        tone(name, Tone.QUIET)
        form = QFormLayout()
        form.addRow(words(_("账号")), self.officer)
        form.addRow(words(_("密码")), self.password)
        column = QWidget()
        column.setFixedWidth(WIDTH)
        inner = QVBoxLayout(column)
        inner.setSpacing(12)
        inner.addWidget(title)
        inner.addWidget(name)
        inner.addSpacing(12)
        inner.addLayout(form)
        inner.addWidget(self.button)
        inner.addWidget(self.message)
        if home and home.training:
            self.say(_("演练库：密码与账号相同，如 officer"), Tone.QUIET)
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        outer.addWidget(column, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(3)

    def say(self, shown: Shown, wanted: Tone) -> None:
        self.message.setText(words(shown))
        tone(self.message, wanted)

    def wait(self, shown: Shown) -> None:
        self.officer.setReadOnly(True)
        self.password.setReadOnly(True)
        self.button.setEnabled(False)
        self.say(shown, Tone.QUIET)

    def refuse(self, shown: Shown) -> None:
        """The password is typed anew, the name stays."""
        self.officer.setReadOnly(False)
        self.password.setReadOnly(False)
        self.button.setEnabled(True)
        self.password.clear()
        self.password.setFocus()
        self.say(shown, Tone.RED)

    def _ask(self) -> None:
        officer, password = self.officer.text().strip(), self.password.text()
        if not officer:
            self.officer.setFocus()
        elif password and self.button.isEnabled():
            self.wait(_("正在核对密码…"))
            self.password.clear()
            self.asked.emit(officer, password)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.painted.emit)
