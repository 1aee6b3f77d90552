"""Passwords: typed twice, never shown, never kept in a draft; and one's own, changed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from station_app.core.errors import Explained
from station_app.core.texts import Text, _
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages.work import Work

WIDTH = 240  # pixels


def hidden(title: Text, form: QFormLayout) -> QLineEdit:
    line = QLineEdit()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    line.setAccessibleName(words(title))
    line.setFixedWidth(WIDTH)
    form.addRow(words(title), line)
    return line


class NewPassword:
    """Two lines of a form. Enter goes from one to the other."""

    def __init__(self, form: QFormLayout) -> None:
        self.first = hidden(_("新密码"), form)
        self.again = hidden(_("再输一遍"), form)
        self.first.returnPressed.connect(self.again.setFocus)

    def take(self) -> str:
        """What was typed; the lines are emptied. Raises Explained where the two differ."""
        first, again = self.first.text(), self.again.text()
        self.first.clear()
        self.again.clear()
        if not first or first != again:
            self.first.setFocus()
            raise Explained(_("两次输入的密码不同，请重新输入") if first else _("请输入新密码"))
        return first


class OwnPassword(QWidget):
    """The present one is asked too: a desk may stand open for a moment."""

    changed = Signal()

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        form = QFormLayout()
        form.setVerticalSpacing(10)
        self.present = hidden(_("现用密码"), form)
        self.new = NewPassword(form)
        self.do = QPushButton(words(_("更改密码")))
        self.do.setFixedWidth(WIDTH)
        self.do.clicked.connect(self.change)
        form.addRow("", self.do)
        self.present.returnPressed.connect(self.new.first.setFocus)
        self.new.again.returnPressed.connect(self.change)
        heading = label(_("更改密码"))
        tone(heading, Tone.HEADING)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(heading)
        column.addLayout(form)

    def change(self) -> None:
        if not self.do.isEnabled():
            return
        present, station, desk = self.present.text(), self._work.station, self._work.desk
        self.present.clear()
        try:
            new = self.new.take()
        except Explained as wrong:
            self._work.say(wrong.text, Tone.RED)
            return

        def job() -> None:
            station.change_password(desk, present, new)

        self.do.setEnabled(False)
        self._work.ask(job, lambda _none: self._changed(), self, self._refused)

    def _changed(self) -> None:
        self._done(_("密码已更改"))
        self.changed.emit()

    def _done(self, said: Text, wanted: Tone = Tone.PLAIN) -> None:
        self.do.setEnabled(True)
        self._work.say(said, wanted)

    def _refused(self, said: Text) -> None:
        self._done(said, Tone.RED)
        self.present.setFocus()
