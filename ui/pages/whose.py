"""Whose work is shown: one's own, that of one's beat, the station's; for the chief any beat's."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from station_app.access import beats
from station_app.core.texts import _
from ui.kit.text import tip, words
from ui.pages.work import BEAT, Work


class Whose(QComboBox):
    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        self.setAccessibleName(words(_("待办范围")))
        self.addItem(words(_("本人")), "me")
        if work.desk.beats:
            self.addItem(words(_("本警务区")), "team")
            said = _("本人负责：{beats}", beats="、".join(work.desk.beats))
            self.setItemData(1, tip(said), Qt.ItemDataRole.ToolTipRole)
        self.addItem(words(_("全所")), "station")
        self._show()
        self.activated.connect(lambda at: work.narrow(self.itemData(at)))
        work.narrowed.connect(self._show)
        if work.may("beats"):
            work.read("beats", beats.choices, self._add, self)

    def _add(self, found: beats.Choices) -> None:
        for name in found.beats:
            self.addItem(name, BEAT + name)
        self._show()

    def _show(self) -> None:
        at = self.findData(self._work.owner)
        self.setCurrentIndex(at if at >= 0 else self.findData("station"))
