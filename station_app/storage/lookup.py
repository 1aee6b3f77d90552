"""What the one search box reads at every keystroke, past all compiling of statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from station_app.core.register import Register
from station_app.identity.names import searchable
from station_app.storage import references
from station_app.storage.engine import as_id, ask, is_postgresql
from station_app.storage.search import CAP, LAST, LONGEST, matching

SIZES = (8, 64, 512)  # ids asked for at once: few shapes of statement, so that each stays prepared


@dataclass(frozen=True, slots=True)
class Entry:
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
        row: Entry(row, as_id(id), kept and as_id(kept), tuple(values))
        for row, id, kept, *values in found
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
    words = text.split()
    if len(words) == 1:
        rows = matching(session, places, text, limit)
        if rows or not any(c.isdigit() or c in "甲乙丙丁" for c in text):
            return rows
    head, others = _head(session, places.number, words)
    if not head:
        return []
    found = _buildings(session, places.number, head, others)
    return (found or _dwellings(session, places.number, head, others))[:limit]


def _head(session: Session, number: int, words: list[str]) -> tuple[str, list[str]]:
    """The word that names a building, and the others."""
    held = [word for word in words if _is_held(session, number, word)]
    if held:
        head = max(held, key=lambda word: (not word.isascii(), len(word)))
        return head, [word for word in words if word != head]
    head, rest = _split(session, number, words[0])
    return head, [word for word in (rest, *words[1:]) if word]


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


def _buildings(session: Session, number: int, word: str, others: Sequence[str]) -> list[int]:
    """Addresses with keys that hold `word`, and all the other words in any order."""
    return _places(session, number, word, others, 'join place d on d."row" = b."row"')


def _dwellings(session: Session, number: int, word: str, others: Sequence[str]) -> list[int]:
    """Dwellings in at most 300 buildings that hold `word`, with all the other words."""
    inside = 'join place h on h."row" = b."row" join place d on d.building_id = h.id'
    return _places(session, number, word, others, inside)


def _places(
    session: Session, number: int, word: str, others: Sequence[str], joined: str
) -> list[int]:
    """The number of the register of places; CROSS JOIN keeps SQLite to the order written."""
    postgresql = is_postgresql(session)
    holds = "strpos" if postgresql else "instr"
    joined = joined if postgresql else joined.replace("join", "cross join")
    asked = f" and {holds}(lower(coalesce(d.line, '') || coalesce(d.old_name, '')), ?) > 0"
    statement = f"""select d."row" from (select distinct "row" from search_key
        where lane in (?, ?) and "key" >= ? and "key" < ? limit {CAP}) b {joined}
        where d.withdrawn_at is null{asked * len(others)} limit 60"""  # noqa: S608
    key = searchable(word)[:LONGEST]
    lanes = 2 * number, 2 * number + 1
    found = ask(session, statement, *lanes, key, key + LAST, *map(searchable, others))
    return [row for (row,) in found]


def _is_held(session: Session, number: int, word: str) -> bool:
    """Whether any key of this register holds the word."""
    key = searchable(word)[:LONGEST]
    statement = 'select 1 from search_key where lane in (?, ?) and "key" >= ? and "key" < ? limit 1'
    return bool(ask(session, statement, 2 * number, 2 * number + 1, key, key + LAST))
