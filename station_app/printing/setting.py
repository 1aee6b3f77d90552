"""Setting text into a width and a height: nothing is clipped, nothing is lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from station_app.printing.fonts import width

SIZES = (10.5, 9.0, 7.5)  # 五号, 小五, 六号: tried in this order
LEADING = 1.25
NEVER_FIRST = frozenset("，。、；：！？）》〉】〕”’％…·,.;:!?)]}%")  # on a line
NEVER_LAST = frozenset("（《〈【〔“‘([{")


@dataclass(frozen=True, slots=True)
class Fitted:
    size: float
    lines: tuple[str, ...]
    rest: str = ""  # did not fit at the smallest size: goes on the continuation sheet

    @property
    def height(self) -> float:
        return len(self.lines) * self.size * LEADING


def fit(
    text: str, room: float, height: float, onward: str, sizes: Sequence[float] = SIZES
) -> Fitted:
    """The text in a box of `room` x `height` points, as large as it will go.

    Where even the smallest size overflows, the last line says `onward` and `rest` is
    what it points to. Raises MissingGlyph.
    """
    if "\n" not in text and width(text, sizes[0]) <= room:
        return Fitted(sizes[0], (text,))
    for size in sizes:
        lines = spans(text, size, room)
        most = int(height / (size * LEADING) + 0.01)
        if len(lines) <= most:
            return Fitted(size, tuple(text[start:end] for start, end in lines))
    kept = lines[: max(most - 1, 0)]
    return Fitted(
        size, (*(text[start:end] for start, end in kept), onward), text[lines[len(kept)][0] :]
    )


def wrap(text: str, size: float, room: float) -> list[str]:
    """Lines no wider than `room`. Raises MissingGlyph."""
    return [text[start:end] for start, end in spans(text, size, room)]


def spans(text: str, size: float, room: float) -> list[tuple[int, int]]:
    """Where each line starts and ends; only blanks stand between two lines."""
    found = []
    start = 0
    for part in text.split("\n"):
        end = start + len(part)
        while (most := _most(text, start, end, size, room)) < end:
            cut = _cut(text, start, most)
            found.append((start, cut))
            start = cut + len(text[cut:end]) - len(text[cut:end].lstrip())
        found.append((start, end))
        start = end + 1
    return found


def _most(text: str, start: int, end: int, size: float, room: float) -> int:
    """Where the line from `start` is full; at least one character on."""
    used = 0.0
    for n in range(start, end):
        used += width(text[n], size)
        if used > room:
            return max(n, start + 1)
    return end


def _cut(text: str, start: int, most: int) -> int:
    """A good place for the line to end, at most at `most`; `most` if there is none near."""
    for cut in range(most, max(most - 25, start), -1):
        before, after = text[cut - 1], text[cut]
        word = before.isascii() and after.isascii() and before != " " != after
        if not (word or after in NEVER_FIRST or before in NEVER_LAST):
            return cut
    return most
