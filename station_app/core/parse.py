"""What was typed, turned into what is stored; or the sentence that says why it cannot be."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime
from typing import Any, assert_never
from uuid import UUID

from station_app.core import days
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
from station_app.core.sentences import DOCUMENT_FAULTS, ID_FAULTS, NAME_FAULTS
from station_app.core.sound import UNSOUND, is_sound
from station_app.core.texts import Text, _
from station_app.identity import codes, documents, names, numbers

MOST_TYPED = 2000  # characters of a field with several entries
YES, NO = ("是", "有", "y", "yes", "1", "true"), ("否", "无", "n", "no", "0", "false")


class Invalid(ValueError):
    """Typed text that does not stand for a value of this kind."""

    def __init__(self, text: Text) -> None:
        super().__init__(text)
        self.text = text


def parse(kind: Kind, text: str, now: datetime) -> Any:
    """What was typed, as it is stored; `now` resolves 今天 and +7. Raises Invalid."""
    match kind:
        case Words(longest=longest) | Serial(longest=longest) | Address(longest=longest):
            return _sound(text, longest)
        case PersonName():
            return _name(text)
        case Pinyin():
            return _pinyin(text)
        case IdNumber():
            return _id_number(text, days.day_of(now))
        case Documents():
            return [_document(part, now) for part in _parts(text)]
        case Phones():
            return [_phone(part, now) for part in _parts(text)]
        case Code(table=table) | FormOnly(table=table):
            return _code(table, text)
        case Count():
            return _count(kind, text)
        case Flag():
            return _flag(text)
        case Day():
            return _day(text, days.day_of(now))
        case Moment():
            try:
                return days.read_moment(text, now)
            except ValueError:
                raise Invalid(_("时间请写作 930、9:30 或 2026-03-07 9:30")) from None
        case Picture():
            if len(text) != 64:
                raise Invalid(_("没有这张照片"))
            return text
        case Ref():
            try:
                return UUID(text)
            except ValueError:
                raise Invalid(_("没有这条记录，请从查询结果中选取")) from None
        case _ as never:
            assert_never(never)


def _sound(text: str, longest: int) -> str:
    if len(text) > longest:
        raise Invalid(_("至多 {n} 个字", n=longest))
    if not is_sound(text):
        raise Invalid(UNSOUND)
    return text


def _name(text: str) -> str:
    name = names.tidy(text)
    if fault := names.fault(name):
        raise Invalid(NAME_FAULTS[fault])
    return _sound(name, names.LONGEST_NAME)


def _pinyin(text: str) -> str:
    readings = [" ".join(part.lower().replace("ü", "v").split()) for part in _parts(text)]
    if any(not r.replace(" ", "").isascii() or any(c.isdigit() for c in r) for r in readings):
        raise Invalid(_("读音请用拼音字母，音节之间空一格，如 shan xiong xin"))
    return "；".join(readings)


def _id_number(text: str, today: date) -> str:
    reading = numbers.read(text, today)
    if reading.fault:
        raise Invalid(ID_FAULTS[reading.fault])
    if reading.kind is numbers.NumberKind.PERMANENT and len(reading.number) != 18:
        raise Invalid(_("2017 版外国人永久居留身份证号码请填在“其他证件”里"))
    return reading.number


def _parts(text: str) -> list[str]:
    """Several entries of one field, apart by semicolons, 、 or new lines."""
    text = _sound(text, MOST_TYPED)
    for mark in ";、\n":
        text = text.replace(mark, "；")
    return [part.strip() for part in text.split("；") if part.strip()]


def _document(part: str, now: datetime) -> dict[str, str]:
    kind, number, *rest = [*part.split(), ""][:4] if " " in part else ["", part, ""]
    number = unicodedata.normalize("NFKC", number).upper()
    code = codes.pick("certificate_type", kind) if kind else documents.guess(number)
    if code is None:
        raise Invalid(_("证件请写作“种类 号码 有效期”，如 普通护照 E12345678 2030-01-01"))
    if fault := documents.fault(code, number):
        raise Invalid(DOCUMENT_FAULTS[fault])
    entry = {"type": code, "number": number}
    if rest and rest[0]:
        entry["until"] = _day(rest[0], days.day_of(now)).isoformat()
    return entry


def _phone(part: str, now: datetime) -> dict[str, str]:
    number, *rest = unicodedata.normalize("NFKC", part).split()
    digits = number.removeprefix("+86").replace("-", "")
    if not (digits.isdecimal() and digits.isascii() and 3 <= len(digits) <= 13):
        raise Invalid(_("电话请只写数字，如 19900001234；后面可空一格写是谁的"))
    entry = {"number": digits}
    for word in rest:
        if any(c.isdigit() for c in word):
            entry["verified"] = _day(word, days.day_of(now)).isoformat()
        else:
            entry["whose"] = word
    return entry


def _code(table: str, text: str) -> str:
    code = codes.pick(table, text)
    if code is None:
        labels = list(codes.TABLES[table].values())
        shown = "、".join(labels[:12]) + ("…" if len(labels) > 12 else "")
        raise Invalid(_("可选：{labels}", labels=shown))
    return code


def _count(kind: Count, text: str) -> int:
    typed = unicodedata.normalize("NFKC", text)
    if not (typed.isdecimal() and kind.least <= int(typed) <= kind.most):
        raise Invalid(_("请填 {least} 至 {most} 的整数", least=kind.least, most=kind.most))
    return int(typed)


def _flag(text: str) -> bool:
    if (typed := text.lower()) in YES or typed in NO:
        return typed in YES
    raise Invalid(_("请填 是 或 否"))


def _day(text: str, today: date) -> date:
    try:
        return days.read_day(text, today)
    except ValueError:
        raise Invalid(_("没有这一天：日期请写作 20260307、3.7 或 2026-03-07")) from None
