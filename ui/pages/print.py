"""F3: the forms of a record, the paper itself, then printer, file or both."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from station_app.core.errors import Explained
from station_app.core.texts import Shown, _
from station_app.printing.forms import Printable
from station_app.registers import FORMS
from station_app.workflows.paper import Paper, forms_of, print_form
from ui.kit.background import Lane
from ui.kit.fields import Line
from ui.kit.preview import Preview
from ui.kit.text import words
from ui.kit.theme import Tone, icon
from ui.pages import printer
from ui.pages.page import Page
from ui.pages.sheet import Row, Sheet
from ui.pages.work import Route, Work


class Printing(Page):
    """Enter prints the form chosen; once it is on the screen, Enter sends it to the printer."""

    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self.paper: Paper | None = None
        self.form: Printable | None = None
        self.head(_("打印"))
        self.forms = Sheet(_("可打印的表格"), (_("可打印的表格"),))
        self.forms.taken.connect(self.make)
        self.reason = Line()
        self.reason.setPlaceholderText(words(_("补打原因")))
        self.reason.setAccessibleName(words(_("补打原因")))
        self.reason.returnPressed.connect(lambda: self.make(self.form))
        self.reason.hide()
        self.preview = Preview(work.background)
        self._lay()
        self.forms.show_rows([Row((form.form.title,), form) for form in self._forms()])
        self.setFocusProxy(self.forms)
        if self.forms.value is None:
            work.say(_("这条记录没有您可以打印的表格"))

    @property
    def title(self) -> Shown:
        return _("打印")

    def _forms(self) -> list[Printable]:
        """The register's own first, then those to which this record leads."""
        name = self.route.register
        mine = [f for f in forms_of(self.work.desk, FORMS) if f.form.register == name]
        return sorted(mine, key=lambda form: form.form.name != self.route.action)

    def _lay(self) -> None:
        self.printers = QComboBox()
        self.printers.setAccessibleName(words(_("打印机")))
        self.printers.addItems(printer.printers())
        self.send = QPushButton(icon("printer"), words(_("打印（Enter）")))
        self.send.clicked.connect(self._send)
        self.save = QPushButton(icon("file-output"), words(_("存为文件（Ctrl+S）")))
        self.save.clicked.connect(self.press_save)
        self.both = QPushButton(words(_("打印并存文件")))
        self.both.clicked.connect(self._send_and_save)
        bar = QHBoxLayout()
        for widget in (self.printers, self.send, self.save, self.both):
            bar.addWidget(widget)
        bar.addStretch()
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.forms, 1)
        column.addWidget(self.reason)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(8, 0, 0, 0)
        column.addLayout(bar)
        column.addWidget(self.preview, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(right)
        split.setSizes([280, 800])
        split.setStretchFactor(1, 1)
        self.column.addWidget(split, 1)
        self._allow(False)

    def _allow(self, made: bool) -> None:
        some = self.printers.count() > 0
        self.printers.setEnabled(some)
        self.send.setEnabled(made and some)
        self.both.setEnabled(made and some)
        self.save.setEnabled(made)

    # Making the paper

    def make(self, form: Printable | None) -> None:
        id = self.route.id
        if form is None or id is None:
            return
        if self.paper is not None and form is self.form and not self.reason.text().strip():
            self._send()
            return
        self.form, reason = form, self.reason.text()
        self.work.act(
            "print",
            lambda act: print_form(act, form, id, reason=reason),
            self._made,
            self,
            self._refused,
        )

    def _made(self, paper: Paper) -> None:
        """It is on record now; what follows is only where the paper goes."""
        self.paper = paper
        self.reason.clear()
        self.reason.hide()
        self._allow(True)
        self.preview.load(paper.pdf)
        self.forms.setFocus()
        self.work.say(
            _("已登记打印：{number}，核验码 {code}", number=paper.number, code=paper.code)
        )

    def _refused(self, problem: Explained) -> None:
        """Printed before and unchanged: the reason is asked, here."""
        self.work.say(problem.text, Tone.RED)
        self.reason.show()
        self.reason.setFocus()

    # Where it goes

    def _send(self) -> None:
        paper, name = self.paper, self.printers.currentText()
        if paper is None:
            return
        if not name:
            self.press_save()
            return
        self.work.ask(
            lambda: printer.send(paper.pdf, name),
            lambda n: self.work.say(_("已送打印机 {name}，共 {n} 页", name=name, n=n)),
            self,
            lane=Lane.ASIDE,
        )

    def press_save(self) -> None:
        """Named after the paper, in the folder of documents; the mouse may choose another."""
        if self.paper is not None:
            self._keep(printer.folder() / f"{self._name()}.pdf")

    def _send_and_save(self) -> None:
        self._send()
        path, _kind = QFileDialog.getSaveFileName(
            self, words(_("存为文件")), str(printer.folder() / f"{self._name()}.pdf"), "*.pdf"
        )
        if path:
            self._keep(Path(path))

    def _name(self) -> str:
        title = words(self.form.form.title) if self.form else ""
        return f"{title}_{self.paper.number}" if self.paper else title

    def _keep(self, path: Path) -> None:
        if (paper := self.paper) is not None:
            self.work.ask(
                lambda: printer.keep(paper.pdf, path),
                lambda kept: self.work.say(_("已存为 {path}", path=str(kept))),
                self,
                lane=Lane.ASIDE,
            )

    def keep(self) -> None:
        self.preview.clear()
