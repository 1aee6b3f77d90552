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
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


class SignIn(QWidget):
    """`fixed` is the officer whose desk is locked: only the password is asked, and nobody is
    named. `last` signed in here last, and may be typed over.
    """

    asked = Signal(str, str, str)  # officer, password, one-time code
    switching = Signal()  # somebody else wants to sign in where a desk is locked
    painted = Signal()  # once

    def __init__(self, home: Home | None, fixed: str = "", last: str = "") -> None:
        super().__init__()
        self._painted = False
        self._fixed, self._given = fixed, ""  # a password that waits for its code
        self.officer = Line()
        self.officer.setText(last)
        self.officer.setAccessibleName(words(_("账号")))
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setAccessibleName(words(_("密码")))
        self.code = QLineEdit()
        self.code.setAccessibleName(words(_("动态口令")))
        self.code.returnPressed.connect(self._ask)
        self.switch = QPushButton(words(_("换人登录")))
        self.switch.clicked.connect(self.switching)
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
            said = _("此处没有数据库，请先用 station init 建立，或用 station join 加入")
            self.say(said, Tone.RED)

    def _lay(self, home: Home | None) -> None:
        title = label(_("已锁定") if self._fixed else _("所务台"))
        title.setFont(large(22))
        name = label(home.name if home else "")
        tone(name, Tone.QUIET)
        form = self.form = QFormLayout()
        form.addRow(words(_("账号")), self.officer)
        form.addRow(words(_("密码")), self.password)
        form.addRow(words(_("动态口令")), self.code)
        form.setRowVisible(self.officer, not self._fixed)
        form.setRowVisible(self.code, False)
        column = QWidget()
        column.setFixedWidth(WIDTH)
        inner = QVBoxLayout(column)
        inner.setSpacing(12)
        inner.addWidget(title)
        inner.addWidget(name)
        inner.addSpacing(12)
        inner.addLayout(form)
        inner.addWidget(self.button)
        inner.addWidget(self.switch)
        self.switch.setHidden(not self._fixed)
        inner.addWidget(self.message)
        if home and home.training and not self._fixed:
            self.say(_("演练库：密码与账号相同，如 officer"), Tone.QUIET)
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        outer.addWidget(column, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(3)

    def say(self, shown: Shown, wanted: Tone) -> None:
        self.message.setText(words(shown))
        tone(self.message, wanted)

    def wait(self, shown: Shown) -> None:
        self._rest(False)
        self.say(shown, Tone.QUIET)

    def refuse(self, shown: Shown) -> None:
        """The password is typed anew, the name stays."""
        self._given = ""
        self._rest(True)
        self.form.setRowVisible(self.password, True)
        self.form.setRowVisible(self.code, False)
        self.password.setFocus()
        self.say(shown, Tone.RED)

    def ask_code(self, password: str, shown: Shown, wanted: Tone) -> None:
        """The password was right: now the code beside it."""
        self._given = password
        self._rest(True)
        self.officer.setReadOnly(True)
        self.form.setRowVisible(self.password, False)
        self.form.setRowVisible(self.code, True)
        self.code.setFocus()
        self.say(shown, wanted)

    def _rest(self, able: bool) -> None:
        self.officer.setReadOnly(not able)
        self.password.setReadOnly(not able)
        self.code.setReadOnly(not able)
        self.button.setEnabled(able)
        self.switch.setEnabled(able)

    def _ask(self) -> None:
        officer = self._fixed or self.officer.text().strip()
        password, code = self._given or self.password.text(), self.code.text().strip()
        if not officer:
            self.officer.setFocus()
        elif password and bool(code) == bool(self._given) and self.button.isEnabled():
            self.wait(_("正在核对密码…"))
            self.password.clear()
            self.code.clear()
            self._given = ""
            self.asked.emit(officer, password, code)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.painted.emit)
