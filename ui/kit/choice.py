"""Choices typed, not clicked: by code, by label, by the first letters of the pinyin."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence

from PySide6.QtGui import QAction, QPalette
from PySide6.QtWidgets import QLineEdit

from station_app.core.kinds import Kind
from station_app.core.texts import Text, _
from station_app.identity import codes
from ui.kit.editor import Editor, Given
from ui.kit.fields import Line
from ui.kit.suggestions import Suggestion, Suggestions
from ui.kit.text import tip, words
from ui.kit.theme import icon

MOST = 200  # rows offered


class ChoiceEditor(Editor):
    """Shows labels; its text is the code, whatever the language."""

    def __init__(
        self,
        kind: Kind,
        given: Given,
        labels: Callable[[], dict[str, str]],
        matches: Callable[[str], Sequence[str]],
    ) -> None:
        self._line = Line()
        super().__init__(kind, self._line, self._line, given)
        self._labels, self._matches, self._code = labels, matches, ""
        self._list = Suggestions(self._line, _("可选项"))
        self._list.taken.connect(self._take)
        self._list.asked.connect(self._show_all)
        self._line.take_letters_as_they_are()
        self._line.typed.connect(self._typed)
        self._line.left.connect(self._leave)
        arrow = QAction(icon("list", QPalette.ColorRole.PlaceholderText), "", self._line)
        arrow.setToolTip(tip(_("展开可选项")))
        arrow.triggered.connect(self._show_all)
        self._line.addAction(arrow, QLineEdit.ActionPosition.TrailingPosition)

    def text(self) -> str:
        return self._code or self._line.text().strip()

    def show_text(self, text: str) -> None:
        known = text in self._labels()
        self._code = text if known else ""
        self._line.replace(self._label(text) if known else text)
        self._list.hide()
        self.changed.emit()

    def settle(self) -> None:
        typed = self._line.text().strip()
        code = self._list.chosen
        if code is None and typed and not self._code:
            code = next(iter(self._meant(typed)), None)
        self._list.hide()
        if code is not None:
            self._take(code)

    @property
    def open(self) -> bool:
        return self._list.isVisible()

    def close_list(self) -> None:
        self._list.hide()

    def _take(self, code: str) -> None:
        if code != self._code:
            self.show_text(code)

    def _typed(self, text: str) -> None:
        self._code = ""
        self._offer(self._meant(text.strip()) if text.strip() else ())
        self.changed.emit()

    def _meant(self, typed: str) -> Sequence[str]:
        half = unicodedata.normalize("NFKC", typed)
        if found := self._matches(half):
            return found
        return [c for c in self._labels() if self._label(c).casefold().startswith(half.casefold())]

    def _show_all(self) -> None:
        if self._line.isReadOnly():
            return
        self._line.setFocus()
        typed = "" if self._code else self._line.text().strip()
        self._offer(self._meant(typed) if typed else list(self._labels()))
        if self._code:
            self._list.setCurrentRow(min(list(self._labels()).index(self._code), MOST - 1))

    def _offer(self, found: Sequence[str]) -> None:
        self._list.offer([Suggestion(c, f"{c}  {self._label(c)}") for c in found[:MOST]])

    def _label(self, code: str) -> str:
        return words(Text(self._labels().get(code, code)))


def code_editor(kind: Kind, table: str, given: Given) -> ChoiceEditor:
    return ChoiceEditor(
        kind,
        given,
        lambda: dict(codes.TABLES[table]),
        lambda typed: codes.matches(table, typed),
    )


ANSWERS = {"是": "是", "否": "否"}
SPELT = {"是": ("是", "有", "y", "1", "s"), "否": ("否", "无", "n", "0", "f")}


def flag_editor(kind: Kind, given: Given) -> ChoiceEditor:
    return ChoiceEditor(
        kind,
        given,
        lambda: ANSWERS,
        lambda typed: [c for c, spelt in SPELT.items() if typed.casefold()[:1] in spelt],
    )
