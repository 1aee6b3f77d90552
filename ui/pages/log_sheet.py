"""日志校验: the log signed on a sheet that leaves the station, and proved against an older one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton

from station_app.access.log import FAULTS, anchors_of, read_anchors
from station_app.core.errors import Explained
from station_app.core.texts import Shown, _
from station_app.storage.audit_proof import Fault, broken
from station_app.storage.checkpoints import Checkpoint
from station_app.workflows.log_sheet import log_sheet
from ui.kit.fields import Line
from ui.kit.preview import Preview
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages import station_job
from ui.pages.outlet import Outlet
from ui.pages.page import Page
from ui.pages.progress import Progress
from ui.pages.sheet import Row, Sheet
from ui.pages.work import Route, Work

KINDS = "*.txt *.checkpoints *.jsonl *.backup"


class LogSheet(Page):
    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self.outlet = Outlet(work)
        self.sign = QPushButton(words(_("生成校验单（Ctrl+N）")))
        self.sign.clicked.connect(self.press_new)
        self.head(_("日志校验"), self.sign, self.outlet)
        self.column.addWidget(
            self.quiet(_("每天打印一张，由所领导签名归档：日志有无改写、截短，只能追溯到最近一张"))
        )
        self._lay_proof()
        self.preview = Preview(work.background)
        self.column.addWidget(self.preview, 1)
        self.setFocusProxy(self.against)

    @property
    def title(self) -> Shown:
        return _("日志校验")

    def _lay_proof(self) -> None:
        self.against = Line()
        self.against.setAccessibleName(words(_("以前的校验点")))
        self.against.setPlaceholderText(
            words(_("扫描或粘贴以前校验单的二维码文字，按 Enter 核验；不填则只核验日志本身"))
        )
        self.against.returnPressed.connect(self.press_refresh)
        choose = QPushButton(words(_("选择文件…")))
        choose.clicked.connect(self._choose)
        prove = QPushButton(words(_("核验（F5）")))
        prove.clicked.connect(self.press_refresh)
        line = QHBoxLayout()
        line.addWidget(self.against, 1)
        line.addWidget(choose)
        line.addWidget(prove)
        self.column.addLayout(line)
        self.progress = Progress(self.work)
        self.column.addWidget(self.progress)
        self.result = label(wrap=True)
        self.column.addWidget(self.result)
        self.sheet = Sheet(_("核验结果"), (_("日志"), _("第几条起"), _("发现的问题")))
        self.sheet.setMaximumHeight(150)
        self.column.addWidget(self.sheet)
        self.sheet.hide()

    # A new sheet

    def press_new(self) -> None:
        self.work.ask(lambda: log_sheet(self.work.desk), self._signed, self)

    def _signed(self, made: tuple[Checkpoint, bytes]) -> None:
        one, pdf = made
        self.preview.load(pdf)
        name = f"{words(_('审计日志校验单'))} {self.work.desk.today:%Y%m%d} {one.number}"
        self.outlet.load(pdf, name)
        self.work.say(_("已签名：第 {n} 条，比对码 {code}", n=f"{one.number:,}", code=one.short))

    def press_print(self) -> None:
        self.outlet.print()

    def press_save(self) -> None:
        self.outlet.keep()

    # An older one

    def press_refresh(self) -> None:
        try:
            typed = self.against.text().strip()
            self._prove(read_anchors(typed.encode()) if typed else [])
        except Explained as wrong:
            self.work.say(wrong.text, Tone.RED)

    def _choose(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(self, words(_("选择文件…")), "", KINDS)
        if path:
            self.prove_file(Path(path))

    def prove_file(self, path: Path) -> None:
        """A text, the file of checkpoints, an exported log or a backup."""
        self.work.ask(lambda: anchors_of(path), self._prove, self)

    def _prove(self, anchors: Sequence[Checkpoint]) -> None:
        if not self.progress.running:
            args = (self.work.station.home, self.work.desk.officer, tuple(anchors))
            self.progress.run(
                station_job.verify_log,
                args,
                lambda found: self._show(anchors, found),
                _("正在核验…"),
            )

    def _show(self, anchors: Sequence[Checkpoint], found: Sequence[Fault]) -> None:
        bad = broken(found)
        n = max((one.number for one in anchors), default=0)
        if bad:
            said = _("日志已被改动：请保留现状，导出日志并报上级审计部门")
        elif n:
            said = _("与校验点相符：前 {n} 条自那时起没有改动", n=f"{n:,}")
        else:
            said = _("日志完整，没有改动；与以前的校验单核对，才能查出整本重写")
        self.result.setText(words(said))
        tone(self.result, Tone.RED if bad else Tone.HEADING)
        self.sheet.setVisible(bool(found))
        rows = [(one.log_id, str(one.number), FAULTS[one.what]) for one in found]
        self.sheet.show_rows([Row(texts, at) for at, texts in enumerate(rows)])
