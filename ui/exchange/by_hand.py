"""写到介质、读入介质: the exchange of a station without a line, on files that somebody carries."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from station_app.core.show import moment
from station_app.core.texts import Text, _
from ui.exchange import job
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages.file_line import FileLine, FilesLine
from ui.pages.progress import Progress
from ui.pages.work import Work

if TYPE_CHECKING:
    from station_app.sync.bundle import Sent
    from station_app.sync.exchange import Outcome


class ByHand(QWidget):
    def __init__(self, work: Work, progress: Progress, taken_in: Callable[[Outcome], None]) -> None:
        super().__init__()
        self._work, self._progress, self._taken_in = work, progress, taken_in
        name = f"{words(_('上报'))} {moment(work.desk.now()).replace(':', '')}"
        self.out = FileLine(_("写到介质的文件"), name, "")
        self.out.line.returnPressed.connect(self.write)
        self.back = FilesLine(_("县局答复的介质文件"), _("县局答复的介质文件，几份用分号隔开"))
        self.back.given.connect(self.read)
        self.told = label(wrap=True)
        hint = label(
            _(
                "没有网络时用 U 盘、光盘交换：在文件名处按 Enter 写到介质，送县局；"
                "再选县局答复的文件，按 Enter 读入，读入后才算上报"
            ),
            wrap=True,
        )
        tone(hint, Tone.QUIET)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 8, 0, 0)
        grid.addWidget(hint, 0, 0, 1, 2)
        for row, (file, said, act) in enumerate(
            ((self.out, _("写到介质"), self.write), (self.back, _("读入介质"), self.read)), start=1
        ):
            do = QPushButton(words(said))
            do.clicked.connect(act)
            grid.addWidget(file, row, 0)
            grid.addWidget(do, row, 1)
        grid.addWidget(self.told, 3, 0, 1, 2)

    def write(self) -> None:
        if (file := self.out.path) is not None:
            self._run(job.write, file, self._wrote, _("正在写到介质…"))

    def read(self) -> None:
        if files := self.back.paths:
            self._run(job.read, files, self._taken_in, _("正在读入介质…"))

    def _run(
        self, work: Callable[..., object], files: object, done: Callable[..., None], said: Text
    ) -> None:
        if not self._progress.running:
            self.told.clear()
            args = (self._work.station.home, self._work.desk.officer, files)
            self._progress.run(work, args, done, said)

    def _wrote(self, sent: Sent) -> None:
        first, *more = sent.files
        where = _("{first} 至 {last}", first=str(first), last=more[-1].name) if more else str(first)
        self.told.setText(
            words(
                _(
                    "已写到介质：介质编号 {medium}，登记 {n} 项，文件 {files} 份：{where}",
                    medium=sent.medium,
                    n=sent.outcome.sent,
                    files=len(sent.files),
                    where=where,
                )
            )
        )
