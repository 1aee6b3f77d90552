"""How an address is typed: words in any order, 2-3-101 for a room, pinyin for a street. Pure.

Words are as `searchable` leaves them. A number is whole: 101 is not the end of 1101.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from station_app.identity.names import searchable

WORDS = 6  # that are read
BUILDINGS = ("栋", "号楼", "幢", "座", "楼")
DASHES = str.maketrans("–—―−", "----")
NUMBERED = re.compile(r"[a-z]{2,}\d{1,4}(?!\d)|\d{1,3}[#-]")
APART = re.compile(r"(?<=[号栋幢座楼])(?=\d)|(?<=[a-z]{2})(?=\d)")
GLOBBED = re.compile(r"[*?\[]")
BAR = "|"  # before a word: the room, with or without its unit
ROOM = re.compile(
    r"(?P<front>.*?)(?<!\d)(?P<building>\d{1,3})(?P<mark>[#-]|栋|号楼|幢|座)"
    r"(?:(?P<unit>\d{1,2})(?:-|单元))?(?P<room>\d{1,4}[a-z]?室?)?"
)


def words(text: str) -> list[str]:
    typed = (searchable(word).translate(DASHES) for word in text.split()[:WORDS])
    found = [word for word in typed if word]
    return [after(before, word) for before, word in zip(["", *found], found, strict=False)]


def after(before: str, word: str) -> str:
    """A bare number behind its building or unit is the room, and no number of a door."""
    return BAR + word if before[-1:] in tuple("栋幢座楼元") and word.isdigit() else word


def may_be_parted(typed: Sequence[str]) -> bool:
    """Whether these words may hold more than one ending of a building's line."""
    if len(typed) > 1:
        return any(c.isalpha() for word in typed for c in word)
    return any(
        NUMBERED.match(word)
        if word.isascii()
        else any(c.isdigit() or c in "甲乙丙丁" for c in word)
        for word in typed
    )


def ways(typed: Sequence[str]) -> Iterator[list[tuple[str, list[str]]]]:
    """2#3-101 → 2栋 and |3单元101, or 2号楼 …: groups of (building, words), the likeliest first.

    Of two numbers the first is the building, else the unit; then no building is said.
    """
    for at, word in enumerate(typed):
        found = ROOM.fullmatch(word) if "#" in word or "-" in word else None
        if found is None:
            continue
        front, building, mark, unit, room = found.groups()
        around = [*typed[:at], *filter(None, [front]), *typed[at + 1 :]]
        inside = (
            [f"{BAR}{unit}单元{room or ''}" if unit else f"{BAR}{room}"] if unit or room else []
        )
        marks = BUILDINGS if mark in "#-" else (mark,)
        yield [(building + kind, [*around, building + kind, *inside]) for kind in marks]
        if around and room and mark == "-" and not unit:
            yield [("", [*around, f"{BAR}{building}单元{room}"])]
        return


def chunks(typed: Sequence[str]) -> list[str]:
    """Words taken apart where a dwelling may lie further on: 33号8栋1604 → 33号, 8栋, |1604."""
    found = list[str]()
    for word in typed:
        parts = APART.split(word)
        found += [after(before, part) for before, part in zip(["", *parts], parts, strict=False)]
    return found


def glob(chunk: str) -> str:
    """Of SQLite, over `|line|old name|room`."""
    before, rest = _before(chunk)
    safe = GLOBBED.sub(r"[\g<0>]", rest)
    return f"*{before}{safe}*"


def regex(chunk: str) -> str:
    """Of PostgreSQL and Python, over `|line|old name|room`."""
    before, rest = _before(chunk)
    return before + re.escape(rest)


def _before(chunk: str) -> tuple[str, str]:
    """What stands before a number that is whole, and the chunk."""
    if chunk[0] == BAR:
        return "[|元]", chunk[1:]
    return "[^0-9]" if chunk[0].isdigit() else "", chunk


def uncut(word: str, at: int) -> int:
    """The place to part a word, moved back to where a number begins."""
    while 0 < at < len(word) and word[at].isdigit() and word[at - 1].isdigit():
        at -= 1
    return at
