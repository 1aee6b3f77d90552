"""Today: overdue, due today and the next seven days, each line with its one natural act."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from station_app.core.records import Changes
from station_app.core.texts import Shown, _
from station_app.workflows.agenda import Figures, Item
from ui.charts.panel import Charts
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages.agenda import GROUPS, Agenda, Counted
from ui.pages.due import take
from ui.pages.page import Page
from ui.pages.sheet import Row, Sheet
from ui.pages.unknown_year import UnknownYear
from ui.pages.whose import Whose
from ui.pages.work import Route, Work

AHEAD = 7  # days
MOST_SHOWN = 5  # registers without scrolling


class Home(Page):
    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self.counts = label()
        tone(self.counts, Tone.QUIET)
        self.whose = Whose(work)
        self.head(_("今日工作"), self.counts, self.whose)
        work.narrowed.connect(self.press_refresh)
        self.by_register = Sheet(_("按登记簿"), (_("登记簿"), *GROUPS), stretch=0)
        self.by_register.taken.connect(self._narrow)
        self.charts = Charts(work) if work.may("desk-figures") else None
        self.sheet = Agenda(work)
        self.sheet.taken.connect(lambda item: take(work, item))
        self.sheet.moved.connect(self._explain)
        self.sheet.counted.connect(self._count)
        self.why = label(wrap=True)
        self.why.setMinimumHeight(self.why.fontMetrics().height() * 2)
        tone(self.why, Tone.QUIET)
        if work.desk.role != "chief":
            self.by_register.hide()
        self.unknown_year = UnknownYear(work)
        self.column.addWidget(self.unknown_year)
        if self.charts is not None:
            self.charts.narrowed.connect(self._narrow)
            self.column.addWidget(self.charts)
        self.column.addWidget(self.by_register)
        self.column.addWidget(self.sheet, 1)
        self.column.addWidget(self.why)
        self.setFocusProxy(self.sheet)
        self._register: str | None = None  # the one the chief has narrowed it to
        self.press_refresh()

    @property
    def title(self) -> Shown:
        return _("今日工作")

    def press_refresh(self) -> None:
        if self.work.may("agenda"):
            self.sheet.read(replace(self.work.wanted, within=AHEAD, register=self._register))
        else:
            self.whose.hide()
            self.why.setText(words(_("您的角色没有待办事项")))

        self.unknown_year.read()

    def press_agenda(self) -> None:
        self.press_refresh()

    def on_changed(self, changes: Changes) -> None:
        self.press_refresh()

    def _count(self, counted: Counted) -> None:
        self.counts.setText("   ".join(map(words, counted.texts)))
        if not any(counted.groups):
            self.why.setText(words(_("没有超期的，七日内也没有到期的")))
        if self.charts is not None:
            self.charts.tell(counted.registers)
        if self.by_register.isVisibleTo(self):
            self.by_register.show_rows(list(self._by_register(counted)))
            self._fit()

    def _by_register(self, counted: Counted) -> Iterator[Row]:
        """By register, in the order of the rail; never by officer."""
        yield _figures(_("全部登记簿"), "", list(counted.registers.values()))
        for name, register in self.work.desk.registers.items():
            if name in counted.registers:
                yield _figures(register.title, name, [counted.registers[name]])

    def _fit(self) -> None:
        """As high as its lines."""
        sheet = self.by_register
        lines = min(sheet.lines.rowCount(), MOST_SHOWN + 1)
        line = sheet.verticalHeader().defaultSectionSize()
        sheet.setFixedHeight(lines * line + sheet.horizontalHeader().height() + 4)

    def _narrow(self, name: str) -> None:
        self._register = name or None
        self.press_refresh()
        self.sheet.setFocus()

    def _explain(self, item: Item | None) -> None:
        self.why.setText(words(item.due.explanation) if item else "")


def _figures(title: Shown, name: str, held: Sequence[Figures]) -> Row:
    overdue = sum(each.overdue for each in held)
    today, ahead = sum(each.today for each in held), sum(each.ahead for each in held)
    texts = (title, *(f"{n:,}" for n in (overdue, today, ahead)))
    return Row(texts, name, tone=Tone.PLAIN)
