"""What was typed into the search box, and which field of a record holds it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from station_app.core.kinds import Address, Documents, IdNumber, Kind, PersonName, Phones, Pinyin
from station_app.core.register import Field, Register
from station_app.core.texts import Text, _
from station_app.identity import names, numbers
from station_app.identity.names import searchable

LONGEST = 100  # characters read of what was typed
DIGITS = re.compile(r"[\d\s-]*\d[\d\s-]*[Xx]?", re.ASCII)
PHONE_DIGITS = range(3, 13)  # typed of a telephone number, area code and all
NO_TEXT = re.compile("[\x00-\x1f\ud800-\udfff]")  # halves of characters, and no database keeps NUL


@dataclass(frozen=True, slots=True)
class Typed:
    text: str
    sought: str  # as it is searched; empty where there is nothing to look for
    digits: str  # empty unless it is a number

    @property
    def spoken(self) -> bool:
        """As it is read aloud, which no Chinese characters hold."""
        return self.sought.isascii() and not self.digits


def read(text: str) -> Typed:
    text = NO_TEXT.sub("", " ".join(text[:LONGEST].split()))
    digits = _eighteen("".join(filter(str.isalnum, text))) if DIGITS.fullmatch(text) else ""
    return Typed(text, searchable(text), digits)


def _eighteen(digits: str) -> str:
    """Numbers of the first generation are kept in their new form."""
    return numbers.upgrade(digits) if numbers.OLD_SHAPE.fullmatch(digits) else digits


def left_out(text: str) -> Text | None:
    """What a look-up without a purpose says of digits: a telephone may hold them."""
    digits = "".join(text.split()).replace("-", "")
    if not (digits.isascii() and digits.isdecimal() and len(digits) in PHONE_DIGITS):
        return None
    return _("没有按电话号码查：按电话找人须先说明事由")


def field_with(
    typed: Typed, register: Register, fields: Sequence[Field], values: Mapping[str, Any]
) -> Field:
    """The one that holds it as typed, else the one that may be read so."""
    for field in fields:
        if (value := values[field.name]) and _holds(typed, field.kind, value):
            return field
    spoken = [
        field
        for field in fields
        if values[field.name] and isinstance(field.kind, PersonName | Pinyin)
    ]
    if len(spoken) > 1:
        spelt = names.typed_pinyin(typed.sought.replace("'", ""))
        for field in spoken:
            if _is_read(field, values[field.name], spelt):
                return field
    return (spoken or [register[name] for name in register.subject])[0]


def _holds(typed: Typed, kind: Kind, value: Any) -> bool:
    match kind:
        case IdNumber():
            return typed.digits.upper() in value
        case Documents() | Phones():
            if value == "[]":
                return False
            listed = json.loads(value) if isinstance(value, str) else value
            sought = typed.digits or typed.sought
            return any(sought in searchable(one["number"]) for one in listed)
        case PersonName() | Address() if typed.spoken and not value.isascii():
            return False
        case _:
            return typed.text in value or typed.sought in searchable(value)


def _is_read(field: Field, value: str, typed: str) -> bool:
    spoken = value.split("；") if isinstance(field.kind, Pinyin) else names.readings(value)
    keys = (key for reading in spoken for way in names.pinyin_keys(reading) for key in way)
    return any(key.startswith(typed) for key in keys)
