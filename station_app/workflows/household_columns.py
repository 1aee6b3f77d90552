"""The columns of a household ledger: what they may be called, and how a cell of each is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from station_app.core.kinds import Serial, Words
from station_app.core.parse import Invalid, parse
from station_app.core.texts import _
from station_app.exchange import cells
from station_app.exchange.cells import Tidied
from station_app.people.register import PEOPLE
from station_app.places import addresses
from station_app.places.register import PLACES
from station_app.residents.register import RESIDENTS

Read = Callable[[str, date], Tidied[Any]]

ETHNIC = {"汉": "01", "蒙古": "02", "回": "03", "藏": "04", "维吾尔": "05", "苗": "06"}
EDUCATION = {
    word: code
    for code, words in {
        "10": "研究生 硕士 博士",
        "20": "本科 大学本科 大学",
        "30": "大专 专科 高职",
        "40": "中专 职高 技校 中职",
        "60": "高中 普高",
        "70": "初中",
        "80": "小学",
        "90": "文盲 半文盲 不识字",
    }.items()
    for word in words.split()
}


def _words(longest: int) -> Read:
    def read(text: str, today: date) -> Tidied[Any]:
        typed = text.strip()
        if cells.is_nothing(typed):
            return Tidied()
        try:
            return Tidied(parse(Words(longest=longest), typed))
        except Invalid as wrong:
            return Tidied(problem=wrong.text)

    return read


def _serial(text: str, today: date) -> Tidied[Any]:
    typed = cells.plain(text)
    if len(typed) > Serial().longest:
        return Tidied(problem=_("至多 {n} 个字", n=Serial().longest))
    return Tidied(None if typed in cells.NOTHING else typed)


def _coded(table: str, words: Mapping[str, str] | None = None) -> Read:
    return lambda text, today: cells.coded(text, table, words)


def _phones(text: str, today: date) -> Tidied[Any]:
    found = cells.phones(text)
    entries = [
        {"number": number} | ({"whose": whose} if whose else {})
        for number, whose in found.value or ()
    ]
    return Tidied(entries or None, found.problem)


def _address(text: str, today: date) -> Tidied[Any]:
    found = _words(200)(text, today)
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


def _of(register: Any, name: str, read: Read, *more: str) -> Column:
    field = register[name]
    headings = (field.label.msgid, *field.synonyms, *more)
    return Column(register.name, headings, read, field.merge.value == "free")


def _name(text: str, today: date) -> Tidied[Any]:
    return cells.name(text)


def _sex(text: str, today: date) -> Tidied[Any]:
    return cells.sex(text)


def _relation(text: str, today: date) -> Tidied[Any]:
    return cells.relation(text)


def _number(text: str, today: date) -> Tidied[Any]:
    found = cells.id_number(text, today)
    return Tidied(found.value.number if found.value else None, found.problem)


COLUMNS: Mapping[str, Column] = {
    "household": _of(RESIDENTS, "household", _serial),
    "relation_to_head": _of(RESIDENTS, "relation_to_head", _relation, "户主关系"),
    "name": _of(PEOPLE, "name", _name),
    "sex": _of(PEOPLE, "sex", _sex),
    "id_number": _of(PEOPLE, "id_number", _number, "身份证"),
    "birth": _of(PEOPLE, "birth", cells.past_day),
    "ethnicity": _of(PEOPLE, "ethnicity", _coded("ethnic_group", ETHNIC)),
    "education": _of(PEOPLE, "education", _coded("education", EDUCATION)),
    "marital": _of(PEOPLE, "marital", _coded("marital_status")),
    "military": _of(PEOPLE, "military", _coded("military_service")),
    "former_name": _of(PEOPLE, "former_name", _name),
    "hukou_address": _of(PEOPLE, "hukou_address", _words(200)),
    "native_place": _of(PEOPLE, "native_place", _words(60)),
    "address": _of(PLACES, "line", _address),
    "phone": _of(PEOPLE, "phone", _phones),
    "occupation": _of(PEOPLE, "occupation", _words(60), "职业/去向"),
    "employer": _of(PEOPLE, "employer", _words(100)),
    "household_type": _of(RESIDENTS, "household_type", _coded("household_type")),
    "resident_class": _of(RESIDENTS, "resident_class", _coded("resident_class")),
    "since": _of(RESIDENTS, "since", cells.past_day),
    "arrived_on": _of(RESIDENTS, "arrived_on", cells.past_day),
    "stay_reason": _of(RESIDENTS, "stay_reason", _coded("stay_reason")),
    "registered_on": _of(RESIDENTS, "registered_on", cells.past_day),
    "expected_leave": _of(RESIDENTS, "expected_leave", cells.last_day),
    "remarks": _of(RESIDENTS, "remarks", _words(2000)),
}
HEADINGS = {name: column.headings for name, column in COLUMNS.items()}
OWN = ("name", "id_number", "phone")  # of one row, where 同上 means nothing
