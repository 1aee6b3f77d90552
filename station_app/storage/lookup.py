"""What the one search box reads at every keystroke, past all compiling of statements."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from station_app.core.register import Register
from station_app.identity.names import searchable
from station_app.storage import references
from station_app.storage.engine import as_id, ask, is_postgresql
from station_app.storage.search import CAP, LAST, LONGEST, matching

SIZES = (8, 64, 512)  # ids asked for at once: few shapes of statement, so that each stays prepared
MOST = 5000  # keys of one word of an address that are read
HOLDING = 'select "row" from search_key where lane in (?, ?) and "key" >= ? and "key" < ?'


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


def addresses(session: Session, places: Register, text: str, limit: int) -> list[int]:
    """Buildings that hold all the words in any order, else the dwellings inside such buildings."""
    if " " not in text:
        rows = matching(session, places, text, limit)
        if rows or text.isascii() or not any(c.isdigit() or c in "甲乙丙丁" for c in text):
            return rows
    outer, inner = _parted(session, places.number, [searchable(word) for word in text.split()])
    if not outer:
        return []
    buildings = _buildings(session, places.number, outer)
    found = _holding(session, "h", buildings, inner) if inner else buildings
    return (found or _holding(session, "d", buildings, inner))[:limit]


def _parted(session: Session, number: int, words: list[str]) -> tuple[list[str], list[str]]:
    """The words that name the building, and those that may name a room in it."""
    outer = [word for word in words if not word.isascii() and _is_held(session, number, word)]
    if not outer:
        head, rest = _split(session, number, words[0])
        outer, words = [head] if head else [], [*words[1:], *([rest] if rest else [])]
    outer = [word for word in outer if len(word) > 1] or outer  # one character is held by many
    return outer, [word for word in words if word and word not in outer]


def _split(session: Session, number: int, word: str) -> tuple[str, str]:
    """新丰街33号8栋1604 → (新丰街33号8栋, 1604): what a building holds, as long as can be."""
    low, high = 0, len(word)
    while low < high:
        middle = (low + high + 1) // 2
        if _is_held(session, number, word[:middle]):
            low = middle
        else:
            high = middle - 1
    return word[:low], word[low:]


def _is_held(session: Session, number: int, word: str) -> bool:
    """Whether any key of this register holds the word."""
    return bool(ask(session, f"{HOLDING} limit 1", *_range(number, word)))


def _range(number: int, word: str) -> tuple[int, int, str, str]:
    key = word[:LONGEST]
    return 2 * number, 2 * number + 1, key, key + LAST


def _buildings(session: Session, number: int, words: Sequence[str]) -> list[int]:
    """Rows whose keys hold every one of these words."""
    one = f'select "row" from ({HOLDING} limit {MOST}) as held'  # noqa: S608
    statement = f"{' intersect '.join([one] * len(words))} limit {CAP}"
    found = ask(session, statement, *(part for word in words for part in _range(number, word)))
    return list(dict.fromkeys(row for (row,) in found))


def _holding(session: Session, where: str, rows: Sequence[int], words: Sequence[str]) -> list[int]:
    """Which of these buildings (h), or of the dwellings in them (d), hold all the words.

    CROSS JOIN keeps SQLite to the order written.
    """
    if not rows or not words:
        return []
    postgresql = is_postgresql(session)
    holds, join = ("strpos", "join") if postgresql else ("instr", "cross join")
    inside = f"{join} place d on d.building_id = h.id" if where == "d" else ""
    size = next(size for size in SIZES if size >= len(rows))
    line = f"lower(coalesce({where}.line, '') || coalesce({where}.old_name, ''))"
    statement = f"""select {where}."row" from place h {inside}
        where h."row" in ({",".join("?" * size)}) and {where}.withdrawn_at is null
        and {" and ".join([f"{holds}({line}, ?) > 0"] * len(words))} limit {SIZES[1]}"""  # noqa: S608
    padded = [*rows, *[rows[0]] * (size - len(rows))]
    return [row for (row,) in ask(session, statement, *padded, *words)]
