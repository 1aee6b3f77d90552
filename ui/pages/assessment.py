"""个人信息保护影响评估表: made of what the home really holds, looked at, printed or kept."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from station_app.core.texts import Shown, _
from station_app.workflows import assessment
from ui.kit.preview import Preview
from ui.kit.text import words
from ui.pages.outlet import Outlet
from ui.pages.page import Page
from ui.pages.work import Route, Work


class AssessmentPage(Page):
    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self.outlet = Outlet(work)
        self.make = QPushButton(words(_("生成评估表（Ctrl+N）")))
        self.make.clicked.connect(self.press_new)
        self.head(_("个人信息保护影响评估"), self.make, self.outlet)
        why = _("按本所数据库现有内容填写（个人信息保护法第55、56条），签字后归档，至少保存三年")
        self.column.addWidget(self.quiet(why))
        self.preview = Preview(work.background)
        self.column.addWidget(self.preview, 1)
        self.setFocusProxy(self.make)

    @property
    def title(self) -> Shown:
        return _("个人信息保护影响评估")

    def press_new(self) -> None:
        desk = self.work.desk
        if self.make.isEnabled():
            self.make.setEnabled(False)
            self.work.ask(lambda: assessment.assess(desk), self._made, self)

    def _made(self, made: assessment.Assessment) -> None:
        self.make.setEnabled(True)
        self.preview.load(made.pdf)
        self.outlet.load(made.pdf, made.number)
        self.work.say(_("已生成：{number}", number=made.number))

    def press_print(self) -> None:
        self.outlet.print()

    def press_save(self) -> None:
        self.outlet.keep()
