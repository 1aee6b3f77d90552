"""误录作废: a record is withdrawn with a reason; it stays in the history."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from station_app.core.records import Record
from station_app.core.texts import Shown, _
from station_app.workflows.withdraw import withdraw
from ui.kit.fields import Line
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages.giving import whom
from ui.pages.page import Page
from ui.pages.work import Route, Work


class Withdraw(Page):
    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self.register = work.desk.registers[route.register]
        do = QPushButton(words(_("作废（Ctrl+S）")))
        do.clicked.connect(self.press_save)
        self.head(_("误录作废"), do)
        self.whom = label("…")
        tone(self.whom, Tone.HEADING)
        self.reason = Line()
        self.reason.setPlaceholderText(words(_("作废的原因，将留在变更记录中")))
        self.reason.setAccessibleName(words(_("作废的原因")))
        self.reason.returnPressed.connect(self.press_save)
        self.column.addWidget(self.whom)
        self.column.addWidget(self.reason)
        self.column.addWidget(self.quiet(_("作废后不再出现在列表和查询中，可由 Ctrl+Z 撤销")))
        self.column.addStretch()
        self.setFocusProxy(self.reason)
        if (id := route.id) is not None:
            work.ask(lambda: whom(work, route.register, id), self.whom.setText, self)

    @property
    def title(self) -> Shown:
        return _("误录作废")

    def press_save(self) -> None:
        register, id, reason = self.register, self.route.id, self.reason.text()
        if id is not None:
            self.work.act(
                f"withdraw:{register.name}",
                lambda act: withdraw(act, register, id, reason=reason),
                self._done,
                self,
            )

    def _done(self, _record: Record) -> None:
        if self.register.inner:
            self.work.back()
        else:
            self.work.leave_to("list", self.register.name)
        self.work.say(_("已作废"))
