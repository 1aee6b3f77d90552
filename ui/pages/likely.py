"""People who may be the one being entered, shown before a second record is made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from station_app.core.texts import _
from station_app.workflows.duplicates import Suspect, likely
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages.sheet import Row, Sheet
from ui.pages.work import Work


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
        self.sheet = Sheet(_("可能已登记"), (_("人员"), _("相同之处")), stretch=1)
        self.sheet.taken.connect(self.taken)
        self.sheet.hide()
        column.addWidget(self.heading)
        column.addWidget(self.help)
        column.addWidget(self.sheet, 1)
        column.addStretch()

    def look(self, values: Mapping[str, Any], own: UUID | None) -> None:
        """Who has these stored values, or nearly; the answer to the latest question counts."""
        self._asked += 1
        asked, work = self._asked, self._work

        def read() -> list[Suspect]:
            with work.desk.view("duplicates") as view:
                return likely(view, values, id=own)

        work.ask(read, lambda found: self._show(found) if asked == self._asked else None, self)

    def _show(self, found: list[Suspect]) -> None:
        self.sheet.setVisible(bool(found))
        self.sheet.show_rows(
            [Row((one.title, "、".join(map(words, one.reasons))), one.id) for one in found]
        )
        self.help.setText(
            words(
                _("按 Enter 或双击取用已有记录，不再另建") if found else _("没有相同或相近的记录")
            )
        )
