"""Files, typed or chosen: where one is to be written, never over another, and those to be read."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QWidget

from station_app.core.texts import Text, _
from ui.kit.fields import Line
from ui.kit.text import words

DOCUMENTS = QStandardPaths.StandardLocation.DocumentsLocation


class FileLine(QWidget):
    """Where something is to be written."""

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


class FilesLine(QWidget):
    """What is to be read: one file or several."""

    given = Signal()

    def __init__(self, title: Text, hint: Text, kinds: str = "") -> None:
        super().__init__()
        self._title, self._kinds = title, kinds
        self.line = Line()
        self.line.setAccessibleName(words(title))
        self.line.setPlaceholderText(words(hint))
        self.line.returnPressed.connect(self.given)
        choose = QPushButton(words(_("选择文件…")))
        choose.clicked.connect(self._choose)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.line, 1)
        row.addWidget(choose)
        self.setFocusProxy(self.line)

    @property
    def paths(self) -> tuple[Path, ...]:
        typed = self.line.text().replace("；", ";").split(";")
        return tuple(Path(one.strip()).expanduser() for one in typed if one.strip())

    def show_paths(self, typed: str) -> None:
        self.line.setText(typed)
        self.given.emit()

    def _choose(self) -> None:
        paths, _kind = QFileDialog.getOpenFileNames(self, words(self._title), "", self._kinds)
        if paths:
            self.show_paths(";".join(paths))
