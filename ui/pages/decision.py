"""The second person's page: what another has asked for is approved, or refused with a reason."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QFormLayout, QPushButton, QWidget

from station_app.access.act import Act
from station_app.core.errors import Explained
from station_app.core.texts import Shown, Text, _
from ui.kit.fields import Line
from ui.kit.text import label, words
from ui.kit.theme import Tone
from ui.pages.page import Page
from ui.pages.password import WIDTH
from ui.pages.work import Route, Work

Refuse = Callable[[Act, UUID, str], None]


class Decision(Page):
    """Ctrl+S approves. Between this and `refused_by` the form takes what approval asks for."""

    def __init__(self, work: Work, route: Route, called: Text, approve: Text) -> None:
        super().__init__(work, route)
        self._called = called
        do = QPushButton(words(approve))
        do.clicked.connect(partial(self.press, "save"))
        self.head(called, do)
        self.what = label("…", wrap=True)
        self.column.addWidget(self.what)
        box = QWidget()
        self.form = QFormLayout(box)
        self.form.setContentsMargins(0, 8, 0, 0)
        self.column.addWidget(box)
        self.why = Line()

    @property
    def title(self) -> Shown:
        return self._called

    def refused_by(self, right: str, refuse: Refuse) -> None:
        no = partial(self._refuse, right, refuse)
        self.why.setAccessibleName(words(_("不批准的理由")))
        self.why.returnPressed.connect(no)
        button = QPushButton(words(_("不批准")))
        button.clicked.connect(no)
        button.setFixedWidth(WIDTH)
        self.form.addRow(words(_("不批准的理由")), self.why)
        self.form.addRow("", button)

    def done(self, said: Text) -> None:
        if self.isVisible():
            self.work.back()
        self.work.say(said)

    def _refuse(self, right: str, refuse: Refuse) -> None:
        if (id := self.route.id) is not None:
            why, said = self.why.text(), _("已答复不批准")
            self.work.act(
                right,
                lambda act: refuse(act, id, why),
                lambda _none: self.done(said),
                self,
                self._not,
            )

    def _not(self, problem: Explained) -> None:
        self.work.say(problem.text, Tone.RED)
        self.why.setFocus()
