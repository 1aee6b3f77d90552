"""Who lives at an address now: by the address alone, or by a name and an address together.

A name and an address are never met in whole: where few have the name their addresses are
read, else the names of those who live there; what is read is cut in either case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy.orm import Session

from station_app.core.kinds import Kind, PersonName, Pinyin
from station_app.core.register import Register
from station_app.identity.names import PLAIN_HAN, searchable, typed_pinyin
from station_app.storage import search, typed_address
from station_app.storage.driver import ask, is_postgresql
from station_app.storage.lookup import LINE, SIZES, addresses

FEW = 64  # bearers of a name whose addresses are read rather than who lives at the address
MOST = 300  # dwellers whose names are read, then half as many bearers of the name
HAN = 4  # times as many where the name is written: comparing it is quicker than reading it aloud
LIVES = "r.until is null and r.withdrawn_at is null"


def at(session: Session, places: Sequence[int], limit: int) -> list[int]:
    """Rows of the people who live at these places or inside them."""
    if not places:
        return []
    return list(dict.fromkeys(row for row, *_ in _dwellers(session, places, (), limit)))


def named(session: Session, people: Register, places: Register, text: str, limit: int) -> list[int]:
    """Rows of people whose name is some of the words and who live where the others say."""
    found: dict[int, None] = {}
    for name, where in _partings(text.split()[: typed_address.WORDS]):
        if len(found) < limit:
            found |= dict.fromkeys(_meeting(session, people, places, name, where))
    return list(found)[:limit]


def _partings(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """A name in front of its address, or behind it; names have no digits."""
    for n in range(1, len(words)):
        for name, where in ((words[:n], words[n:]), (words[-n:], words[:-n])):
            key = searchable("".join(name)).replace("'", "")
            if key and not any(c.isdigit() for c in key):
                yield key, " ".join(where)


def _meeting(
    session: Session, people: Register, places: Register, name: str, where: str
) -> list[int]:
    bearers = search.matching(session, people, name, MOST)
    if not bearers:
        return []
    if len(bearers) <= FEW:
        return _living(session, bearers, where)
    columns = [(f.name, f.kind) for f in people.fields if isinstance(f.kind, PersonName | Pinyin)]
    sought = addresses(session, places, where, MOST)
    if not sought:
        return []
    kinds = [kind for _, kind in columns]
    most = MOST if name.isascii() else MOST * HAN
    there = _dwellers(session, sought, [column for column, _ in columns], most)
    found = [row for row, *values in there if _is_called(kinds, values, name)]
    cut = len(sought) >= MOST or len(there) >= most
    return found or (_living(session, bearers[: MOST // 2], where) if cut else [])


def _dwellers(
    session: Session, places: Sequence[int], names: Sequence[str], limit: int
) -> Sequence[Any]:
    """(row, names …) of those who live at these places or in the dwellings of these buildings."""
    join = "join" if is_postgresql(session) else "cross join"
    rows, marks = _padded(places)
    columns = "".join(f', p."{name}"' for name in names)
    statement = f"""select p."row"{columns} from
        (select id from place where "row" in ({marks}) union all
        select d.id from place h {join} place d on d.building_id = h.id
        where h."row" in ({marks}) and h.level = 'building') as home
        {join} resident r on r.place_id = home.id {join} person p on p.id = r.person_id
        where {LIVES} limit +?"""  # noqa: S608
    return ask(session, statement, *rows, *rows, limit)


def _living(session: Session, people: Sequence[int], where: str) -> list[int]:
    """Those of these people whose address holds all the words."""
    join = "join" if is_postgresql(session) else "cross join"
    rows, marks = _padded(people)
    statement = f"""select p."row", {LINE.format("d")}, d.street, d.estate
        from person p {join} resident r on r.person_id = p.id {join} place d on d.id = r.place_id
        where p."row" in ({marks}) and {LIVES}"""  # noqa: S608
    typed = typed_address.words(where)
    said = [typed, *(way for group in typed_address.ways(typed) for _, way in group)]
    wanted = [[_Chunk(chunk) for chunk in typed_address.chunks(way)] for way in said]
    return [
        row
        for row, line, *streets in ask(session, statement, *rows)
        if any(all(chunk.is_in(line, streets) for chunk in way) for way in wanted)
    ]


class _Chunk:
    """Part of an address: as it is written, or a street and an estate as they are read aloud."""

    def __init__(self, chunk: str) -> None:
        self._spelt = chunk if chunk.isascii() and chunk.isalpha() else None
        self._written = re.compile(typed_address.regex(chunk))

    def is_in(self, line: str, streets: Sequence[str | None]) -> bool:
        if self._spelt and any(k.startswith(self._spelt) for s in streets for k in search.aloud(s)):
            return True
        return bool(self._written.search(line))


def _is_called(kinds: Sequence[Kind], values: Sequence[str | None], name: str) -> bool:
    whole = "".join(filter(None, values))
    if not name.isascii() and name not in whole and PLAIN_HAN.fullmatch(whole):
        return False  # most of them, at once
    for kind, value in zip(kinds, values, strict=True):
        if value and (name in searchable(value) or _is_read(kind, value, name)):
            return True
    return False


def _is_read(kind: Kind, value: str, name: str) -> bool:
    spelt = typed_pinyin(name)
    return spelt.isascii() and any(key.startswith(spelt) for key in _spelt(kind, value))


@lru_cache(maxsize=4096)
def _spelt(kind: Kind, value: str) -> frozenset[str]:
    return search.keys_under(kind, value)


def _padded(rows: Sequence[int]) -> tuple[list[int], str]:
    """Rows for one of few shapes of statement, and their marks."""
    size = next(size for size in SIZES if size >= len(rows))
    return [*rows, *[rows[0]] * (size - len(rows))], ",".join("?" * size)
