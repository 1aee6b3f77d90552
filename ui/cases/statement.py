"""询问笔录 while it is being taken: saved as often as one likes, then read, signed and printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from station_app.access.act import Act
from station_app.core.records import Record
from station_app.core.show import typed
from station_app.core.texts import Shown, Text, _
from station_app.statements.register import STATEMENTS
from station_app.workflows.desk.questioning import begin, doubts, write
from ui.cases.statement_form import BODY, StatementForm
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages.form import FormPage
from ui.pages.own_purpose import bring_purpose
from ui.pages.work import Route, Work

FORM = "statement"


class StatementPage(FormPage):
    """`route` names the case of a new one, or the statement that goes on."""

    form: StatementForm

    def __init__(self, work: Work, route: Route) -> None:
        bring_purpose(work, "CASE", _("办理案件"))
        self.case = route.id if route.register == "cases" else None
        if self.case is not None:
            self.draft_place = f"statements/new/{self.case}"
        of = None if self.case else route.id
        super().__init__(work, replace(route, register=STATEMENTS.name, id=of))
        self.route = route
        if self.case is None:
            self._ask_doubts()

    @property
    def title(self) -> Shown:
        return STATEMENTS.title

    def _lay(self) -> None:
        super()._lay()
        finish = QPushButton(words(_("核对签名，结束询问")))
        finish.clicked.connect(self._finish)
        self.doubts = label("", wrap=True)
        tone(self.doubts, Tone.ASK)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(8, 0, 0, 0)
        column.addWidget(self.doubts)
        column.addWidget(self.form.editors[BODY].widget, 1)
        column.addWidget(finish)
        self.beside.setStretch(0, 6)  # labels take half of the head
        self.beside.addWidget(right, 5)

    def _fresh(self) -> dict[str, str]:
        if self.record is not None:
            return super()._fresh()
        now = typed(STATEMENTS["since"].kind, self.work.desk.now())
        known = {"since": now, "officer": self.work.desk.officer}
        return known | super()._fresh()

    def _focus_first_empty(self) -> None:
        if self.record is not None and self.form.isEnabled():
            self.form.to_the_end()
        else:
            super()._focus_first_empty()

    # Saving

    def press_save(self) -> None:
        self._save(self._stay)

    def press_save_next(self) -> None:
        self.press_save()

    def _save(self, then: Callable[[Record], None]) -> None:
        if not self.form.isEnabled():
            return
        values, problems = self.form.draft(self.work.desk.now())
        if problems:
            self.work.say(_("还有 {n} 处需要改正", n=len(problems)), Tone.RED)
            return
        case, record = self.case, self.record
        if record is None and case is not None:
            self.work.act(
                "question",
                lambda act: _read(act, begin(act, case, values)[0]),
                then,
                self,
                self._refused,
            )
        elif record is not None:
            news = {n: v for n, v in values.items() if v != getattr(record, n)}
            if not news:
                then(record)
                return
            id, revision = record.id, record.revision
            self.work.act(
                "write-statement",
                lambda act: _read(act, write(act, id, news, revision)[0]),
                then,
                self,
                self._refused,
            )

    def _stay(self, record: Record) -> None:
        """One goes on asking: the cursor stays where it is."""
        self._saved()
        if self.record is None:
            self.work.replace("statement", STATEMENTS.name, record.id)
        self.record = record
        self.work.say(_("已保存"))
        if self.case is None:
            self._ask_doubts()

    def _ask_doubts(self) -> None:
        if (id := self.route.id) is not None:
            self.work.read(
                "statement-doubts", lambda view: doubts(view, id), self._show_doubts, self
            )

    def _show_doubts(self, found: list[Text]) -> None:
        self.doubts.setText("\n".join(map(words, found)))

    # What comes after

    def _finish(self) -> None:
        self._save(lambda record: self._leave("action", record, "finish"))

    def press_print(self) -> None:
        self._save(lambda record: self._leave("print", record, FORM))

    def _leave(self, page: str, record: Record, action: str) -> None:
        self._saved()
        self.record = record
        self.work.replace("record", STATEMENTS.name, record.id)
        self.work.go(page, STATEMENTS.name, record.id, action=action)


def _read(act: Act, id: UUID) -> Record:
    return act.load(STATEMENTS, id)
