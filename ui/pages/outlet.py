"""Where a finished sheet goes: a printer, or a file named after it in the folder of documents."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QWidget

from station_app.core.texts import _
from ui.kit.background import Lane
from ui.kit.text import words
from ui.kit.theme import icon
from ui.pages import printer
from ui.pages.work import Work


class Outlet(QWidget):
    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work, self._pdf, self._name = work, b"", ""
        self.printers = QComboBox()
        self.printers.setAccessibleName(words(_("打印机")))
        self.printers.addItems(printer.printers())
        self.send = QPushButton(icon("printer"), words(_("打印（F3）")))
        self.send.clicked.connect(self.print)
        self.save = QPushButton(icon("file-output"), words(_("存为文件（Ctrl+S）")))
        self.save.clicked.connect(self.keep)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        for widget in (self.printers, self.send, self.save):
            line.addWidget(widget)
        self._allow()

    def load(self, pdf: bytes, name: str) -> None:
        self._pdf, self._name = pdf, name
        self._allow()

    def _allow(self) -> None:
        some = self.printers.count() > 0
        self.printers.setEnabled(some)
        self.send.setEnabled(some and bool(self._pdf))
        self.save.setEnabled(bool(self._pdf))

    def print(self) -> None:
        pdf, name = self._pdf, self.printers.currentText()
        if pdf and name:
            self._work.ask(
                lambda: printer.send(pdf, name),
                lambda n: self._work.say(_("已送打印机 {name}，共 {n} 页", name=name, n=n)),
                self,
                lane=Lane.ASIDE,
            )
        elif pdf:
            self.keep()

    def keep(self) -> None:
        pdf, path = self._pdf, printer.folder() / f"{self._name}.pdf"
        if pdf:
            self._work.ask(
                lambda: printer.keep(pdf, path),
                lambda kept: self._work.say(_("已存为 {path}", path=str(kept))),
                self,
                lane=Lane.ASIDE,
            )
