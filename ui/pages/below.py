"""What opens below the page for the line one is typing in: rare characters, usual texts."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from station_app.core.texts import _
from ui.kit.rare import RareCharacters
from ui.pages.usual import UsualTexts
from ui.pages.work import Work

HEIGHT = 240  # pixels


class Below(QWidget):
    """Each panel is made when it is first asked for; whoever typed gets the focus back."""

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        self._rare: RareCharacters | None = None
        self._usual: UsualTexts | None = None
        self._typing: QWidget | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)

    @property
    def is_open(self) -> bool:
        return any(panel.isVisible() for panel in self._panels())

    def rare(self) -> None:
        """Rare characters, for any line."""
        if self._rare is None:
            self._rare = RareCharacters(self._work.background)
            self._take(self._rare)
        self._rare.aim(QApplication.focusWidget())
        self._show(self._rare)

    def usual(self) -> None:
        """Usual texts, for a long field."""
        if self._usual is None:
            self._usual = UsualTexts(self._work)
            self._take(self._usual)
        if self._usual.aim(QApplication.focusWidget()):
            self._show(self._usual)
        else:
            self._work.say(_("请先把光标放到多行文字栏，再按 F11"))

    def leave(self) -> None:
        for panel in self._panels():
            panel.hide()
        if self._typing is not None and isValid(self._typing):
            self._typing.setFocus()

    def _panels(self) -> list[RareCharacters | UsualTexts]:
        return [panel for panel in (self._rare, self._usual) if panel is not None]

    def _take(self, panel: RareCharacters | UsualTexts) -> None:
        panel.setMaximumHeight(HEIGHT)
        panel.left.connect(self.leave)
        panel.inserted.connect(panel.hide)
        panel.hide()
        layout = self.layout()
        assert layout is not None  # noqa: S101  set as it was made
        layout.addWidget(panel)

    def _show(self, panel: RareCharacters | UsualTexts) -> None:
        self._typing = QApplication.focusWidget()
        panel.show()
        panel.setFocus()
