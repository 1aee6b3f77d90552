"""The course of one case: the limits that run, what to mind, and every step in its order."""

from __future__ import annotations

from collections.abc import Sequence

from station_app.cases.records import CaseStep
from station_app.cases.register import CASE_STEPS, CASES
from station_app.core.records import Changes
from station_app.core.show import show
from station_app.core.texts import Shown, Text, _
from station_app.workflows.desk.case_course import CaseCourse, case_course
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages.own_purpose import bring_purpose
from ui.pages.page import Page
from ui.pages.sheet import Row, Sheet
from ui.pages.work import Route, Work

TITLE = _("办案经过")
WHY = _("办理案件")
COLUMNS = tuple(CASE_STEPS[name].label for name in ("nth", "on", "kind", "note", "number", "hand"))


class CourseOfCase(Page):
    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        bring_purpose(work, "CASE", WHY)
        self.counts = label()
        tone(self.counts, Tone.QUIET)
        self.head(self.title, self.counts)
        self.which = label("…")
        tone(self.which, Tone.HEADING)
        self.column.addWidget(self.which)
        self.limits, self.cautions = label("", wrap=True), label("", wrap=True)
        tone(self.cautions, Tone.ASK)
        self.column.addWidget(self.limits)
        self.column.addWidget(self.cautions)
        self.sheet = Sheet(TITLE, COLUMNS, stretch=3)
        self.sheet.taken.connect(self._go)
        self.column.addWidget(self.sheet, 1)
        self.column.addWidget(self.quiet(_("Enter 打开这一步　F5 刷新　Esc 返回案件")))
        self.setFocusProxy(self.sheet)
        self.press_refresh()

    @property
    def title(self) -> Shown:
        return TITLE

    def press_refresh(self) -> None:
        if (id := self.route.id) is not None:
            self.work.look("case-course", lambda act: case_course(act, id), self._show, self)

    def on_changed(self, changes: Changes) -> None:
        if changes.touch(CASES.name) or changes.touch(CASE_STEPS.name):
            self.press_refresh()

    def _go(self, step: CaseStep) -> None:
        self.work.go("record", CASE_STEPS.name, step.id)

    def _show(self, found: CaseCourse) -> None:
        self.which.setText(f"{found.case.number}　{found.case.title}")
        self.counts.setText(words(_("共 {n} 项", n=len(found.steps))))
        self.limits.setText(_lines([due.explanation for due in found.dues]))
        self.cautions.setText(_lines(found.cautions))
        self.cautions.setVisible(bool(found.cautions))
        self.sheet.show_rows([Row(_texts(step), step) for step in found.steps])
        if found.steps:
            self.sheet.go_to(len(found.steps) - 1)


def _lines(texts: Sequence[Text]) -> str:
    return "\n".join(map(words, texts))


def _texts(step: CaseStep) -> tuple[Shown, ...]:
    kind = show(CASE_STEPS["kind"].kind, step.kind)
    said = "　".join(filter(None, (step.by, step.note)))
    return (str(step.nth), step.on.isoformat(), kind, said, step.number or "", step.hand)
