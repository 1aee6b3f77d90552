"""What is copied here is not left for whoever comes next."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QClipboard, QGuiApplication

SECONDS = 30  # until what was copied is forgotten


class Clipboard(QObject):
    """Says what was copied here, and forgets it after a while, and when told.

    What another program put there since stays there.
    """

    copied = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._clipboard = QGuiApplication.clipboard()
        self._ours = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SECONDS * 1000)
        self._timer.timeout.connect(self.forget)
        self._clipboard.dataChanged.connect(self._changed)

    def _changed(self) -> None:
        """A platform that cannot tell whose it is: ours if it was done while our window is used."""
        used = QGuiApplication.applicationState() == Qt.ApplicationState.ApplicationActive
        self._ours = self._clipboard.ownsClipboard() or used
        held = self._clipboard.mimeData()
        self._ours = self._ours and held is not None and bool(held.formats())
        if self._ours:
            self._timer.start()
            if text := self._clipboard.text().strip():
                self.copied.emit(text)
        else:
            self._timer.stop()

    def forget(self) -> None:
        if self._ours:
            self._clipboard.clear()
        if self._clipboard.ownsSelection():  # X11: what was merely marked with the mouse
            self._clipboard.clear(QClipboard.Mode.Selection)
