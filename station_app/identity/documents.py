"""Papers other than the citizen's number: forms of their numbers, passports' machine lines, USCC.

Document types are the codes of the table `certificate_type` (GA/T 2000.156, and 1000).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import cycle

from station_app.identity import codes
from station_app.identity.numbers import PERMANENT_2017, NumberKind, is_sound, kind_of, normalise

ID_CARD, PERMIT_HK_MO_TW, PERMANENT_CARD = "111", "1000", "553"
BY_NUMBER_KIND = {
    NumberKind.CITIZEN: ID_CARD,
    NumberKind.HK_MO_TW: PERMIT_HK_MO_TW,
    NumberKind.PERMANENT: PERMANENT_CARD,
}
PERSONAL = {ID_CARD: NumberKind.CITIZEN, "112": NumberKind.CITIZEN} | {
    code: kind for kind, code in BY_NUMBER_KIND.items()
}
PASSPORT = r"[A-Z0-9]{5,17}"  # of any country
ENDORSED = r"[A-Z]{1,2}\d{7,8}"
FORMS = {
    "117": r"[A-Z]\d{9}",  # 出生医学证明
    "411": PASSPORT,
    "412": PASSPORT,
    "413": PASSPORT,
    "414": PASSPORT,
    "511": r"\d{8}|\d{10}[A-Z]",  # card since 2015, older booklet
    "513": ENDORSED,
    "516": r"[HM]\d{8}(\d{2})?|[HM]A\d{7}",  # HA, MA: not Chinese citizens, since 2024-07-10
    "517": ENDORSED,
}
ANY_FORM = r"[^\x00-\x1f\x7f]{1,40}"  # 军官证 and the like carry words
GUESSES = (
    ("516", FORMS["516"]),
    ("414", r"E\d{8}|E[A-HJ-NP-Z]\d{7}|G\d{8}|1[45]\d{7}"),
    ("411", r"DE\d{7}"),
    ("412", r"SE\d{7}"),
    ("413", r"PE\d{7}"),
    ("511", FORMS["511"]),
)


class Fault(StrEnum):
    UNKNOWN_TYPE = "unknown_type"
    SHAPE = "shape"  # not of the form this document's numbers have
    CHECK = "check"  # the form is right, a character is not


def fault(type_code: str, number: str) -> Fault | None:
    """What is wrong with a document's number, as far as its form can tell."""
    if type_code not in codes.TABLES["certificate_type"]:
        return Fault.UNKNOWN_TYPE
    if type_code in PERSONAL:
        return _personal_fault(PERSONAL[type_code], number)
    form = FORMS.get(type_code, ANY_FORM)
    return None if re.fullmatch(form, number, re.ASCII) else Fault.SHAPE


def _personal_fault(kind: NumberKind, number: str) -> Fault | None:
    if kind is NumberKind.PERMANENT and PERMANENT_2017.fullmatch(number):
        return None
    if not re.fullmatch(r"\d{17}[\dX]", number, re.ASCII) or kind_of(number) is not kind:
        return Fault.SHAPE
    return None if is_sound(number) else Fault.CHECK


def guess(number: str) -> str | None:
    """The likeliest document type of a number typed alone; None where many would do."""
    if is_sound(number):
        return BY_NUMBER_KIND[kind_of(number)]
    if PERMANENT_2017.fullmatch(number):
        return PERMANENT_CARD
    fits = (code for code, form in GUESSES if re.fullmatch(form, number, re.ASCII))
    return next(fits, None)


# Unified social credit code, GB 32100-2015

USCC_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def uscc_check(first_17: str) -> str:
    """MOD 31 over weights 3^i. Raises ValueError for a character the code does not use."""
    total = sum(USCC_CHARACTERS.index(c) * pow(3, i, 31) for i, c in enumerate(first_17))
    return USCC_CHARACTERS[-total % 31]


def is_uscc(code: str) -> bool:
    if len(code) != 18 or not set(code) <= set(USCC_CHARACTERS):
        return False
    return uscc_check(code[:17]) == code[17]


# Machine-readable zone of a passport booklet (TD3), ICAO 9303 part 4

MRZ_LENGTH = 44
MRZ_VALUES = {c: i for i, c in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")} | {"<": 0}
MRZ_SEX = {"M": "1", "F": "2", "<": "9", "X": "9"}
LONGEST_VALIDITY = 20  # years; two digits of a year later than that are of the last century


class MrzFault(StrEnum):
    """LENGTH and SHAPE of the lines, else the first field whose check digit is wrong."""

    LENGTH = "length"
    SHAPE = "shape"
    NUMBER = "number"
    BIRTH = "birth"
    EXPIRY = "expiry"
    PERSONAL_NUMBER = "personal_number"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Mrz:
    number: str
    issuer: str  # as printed: ISO alpha-3, or ICAO's own such as D
    nationality: str
    surname: str
    given_names: str
    birth: date | None  # None where the passport leaves a part of it open
    sex: str  # GB/T 2261.1
    expires: date | None
    personal_number: str


def mrz_check(field: str) -> int:
    """Weights 7, 3, 1."""
    return sum(MRZ_VALUES[c] * w for c, w in zip(field, cycle((7, 3, 1)), strict=False)) % 10


def read_mrz(line1: str, line2: str, today: date) -> Mrz | MrzFault:
    """The two lines of a passport; `today` settles the century of its dates."""
    one, two = normalise(line1), normalise(line2)
    if len(one) != MRZ_LENGTH or len(two) != MRZ_LENGTH:
        return MrzFault.LENGTH
    if not one.startswith("P") or not set(one + two) <= set(MRZ_VALUES) or two[20] not in MRZ_SEX:
        return MrzFault.SHAPE
    if wrong := _wrong_check(two):
        return wrong
    surname, _, given = one[5:].rstrip("<").partition("<<")
    return Mrz(
        number=two[:9].rstrip("<"),
        issuer=one[2:5].rstrip("<"),
        nationality=two[10:13].rstrip("<"),
        surname=surname.replace("<", " "),
        given_names=given.replace("<", " ").strip(),
        birth=_mrz_day(two[13:19], today.year),
        sex=MRZ_SEX[two[20]],
        expires=_mrz_day(two[21:27], today.year + LONGEST_VALIDITY),
        personal_number=two[28:42].rstrip("<"),
    )


def _wrong_check(two: str) -> MrzFault | None:
    fields = (
        (MrzFault.NUMBER, two[:9], two[9]),
        (MrzFault.BIRTH, two[13:19], two[19]),
        (MrzFault.EXPIRY, two[21:27], two[27]),
        (MrzFault.PERSONAL_NUMBER, two[28:42], two[42].replace("<", "0")),
        (MrzFault.WHOLE, two[:10] + two[13:20] + two[21:43], two[43]),
    )
    return next((name for name, field, check in fields if str(mrz_check(field)) != check), None)


def _mrz_day(yymmdd: str, latest_year: int) -> date | None:
    """The last such day whose year is not after latest_year."""
    if not yymmdd.isdecimal():
        return None
    year = latest_year - (latest_year - int(yymmdd[:2])) % 100
    try:
        return date(year, int(yymmdd[2:4]), int(yymmdd[4:]))
    except ValueError:
        return None
