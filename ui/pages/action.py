"""One natural act on one record: what is asked, filled in where clock or record know it."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from station_app.access.action import Done, perform
from station_app.core.errors import Explained, Rejected
from station_app.core.register import Register
from station_app.core.texts import Shown, _
from station_app.registers import ACTIONS
from ui.kit.form import RecordForm
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages.giving import filled, given, whom
from ui.pages.page import Page
from ui.pages.work import Route, Work

OPENED = {  # register, action → the register of what it entered: that is worked on next
    ("people", "certificate"): "certificates",
    ("certificates", "query"): "record_queries",
}


class ActionPage(Page):
    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self._known = ACTIONS[route.register]
        self.action = self._known[route.action]
        do = QPushButton(words(_("办理（Ctrl+S）")))
        do.clicked.connect(self.press_save)
        self.head(self.action.title, do)
        self.whom = label("…")
        tone(self.whom, Tone.HEADING)
        self.column.addWidget(self.whom)
        self.form = RecordForm(self._asked(), given(work))
        self.form.save.connect(self.press_save)
        self.form.save_next.connect(self.press_save)
        self.form.back.connect(work.back)
        self.form.load(route.texts)
        self.column.addWidget(self.form, 1)
        self.setFocusProxy(self.form)
        self._name_them()

    @property
    def title(self) -> Shown:
        return self.action.title

    def _asked(self) -> Register:
        """An action's questions, as the one form every register is typed into."""
        record = self.work.desk.registers[self.route.register].record
        return Register(
            name=f"{self.route.register}.{self.action.name}",
            number=0,
            title=self.action.title,
            record=record,
            fields=self.action.fields,
            columns=(),
            subject=(),
        )

    def _name_them(self) -> None:
        work, name, id = self.work, self.route.register, self.route.id
        if id is not None:
            action = self.action
            work.ask(lambda: filled(work, name, id, action), self.form.offer, self)
            work.ask(lambda: whom(work, name, id), self.whom.setText, self)

    def press_save(self) -> None:
        for editor in self.form.editors.values():
            editor.settle()
        typed, id = self.form.values_typed(), self.route.id
        if id is None:
            return
        desk, actions, name, purpose = (
            self.work.desk,
            self._known,
            self.action.name,
            self.work.purpose,
        )
        self.work.background.run(
            lambda: perform(desk, actions, name, id, typed, purpose),
            self._done,
            self._refused,
            owner=self,
        )

    def _done(self, done: Done) -> None:
        self.work.last_act = done.act_id
        if entered := OPENED.get((self.route.register, self.action.name)):
            self.work.replace("record", entered, done.ids[0])
        else:
            self.work.back()
        self.work.changed.emit(done.changes)
        self.work.say(_("已办理：{action}", action=self.action.title))

    def _refused(self, problem: BaseException) -> None:
        if not isinstance(problem, Explained):
            raise problem
        if isinstance(problem, Rejected):
            self.form.show_problems(problem.problems)
        self.work.say(problem.text, Tone.RED)
