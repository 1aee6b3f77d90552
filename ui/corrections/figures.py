"""社区矫正统计: a year's figures month by month, with the table that may leave the office."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QPushButton

from station_app.core.texts import Shown, Text, _
from station_app.statistics import corrections
from station_app.statistics.table import Line as Figures
from station_app.statistics.table import Table
from ui.kit.fields import Line
from ui.kit.text import label, words
from ui.kit.theme import Tone
from ui.pages.file_line import FileLine
from ui.pages.page import Page
from ui.pages.sheet import Row, Sheet
from ui.pages.work import Route, Work

KINDS = "*.xlsx *.csv"
MONTHS = tuple(range(1, 13))
COLUMNS = (_("项目"), *(_("{n}月", n=n) for n in MONTHS), _("全年"))


class FiguresPage(Page):
    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self.year = work.desk.today.year
        self.before = QPushButton(words(_("上一年")))
        self.before.clicked.connect(lambda: self._turn(-1))
        self.later = QPushButton(words(_("下一年")))
        self.later.clicked.connect(lambda: self._turn(1))
        self.heading = label()
        self.head(self.title, self.heading, self.before, self.later)
        self.sheet = Sheet(self.title, COLUMNS, stretch=0)
        self.column.addWidget(self.sheet, 1)
        self.column.addWidget(
            self.quiet(_("到期未办：该月到期、至今没有办理的事项；已经办理的在办理的项目里。"))
        )
        if work.may("export-correction-figures"):
            self._lay_export()
        self.setFocusProxy(self.sheet)
        self.press_refresh()

    @property
    def title(self) -> Text:
        return _("社区矫正统计")

    def _lay_export(self) -> None:
        self.reason = Line()
        self.reason.setAccessibleName(words(_("用途")))
        self.reason.setPlaceholderText(words(_("导出用途；表中小于五的数字不显示")))
        self.file = FileLine(_("文件"), f"{words(self.title)} {self.year}.xlsx", KINDS)
        self.do = QPushButton(words(_("导出（Ctrl+S）")))
        self.do.clicked.connect(self.press_save)
        self.reason.returnPressed.connect(self.file.setFocus)
        self.file.line.returnPressed.connect(self.press_save)
        line = QHBoxLayout()
        line.addWidget(self.reason, 1)
        line.addWidget(self.file, 2)
        line.addWidget(self.do)
        self.column.addLayout(line)

    @property
    def _span(self) -> tuple[date, date]:
        """Of the year up to today."""
        return date(self.year, 1, 1), min(date(self.year, 12, 31), self.work.desk.today)

    def _turn(self, by: int) -> None:
        self.year += by
        self.press_refresh()

    def press_refresh(self) -> None:
        self.later.setEnabled(self.year < self.work.desk.today.year)
        span = self._span
        self.work.read(
            "correction-figures", lambda view: corrections.figures(view, *span), self._show, self
        )

    def _show(self, table: Table) -> None:
        self.heading.setText(words(_("{year} 年", year=str(self.year))))
        self.sheet.show_rows([_row(line) for line in table.lines])

    def press_save(self) -> None:
        if not self.work.may("export-correction-figures"):
            return
        path, reason, span = self.file.path, self.reason.text().strip(), self._span
        if not reason:
            self.work.say(_("请写明导出的用途"), Tone.RED)
            self.reason.setFocus()
        elif path is None:
            self.file.setFocus()
        else:
            self.work.ask(lambda: self._written(path, reason, span), self._said, self)

    def _written(self, path: Path, reason: str, span: tuple[date, date]) -> Text:
        rows = corrections.export(self.work.desk, *span, path, reason=reason)
        return _("已导出 {n} 行：{path}", n=str(rows), path=str(path))

    def _said(self, said: Text) -> None:
        self.reason.clear()
        self.work.say(said)


def _row(line: Figures) -> Row:
    """The sum of a group is its heading; what stands at the end of months adds up to nothing."""
    cells = ["" if n is None else str(n) for n in line.cells]
    cells += [""] * (len(MONTHS) - len(cells))
    whole = "" if line.at_end else str(sum(filter(None, line.cells)))
    name: Shown = line.group if line.whole else _("　{label}", label=line.label)
    return Row((name, *cells, whole), line, tone=Tone.PLAIN if line.whole else Tone.QUIET)
