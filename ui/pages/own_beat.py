"""仅看本警务区: where the lists of who looks after a beat begin."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox

from station_app.core.texts import _
from ui.kit.text import tip, words
from ui.pages.work import Work


class OwnBeat(QCheckBox):
    """On no page of an officer without a beat. All pages are narrowed and widened together."""

    def __init__(self, work: Work) -> None:
        beats = "、".join(work.desk.beats)
        super().__init__(words(_("仅看本警务区")))
        self.setToolTip(tip(_("本人负责：{beats}", beats=beats)))
        self._work = work
        self._show()
        self.toggled.connect(lambda own: work.narrow("team" if own else "station"))
        work.narrowed.connect(self._show)

    def _show(self) -> None:
        self.blockSignals(True)  # what is shown is no new choice
        self.setChecked(bool(self._work.beats))
        self.blockSignals(False)
