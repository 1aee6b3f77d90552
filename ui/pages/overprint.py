"""套打: which forms the county lets be printed on official stock, and where printers put them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from station_app.access.standing import CountyOrder
from station_app.core.kinds import Day, Words
from station_app.core.register import Field
from station_app.core.texts import Shown, Text, _
from station_app.printing import stock
from station_app.printing.calibration import calibration_page
from station_app.printing.forms import Printable
from station_app.registers import FORMS
from ui.kit.background import Lane
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages import printer
from ui.pages.asking import asking
from ui.pages.page import Page
from ui.pages.password import WIDTH
from ui.pages.sheet import Row, Sheet
from ui.pages.work import Route, Work

COLUMNS = (_("表格"), _("准许套打的依据"), _("发文日期"), _("登记人"))
CALIBRATION = _("打印机校准页")
ISSUER = Field(name="issuer", label=_("发文机关"), kind=Words(longest=60), required=True)
NUMBER = Field(name="number", label=_("文号"), kind=Words(longest=60), required=True)
DAY = Field(name="day", label=_("发文日期"), kind=Day(), required=True)
REASON = Field(name="reason", label=_("撤销的原因"), kind=Words(longest=60), required=True)


class Overprint(Page):
    """Enter on a form enters the county's order, or takes it back."""

    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self.head(_("套打"))
        self.allowed: frozenset[str] = frozenset()  # names of forms
        self.sheet = Sheet(_("套打"), COLUMNS)
        self.sheet.taken.connect(self._open)
        self.column.addWidget(self.sheet, 1)
        told = _("未经县级公安机关准许的表格只打整页；每种表格各凭文号准许")
        self.column.addWidget(self.quiet(told))
        self.printers = Printers(work)
        self.column.addWidget(self.printers)
        self.setFocusProxy(self.sheet)

    @property
    def title(self) -> Shown:
        return _("套打")

    def begin(self) -> None:
        super().begin()
        self.press_refresh()

    def press_refresh(self) -> None:
        self.work.read("overprint", stock.overprints, self._show, self)

    def _show(self, orders: Mapping[str, CountyOrder]) -> None:
        self.allowed = frozenset(orders)
        self.sheet.show_rows([_row(form, orders.get(name)) for name, form in sorted(FORMS.items())])

    def _open(self, form: str) -> None:
        allowed = form in self.allowed
        if self.work.may("end-overprint" if allowed else "order-overprint"):
            self.work.go("overprint_end" if allowed else "overprint_order", action=form)
        else:
            self.work.say(_("套打依据由系统管理员登记和撤销"))


def _row(form: Printable, order: CountyOrder | None) -> Row:
    value = form.form.name
    if order is None:
        return Row((form.form.title, _("没有准许")), value, tone=Tone.QUIET, toned=2)
    said = f"{order.issuer}{order.number}"
    return Row((form.form.title, said, order.day.isoformat(), order.entered_by), value)


class OrderPage(Page):
    """One form: the order by which it may be overprinted, or why no longer."""

    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self.of = FORMS[route.action]
        self.ending = route.page == "overprint_end"
        do = QPushButton(words(_("撤销（Ctrl+S）") if self.ending else _("登记（Ctrl+S）")))
        do.clicked.connect(self.press_save)
        self.head(self.title, do)
        named = label(self.of.form.title)
        tone(named, Tone.HEADING)
        self.column.addWidget(named)
        asked = [REASON] if self.ending else [ISSUER, NUMBER, DAY]
        self.form = asking(work, self._title, asked)
        self.form.save.connect(self.press_save)
        self.form.save_next.connect(self.press_save)
        self.column.addWidget(self.form, 1)
        self.setFocusProxy(self.form)

    @property
    def _title(self) -> Text:
        return _("撤销套打依据") if self.ending else _("登记套打依据")

    @property
    def title(self) -> Shown:
        return self._title

    def press_save(self) -> None:
        given, problems = self.form.draft(self.work.desk.now())
        if problems:
            return
        form = self.of
        if self.ending:
            self.work.act(
                "end-overprint",
                lambda act: stock.switch_off(act, form, given["reason"]),
                lambda _none: self._done(_("已撤销：这种表格只打整页")),
                self,
            )
        else:
            self.work.act(
                "order-overprint",
                lambda act: stock.switch_on(
                    act, form, given["issuer"], given["number"], given["day"]
                ),
                lambda _none: self._done(_("已登记：这种表格可以套打")),
                self,
            )

    def _done(self, said: Text) -> None:
        self.work.back()
        self.work.say(said)


class Printers(QWidget):
    """How far each printer of this desk is moved for official stock, and the page to measure by."""

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        heading = label(_("本机打印机的套打位置"))
        tone(heading, Tone.HEADING)
        column.addWidget(heading)
        form = QFormLayout()
        form.setVerticalSpacing(8)
        column.addLayout(form)
        self.names = QComboBox()
        self.names.setAccessibleName(words(_("打印机")))
        self.names.addItems(printer.printers())
        self.names.setFixedWidth(WIDTH)
        form.addRow(words(_("打印机")), self.names)
        self.right, self.down = _tenths(_("向右（0.1 毫米）")), _tenths(_("向下（0.1 毫米）"))
        form.addRow(self.right.accessibleName(), self.right)
        form.addRow(self.down.accessibleName(), self.down)
        form.addRow("", self._buttons())
        self.names.currentTextChanged.connect(self._show)
        self._show(self.names.currentText())

    def _buttons(self) -> QWidget:
        held = QWidget()
        line = QHBoxLayout(held)
        line.setContentsMargins(0, 0, 0, 0)
        self.keep = QPushButton(words(_("保存位置")))
        self.keep.clicked.connect(self._keep)
        self.test = QPushButton(words(_("打印校准页")))
        self.test.clicked.connect(self._test)
        line.addWidget(self.keep)
        line.addWidget(self.test)
        line.addStretch()
        return held

    @property
    def shift(self) -> printer.Shift:
        return self.right.value(), self.down.value()

    def _show(self, name: str) -> None:
        shift = printer.offset(self._work, name)
        self.right.setValue(shift[0])
        self.down.setValue(shift[1])
        self.keep.setEnabled(bool(name))

    def _keep(self) -> None:
        printer.set_offset(self._work, self.names.currentText(), self.shift)
        self._work.say(_("已保存；只用于套打，打整页不移动"))

    def _test(self) -> None:
        """On the printer, moved as it would be; without one into a file, to look at."""
        name, shift = self.names.currentText(), self.shift
        path = printer.folder() / f"{words(CALIBRATION)}.pdf"

        def make() -> Text:
            if not name:
                kept = printer.keep(calibration_page(words), path)
                return _("没有打印机，已存为 {path}", path=str(kept))
            printer.send(calibration_page(words), name, shift)
            return _("校准页已送打印机 {name}", name=name)

        self._work.ask(make, self._work.say, self, lane=Lane.ASIDE)


def _tenths(name: Text) -> QSpinBox:
    box = QSpinBox()
    box.setRange(-printer.MOST, printer.MOST)
    box.setAccessibleName(words(name))
    box.setFixedWidth(WIDTH)
    return box
