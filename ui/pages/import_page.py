"""批量导入: a ledger is looked at first, then written, and can be taken back whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QPushButton

from station_app.core.records import Changes
from station_app.core.texts import Shown, Text, _
from station_app.workflows import import_sheet
from station_app.workflows.import_report import Held, Report
from ui.kit.fields import Line
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages import import_job
from ui.pages.import_job import MOST_NAMED, Told
from ui.pages.page import Page
from ui.pages.progress import Progress
from ui.pages.sheet import Row, Sheet
from ui.pages.work import Route, Work

SHEETS = "*.xlsx *.xls *.ods *.csv"
SORTS = {
    "residents": _("住户台账"),
    "tenancies": _("承租人名册"),
    "calls": _("警情日报表（110）"),
}
COLUMNS = (_("行"), _("列"), _("问题"), _("表中"), _("已有记录"))


class Import(Page):
    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self._act: UUID | None = None  # of the import that can be taken back
        self.head(_("批量导入"))
        self._lay()
        self.setFocusProxy(self.path)
        if act := route.texts.get("act"):
            self._ask_back(UUID(act))
        if path := route.texts.get("path"):
            self.path.setText(path)
            self._preview()

    @property
    def title(self) -> Shown:
        return _("批量导入")

    def _lay(self) -> None:
        self._lay_sorts()
        self.path = Line()
        self.path.setAccessibleName(words(_("表格文件")))
        self.path.setPlaceholderText(words(_("表格文件，xlsx、xls、ods 或 csv")))
        self.path.returnPressed.connect(self._preview)
        choose = QPushButton(words(_("选择文件…")))
        choose.clicked.connect(self._choose)
        self.enter = QPushButton(words(_("导入（Ctrl+S）")))
        self.enter.clicked.connect(self.press_save)
        self.enter.setEnabled(False)
        self.undo = QPushButton(words(_("撤销这次导入")))
        self.undo.clicked.connect(self._take_back)
        self.undo.setEnabled(False)
        line = QHBoxLayout()
        for widget in (self.sort, self.path, choose, self.enter, self.undo):
            line.addWidget(widget, int(widget is self.path))
        self.column.addLayout(line)
        self.counts = label(wrap=True)
        tone(self.counts, Tone.HEADING)
        self.column.addWidget(self.counts)
        self.progress = Progress(self.work)
        self.column.addWidget(self.progress)
        self.sheet = Sheet(_("需要处理的行"), COLUMNS, stretch=2)
        self.sheet.taken.connect(self._decide)
        self.column.addWidget(self.sheet, 1)
        self.column.addWidget(
            self.quiet(_("疑似已有的行：Enter 认作已有记录，或在“另立新记录”上按 Enter"))
        )

    def _lay_sorts(self) -> None:
        self.sort = QComboBox()
        self.sort.setAccessibleName(words(_("表格种类")))
        for register, title in SORTS.items():
            if self.work.may(f"import:{register}"):
                self.sort.addItem(words(title), register)
        self.sort.setCurrentIndex(self.sort.findData(self.route.register or "residents"))
        self.sort.currentIndexChanged.connect(self._preview)

    # Reading and writing

    @property
    def _given(self) -> tuple[Path, str]:
        return self.work.station.home, self.work.desk.officer

    def _choose(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(self, words(_("选择文件…")), "", SHEETS)
        if path:
            self.path.setText(path)
            self._preview()

    def _preview(self) -> None:
        if not self.progress.running and (path := self.path.text().strip()):
            self._act = None
            args = (*self._given, Path(path), self.sort.currentData())
            self.progress.run(import_job.preview, args, self._show, _("正在读表…"))

    def press_save(self) -> None:
        if self.enter.isEnabled() and not self.progress.running:
            self.enter.setEnabled(False)
            args = (*self._given, Path(self.path.text().strip()), self.sort.currentData())
            self.progress.run(import_job.run, args, self._show, _("正在导入…"))

    def _ask_back(self, act: UUID) -> None:
        """Ctrl+Z after an import: so much is taken back only where somebody says so again."""
        self._act = act
        self.undo.setEnabled(True)
        self.setFocusProxy(self.undo)
        said = _("最近一次办理是批量导入：再按一次 Ctrl+Z 撤销，可以中止再继续")
        self.counts.setText(words(said))

    def press_undo(self) -> None:
        if self._act is None:
            self.work.take_back(self)
        else:
            self._take_back()

    def _take_back(self) -> None:
        if self._act is not None and not self.progress.running:
            args = (*self._given, self._act, self.work.purpose)
            self.progress.run(import_job.take_back, args, self._taken_back, _("正在撤销…"))

    def _taken_back(self, told: tuple[int, bool]) -> None:
        count, whole = told
        self._tell_pages()
        if not whole:
            said = _("已撤销 {n} 处，还没有撤完：再按“撤销这次导入”继续", n=count)
        else:
            said = _("已撤销这次导入，涉及 {n} 处", n=count)
            if self.work.last_act == self._act:
                self.work.last_act = None
            self._act = None
            self.undo.setEnabled(False)
            self.sheet.show_rows([])
        self.counts.setText(words(said))

    def _tell_pages(self) -> None:
        names = ("people", "places", "residents", "housing", "tenancies", "calls")
        self.work.changed.emit(Changes(frozenset((name, EVERYTHING) for name in names)))

    # Showing

    def _show(self, told: Told) -> None:
        report = told.report
        self._act = report.act
        self.enter.setEnabled(report.act is None)
        self.undo.setEnabled(report.act is not None)
        self.counts.setText(words(_summary(report)))
        self.sheet.show_rows(list(_rows(told)))
        if report.act is not None:
            self.work.last_act = report.act
            self._tell_pages()
            self.work.say(_("导入完成") if report.finished else _("导入已中止，可撤销"))

    def _decide(self, value: tuple[str, int, UUID | None]) -> None:
        kind, row, same = value
        act, desk = self._act, self.work.desk
        if kind != "held":
            return
        if act is None:
            self.work.say(_("先导入，再逐行确定疑似已有的人员"))
            return
        self.work.ask(
            lambda: import_sheet.decide_doubtful(desk, act, row, same),
            lambda _none: self._decided(row),
            self,
        )

    def _decided(self, row: int) -> None:
        kept = [one for one in self.sheet.lines.rows if not _is_of(one, row)]
        self.sheet.show_rows(kept)
        self.work.say(_("第 {row} 行已确定", row=row))
        self._tell_pages()


EVERYTHING = UUID(int=0)  # no record: any of the register


def _is_of(row: Row, number: int) -> bool:
    return isinstance(row.value, tuple) and row.value[:2] == ("held", number)


def _summary(report: Report) -> Text:
    said = _(
        "读入 {read} 行：新增 {entered}，变更 {changed}，相同 {unchanged}，疑似已有 {doubtful}，"
        "退回 {rejected}；表中无 {absent}",
        read=report.read,
        entered=report.entered,
        changed=report.changed,
        unchanged=report.unchanged,
        doubtful=len(report.doubtful),
        rejected=len(report.rejected),
        absent=len(report.absent),
    )
    return _("{said}（预览，尚未写入）", said=said) if report.act is None else said


def _rows(told: Told) -> Iterator[Row]:
    report = told.report
    if report.doubtful:
        yield Row((_("疑似已有（{n}）", n=len(report.doubtful)),))
        for held in report.doubtful:
            yield from _candidates(held, told)
    for title, remarks, wanted in (
        (_("退回（{n}）", n=len(report.rejected)), report.rejected, Tone.RED),
        (_("需核对的单元格（{n}）", n=len(report.queries)), report.queries, Tone.PLAIN),
    ):
        if remarks:
            yield Row((title,))
        for at, remark in enumerate(sorted(remarks, key=lambda one: one.row)):
            texts = (str(remark.row), remark.column, remark.problem)
            yield Row(texts, ("remark", at, None), tone=wanted, toned=1)
    if report.absent:
        yield Row((_("表中无，待核实（{n}）", n=len(report.absent)),))
        for id in report.absent[:MOST_NAMED]:
            yield Row(("", "", told.names.get(id, "…")), ("absent", 0, id))
        if len(report.absent) > MOST_NAMED:  # of a whole station: lines that stop the window
            yield Row(("", "", "…"), ("absent", 0, None))


def _candidates(held: Held, told: Told) -> Iterator[Row]:
    """What the sheet says beside who it may be, and a line for somebody new."""
    person = held.entry.person
    said = " ".join(filter(None, (person["name"], person.get("id_number"))))
    why = "、".join(map(words, held.reasons)) or words(held.problem)
    for id in held.candidates:
        name = told.names.get(id, "…")
        yield Row((str(held.row), held.column, why, said, name), ("held", held.row, id))
    texts = (str(held.row), held.column, why, said, _("另立新记录"))
    yield Row(texts, ("held", held.row, None))
