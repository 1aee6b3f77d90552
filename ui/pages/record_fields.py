"""The fields of a record as its page shows them: by group, a photograph first of a person."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from station_app.core.texts import Text
from ui.kit.background import Background
from ui.kit.text import label, tip
from ui.kit.theme import Tone, tone
from ui.pages.photo import Album
from ui.pages.reading import Reading, Value


def drawn(register: str, read: Reading, background: Background) -> QWidget:
    inner = QWidget()
    column = QVBoxLayout(inner)
    column.setContentsMargins(0, 0, 12, 0)
    face = register == "people"  # looked at first; of a house its words come first
    if face and read.pictures:
        column.addWidget(Album(read.pictures, background, face=True))
    column.addLayout(_grid(read))
    if read.pictures and not face:
        column.addWidget(Album(read.pictures, background, face=False))
    column.addStretch()
    return inner


def _grid(read: Reading) -> QGridLayout:
    grid = QGridLayout()
    grid.setColumnStretch(1, 1)
    grid.setVerticalSpacing(3)
    grid.setHorizontalSpacing(14)
    group: Text | None = None
    for value in read.values:
        if value.field.group is not None and value.field.group != group:
            group = value.field.group
            heading = label(group)
            tone(heading, Tone.HEADING)
            heading.setContentsMargins(0, 8 if grid.count() else 0, 0, 2)
            grid.addWidget(heading, grid.rowCount(), 0, 1, 2)
        _lay(grid, value)
    return grid


def _lay(grid: QGridLayout, value: Value) -> None:
    at = grid.rowCount()
    name = label(value.field.label)
    tone(name, Tone.QUIET)
    if value.field.help is not None:
        name.setToolTip(tip(value.field.help))
    top = Qt.AlignmentFlag.AlignTop
    grid.addWidget(name, at, 0, top | Qt.AlignmentFlag.AlignRight)
    shown = label(value.shown, wrap=True)
    shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if value.masked:
        tone(shown, Tone.QUIET)
    grid.addWidget(shown, at, 1, top)
