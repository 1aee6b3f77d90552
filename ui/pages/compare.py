"""与台账比对: sheets held against the registers; nothing is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from uuid import UUID

from station_app.core.texts import Shown, _
from station_app.workflows.compare_sheet import Comparison, New
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages import import_job
from ui.pages.file_line import FilesLine
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
        self.files = FilesLine(_("表格文件"), _("几份台账用分号隔开"), SHEETS)
        self.files.given.connect(self._compare)
        self.column.addWidget(self.files)
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
        self.setFocusProxy(self.files)
        if path := route.texts.get("path"):
            self.files.show_paths(path)

    @property
    def title(self) -> Shown:
        return _("与台账比对")

    def _compare(self) -> None:
        purpose = self.work.purpose or self.bar.purpose
        paths = self.files.paths
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
