"""One field of a form: its label, its editor, and what there is to say beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel

from station_app.core.kinds import (
    Address,
    Code,
    Count,
    Day,
    Documents,
    Flag,
    FormOnly,
    IdNumber,
    Kind,
    Moment,
    PersonName,
    Phones,
    Picture,
    Pinyin,
    Ref,
    Serial,
    Words,
)
from station_app.core.register import Field
from station_app.core.texts import Text, _
from ui.kit.editor import Editor
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone

NARROW, WIDE = 24, 52  # letters
REQUIRED = _("必填")


@dataclass(slots=True)
class Row:
    field: Field
    editor: Editor
    label: QLabel
    note: QLabel
    problem: Text | None = None  # refused
    questions: Sequence[Text] = ()  # to be looked at, may stand
    seen: str = ""  # the text when it was last looked at

    def explain(self, *, focused: bool) -> None:
        """The gravest thing to say; help only where nothing else is, and while typing there."""
        if self.problem:
            self._say([self.problem], Tone.RED)
        elif self.questions:
            self._say(self.questions, Tone.ASK)
        else:
            self._say([self.field.help] if focused and self.field.help else [], Tone.QUIET)

    def _say(self, texts: Sequence[Text], wanted: Tone) -> None:
        said = "\n".join(map(words, texts))
        self.note.setText(said)
        tone(self.note, wanted)
        self.editor.focus.setAccessibleDescription(said or words(self.field.help))

    def set_visible(self, visible: bool) -> None:
        for widget in (self.label, self.editor.widget, self.note):
            widget.setVisible(visible)


def lay(grid: QGridLayout, each: Field, editor: Editor) -> Row:
    """A row at the end of the grid: label, editor, note."""
    at = grid.rowCount()
    title = words(_shown_label(each))
    caption = label(f"{title} ＊" if each.required else title)
    note = label(wrap=True)
    note.setMinimumWidth(120)
    line = QFontMetrics(editor.widget.font())
    editor.widget.setMaximumWidth(width(each.kind) * line.averageCharWidth())
    name = f"{title}（{words(REQUIRED)}）" if each.required else title
    editor.focus.setAccessibleName(name)
    top = Qt.AlignmentFlag.AlignTop
    caption.setMargin(4)
    note.setMargin(4)
    grid.addWidget(caption, at, 0, top | Qt.AlignmentFlag.AlignRight)
    beside = QHBoxLayout()
    beside.addWidget(editor.widget, 3, top)
    beside.addWidget(note, 2)  # all that a short line leaves
    grid.addLayout(beside, at, 1)
    return Row(each, editor, caption, note)


def _shown_label(each: Field) -> Text:
    if isinstance(each.kind, Count):
        return _("{label}（{unit}）", label=each.label, unit=each.kind.unit)
    return each.label


def width(kind: Kind) -> int:
    """As on paper: a short answer has a short line."""
    match kind:
        case Day() | Moment() | Count() | Flag() | Code() | FormOnly() | IdNumber():
            return NARROW
        case PersonName() | Pinyin() | Serial():
            return NARROW
        case Words(lines=1, longest=longest) if longest <= 20:
            return NARROW
        case Words() | Documents() | Phones() | Address() | Picture() | Ref():
            return WIDE
        case _ as never:
            assert_never(never)
