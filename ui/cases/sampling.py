"""案件抽查: the draw of a month and what became of it; never by whose cases they are."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtWidgets import QFormLayout, QPushButton, QWidget

from station_app.core.errors import Refused
from station_app.core.kinds import Day
from station_app.core.parse import Invalid, parse
from station_app.core.texts import Shown, _
from station_app.workflows.desk.sampling import SAMPLED, STATES, Sample, draw, samples
from ui.kit.fields import Line
from ui.kit.text import words
from ui.kit.theme import Tone
from ui.pages.own_purpose import bring_purpose
from ui.pages.page import Page
from ui.pages.sheet import Row, Sheet
from ui.pages.work import Route, Work

TITLE = _("案件抽查")
COLUMNS = (_("月份"), _("案件编号"), _("案件名称"), _("评查情况"), _("说明"))
USUAL = 5


class SamplingPage(Page):
    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        bring_purpose(work, "CASE", TITLE)
        self.head(TITLE)
        self.day, self.count = Line(), Line()
        self.day.setText(work.desk.today.isoformat())
        self.count.setText(str(USUAL))
        if work.may("sample-cases"):
            self.column.addWidget(self._asked())
        self.sheet = Sheet(TITLE, COLUMNS, stretch=4)
        self.sheet.taken.connect(self._open)
        self.column.addWidget(self.sheet, 1)
        self.column.addWidget(
            self.quiet(
                _("Enter 打开案件；同一月份、同一单位再抽，抽中的是同一批案件，审计日志记明")
            )
        )
        self.setFocusProxy(self.sheet)
        self.press_refresh()

    @property
    def title(self) -> Shown:
        return TITLE

    def _asked(self) -> QWidget:
        box = QWidget()
        form = QFormLayout(box)
        form.setContentsMargins(0, 0, 0, 0)
        for line, called in ((self.day, _("月份（填该月任一天）")), (self.count, _("抽查件数"))):
            line.setAccessibleName(words(called))
            line.returnPressed.connect(self.press_save)
            form.addRow(words(called), line)
        do = QPushButton(words(_("抽取（Ctrl+S）")))
        do.clicked.connect(self.press_save)
        form.addRow("", do)
        return box

    def press_refresh(self) -> None:
        self.work.read("samples", samples, self._show, self)

    def press_save(self) -> None:
        desk, day, count = self.work.desk, self.day.text(), self.count.text().strip()

        def job() -> list[UUID]:
            try:
                within = parse(Day(), day, desk.now())
            except Invalid as wrong:
                raise Refused(wrong.text) from None
            with desk.act("sample-cases") as act:
                return draw(act, within, int(count) if count.isdecimal() else 0)

        self.work.ask(job, self._drawn, self)

    def _drawn(self, found: Sequence[UUID]) -> None:
        self.work.say(_("已抽取 {n} 件", n=len(found)))
        self.press_refresh()

    def _show(self, found: Sequence[Sample]) -> None:
        self.sheet.show_rows([_row(one) for one in found])

    def _open(self, one: Sample) -> None:
        self.work.go("record", "cases", one.case_id)


def _row(one: Sample) -> Row:
    note = "" if one.state == SAMPLED else one.note
    mark = Tone.ASK if one.state == SAMPLED else Tone.PLAIN
    return Row((one.month, one.number, one.title, STATES[one.state], note), one, note, mark)
