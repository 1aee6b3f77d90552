"""People who may be the one being entered, shown before a second record is made."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from station_app.core.texts import _
from station_app.workflows.find import Hit, find
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages.sheet import Row, Sheet
from ui.pages.work import Work

MOST = 8


class Likely(QWidget):
    taken = Signal(object)  # id of the person who is already there

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        self._asked = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 0, 0)
        self.heading = label(_("可能已登记"))
        tone(self.heading, Tone.HEADING)
        self.help = label(_("填写号码或姓名后，这里列出可能是同一人的记录"), wrap=True)
        tone(self.help, Tone.QUIET)
        self.sheet = Sheet(_("可能已登记"), (_("人员"), _("依据")), stretch=0)
        self.sheet.taken.connect(self.taken)
        self.sheet.hide()
        column.addWidget(self.heading)
        column.addWidget(self.help)
        column.addWidget(self.sheet, 1)
        column.addStretch()

    def look(self, typed: Mapping[str, str], own: UUID | None) -> None:
        self._asked += 1
        asked, work = self._asked, self._work
        wanted = [typed[name] for name in ("id_number", "name") if typed.get(name)]

        def read() -> list[Hit]:
            hits: dict[UUID, Hit] = {}
            with work.desk.view("find") as view:
                for text in wanted:
                    for hit in find(view, text, register="people", limit=MOST).hits:
                        hits.setdefault(hit.id, hit)
            hits.pop(own, None) if own else None
            return list(hits.values())[:MOST]

        work.ask(read, lambda hits: self._show(hits) if asked == self._asked else None, self)

    def _show(self, hits: list[Hit]) -> None:
        self.sheet.setVisible(bool(hits))
        self.sheet.show_rows([Row((hit.title, hit.matched), hit.id) for hit in hits])
        self.help.setText(
            words(
                _("按 Enter 或双击取用已有记录，不再另建")
                if hits
                else _("没有相同号码或姓名的记录")
            )
        )
        self.help.setVisible(True)
