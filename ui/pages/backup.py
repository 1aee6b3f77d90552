"""备份与检查: an encrypted copy of the whole station, and proof that it is sound."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QPushButton

from station_app.access.upkeep import Backup, last_backup
from station_app.core.show import moment
from station_app.core.texts import Shown, Text, _
from station_app.workflows.check import Finding
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages import station_job
from ui.pages.file_line import FileLine
from ui.pages.page import Page
from ui.pages.progress import Progress
from ui.pages.sheet import Row, Sheet
from ui.pages.status import age
from ui.pages.work import Route, Work

COLUMNS = (_("类别"), _("编号"), _("怎么办"))
KINDS: Mapping[str, Text] = {  # of a finding
    "keys": _("查询索引"),
    "references": _("关联"),
    "duties": _("期限"),
    "operations": _("变更记录"),
    "tallies": _("统计数"),
    "audit": _("审计日志"),
    "blobs": _("附件"),
    "file": _("数据库文件"),
}


def megabytes(kib: int) -> str:
    return f"{kib / 1024:,.1f} MB"


class BackupPage(Page):
    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self.head(_("备份与检查"))
        self.last = label("…", wrap=True)
        self.column.addWidget(self.last)
        self._lay_backup()
        self._lay_check()
        self.setFocusProxy(self.file)
        if work.station.on_server:
            self.last.setText(words(_("PostgreSQL 上的数据库请用服务器的备份工具备份")))
            self.file.setEnabled(False)
            self.do.setEnabled(False)
            self.setFocusProxy(self.prove)
        else:
            self._read_last()

    @property
    def title(self) -> Shown:
        return _("备份与检查")

    def _lay_backup(self) -> None:
        name = f"{words(_('备份'))} {self.work.desk.today:%Y%m%d}.backup"
        self.file = FileLine(_("备份文件"), name, "*.backup")
        self.file.line.returnPressed.connect(self.press_save)
        self.do = QPushButton(words(_("备份（Ctrl+S）")))
        self.do.clicked.connect(self.press_save)
        line = QHBoxLayout()
        line.addWidget(self.file, 1)
        line.addWidget(self.do)
        self.column.addLayout(line)
        self.progress = Progress(self.work, megabytes)
        self.column.addWidget(self.progress)
        self.answer = label(wrap=True)
        tone(self.answer, Tone.HEADING)
        self.column.addWidget(self.answer)
        self.column.addWidget(
            self.quiet(_("备份已加密，写完即读回核对；请存到另一块盘上，恢复时用密码或恢复码打开"))
        )

    def _lay_check(self) -> None:
        self.prove = QPushButton(words(_("检查（F5）")))
        self.prove.clicked.connect(self.press_refresh)
        self.column.addSpacing(12)
        self.head(_("检查"), self.prove)
        self.checking = Progress(self.work)
        self.column.addWidget(self.checking)
        self.sound = label(_("逐条核对记录、索引、期限、统计数、附件、审计日志和数据库文件"))
        tone(self.sound, Tone.QUIET)
        self.column.addWidget(self.sound)
        self.sheet = Sheet(_("检查结果"), COLUMNS)
        self.column.addWidget(self.sheet, 1)
        self.column.addStretch()
        self.sheet.hide()  # once it has a parent

    # Backup

    def _read_last(self) -> None:
        self.work.read("last-backup", last_backup, self._show_last, self)

    def _show_last(self, last: Backup | None) -> None:
        said: Text = age(last, self.work.desk.today)
        if last is not None:
            said = _("{age}：{at}，{file}", age=said, at=moment(last.at), file=last.file)
        self.last.setText(words(said))

    def press_save(self) -> None:
        path = self.file.path
        if path is not None and self.do.isEnabled() and not self.progress.running:
            self.answer.clear()
            args = (self.work.station.home, self.work.desk.officer, path)
            self.progress.run(station_job.back_up, args, self._backed_up, _("正在备份…"))

    def _backed_up(self, path: Path) -> None:
        self.answer.setText(words(_("已备份并核对：{path}", path=str(path))))
        self._read_last()
        self.work.backed_up.emit()

    # Check

    def press_refresh(self) -> None:
        if not self.checking.running:
            args = (self.work.station.home, self.work.desk.officer)
            self.checking.run(station_job.check, args, self._show, _("正在检查…"))

    def _show(self, found: Sequence[Finding]) -> None:
        said = _("检查发现 {n} 处问题", n=len(found)) if found else _("检查完毕，全部完好")
        self.sound.setText(words(said))
        tone(self.sound, Tone.RED if found else Tone.HEADING)
        self.sheet.setVisible(bool(found))
        self.sheet.show_rows(
            [
                Row((KINDS.get(one.what, one.what), one.where, one.mend), at)
                for at, one in enumerate(found)
            ]
        )
