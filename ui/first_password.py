"""What comes first with a password that somebody else has set: one's own."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from station_app.core.texts import _
from ui.kit.text import label
from ui.kit.theme import Tone, tone
from ui.pages.password import OwnPassword
from ui.pages.work import Work

WIDTH = 420  # pixels


class FirstPassword(QWidget):
    changed = Signal()

    def __init__(self, work: Work) -> None:
        super().__init__()
        why = label(
            _("密码是安全保密管理员代设的。请改成只有本人知道的密码，再开始工作。"), wrap=True
        )
        self.message = label(wrap=True)
        self.own = OwnPassword(work)
        self.own.changed.connect(self.changed)
        work.said.connect(self._say)
        column = QWidget()
        column.setFixedWidth(WIDTH)
        inner = QVBoxLayout(column)
        for part in (why, self.own, self.message):
            inner.addWidget(part)
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        outer.addWidget(column, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(3)
        self.setFocusProxy(self.own.present)

    def _say(self, text: str, wanted: Tone) -> None:
        self.message.setText(text)
        tone(self.message, wanted)
