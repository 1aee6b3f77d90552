"""The form of a statement: the head in a column, questions and answers beside it in turns."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QSizePolicy

from station_app.core.register import Register
from station_app.core.texts import _
from ui.kit.editor import Given
from ui.kit.fields import LongText
from ui.kit.form import RecordForm
from ui.kit.keys import ENTER
from ui.kit.text import words

NAME = "statements.write"  # under which usual texts are kept
BODY = "body"
ASKS, ANSWERS = "问：", "答："  # as the paper prints them, in every language
HINT = _("Enter 依次换问、答，F11 选常用的问话")
ROOM = 16_777_215  # Qt's own: as wide as there is


class StatementForm(RecordForm):
    def __init__(self, register: Register, given: Given) -> None:
        last = register.fields[register.fields.index(register[BODY]) - 1].group
        fields = tuple(
            replace(field, group=last) if field.name == BODY else field for field in register.fields
        )
        super().__init__(replace(register, name=NAME, fields=fields), given)
        row = self._rows[BODY]
        row.label.hide()
        self.talk = cast(LongText, row.editor.focus)
        self.talk.setMaximumWidth(ROOM)
        policy = QSizePolicy.Policy.Expanding
        self.talk.setSizePolicy(policy, policy)
        self.talk.setPlaceholderText(words(HINT))
        self.talk.installEventFilter(Turns(self.talk))

    def to_the_end(self) -> None:
        self.talk.setFocus(Qt.FocusReason.OtherFocusReason)
        self.talk.moveCursor(QTextCursor.MoveOperation.End)


class Turns(QObject):
    """Enter ends a question and begins its answer, ends an answer and begins a question."""

    def __init__(self, talk: LongText) -> None:
        super().__init__(talk)
        self.talk = talk

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or self.talk.composing:
            return False
        assert isinstance(event, QKeyEvent)  # noqa: S101  so says the type
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() not in ENTER or plain != Qt.KeyboardModifier.NoModifier:
            return False
        self.take_turn()
        return True

    def take_turn(self) -> None:
        cursor = self.talk.textCursor()
        before = self.talk.toPlainText()[: cursor.position()]
        begun = "" if not before or before.endswith("\n") else "\n"
        self.talk.insert(begun + _next(before))
        self.talk.ensureCursorVisible()


def _next(before: str) -> str:
    """Whose turn it is after what stands so far; lines without a sign belong to who spoke last."""
    spoken = [line[:2] for line in before.splitlines() if line[:2] in (ASKS, ANSWERS)]
    return ANSWERS if spoken and spoken[-1] == ASKS else ASKS
