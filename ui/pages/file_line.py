"""Where something is to be written: typed or chosen. What stands there is never written over."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QWidget

from station_app.core.texts import Text, _
from ui.kit.fields import Line
from ui.kit.text import words

DOCUMENTS = QStandardPaths.StandardLocation.DocumentsLocation


class FileLine(QWidget):
    def __init__(self, title: Text, name: str, kinds: str) -> None:
        """`name` is proposed, in the documents of who signed in to this machine."""
        super().__init__()
        self._title, self._kinds = title, kinds
        self.line = Line()
        self.line.setAccessibleName(words(title))
        self.line.setText(str(Path(QStandardPaths.writableLocation(DOCUMENTS)) / name))
        choose = QPushButton(words(_("选择文件…")))
        choose.clicked.connect(self._choose)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.line, 1)
        row.addWidget(choose)
        self.setFocusProxy(self.line)

    @property
    def path(self) -> Path | None:
        typed = self.line.text().strip()
        return Path(typed).expanduser() if typed else None

    def _choose(self) -> None:
        own = QFileDialog.Option.DontConfirmOverwrite  # it would be refused anyway
        path, _kind = QFileDialog.getSaveFileName(
            self, words(self._title), self.line.text(), self._kinds, options=own
        )
        if path:
            self.line.setText(path)
