"""数据不一致待处理: the records that wait for a decision, the oldest first; masked."""

from __future__ import annotations

from collections.abc import Sequence

from station_app.core.records import Changes
from station_app.core.show import moment
from station_app.core.texts import Shown, _
from station_app.sync.conflicts import Open, open_cases
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages.own_purpose import bring_purpose
from ui.pages.page import Page
from ui.pages.sheet import Row, Sheet
from ui.pages.work import Route, Work

TITLE = _("数据不一致待处理")
COLUMNS = (_("登记簿"), _("记录"), _("项目"), _("填写人"), _("时间"), _("由谁处理"))


class CasesPage(Page):
    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self.head(TITLE)
        self.count = label("…")
        tone(self.count, Tone.QUIET)
        self.column.addWidget(self.count)
        self.sheet = Sheet(TITLE, COLUMNS, stretch=2)
        self.sheet.taken.connect(self._take)
        self.column.addWidget(self.sheet, 1)
        self.column.addWidget(
            self.quiet(
                _("同一项两处填得不同：现有的值照旧，由未填写过的所领导或登记人选定。Enter 打开")
            )
        )
        self.setFocusProxy(self.sheet)

    @property
    def title(self) -> Shown:
        return TITLE

    def begin(self) -> None:
        """Also where one has come back: something may have been dealt with."""
        super().begin()
        self.press_refresh()

    def press_refresh(self) -> None:
        self.work.read("conflicts", open_cases, self._show, self)

    def on_changed(self, changes: Changes) -> None:
        self.press_refresh()

    def _show(self, found: Sequence[Open]) -> None:
        self.count.setText(
            words(_("{n} 条记录待处理", n=len(found)) if found else _("没有待处理的数据不一致"))
        )
        registers = self.work.desk.registers
        self.sheet.show_rows(
            [_row(registers[one.register].title, one) for one in found], in_place=True
        )

    def _take(self, one: Open) -> None:
        bring_purpose(self.work, "TASK", TITLE)
        self.work.go("resolve", one.register, one.id)


def _row(title: Shown, one: Open) -> Row:
    fields = "　".join(map(words, one.fields))
    who = _("由您处理") if one.yours else _("由他人处理")
    texts = (title, one.called, fields, "　".join(one.by), moment(one.at), who)
    return Row(texts, one, tone=Tone.ASK if one.yours else Tone.PLAIN)
