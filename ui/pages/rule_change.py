"""What every page on rules and holidays does: one act of the chief, then all duties anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from station_app.access import rulebook
from station_app.access.act import Act
from station_app.access.news import ANY
from station_app.core.kinds import Words
from station_app.core.records import Changes
from station_app.core.register import Field
from station_app.core.texts import Shown, Text, _
from ui.kit.text import words
from ui.pages.asking import asking
from ui.pages.page import Page
from ui.pages.work import Route, Work

T = TypeVar("T")
ENDS: dict[str, tuple[str, Text, Callable[[Act, UUID, str], None]]] = {  # page → right, title, act
    "rule_end": ("end-rule", _("撤销一项改定"), rulebook.end_rule),
    "holiday_end": ("end-holidays", _("撤销放假安排"), rulebook.end_holidays),
}
REASON = Field(name="reason", label=_("撤销的原因"), kind=Words(longest=60), required=True)


class Changing(Page):
    settling = Signal(int, int)  # duties worked out again, and left

    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self.settling.connect(self._tell)

    def change(self, right: str, service: Callable[[Act], T], said: Shown) -> None:
        """Answers when all duties follow; the window goes on meanwhile."""
        desk, tell = self.work.desk, self.settling.emit

        def done(answer: tuple[T, int]) -> None:
            self.work.back()
            everything = Changes(frozenset((name, ANY) for name in desk.registers))
            self.work.changed.emit(everything)
            n = answer[1]
            self.work.say(_("{said}；{n} 项期限随之变动", said=said, n=n) if n else said)

        self.work.ask(lambda: rulebook.change(desk, right, service, tell), done, self)

    def _tell(self, done: int, left: int) -> None:
        self.work.say(_("正在重新计算期限：已完成 {done}，还剩 {left}", done=done, left=left))


class EndPage(Changing):
    """Takes back what the route names, with a reason."""

    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self._right, self._title, self._service = ENDS[route.page]
        do = QPushButton(words(_("撤销（Ctrl+S）")))
        do.clicked.connect(self.press_save)
        self.head(self._title, do)
        self.column.addWidget(self.quiet(route.texts.get("what", "")))
        self.form = asking(work, self._title, [REASON])
        self.form.save.connect(self.press_save)
        self.form.save_next.connect(self.press_save)
        self.column.addWidget(self.form, 1)
        self.column.addWidget(self.quiet(_("撤销后按原来的规定重新计算期限，撤销的内容仍然留存")))
        self.setFocusProxy(self.form)

    @property
    def title(self) -> Shown:
        return self._title

    def press_save(self) -> None:
        values, problems = self.form.draft(self.work.desk.now())
        if problems or (id := self.route.id) is None:
            return
        self.change(self._right, lambda act: self._service(act, id, values["reason"]), _("已撤销"))
