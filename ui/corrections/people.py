"""My people: what each owes and when, when he was last reached, how long it still goes on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QCheckBox

from station_app.core.records import Changes
from station_app.core.show import show
from station_app.core.texts import Shown, Text, _
from station_app.corrections.register import CORRECTIONS
from station_app.workflows.supervision.people import Mine, my_people
from ui.corrections.told import WHY, due, ends, off
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages.own_purpose import bring_purpose
from ui.pages.page import Page
from ui.pages.sheet import Row, Sheet
from ui.pages.work import Route, Work

COLUMNS = (
    *(_("期限"), _("还剩"), _("姓名"), _("待办")),
    *(CORRECTIONS["category"].label, CORRECTIONS["grade"].label),
    *(CORRECTIONS["last_contact_on"].label, CORRECTIONS["end"].label, _("期满还剩")),
)


class MyPeople(Page):
    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        bring_purpose(work, "CORRECTION", WHY)
        self.counts = label()
        tone(self.counts, Tone.QUIET)
        self.everyone = QCheckBox(words(_("全所")))
        self.everyone.setChecked(work.desk.role == "chief")
        self.everyone.toggled.connect(self.press_refresh)
        self.head(self.title, self.counts, self.everyone)
        self.sheet = Sheet(self.title, COLUMNS, stretch=3)
        self.sheet.taken.connect(lambda mine: work.go("record", CORRECTIONS.name, mine.one.id))
        self.column.addWidget(self.sheet, 1)
        self.column.addWidget(self.quiet(_("Enter 打开　Ctrl+N 登记报告　F6 矫正过程　F5 刷新")))
        self.setFocusProxy(self.sheet)
        self.press_refresh()

    @property
    def title(self) -> Text:
        return _("我的矫正对象")

    def press_refresh(self) -> None:
        everyone = self.everyone.isChecked()
        self.work.look("my-people", lambda act: my_people(act, everyone=everyone), self._show, self)

    def on_changed(self, changes: Changes) -> None:
        if changes.touch(CORRECTIONS.name):
            self.press_refresh()

    def press_new(self) -> None:
        if (mine := self.sheet.value) is not None:
            self.work.go("report", CORRECTIONS.name, mine.one.id)

    def press_history(self) -> None:
        if (mine := self.sheet.value) is not None:
            self.work.go("time_line", CORRECTIONS.name, mine.one.id)

    def _show(self, found: Sequence[Mine]) -> None:
        today = self.work.desk.today
        self.sheet.show_rows([row(mine, today) for mine in found])
        waiting = sum(mine.is_due(today) for mine in found)
        self.counts.setText(words(_("共 {n} 人，今天应办 {m} 人", n=len(found), m=waiting)))


def row(mine: Mine, today: date) -> Row:
    one = mine.one
    first = mine.owed[0] if mine.owed else None
    more = len(mine.owed) - 1
    what: Shown = first.title if first else ""
    if first and more:
        what = _("{what} 等 {n} 项", what=first.title, n=more + 1)
    texts = (
        first.due_on.isoformat() if first else "",
        due(first, today),
        mine.name,
        what,
        show(CORRECTIONS["category"].kind, one.category),
        show(CORRECTIONS["grade"].kind, one.grade),
        off(mine),
        one.end.isoformat(),
        ends(mine.days_left),
    )
    late = first is not None and first.due_on < today
    return Row(texts, mine, _reason(mine), Tone.RED if late else Tone.PLAIN, toned=2)


def _reason(mine: Mine) -> Shown:
    return mine.owed[0].due.explanation if mine.owed else ""
