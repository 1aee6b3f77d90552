"""办理情况查询电话: what the receipt and the query code tell whom to call."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from station_app.calls import phones
from station_app.calls.phones import Telephones
from station_app.core.kinds import Words
from station_app.core.register import Field
from station_app.core.texts import Shown, _
from ui.kit.text import words
from ui.pages.asking import asking
from ui.pages.page import Page
from ui.pages.work import Route, Work

FIELDS = (
    Field(name="office", label=_("办理情况查询电话"), kind=Words(longest=24)),
    Field(name="complaints", label=_("投诉监督电话"), kind=Words(longest=24)),
)


class PhonesPage(Page):
    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        save = QPushButton(words(_("保存（Ctrl+S）")))
        save.clicked.connect(self.press_save)
        self.head(self.title, save)
        self.form = asking(work, _("报案人可以拨打的电话"), FIELDS)
        self.form.save.connect(self.press_save)
        self.form.save_next.connect(self.press_save)
        self.column.addWidget(self.form, 1)
        self.column.addWidget(
            self.quiet(_("印在接报案回执上，凭查询码询问时告知；填单位的电话，不填民警个人的"))
        )
        for widget in (save, self.form):
            widget.setEnabled(work.may("set-telephones"))
        self.setFocusProxy(self.form)
        work.read("ask-by-code", phones.told, self._show, self)

    @property
    def title(self) -> Shown:
        return _("报案人可以拨打的电话")

    def _show(self, known: Telephones) -> None:
        self.form.load({"office": known.office, "complaints": known.complaints})

    def press_save(self) -> None:
        given, problems = self.form.draft(self.work.desk.now())
        if self.work.may("set-telephones") and not problems:
            typed = [given[field.name] or "" for field in FIELDS]
            self.work.act(
                "set-telephones",
                lambda act: phones.set_telephones(act, *typed),
                lambda _kept: self.work.back(),
                self,
            )
