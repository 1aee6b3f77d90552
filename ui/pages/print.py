"""F3: the forms of a record, each shown as it would be printed; then printer, file or both."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from station_app.core.errors import Explained
from station_app.core.texts import Shown, Text, _
from station_app.printing import stock
from station_app.printing.forms import Printable, of_every
from station_app.registers import FORMS
from station_app.workflows.paper import (
    Paper,
    Secret,
    forms_of,
    offered,
    preview_form,
    print_form,
)
from station_app.workflows.paper import Preview as Previewed
from ui.kit.background import Lane
from ui.kit.preview import Preview
from ui.kit.text import words
from ui.kit.theme import Tone, icon
from ui.pages import printer
from ui.pages.page import Page
from ui.pages.reason import Reason
from ui.pages.sheet import Row, Sheet
from ui.pages.work import Route, Work

REST = 80  # ms on a form before it is drawn: one may be passing by
Use = Callable[[Paper], None]


NARROW, WIDE = 280, 800  # pixels: names of forms at least, the preview


class Printing(Page):
    """Arrow keys look, Enter prints. What was printed may go out again; it is filed once."""

    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self.paper: Paper | None = None  # of the form one is on, once it is printed
        self.form: Printable | None = None
        self.again = False  # the same was printed before: why once more?
        self.head(_("打印"))
        self.forms = Sheet(_("可打印的表格"), (_("可打印的表格"),))
        self.forms.moved.connect(self._choose)
        self.forms.taken.connect(lambda _form: self._use(self._send))
        self.reason = Reason(work)
        self.reason.said.connect(lambda: self._use(self._send))
        self.reason.hide()
        self.values = QCheckBox(words(_("套打：只打填写内容，用印制好的纸")))
        self.values.toggled.connect(self._anew)
        self.values.hide()
        self.allowed: frozenset[str] = frozenset()  # forms the county lets be overprinted
        self.preview = Preview(work.background)
        self.rest = QTimer(self)
        self.rest.setSingleShot(True)
        self.rest.setInterval(REST)
        self.rest.timeout.connect(self._look)
        self._lay()
        self.setFocusProxy(self.forms)
        work.read("overprint", stock.overprints, self._allow_values, self)
        mine, register, id = self._forms(), work.desk.registers[route.register], route.id
        if id is None or all(form.only is of_every for form in mine):
            self._offer({form.form.name for form in mine})
        else:
            work.read("print", lambda view: offered(view, mine, register, id), self._offer, self)

    @property
    def title(self) -> Shown:
        return _("打印")

    def _forms(self) -> list[Printable]:
        """The register's own first, then those to which this record leads."""
        name = self.route.register
        mine = [f for f in forms_of(self.work.desk, FORMS) if f.form.register == name]
        return sorted(mine, key=lambda form: form.form.name != self.route.action)

    def _offer(self, names: set[str]) -> None:
        """Of those of its register only what this record may stand on."""
        mine = [form for form in self._forms() if form.form.name in names]
        self.forms.show_rows([Row((form.form.title,), form) for form in mine])
        self.split.setSizes([max(NARROW, self.forms.sizeHintForColumn(0) + 8), WIDE])
        if not mine:
            self.work.say(_("这条记录没有您可以打印的表格"))

    def _lay(self) -> None:
        self.printers = QComboBox()
        self.printers.setAccessibleName(words(_("打印机")))
        self.printers.addItems(printer.printers())
        self.send = QPushButton(icon("printer"), words(_("打印（Enter）")))
        self.send.clicked.connect(lambda: self._use(self._send))
        self.save = QPushButton(icon("file-output"), words(_("存为文件（Ctrl+S）")))
        self.save.clicked.connect(self.press_save)
        self.both = QPushButton(words(_("打印并存文件")))
        self.both.clicked.connect(lambda: self._use(self._send_and_save))
        bar = QHBoxLayout()
        for widget in (self.printers, self.send, self.save, self.both):
            bar.addWidget(widget)
        bar.addStretch()
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.forms, 1)
        column.addWidget(self.values)
        column.addWidget(self.reason)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(8, 0, 0, 0)
        column.addLayout(bar)
        column.addWidget(self.preview, 1)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.addWidget(left)
        self.split.addWidget(right)
        self.split.setStretchFactor(1, 1)
        self.column.addWidget(self.split, 1)
        self._allow(False)

    def _allow(self, chosen: bool) -> None:
        some = self.printers.count() > 0
        self.printers.setEnabled(some)
        self.send.setEnabled(chosen and some)
        self.both.setEnabled(chosen and some)
        self.save.setEnabled(chosen)

    # Looking

    def _choose(self, form: Printable | None) -> None:
        if form is None or form is self.form:
            return
        self.form = form
        self.values.setChecked(False)
        self.values.setVisible(form.form.name in self.allowed)
        self._anew()

    def _allow_values(self, orders: Mapping[str, object]) -> None:
        self.allowed = frozenset(orders)
        self.values.setVisible(self.form is not None and self.form.form.name in self.allowed)

    def _anew(self) -> None:
        """Another paper than the one shown: another form, or the other way of printing it."""
        self.paper, self.again = None, False
        self.reason.clear()
        self.reason.hide()
        self._allow(True)
        self.rest.start()

    def _look(self) -> None:
        form, id, overprint = self.form, self.route.id, self.values.isChecked()
        if form is not None and id is not None:
            self.work.look(
                "print",
                lambda act: preview_form(act, form, id, overprint=overprint),
                lambda seen: self._looked(form, seen),
                self,
                lambda text: self._unseen(form, text),
            )

    def _looked(self, form: Printable, seen: Previewed) -> None:
        if form is not self.form or self.paper is not None:
            return  # chosen another, or printed it, meanwhile
        self.preview.load(seen.pdf)
        self.again = seen.again or seen.secret
        self.reason.setVisible(self.again)
        if seen.secret:
            self.work.say(Secret().text, Tone.ASK)
        elif seen.again:
            self.work.say(_("内容相同的已经打印过；再次打印请写明补打原因"), Tone.ASK)

    def _unseen(self, form: Printable, text: Text) -> None:
        """This record does not go on this form, or not yet."""
        if form is self.form:
            self._allow(False)
            self.preview.clear()
            self.work.say(text, Tone.RED)

    # Printing

    def _use(self, use: Use) -> None:
        """The paper as it was filed; it is filed now where that was not done yet."""
        form, id, reason = self.form, self.route.id, self.reason.text()
        overprint = self.values.isChecked()
        if self.paper is not None:
            use(self.paper)
        elif self.again and not reason.strip():
            self._ask_why(_("请写明补打原因"))
        elif form is not None and id is not None and self.save.isEnabled():
            self.work.act(
                "print",
                lambda act: print_form(act, form, id, reason=reason, overprint=overprint),
                lambda paper: self._made(paper, use),
                self,
                self._refused,
            )

    def _made(self, paper: Paper, use: Use) -> None:
        """It is on record now; what follows is only where the paper goes."""
        self.paper, self.again = paper, False
        self.reason.clear()
        self.reason.hide()
        self.preview.load(paper.pdf)
        self.forms.setFocus()
        self.work.say(
            _("已登记打印：{number}，核验码 {code}", number=paper.number, code=paper.code)
        )
        use(paper)

    def _refused(self, problem: Explained) -> None:
        """Changed, or printed elsewhere, since it was looked at: look again."""
        self.work.say(problem.text, Tone.RED)
        self.rest.start()

    def _ask_why(self, text: Text) -> None:
        self.work.say(text, Tone.RED)
        self.reason.show()
        self.reason.setFocus()

    # Where it goes

    def _send(self, paper: Paper) -> None:
        name = self.printers.currentText()
        if not name:
            self._keep_in_folder(paper)
            return
        shift = self._shift(name)
        self.work.ask(
            lambda: printer.send(paper.pdf, name, shift),
            lambda n: self.work.say(_("已送打印机 {name}，共 {n} 页", name=name, n=n)),
            self,
            lane=Lane.ASIDE,
        )

    def _shift(self, name: str) -> printer.Shift:
        """Official stock is met where this printer puts it; a whole page stays where it is."""
        return printer.offset(self.work, name) if self.values.isChecked() else printer.NONE

    def press_save(self) -> None:
        self._use(self._keep_in_folder)

    def _keep_in_folder(self, paper: Paper) -> None:
        """Named after the paper, in the folder of documents; the mouse may choose another."""
        self._keep(paper, printer.folder() / f"{self._name(paper)}.pdf")

    def _send_and_save(self, paper: Paper) -> None:
        self._send(paper)
        path, _kind = QFileDialog.getSaveFileName(
            self, words(_("存为文件")), str(printer.folder() / f"{self._name(paper)}.pdf"), "*.pdf"
        )
        if path:
            self._keep(paper, Path(path))

    def _name(self, paper: Paper) -> str:
        title = words(self.form.form.title) if self.form else ""
        return f"{title}_{paper.number}"

    def _keep(self, paper: Paper, path: Path) -> None:
        self.work.ask(
            lambda: printer.keep(paper.pdf, path),
            lambda kept: self.work.say(_("已存为 {path}", path=str(kept))),
            self,
            lane=Lane.ASIDE,
        )

    def keep(self) -> None:
        self.preview.clear()
