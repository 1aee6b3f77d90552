"""What the one search box reads at every keystroke, past all compiling of statements."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from station_app.core.register import Register
from station_app.storage import references, typed_address
from station_app.storage.driver import as_id, ask, is_postgresql
from station_app.storage.search import CAP, LAST, LONGEST, matching

SIZES = (
    8,
    64,
    300,
    512,
)  # ids asked for at once: few shapes of statement, so that each stays prepared
MOST = 5000  # keys of one word of an address that are read
ROOMS = 3000  # dwellings that are read to find a room
FEW = 8  # buildings
SOME = 64  # buildings in which one character, soon to be a word, is looked for
HOLDING = 'select "row" from search_key where lane in (?, ?) and "key" >= ? and "key" < ?'

LINE = """lower('|' || coalesce({0}.line, '') || '|' || coalesce({0}.old_name, '')
    || '|' || coalesce({0}.tail, ''))"""


class Entry(NamedTuple):
    """A live record that was found; `kept` is the one it was merged into."""

    row: int
    id: UUID
    kept: UUID | None
    values: tuple[Any, ...]  # as the driver answers them, in the order asked for


def entries(
    session: Session, register: Register, rows: Sequence[int], names: Sequence[str]
) -> list[Entry]:
    """The live records of these rows, in their order; at most 512."""
    if not rows:
        return []
    rows = rows[: SIZES[-1]]
    size = next(size for size in SIZES if size >= len(rows))
    columns = "".join(f', r."{name}"' for name in names)
    statement = f"""select r."row", r.id, a.kept_id{columns}
        from "{register.record.__tablename__}" r left join alias a on a.gone_id = r.id
        where r."row" in ({",".join("?" * size)}) and r.withdrawn_at is null"""  # noqa: S608
    found = ask(session, statement, *rows, *[rows[0]] * (size - len(rows)))
    read = {
        line[0]: Entry(line[0], as_id(line[1]), line[2] and as_id(line[2]), line[3:])
        for line in found
    }
    return [read[row] for row in dict.fromkeys(rows) if row in read]


def standing(
    session: Session, register: Register, entry: Entry, names: Sequence[str]
) -> Entry | None:
    """What a merged entry is read as from now on; None where that was withdrawn."""
    final = references.kept(session, entry.id)
    table = register.record.__tablename__
    key = final if is_postgresql(session) else final.bytes
    rows = ask(session, f'select "row" from "{table}" where id = ?', key)  # noqa: S608
    return next(iter(entries(session, register, [row for (row,) in rows], names)), None)


def addresses(
    session: Session,
    places: Register,
    text: str,
    limit: int,
    rows: list[int] | None = None,
) -> list[int]:
    """Buildings that hold all the words in any order, else the dwellings inside such buildings.

    `rows` are those that match the text as one, where they are known already.
    """
    if rows is None:
        rows = matching(session, places, text, limit)
    if rows or not typed_address.may_be_parted(typed := typed_address.words(text)):
        return rows
    if rows := _met(session, places.number, typed, limit):
        return rows
    for group in typed_address.ways(typed):
        held = [way for building, way in group if _is_held(session, places.number, building)]
        rows = [row for way in held for row in _met(session, places.number, way, limit)]
        if rows:
            break
    return rows[:limit]


def _met(session: Session, number: int, typed: Sequence[str], limit: int) -> list[int]:
    """Where all these words meet."""
    outer, inner = _parted(session, number, typed)
    if not outer:
        return []
    buildings = _buildings(session, number, outer)
    if not inner:
        return buildings[:limit]
    if all(len(word) == 1 and word.isalpha() for word in inner):
        buildings = buildings[:SOME]
    return _holding(session, "h", buildings, inner, limit) or _inside(
        session, buildings, inner, limit
    )


def _inside(
    session: Session, buildings: Sequence[int], words: Sequence[str], limit: int
) -> list[int]:
    """Dwellings; a room that has no number is looked for in few buildings only."""
    numbered = any(c.isdigit() for word in words for c in word)
    return _holding(session, "d", buildings[: CAP if numbered else FEW], words, limit)


def _parted(session: Session, number: int, typed: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words that name the building, and those that may name a room in it."""
    words = list(typed)
    outer = [word for word in words if _may_name(word) and _is_held(session, number, word)]
    if not outer:
        head, rest = _split(session, number, words[0])
        outer, words = [head] if head else [], [*words[1:], *([rest] if rest else [])]
    outer = [word for word in outer if len(word) > 1] or outer  # one character is held by many
    return outer, typed_address.chunks([word for word in words if word not in outer])


def _may_name(word: str) -> bool:
    return not word.isascii() or word.isalpha()


def _split(session: Session, number: int, word: str) -> tuple[str, str]:
    """新丰街33号8栋1604 → (新丰街33号8栋, 1604): what a building holds, as long as can be."""
    low, high = 0, len(word)
    while low < high:
        middle = (low + high + 1) // 2
        if _is_held(session, number, word[:middle]):
            low = middle
        else:
            high = middle - 1
    low = typed_address.uncut(word, low)
    if word[:low].isdecimal():
        return "", word  # a number alone begins too many buildings
    return word[:low], typed_address.after(word[:low], word[low:])


def _is_held(session: Session, number: int, word: str) -> bool:
    """Whether any key of this register holds the word."""
    return bool(ask(session, f"{HOLDING} limit 1", *_range(number, word)))


def _range(number: int, word: str) -> tuple[int, int, str, str]:
    key = word[:LONGEST]
    return 2 * number, 2 * number + 1, key, key + LAST


def _buildings(session: Session, number: int, words: Sequence[str]) -> list[int]:
    """Rows whose keys hold every one of these words.

    The commonest is walked and the others are sets, which cost more to fill: a word with a
    number is the rarer.
    """
    words = sorted(words, key=lambda word: (any(map(str.isdigit, word)), len(word)))
    one = f'select "row" from ({HOLDING} limit {MOST}) as held'  # noqa: S608
    others = " and ".join([f'"row" in ({one})'] * (len(words) - 1))
    statement = f"{one}{' where ' if others else ''}{others} limit {CAP}"
    found = ask(session, statement, *(part for word in words for part in _range(number, word)))
    return list(dict.fromkeys(row for (row,) in found))


def _holding(
    session: Session, where: str, rows: Sequence[int], words: Sequence[str], limit: int
) -> list[int]:
    """Which of these buildings (h), or of the dwellings in them (d), hold all the words.

    CROSS JOIN keeps SQLite to the order written.
    """
    if not rows or not words:
        return []
    postgresql = is_postgresql(session)
    holds, join = ("~", "join") if postgresql else ("glob", "cross join")
    pattern = typed_address.regex if postgresql else typed_address.glob
    inside = f"{join} place d on d.building_id = h.id" if where == "d" else ""
    size = next(size for size in SIZES if size >= len(rows))
    statement = f"""select "row" from (select {where}."row", {LINE.format(where)} as line
        from place h {inside}
        where h."row" in ({",".join("?" * size)}) and {where}.withdrawn_at is null
        limit {ROOMS}) as lines
        where {" and ".join([f"line {holds} ?"] * len(words))} limit +?"""  # noqa: S608
    padded = [*rows, *[rows[0]] * (size - len(rows))]
    found = ask(session, statement, *padded, *map(pattern, words), limit)
    return [row for (row,) in found]
