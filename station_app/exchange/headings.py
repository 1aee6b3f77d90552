"""Which row of a sheet holds the headings, and which column holds which field."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

Headings = Mapping[str, Sequence[str]]  # field → what the column may be called
Mapped = Mapping[str, str]  # field → the heading's own words, or else a column letter ("C")

SEARCHED = 50  # rows in which the headings must stand
LETTER = re.compile(r"[A-Za-z]{1,3}")
BRACKETS = re.compile(r"[(\[【〔<《][^)\]】〕>》]*[)\]】〕>》]")


@dataclass(frozen=True, slots=True)
class Column:
    index: int
    heading: str  # as it stands in the sheet, "" where only a letter was given

    @property
    def letter(self) -> str:
        return letter_of(self.index)


@dataclass(frozen=True, slots=True)
class Layout:
    row: int  # index of the heading row, -1 where the sheet has none
    columns: dict[str, Column]
    unrecognised: tuple[str, ...]  # headings no field goes by
    found: int  # columns known by their heading


def letter_of(index: int) -> str:
    letters = ""
    while index >= 0:
        index, rest = divmod(index, 26)
        letters, index = chr(65 + rest) + letters, index - 1
    return letters


def index_of(letter: str) -> int:
    index = 0
    for character in letter.upper():
        index = index * 26 + ord(character) - 64
    return index - 1


def folded(heading: str) -> str:
    """Width, case, spaces, line breaks and punctuation make no difference."""
    return "".join(c for c in unicodedata.normalize("NFKC", heading).casefold() if c.isalnum())


def bare(heading: str) -> str:
    """Without the unit or remark in brackets: 租金(元/月) is 租金."""
    return folded(BRACKETS.sub("", unicodedata.normalize("NFKC", heading)))


class Recogniser:
    """Knows columns by their headings; whole headings go before those with brackets cut off."""

    def __init__(self, headings: Headings, mapped: Mapped) -> None:
        taken = {field: words for field, words in headings.items() if field not in mapped}
        self.mapped = mapped
        self.needed = min(2, len(headings))
        self.letters_only = bool(mapped) and all(LETTER.fullmatch(w) for w in mapped.values())
        self.examples = "、".join([words[0] for words in headings.values() if words][:3])
        self.sought = ""  # what the mapping names and the last table looked at does not have
        whole = _by_words(taken, folded)
        self.passes = [(folded, whole), (bare, whole), (bare, _by_words(taken, bare))]

    def layout(self, rows: Sequence[Sequence[str]]) -> Layout | None:
        """The row that names most fields; None where none names enough, or the mapping does
        not fit: then `sought` is what it names in vain.
        """
        number, best = -1, dict[str, int]()
        for index, row in enumerate(rows):
            columns = self._columns(row)
            if len(columns) >= self.needed and len(columns) > len(best):
                number, best = index, columns
        if not best and not self.letters_only:
            return None
        width = max(map(len, rows), default=0)
        return self._laid_out(number, rows[number] if best else (), best, width)

    def _columns(self, row: Sequence[str]) -> dict[str, int]:
        found: dict[str, int] = {}
        for field, where in self.mapped.items():
            found.update((field, i) for i, t in enumerate(row) if folded(t) == folded(where))
        for shape, fields in self.passes:
            for index, text in enumerate(row):
                name = fields.get(shape(text))
                if name and name not in found and index not in found.values():
                    found[name] = index
        return found

    def _laid_out(
        self, number: int, row: Sequence[str], columns: dict[str, int], width: int
    ) -> Layout | None:
        lettered = {
            f: index_of(w)
            for f, w in self.mapped.items()
            if f not in columns and LETTER.fullmatch(w) and index_of(w) < width
        }
        kept = {f: i for f, i in columns.items() if i not in lettered.values()} | lettered
        for field, where in self.mapped.items():
            if field not in kept:
                self.sought = where if width else self.sought
                return None
        names = {f: Column(i, row[i] if i < len(row) else "") for f, i in kept.items()}
        rest = (t for i, t in enumerate(row) if t.strip() and i not in kept.values())
        return Layout(number, names, tuple(rest), len(columns))


def _by_words(headings: Headings, shape: Callable[[str], str]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for field, words in headings.items():
        for word in words:
            fields.setdefault(shape(word), field)
    fields.pop("", None)
    return fields
