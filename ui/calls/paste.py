"""Ctrl+Shift+V: a text of 110 above, the form it fills below; what is doubtful is marked."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit

from station_app.core.errors import Problem
from station_app.core.texts import Shown, _
from station_app.workflows.desk.paste import LONGEST, Pasted, read_pasted
from ui.kit.text import words
from ui.kit.theme import Tone
from ui.pages.form import FormPage
from ui.pages.own_purpose import bring_purpose
from ui.pages.work import Route, Work

TALL = 110  # pixels of the text
REST = 200  # ms after the last change of the text


class PastePage(FormPage):
    draft_place = "calls/paste"

    def __init__(self, work: Work, route: Route) -> None:
        bring_purpose(work, "CASE", _("接处警"))
        self.pasted = Pasted()
        super().__init__(work, route)
        self.rest = QTimer(self)
        self.rest.setSingleShot(True)
        self.rest.setInterval(REST)
        self.rest.timeout.connect(self._read)
        self.text.setPlainText(QGuiApplication.clipboard().text()[:LONGEST])
        self.text.textChanged.connect(self.rest.start)
        self._read()

    @property
    def title(self) -> Shown:
        return _("粘贴110警情文本")

    def _lay(self) -> None:
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(words(_("110警情文本")))
        self.text.setPlaceholderText(words(_("把110的文本粘贴到这里")))
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(TALL)
        super()._lay()
        self.column.insertWidget(1, self.text)

    def _take_up(self, draft: object) -> None:
        """What was pasted now comes before what was left then."""

    def _read(self) -> None:
        if text := self.text.toPlainText().strip():
            self.work.read("paste-call", lambda view: read_pasted(view, text), self._fill, self)
        else:
            self._focus_first_empty()

    def _fill(self, pasted: Pasted) -> None:
        self.pasted = pasted
        self._begin_with(pasted.texts)
        self._dirty = True
        self.form.show_problems([Problem(n, why) for n, why in pasted.doubtful.items()])
        self.form.touched.emit()
        if not pasted.doubtful:
            self._focus_first_empty()
        self.work.say(_("已填入，{n} 处请核对", n=len(pasted.doubtful)), Tone.ASK)

    def begin(self) -> None:
        if not self.text.toPlainText():
            self.text.setFocus()
