"""The columns of a sheet that is imported: what they may be called, how a cell of each is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from typing import Any

from station_app.core.days import BEIJING
from station_app.core.kinds import Serial, Words
from station_app.core.parse import Invalid, parse
from station_app.core.register import Merge
from station_app.core.texts import _
from station_app.exchange import cells
from station_app.exchange.cells import Tidied
from station_app.places import addresses

Read = Callable[[str, date], Tidied[Any]]


def words(longest: int) -> Read:
    kind = Words(longest=longest)

    def read(text: str, today: date) -> Tidied[Any]:
        typed = text.strip()
        if cells.is_nothing(typed):
            return Tidied()
        try:
            return Tidied(parse(kind, typed, _midnight(today)))
        except Invalid as wrong:
            return Tidied(problem=wrong.text)

    return read


@cache
def _midnight(today: date) -> datetime:
    return datetime.combine(today, time(), BEIJING)


LINE = words(200)


def serial(text: str, today: date) -> Tidied[Any]:
    typed = cells.plain(text)
    if len(typed) > Serial().longest:
        return Tidied(problem=_("至多 {n} 个字", n=Serial().longest))
    return Tidied(None if typed in cells.NOTHING else typed)


def coded(table: str, words: Mapping[str, str] | None = None) -> Read:
    return lambda text, today: cells.coded(text, table, words)


def phones(text: str, today: date) -> Tidied[Any]:
    found = cells.phones(text)
    entries = [
        {"number": number} | ({"whose": whose} if whose else {})
        for number, whose in found.value or ()
    ]
    return Tidied(entries or None, found.problem)


def address(text: str, today: date) -> Tidied[Any]:
    found = LINE(text, today)
    if found.value is None or addresses.is_located(addresses.parse(found.value)):
        return found
    return Tidied(None, _("地址至少要写明街路巷、门牌、小区、楼栋或村"))


@dataclass(frozen=True, slots=True)
class Column:
    """`register` is whose field it fills; an address fills no field, it is found or made."""

    register: str
    headings: tuple[str, ...]
    read: Read
    free: bool = False  # two rows of one person may differ in it
    field: str = ""


def of(register: Any, field: str, read: Read, *more: str) -> Column:
    known = register[field]
    headings = (known.label.msgid, *known.synonyms, *more)
    return Column(register.name, headings, read, known.merge is Merge.FREE, field)


def name(text: str, today: date) -> Tidied[Any]:
    return cells.name(text)


def sex(text: str, today: date) -> Tidied[Any]:
    return cells.sex(text)


def relation(text: str, today: date) -> Tidied[Any]:
    return cells.relation(text)


def number(text: str, today: date) -> Tidied[Any]:
    found = cells.id_number(text, today)
    return Tidied(found.value.number if found.value else None, found.problem)
