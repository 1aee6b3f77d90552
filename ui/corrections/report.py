"""A report, in three keys: how it was, the usual words, the next day. Saved, back in the queue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSplitter

from station_app.access.action import Done, perform
from station_app.core.errors import Explained, Rejected
from station_app.core.kinds import Words
from station_app.core.register import Field, Register
from station_app.core.texts import Shown, _
from station_app.corrections.register import CORRECTIONS
from station_app.identity import codes
from station_app.registers import ACTIONS
from station_app.reports.records import INJUNCTION, PERIODIC
from station_app.reports.register import REPORTS
from station_app.workflows.supervision.day import Day, report_sheet, texts_of
from station_app.workflows.supervision.people import KINDS
from station_app.workflows.supervision.templates import templates_for
from ui.corrections.told import WHY, owes, standing
from ui.kit.drafts import Drafts, kept_at
from ui.kit.fields import Line
from ui.kit.form import RecordForm
from ui.kit.keys import is_key
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages.giving import given
from ui.pages.own_purpose import bring_purpose
from ui.pages.page import Page
from ui.pages.sheet import Row, Sheet
from ui.pages.work import Route, Work

USUAL = Field(name="template", label=_("常用文字"), kind=Words(longest=40))
ORDER = ("outcome", "template", "next_on", "text", "kind", "way", "on", "designated")
ACTS = {kind: name for name, kind in KINDS.items()}
ASKED = {  # kind → what is asked of it beside how and when
    PERIODIC: ("template", "next_on", "text"),
    INJUNCTION: ("template", "text"),
    "reexam": ("designated",),
    "health": (),
}
COLUMNS = (_("键"), _("常用文字"), _("内容"))


class ReportPage(Page):
    touched = Signal()

    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self._dirty = self._said = False  # said: how it was, by a person
        self.place = f"report/{route.id}"
        save = QPushButton(words(_("保存（Ctrl+S）")))
        save.clicked.connect(self.press_save)
        self.head(self.title, save)
        self.whom = label("…")
        tone(self.whom, Tone.HEADING)
        self.standing, self.owed = label(wrap=True), label(wrap=True)
        tone(self.standing, Tone.QUIET)
        for widget in (self.whom, self.standing, self.owed):
            self.column.addWidget(widget)
        self._lay()
        self.drafts = Drafts(cast(RecordForm, self), self.place, work.desk, work.background)
        self.touched.connect(self._touched)
        self.setFocusProxy(self.form)
        bring_purpose(work, "CORRECTION", WHY)
        self._open()

    def _lay(self) -> None:
        self.form = RecordForm(_asked(), given(self.work))
        self.sheet = Sheet(_("常用文字"), COLUMNS, stretch=2)
        self.sheet.taken.connect(self._take)
        split = QSplitter()
        split.addWidget(self.form)
        split.addWidget(self.sheet)
        split.setSizes([560, 620])
        self.column.addWidget(split, 1)
        self.column.addWidget(
            self.quiet(
                _(
                    "三键：核对结果 1–4，常用文字编号，Enter 保存；Tab、Enter 到下一项　"
                    "Ctrl+N 外出申请"
                )
            )
        )
        self.form.touched.connect(self.touched)
        for said in (self.form.save, self.form.save_next):
            said.connect(self.press_save)
        self.form.back.connect(self.work.back)
        editors = self.form.editors
        self._line("outcome").typed.connect(self._outcome)
        self._line("template").typed.connect(self._template)
        self._line("next_on").installEventFilter(self)
        editors["kind"].changed.connect(self._ask_what_concerns)

    def _line(self, name: str) -> Line:
        return cast(Line, self.form.editors[name].focus)

    @property
    def title(self) -> Shown:
        return _("登记报告")

    @property
    def unsaved(self) -> bool:
        return self._dirty

    # Opening

    def _open(self) -> None:
        work, id = self.work, self.route.id
        if id is None:
            return

        def read() -> tuple[Day, Mapping[str, str] | None]:
            found = work.seen("report-sheet", lambda act: report_sheet(act, id))
            return found, kept_at(work.desk, self.place)

        work.ask(read, self._opened, self)

    def _opened(self, answer: tuple[Day, Mapping[str, str] | None]) -> None:
        """What was typed meanwhile stays."""
        found, draft = answer
        today = self.work.desk.today
        self.whom.setText(found.person.name)
        self.standing.setText(words(standing(found, today)))
        self.owed.setText(words(owes(found, today)))
        known = {"outcome": "1", "way": "1", "on": today.isoformat(), **texts_of(found)}
        if (kind := KINDS.get(self.route.action)) is not None:
            known["kind"] = kind
        typed = {name: text for name, text in self.form.values_typed().items() if text.strip()}
        self.form.load(known | self.route.texts | dict(draft or {}) | typed)
        if draft:
            self._dirty = True
            self.work.say(_("已取回未保存的草稿"), Tone.ASK)
        self._line("outcome").selectAll()

    def _ask_what_concerns(self) -> None:
        kind = self.kind
        for name in ("template", "next_on", "designated", "text"):
            self.form.show_field(name, visible=name in ASKED.get(kind, ()))
        usual = templates_for(kind).values()
        self.sheet.show_rows([Row((t.code, t.title, t.text), t.code) for t in usual])
        self.sheet.setVisible(bool(usual))

    @property
    def kind(self) -> str:
        return self.form.editors["kind"].text()

    # The three keys

    def _outcome(self, text: str) -> None:
        self._said = True
        if text.strip() in codes.TABLES["report_outcome"]:
            self.form.editors["outcome"].settle()
            self._onward("outcome")

    def _template(self, text: str) -> None:
        if text.strip() in templates_for(self.kind):
            self._take(text.strip())

    def _take(self, code: str) -> None:
        """The usual words, with the outcome that goes with them unless one was typed."""
        found = templates_for(self.kind)[code]
        if found.outcome and not self._said:
            self.form.editors["outcome"].show_text(found.outcome)
        self.form.editors["template"].show_text(f"{code} {found.title}")
        self.form.editors["text"].show_text(found.text)
        self._onward("template")

    def _onward(self, name: str) -> None:
        """To the next of the three that is asked; from the last one Enter saves."""
        following = ORDER[ORDER.index(name) + 1 :]
        shown = (n for n in following if not self.form.editors[n].widget.isHidden())
        line = self._line(next(shown))
        line.setFocus()
        line.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and watched is self._line("next_on"):
            assert isinstance(event, QKeyEvent)  # noqa: S101  so say the two types
            if is_key(event, "next"):
                self.press_save()
                return True
        return False

    def press_new(self) -> None:
        """He asks for leave: its own page."""
        if self.work.may("ask-leave"):
            self.work.go("leave", CORRECTIONS.name, self.route.id, action="leave")

    # Drafts

    def values_typed(self) -> dict[str, str]:
        return self.form.values_typed()

    def _touched(self) -> None:
        self._dirty = True

    def keep(self) -> None:
        self.drafts.keep_now()

    # Saving

    def press_save(self) -> None:
        for editor in self.form.editors.values():
            editor.settle()
        id, name = self.route.id, ACTS.get(self.kind)
        if id is None or name is None:
            self.work.say(_("请选报告种类；变动等其他事项请从本人页面办理"), Tone.RED)
            return
        action = ACTIONS[CORRECTIONS.name][name]
        asked = {field.name for field in action.fields}
        typed = {n: t for n, t in self.form.values_typed().items() if n in asked}
        typed.pop("template", None)  # its words stand in the text
        desk, purpose = self.work.desk, self.work.purpose
        self.work.background.run(
            lambda: perform(desk, ACTIONS[CORRECTIONS.name], name, id, typed, purpose),
            self._saved,
            self._refused,
            owner=self,
        )

    def _saved(self, done: Done) -> None:
        self.drafts.forget()
        self._dirty = False
        self.work.last_act = done.act_id
        self.work.back()
        self.work.changed.emit(done.changes)
        self.work.say(_("已登记：{name}", name=self.whom.text()))

    def _refused(self, problem: BaseException) -> None:
        if not isinstance(problem, Explained):
            raise problem
        if isinstance(problem, Rejected):
            self.form.show_problems(problem.problems)
        self.work.say(problem.text, Tone.RED)


def _asked() -> Register:
    """What is asked, as the one form every register is typed into; the three keys first."""
    fields = {field.name: replace(field, required=False) for field in REPORTS.fields}
    fields["template"] = USUAL
    return replace(
        REPORTS,
        name="corrections.report",
        fields=tuple(fields[name] for name in ORDER),
        columns=(),
        subject=(),
        period=None,
        tallies={},
    )
