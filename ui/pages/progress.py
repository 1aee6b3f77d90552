"""Long work: how far it is, how much is left, and Cancel. The window goes on working."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget
from shiboken6 import isValid

from station_app.core.texts import Text, _
from ui.kit.processes import Cancelled, Job
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages.work import Work


class Progress(QWidget):
    def __init__(self, work: Work, shown: Callable[[int], str] = "{:,}".format) -> None:
        """`shown` says a count of this work in words."""
        super().__init__()
        self._shown = shown
        self._work = work
        self._job: Job | None = None
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setMaximumHeight(8)
        self.left = label()
        tone(self.left, Tone.QUIET)
        self.cancel = QPushButton(words(_("取消")))
        self.cancel.clicked.connect(self._cancel)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.bar, 1)
        line.addWidget(self.left)
        line.addWidget(self.cancel)
        self.hide()

    @property
    def running(self) -> bool:
        return self._job is not None

    def run(
        self,
        function: Callable[..., Any],
        args: tuple[Any, ...],
        done: Callable[[Any], None],
        said: Text,
    ) -> None:
        """`function(child, *args)` in a process of its own, with this station's key.

        It goes on when the page is left; then the window says how it ended.
        """
        self.bar.setRange(0, 0)
        self.left.setText(words(said))
        self.cancel.setEnabled(True)
        self.show()
        self._job = self._work.processes.run(
            function,
            args,
            self._tell,
            lambda answer: self._done(done, answer),
            self._failed,
            key=self._work.station.key,
        )

    def _tell(self, told: tuple[int, int]) -> None:
        if not isValid(self):
            return
        done, remaining = told
        self.bar.setRange(0, done + remaining)
        self.bar.setValue(done)
        said = _("已完成 {done}，还剩 {left}", done=self._shown(done), left=self._shown(remaining))
        self.left.setText(words(said))

    def _done(self, done: Callable[[Any], None], answer: Any) -> None:
        if not isValid(self):
            self._work.say(_("后台的工作已完成"))
            return
        self._end()
        done(answer)

    def _failed(self, problem: BaseException) -> None:
        if isValid(self):
            self._end()
        if isinstance(problem, Cancelled):
            self._work.say(_("已取消"))
        else:
            self._work.tell(problem)

    def _cancel(self) -> None:
        if self._job is not None:
            self.cancel.setEnabled(False)
            self._job.cancel()

    def _end(self) -> None:
        self._job = None
        self.hide()
