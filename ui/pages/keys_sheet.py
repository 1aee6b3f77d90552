"""F1: every key on one sheet."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QKeySequence

from station_app.core.texts import Shown, _
from ui.kit.keys import ANYWHERE, FORM, KEYS, LIST
from ui.pages.page import Page
from ui.pages.sheet import Row, Sheet
from ui.pages.work import Route, Work

RIGHTS = {  # of keys that do nothing without one of them
    "new": ("file:people", "open-account"),
    "edit": ("amend:people",),
    "print": ("print",),
    "history": ("history:people",),
    "export": ("export:people",),
}


class KeysSheet(Page):
    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self.head(_("全部按键"))
        self.sheet = Sheet(_("全部按键"), (_("按键"), _("作用")))
        self.sheet.show_rows(list(_rows(work)))
        self.column.addWidget(self.sheet, 1)
        self.column.addWidget(
            self.quiet(
                _("选项可键入代码或拼音首字母；日期可键入 20260307、3.7、+7、今天；数字可用全角")
            )
        )
        self.setFocusProxy(self.sheet)

    @property
    def title(self) -> Shown:
        return _("全部按键")


def _rows(work: Work) -> Iterator[Row]:
    """Those that work for who has signed in."""
    for where in (ANYWHERE, FORM, LIST):
        yield Row((where,))
        for key in KEYS:
            rights = RIGHTS.get(key.name)
            if key.where is where and (rights is None or any(map(work.may, rights))):
                name = QKeySequence(key.sequence).toString().replace("Return", "Enter")
                yield Row((name, key.does), key.name)
