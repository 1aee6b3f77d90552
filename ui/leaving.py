"""The last page: the station is backed up before the window closes, unless one cannot wait."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QProgressBar, QPushButton, QVBoxLayout, QWidget

from station_app.access.upkeep import Backup, trouble
from station_app.core.errors import Explained
from station_app.core.texts import Shown, _
from ui.kit.processes import Cancelled, Job
from ui.kit.text import label, words
from ui.kit.theme import Tone, large, tone
from ui.pages import station_job
from ui.pages.work import Work

WIDTH = 420  # pixels
KIB = 1024


class Leaving(QWidget):
    """`left` when there is nothing to wait for any more."""

    left = Signal()

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        self._job: Job | None = None
        self._ended = self.gone = False
        self.title = label(_("正在备份，完成后自动关闭"), wrap=True)
        self.title.setFont(large(16))
        self.told = label(_("正在准备…"), wrap=True)
        tone(self.told, Tone.QUIET)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setMaximumHeight(8)
        self.bar.setRange(0, 0)
        self.skip = QPushButton(words(_("跳过备份，直接关闭（Esc）")))
        self.skip.clicked.connect(self.press_skip)
        self._lay()

    def _lay(self) -> None:
        column = QWidget()
        column.setFixedWidth(WIDTH)
        inner = QVBoxLayout(column)
        inner.setSpacing(12)
        for widget in (self.title, self.bar, self.told, self.skip):
            inner.addWidget(widget)
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        outer.addWidget(column, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(3)
        self.setFocusProxy(self.skip)

    def begin(self) -> None:
        station, desk = self._work.station, self._work.desk
        self._job = self._work.processes.run(
            station_job.keep_copy,
            (station.home, desk.officer, False),
            self._tell,
            self._done,
            self._failed,
            key=station.key,
        )

    def press_skip(self) -> None:
        """What was under way leaves nothing; the backup before stands."""
        self.skip.setEnabled(False)
        if self._ended:
            self._go()
        elif self._job is not None:
            self._job.cancel()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.press_skip()
        else:
            super().keyPressEvent(event)

    def _tell(self, told: tuple[int, int]) -> None:
        done, remaining = told
        self.bar.setRange(0, done + remaining)
        self.bar.setValue(done)
        shown = (f"{kib / KIB:,.1f} MB" for kib in told)
        self.told.setText(
            words(_("已完成 {done}，还剩 {left}", done=next(shown), left=next(shown)))
        )

    def _done(self, made: Backup) -> None:
        if (why := trouble(made)) is not None:
            self._stop(why)
        else:
            self._go()

    def _failed(self, problem: BaseException) -> None:
        if isinstance(problem, Cancelled):
            self._go()
        elif isinstance(problem, Explained):
            self._stop(problem.text)
        else:
            self._stop(_("备份没有做成；请系统管理员在“备份与检查”页查看"))
            raise problem

    def _go(self) -> None:
        self.gone = True
        self.left.emit()

    def _stop(self, why: Shown) -> None:
        """It is read before the window goes."""
        self._ended = True
        self.bar.hide()
        self.title.setText(words(_("这次没有完全备份好")))
        self.told.setText(words(why))
        tone(self.told, Tone.RED)
        self.skip.setText(words(_("关闭（Esc）")))
        self.skip.setEnabled(True)
        self.skip.setFocus()
