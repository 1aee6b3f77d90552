"""作废文号: document numbers that were spoilt, and the form that adds one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QPushButton

from station_app.access import voiding
from station_app.core.kinds import Words
from station_app.core.register import Field
from station_app.core.show import moment
from station_app.core.texts import Shown, _
from station_app.storage.own_tables import VoidedNumber
from ui.kit.text import words
from ui.pages.asking import asking
from ui.pages.page import Page
from ui.pages.sheet import Row, Sheet
from ui.pages.work import Route, Work

COLUMNS = (_("文号"), _("文书种类"), _("作废原因"), _("登记人"), _("登记时间"))
ASKED = [
    Field(name=name, label=label, kind=Words(longest=voiding.LONGEST), required=True)
    for name, label in (
        ("number", _("文号")),
        ("paper", _("文书种类")),
        ("reason", _("作废原因")),
    )
]


class Voided(Page):
    """Ctrl+N adds one; none is ever taken off."""

    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self.add = QPushButton(words(_("登记作废文号（Ctrl+N）")))
        self.add.clicked.connect(self.press_new)
        self.head(_("作废文号"), *([self.add] if work.may("void-number") else []))
        self.sheet = Sheet(_("作废文号"), COLUMNS, stretch=2)
        self.column.addWidget(self.sheet, 1)
        self.column.addWidget(self.quiet(_("登记作废的文号，任何登记簿都不能再用；登记后不能取消")))
        self.setFocusProxy(self.sheet)

    @property
    def title(self) -> Shown:
        return _("作废文号")

    def begin(self) -> None:
        super().begin()
        self.press_refresh()

    def press_refresh(self) -> None:
        self.work.read("voided-numbers", voiding.voided, self._show, self)

    def press_new(self) -> None:
        if self.work.may("void-number"):
            self.work.go("void_number")

    def _show(self, found: Sequence[VoidedNumber]) -> None:
        self.sheet.show_rows([_row(one) for one in found])


def _row(one: VoidedNumber) -> Row:
    texts = one.typed, one.paper, one.reason, one.entered_by, moment(one.entered_at)
    return Row(texts, one.number)


class VoidNumber(Page):
    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        do = QPushButton(words(_("登记（Ctrl+S）")))
        do.clicked.connect(self.press_save)
        self.head(self.title, do)
        self.form = asking(work, _("登记作废文号"), ASKED)
        self.form.save.connect(self.press_save)
        self.form.save_next.connect(self.press_save)
        self.column.addWidget(self.form, 1)
        self.setFocusProxy(self.form)

    @property
    def title(self) -> Shown:
        return _("登记作废文号")

    def press_save(self) -> None:
        given, problems = self.form.draft(self.work.desk.now())
        if problems:
            return
        self.work.act(
            "void-number",
            lambda act: voiding.void(act, given["number"], given["paper"], given["reason"]),
            lambda _none: self._done(),
            self,
        )

    def _done(self) -> None:
        self.work.back()
        self.work.say(_("已登记作废"))
