"""封存记录查询复函: that a unit was answered, under which number; what was said is on paper."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from station_app.core.texts import Shown, _
from station_app.sealing import service
from station_app.sealing.register import REQUESTS
from ui.kit.fields import Line
from ui.kit.text import words
from ui.pages.page import Page
from ui.pages.work import Route, Work

TITLE = _("登记封存记录查询的复函")


class SealedReply(Page):
    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        do = QPushButton(words(_("办理（Ctrl+S）")))
        do.clicked.connect(self.press_save)
        self.head(TITLE, do)
        self.number = Line()
        self.number.setAccessibleName(words(REQUESTS["reply"].label))
        self.number.setPlaceholderText(words(REQUESTS["reply"].label))
        self.number.returnPressed.connect(self.press_save)
        self.column.addWidget(self.number)
        self.column.addWidget(self.quiet(_("只登记已经复函和文号；复函的内容只在纸上")))
        self.column.addStretch()
        self.setFocusProxy(self.number)

    @property
    def title(self) -> Shown:
        return TITLE

    def press_save(self) -> None:
        id, number, desk = self.route.id, self.number.text(), self.work.desk
        if id is None:
            return

        def job() -> None:
            with desk.act("reply-sealed") as act:
                service.reply(act, id, number)

        self.work.ask(job, self._done, self)

    def _done(self, _none: None) -> None:
        if self.isVisible():
            self.work.back()
        self.work.say(_("已登记复函"))
