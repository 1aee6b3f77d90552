"""审计日志: proved unbroken, and handed over whole. What it names, it names by id."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QPushButton

from station_app.access.log import FAULTS
from station_app.core.texts import Shown, _
from station_app.storage.audit_proof import Fault, broken
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages import station_job
from ui.pages.file_line import FileLine
from ui.pages.page import Page
from ui.pages.progress import Progress
from ui.pages.sheet import Row, Sheet
from ui.pages.work import Route, Work


class Audit(Page):
    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self.verify = QPushButton(words(_("核验（F5）")))
        self.verify.clicked.connect(self.press_refresh)
        self.head(_("审计日志"), self.verify)
        self.result = label(_("核验日志有没有被改动、删去或插入"))
        tone(self.result, Tone.QUIET)
        self.column.addWidget(self.result)
        self._lay_export()
        self.progress = Progress(work)
        self.column.addWidget(self.progress)
        self.answer = label(wrap=True)
        tone(self.answer, Tone.HEADING)
        self.column.addWidget(self.answer)
        self.sheet = Sheet(_("核验结果"), (_("日志"), _("第几条起"), _("发现的问题")))
        self.column.addWidget(self.sheet, 1)
        self.column.addStretch()
        self.sheet.hide()  # once it has a parent
        self.setFocusProxy(self.verify)

    @property
    def title(self) -> Shown:
        return _("审计日志")

    def _lay_export(self) -> None:
        day = self.work.desk.today
        self.file = FileLine(_("日志文件"), f"{words(_('审计日志'))} {day:%Y%m%d}.jsonl", "*.jsonl")
        self.file.line.returnPressed.connect(self.press_save)
        export = QPushButton(words(_("导出（Ctrl+S）")))
        export.clicked.connect(self.press_save)
        line = QHBoxLayout()
        line.addWidget(self.file, 1)
        line.addWidget(export)
        self.column.addLayout(line)

    def press_refresh(self) -> None:
        if not self.progress.running:
            args = (self.work.station.home, self.work.desk.officer)
            self.progress.run(station_job.verify_log, args, self._show, _("正在核验…"))

    def _show(self, faults: Sequence[Fault]) -> None:
        bad = broken(faults)
        told = _("日志已被改动：请保留现状，导出日志并报上级审计部门")
        self.result.setText(words(told if bad else _("日志完整，没有改动")))
        tone(self.result, Tone.RED if bad else Tone.HEADING)
        self.sheet.setVisible(bool(faults))
        rows = [(one.log_id, str(one.number), FAULTS[one.what]) for one in faults]
        self.sheet.show_rows([Row(texts, at) for at, texts in enumerate(rows)])

    def press_save(self) -> None:
        path = self.file.path
        if path is not None and not self.progress.running:
            self.answer.clear()
            args = (self.work.station.home, self.work.desk.officer, path)
            self.progress.run(
                station_job.hand_over_log,
                args,
                lambda n: self.answer.setText(
                    words(_("已导出 {n} 条：{path}", n=f"{n:,}", path=str(path)))
                ),
                _("正在导出…"),
            )
