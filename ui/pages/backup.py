"""备份与检查: an encrypted copy of the whole station, and proof that it is sound."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QWidget

from station_app.access.copies import name_place
from station_app.access.upkeep import Backup, last_backup, trouble
from station_app.app import ON_SERVER
from station_app.core.show import moment
from station_app.core.texts import Shown, Text, _
from station_app.workflows.check import Finding
from ui.kit.fields import Line
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages import station_job
from ui.pages.file_line import FileLine
from ui.pages.page import Page
from ui.pages.progress import Progress
from ui.pages.sheet import Row, Sheet
from ui.pages.status import age, urgency
from ui.pages.work import Route, Work

COLUMNS = (_("类别"), _("编号"), _("怎么办"))
KINDS: Mapping[str, Text] = {  # of a finding
    "keys": _("查询索引"),
    "references": _("关联"),
    "duties": _("期限"),
    "operations": _("变更记录"),
    "tallies": _("统计数"),
    "scope": _("所属单位"),
    "actors": _("经办人"),
    "aliases": _("合并"),
    "county": _("县局下发"),
    "seals": _("封存"),
    "papers": _("打印件"),
    "audit": _("审计日志"),
    "blobs": _("附件"),
    "file": _("数据库文件"),
    "backup": _("备份文件"),
}


def megabytes(kib: int) -> str:
    return f"{kib / 1024:,.1f} MB"


class BackupPage(Page):
    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self.head(_("备份与检查"))
        self.last = label("…", wrap=True)
        self.column.addWidget(self.last)
        self.progress = Progress(self.work, megabytes)
        self._lay_series()
        self._lay_file()
        self._lay_check()
        if work.station.on_server:
            self.last.setText(words(ON_SERVER))
            self.series.setEnabled(False)
            self.setFocusProxy(self.file)
        else:
            self.setFocusProxy(self.file)
            self._read_last()

    @property
    def title(self) -> Shown:
        return _("备份与检查")

    def _lay_series(self) -> None:
        """What the program does by itself, and where else it is kept."""
        self.second = label(wrap=True)
        self.column.addWidget(self.second)
        self.now = QPushButton(words(_("立即备份")))
        self.now.clicked.connect(self.press_now)
        self.place = Line()
        self.place.setAccessibleName(words(_("第二存放处")))
        self.place.setPlaceholderText(words(_("U 盘或另一块盘上的文件夹；留空为不用")))
        self.place.returnPressed.connect(self._name_place)
        choose = QPushButton(words(_("选择文件夹…")))
        choose.clicked.connect(self._choose_place)
        name = QPushButton(words(_("用作第二存放处")))
        name.clicked.connect(self._name_place)
        self.series = self._line(self.now, self.place, choose, name)
        self.column.addWidget(
            self.quiet(
                _(
                    "每 4 小时和退出时自动备份到本机，写完即读回核对；"
                    "保留 7 天、4 周、12 个月各一份，照片不重复存。第二存放处每次再存一份"
                )
            )
        )

    def _lay_file(self) -> None:
        name = f"{words(_('备份'))} {self.work.desk.today:%Y%m%d}.backup"
        self.file = FileLine(_("备份文件"), name, "*.backup")
        self.file.line.returnPressed.connect(self.press_save)
        self.do = QPushButton(words(_("备份（Ctrl+S）")))
        self.do.clicked.connect(self.press_save)
        self.column.addSpacing(12)
        self.own = self._line(self.file, self.do)
        self.column.addWidget(self.progress)
        self.answer = label(wrap=True)
        tone(self.answer, Tone.HEADING)
        self.column.addWidget(self.answer)
        self.column.addWidget(
            self.quiet(_("备份已加密，写完即读回核对；请存到另一块盘上，恢复时用密码或恢复码打开"))
        )

    def _line(self, *widgets: QWidget) -> QWidget:
        """The first that is typed into takes what room there is."""
        held = QWidget()
        line = QHBoxLayout(held)
        line.setContentsMargins(0, 0, 0, 0)
        for widget in widgets:
            line.addWidget(widget, 0 if isinstance(widget, QPushButton) else 1)
        self.column.addWidget(held)
        return held

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

    def _show_last(self, last: Backup) -> None:
        said: Text = age(last, self.work.desk.today)
        if last.at is not None:
            said = _("{age}：{at}，{file}", age=said, at=moment(last.at), file=last.file)
        self.last.setText(words(said))
        tone(self.last, urgency(replace(last, trouble=""), self.work.desk.now()))
        self._show_second(last)

    def _show_second(self, last: Backup) -> None:
        if not self.place.isModified():  # so that nothing is ended by Enter in an empty line
            self.place.setText(str(Path(last.place).parents[1]) if last.place else "")
        why, tint = trouble(last), Tone.QUIET
        if why is not None:
            said, tint = why, Tone.RED
        elif not last.place:
            said, tint = _("没有第二存放处：机器坏了或丢了，备份也就没有了"), Tone.ASK
        elif last.placed_at is None:
            said = _("第二存放处 {place}，下次备份起使用", place=last.place)
        else:
            at = moment(last.placed_at)
            said = _("第二存放处 {place}，{at} 已存并核对", place=last.place, at=at)
        self.second.setText(words(said))
        tone(self.second, tint)

    def press_now(self) -> None:
        if not self.progress.running:
            self.answer.clear()
            args = (self.work.station.home, self.work.desk.officer, False)
            self.progress.run(station_job.keep_copy, args, self._kept, _("正在备份…"))

    def _kept(self, made: Backup) -> None:
        self._backed_up(Path(made.file))

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

    # The second place

    def _choose_place(self) -> None:
        if folder := QFileDialog.getExistingDirectory(self, words(_("第二存放处"))):
            self.place.setText(folder)

    def _name_place(self) -> None:
        typed, desk = self.place.text().strip(), self.work.desk
        folder = Path(typed).expanduser() if typed else None
        self.work.ask(lambda: name_place(desk, folder), lambda _none: self._placed(), self)

    def _placed(self) -> None:
        self.place.setModified(False)
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
