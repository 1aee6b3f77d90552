"""Stored values as people read them, in full or masked."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any, assert_never

from station_app.core.days import BEIJING, day_of
from station_app.core.kinds import (
    Address,
    Code,
    Count,
    Day,
    Documents,
    Flag,
    FormOnly,
    IdNumber,
    Kind,
    Moment,
    PersonName,
    Phones,
    Picture,
    Pinyin,
    Ref,
    Serial,
    Words,
)
from station_app.core.texts import Shown, Text, _
from station_app.core.wire import stored
from station_app.identity import codes, names

_STREET = re.compile(r".*?(?:[路街巷道镇乡村社区]|小区|新村|弄)")


def show(kind: Kind, value: Any) -> Shown:
    """A stored value as it is read on screen and paper."""
    if value is None or value == "" or value == []:
        return ""
    match kind:
        case Words() | Serial() | PersonName() | Pinyin() | IdNumber() | Address():
            return str(value)
        case Documents():
            return "；".join(
                " ".join(
                    filter(
                        None,
                        (codes.label("certificate_type", d["type"]), d["number"], d.get("until")),
                    )
                )
                for d in value
            )
        case Phones():
            return "；".join(
                " ".join(filter(None, (p["number"], p.get("whose"), p.get("verified"))))
                for p in value
            )
        case Code(table=table) | FormOnly(table=table):
            return Text(codes.label(table, value))
        case Count(unit=unit):
            return _("{n} {unit}", n=value, unit=unit)
        case Flag():
            return _("是") if value else _("否")
        case Day() | Ref():
            return str(value)
        case Moment():
            return moment(value)
        case Picture():
            return _("有照片")
        case _ as never:
            assert_never(never)


def show_plain(kind: Kind, value: Any) -> Shown:
    """A value of the operation log; one that was masked is text already."""
    if isinstance(value, str) and "*" in value and (is_masked(kind) or isinstance(kind, FormOnly)):
        return value
    return show(kind, stored(kind, value))


def moment(value: datetime) -> str:
    return value.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M")


def lately(value: datetime, today: date) -> str:
    """Of today the time alone."""
    said = moment(value)
    return said[-5:] if day_of(value) == today else said


def typed(kind: Kind, value: Any) -> str:
    """What one would type to get this value: what a form shows when it is opened."""
    if isinstance(kind, (Code, FormOnly, Picture, Count)) and value not in (None, ""):
        return str(value)
    if isinstance(kind, Flag):
        return "" if value is None else "是" if value else "否"
    return str(show(kind, value))


def mask(kind: Kind, value: Any) -> Shown:
    """As it is shown before anybody has said why they want to know."""
    if value is None or value == "" or value == []:
        return ""
    match kind:
        case PersonName():
            return names.mask(value)
        case Pinyin() | Picture() | FormOnly():
            return "***"
        case IdNumber():
            return f"{value[:6]}{'*' * (len(value) - 10)}{value[-4:]}"
        case Documents():
            return "；".join(_middle(d["number"]) for d in value)
        case Phones():
            return "；".join(_middle(p["number"]) for p in value)
        case Address():
            street = _STREET.match(value)
            return f"{street[0] if street else value[:6]}***"
        case Words(lines=lines) if lines > 1:
            return "***"
        case _:
            return show(kind, value)


def is_masked(kind: Kind) -> bool:
    """Whether anything of this kind is held back from a masked view."""
    match kind:
        case PersonName() | Pinyin() | Picture() | IdNumber() | Documents() | Phones() | Address():
            return True
        case Words(lines=lines):
            return lines > 1
        case _:
            return False


def _middle(number: str) -> str:
    return f"{number[:3]}****{number[-4:]}" if len(number) > 7 else f"{number[:1]}***"
