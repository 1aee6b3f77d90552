"""导出: a list as it is narrowed into a sheet, with a reason, by who may."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from PySide6.QtWidgets import QFormLayout, QPushButton, QWidget

from station_app.access import records
from station_app.core.kinds import Ref
from station_app.core.show import show
from station_app.core.texts import Shown, Text, _
from station_app.storage.pages import Query
from ui.kit.background import Lane
from ui.kit.fields import Line
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages import station_job
from ui.pages.file_line import FileLine
from ui.pages.giving import title as title_of
from ui.pages.page import Page
from ui.pages.progress import Progress
from ui.pages.work import Route, Work

KINDS = "*.xlsx *.csv"


class Export(Page):
    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self.register = work.desk.registers[route.register]
        mine = work.chosen is not None and work.chosen.register == route.register
        chosen = work.chosen.query if work.chosen and mine else Query()
        self.query = replace(chosen, sort="")  # by any order they are the same lines
        self.rows: int | None = None  # not counted yet
        self.do = QPushButton(words(_("导出（Ctrl+S）")))
        self.do.clicked.connect(self.press_save)
        self.do.setEnabled(False)
        self.head(_("导出 · {register}", register=self.register.title), self.do)
        self._lay()
        self.setFocusProxy(self.reason)
        work.ask(self._count, self._counted, self, lane=Lane.COUNTING)

    @property
    def title(self) -> Shown:
        return _("导出")

    def _lay(self) -> None:
        self.what = label("…", wrap=True)
        self.reason = Line()
        self.reason.setAccessibleName(words(_("用途")))
        self.reason.setPlaceholderText(words(_("用途和批准人，印在每页表上")))
        day = self.work.desk.today
        self.file = FileLine(_("文件"), f"{words(self.register.title)} {day:%Y%m%d}.xlsx", KINDS)
        self.reason.returnPressed.connect(self.file.setFocus)
        self.file.line.returnPressed.connect(self.press_save)
        held = QWidget()
        form = QFormLayout(held)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(10)
        form.addRow(words(_("内容")), self.what)
        form.addRow(words(_("用途")), self.reason)
        form.addRow(words(_("文件")), self.file)
        self.column.addWidget(held)
        self.progress = Progress(self.work)
        self.column.addWidget(self.progress)
        self.answer = label(wrap=True)
        tone(self.answer, Tone.HEADING)
        self.column.addWidget(self.answer)
        self.column.addWidget(
            self.quiet(_("每次导出记入审计日志，表中每个人的被查询记录里都能看到"))
        )
        self.column.addStretch()

    # What will leave

    def _count(self) -> tuple[Text, int]:
        """On a thread that counts: what the list is narrowed to, and how many lines that is."""
        with self.work.desk.view(f"list:{self.register.name}") as view:
            _anchors, rows = records.anchors(view, self.register, self.query)
        said = [
            _("{field}：{value}", field=self.register[name].label, value=self._value(name, value))
            for name, value in self.query.where.items()
        ]
        if self.query.text:
            said.append(_("查找：{text}", text=self.query.text))
        narrowed = "，".join(map(words, said))
        if narrowed:
            return _("{conditions}，共 {n} 条", conditions=narrowed, n=f"{rows:,}"), rows
        return _("全部，共 {n} 条", n=f"{rows:,}"), rows

    def _value(self, name: str, value: object) -> str:
        kind = self.register[name].kind
        if isinstance(kind, Ref) and isinstance(value, UUID):
            return title_of(self.work, kind.register, value)
        return words(show(kind, value))

    def _counted(self, counted: tuple[Text, int]) -> None:
        said, self.rows = counted
        self.what.setText(words(said))
        self.do.setEnabled(True)

    # Leaving

    def press_save(self) -> None:
        path, reason = self.file.path, self.reason.text().strip()
        if self.rows is None or self.progress.running:
            return
        if not reason:
            self.work.say(_("请写明导出的用途"), Tone.RED)
            self.reason.setFocus()
        elif path is None:
            self.file.setFocus()
        else:
            station, desk = self.work.station, self.work.desk
            given = (station.home, desk.officer, self.register.name, self.query, path, reason)
            args = (*given, self.work.purpose, self.rows)
            self.answer.clear()
            self.progress.run(
                station_job.export,
                args,
                lambda n: self.answer.setText(
                    words(_("已导出 {n} 行：{path}", n=f"{n:,}", path=str(path)))
                ),
                _("正在导出…"),
            )
