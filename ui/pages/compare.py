"""与台账比对: sheets held against the registers; nothing is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from uuid import UUID

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton

from station_app.core.texts import Shown, _
from station_app.workflows.compare_sheet import Comparison, New
from ui.kit.fields import Line
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages import import_job
from ui.pages.import_page import SHEETS
from ui.pages.page import Page
from ui.pages.progress import Progress
from ui.pages.purpose_bar import PurposeBar
from ui.pages.sheet import Row, Sheet
from ui.pages.work import Route, Work

COLUMNS = (_("对象"), _("项目"), _("登记簿"), _("表中"), _("出处"))
Names = Mapping[UUID, str]


class Compare(Page):
    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self.head(_("与台账比对"))
        self.paths = Line()
        self.paths.setAccessibleName(words(_("表格文件")))
        self.paths.setPlaceholderText(words(_("几份台账用分号隔开")))
        self.paths.returnPressed.connect(self._compare)
        choose = QPushButton(words(_("选择文件…")))
        choose.clicked.connect(self._choose)
        line = QHBoxLayout()
        line.addWidget(self.paths, 1)
        line.addWidget(choose)
        self.column.addLayout(line)
        self.bar = PurposeBar(button=False)
        self.column.addWidget(self.bar)
        self.bar.setHidden(work.purpose is not None)
        self.counts = label(wrap=True)
        tone(self.counts, Tone.HEADING)
        self.column.addWidget(self.counts)
        self.progress = Progress(work)
        self.column.addWidget(self.progress)
        self.sheet = Sheet(_("比对结果"), COLUMNS, stretch=3)
        self.sheet.taken.connect(self._open)
        self.column.addWidget(self.sheet, 1)
        self.setFocusProxy(self.paths)
        if path := route.texts.get("path"):
            self.paths.setText(path)
            self._compare()

    @property
    def title(self) -> Shown:
        return _("与台账比对")

    def _choose(self) -> None:
        paths, _kind = QFileDialog.getOpenFileNames(self, words(_("选择文件…")), "", SHEETS)
        if paths:
            self.paths.setText(";".join(paths))
            self._compare()

    def _compare(self) -> None:
        purpose = self.work.purpose or self.bar.purpose
        typed = self.paths.text().replace("；", ";").split(";")
        paths = tuple(Path(one.strip()) for one in typed if one.strip())
        if purpose is None:
            self.bar.show()
            self.bar.setFocus()
        elif paths and not self.progress.running:
            args = (self.work.station.home, self.work.desk.officer, paths, purpose)
            self.progress.run(import_job.hold_against, args, self._show, _("正在比对…"))

    def _show(self, answer: tuple[Comparison, Names]) -> None:
        found, names = answer
        self.counts.setText(
            words(
                _(
                    "新增 {new}，变更 {changed}，相同 {same}，疑似已有 {doubtful}，表中无 {absent}",
                    new=len(found.new),
                    changed=len(found.changed),
                    same=found.same,
                    doubtful=len(found.doubtful),
                    absent=len(found.absent),
                )
            )
        )
        self.sheet.show_rows(list(_rows(found, names)))
        self.sheet.setFocus()

    def _open(self, value: tuple[str, UUID | None]) -> None:
        register, id = value
        if id is not None:
            self.work.go("record", register, id)


def _rows(found: Comparison, names: Names) -> Iterator[Row]:
    if found.changed:
        yield Row((_("变更（{n}）", n=len(found.changed)),))
    for one in found.changed:
        for said in one.said:
            where = _("{source} 第 {row} 行", source=said.source, row=said.row)
            texts = (names.get(one.id, "…"), one.label, one.before, said.value, where)
            yield Row(texts, (one.register, one.id))
    yield from _new(_("新增（{n}）", n=len(found.new)), found.new, names)
    yield from _new(_("疑似已有（{n}）", n=len(found.doubtful)), found.doubtful, names)
    if found.absent:
        yield Row((_("表中无，待核实（{n}）", n=len(found.absent)),))
        for id in found.absent:
            yield Row((names.get(id, "…"),), ("residents", id))


def _new(title: Shown, lines: list[New], names: Names) -> Iterator[Row]:
    if lines:
        yield Row((title,))
    for one in lines:
        where = _("{source} 第 {row} 行", source=one.source, row=one.row)
        known = "、".join(names.get(id, "…") for id in one.candidates)
        first = one.candidates[0] if one.candidates else None
        yield Row((one.name, "", known, one.address, where), ("people", first))
