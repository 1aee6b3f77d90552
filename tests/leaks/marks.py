"""A mark of its own for every field, and where any of them is found in plain."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from station_app.core.kinds import (
    Address,
    Documents,
    IdNumber,
    PersonName,
    Phones,
    Pinyin,
    Serial,
    Words,
)
from station_app.identity.numbers import check_digit
from station_app.registers import REGISTERS

HAN = "甲乙丙丁戊己庚辛壬癸"
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
BEGINNING = 4  # bytes
ACCOUNTS = {
    "handler",
    "inspector",
    "officer",
    "second",
    "to_officer",
    "worker",
}  # readable by design: they stand on the slots
REGISTERED = (
    *("people", "places", "residents", "housing", "tenancies", "inspections", "hazards"),
    *("duty", "measures"),
    *("cards", "lost_found", "missing"),
    "certificates",
    *("property", "tasks", "footage", "disputes", "matters", "visits", "letters"),
    *("calls", "cases", "custody", "correction_copies", "correction_tasks", "corrections"),
    "rehabilitation",
)


def word(n: int) -> str:
    return "墨痕" + "".join(HAN[int(digit)] for digit in f"{n:04}")


def number(n: int) -> str:
    first = f"339901198{n % 10}0101{n:03}"
    return first + check_digit(first)


def of_kind(kind: object, n: int) -> str | None:
    match kind:
        case Words() | PersonName() | Address():
            return word(n)
        case Serial():
            return f"QX{n:06}JZ"
        case IdNumber():
            return number(n)
        case Phones():
            return f"1990077{n:04}"
        case Documents():
            return f"414 EQ{n:07}"
        case Pinyin():
            return "mohen" + "".join("bpmfdtnlgk"[int(digit)] for digit in f"{n:04}")
    return None


def bodies() -> dict[str, dict[str, str]]:
    """Register → field → mark."""
    n, found = 0, dict[str, dict[str, str]]()
    for name in REGISTERED:
        for field in REGISTERS[name].fields:
            n += 1
            mark = f"339901{n:06}" if field.name == "division" else of_kind(field.kind, n)
            if field.typed and mark and field.name not in ACCOUNTS:
                found.setdefault(name, {})[field.name] = mark
    return found


SAID = {
    what: word(9000 + n)
    for n, what in enumerate(
        ("note", "withdrawal", "search", "list search", "password", "export", "print", "draft",
         "amended", "imported", "bug", "typed", "copied", "household remarks",
         "recheck", "signer", "receiver", "witness")
    )
}  # fmt: skip


def all_marks() -> set[str]:
    marks = {mark.split()[-1] for body in bodies().values() for mark in body.values()}
    return marks | set(SAID.values()) | {number(700), number(701)}


def ways(mark: str) -> set[bytes]:
    found = {mark.encode(encoding) for encoding in ENCODINGS}
    return found | {mark.encode("unicode_escape"), mark.encode().hex().encode()}


def leaks(root: Path, marks: set[str], more: tuple[bytes, ...] = (), but: tuple[Path, ...] = ()):
    """(file, mark) of all that is readable below `root`, names of files and archives too."""
    sought = {way: mark for mark in marks for way in ways(mark)}
    sought |= {one: repr(one[:8]) for one in more}
    begun = by_beginning(sought)
    found = set()
    for path in root.rglob("*"):
        if any(path.is_relative_to(one) for one in but):
            continue
        contents = [str(path.relative_to(root)).encode("utf-8", "surrogateescape")]
        if path.is_file() and not path.is_symlink():
            contents += unpacked(path.read_bytes())
        found |= {(path.name, sought[way]) for c in contents for way in held(c, begun)}
    return found


def by_beginning(sought: Iterable[bytes]) -> dict[bytes, set[bytes]]:
    """Marks begin alike: hundreds are looked for at the few places where a beginning stands."""
    begun = dict[bytes, set[bytes]]()
    for way in sought:
        begun.setdefault(way[:BEGINNING], set()).add(way)
    return begun


def held(content: bytes, begun: dict[bytes, set[bytes]]) -> Iterator[bytes]:
    for beginning, ways in begun.items():
        lengths = {len(way) for way in ways}
        at = content.find(beginning)
        while at >= 0:
            yield from ways & {content[at : at + length] for length in lengths}
            at = content.find(beginning, at + 1)


def unpacked(content: bytes) -> list[bytes]:
    found = [content]
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            found += [archive.read(name) for name in archive.namelist()]
    return found
