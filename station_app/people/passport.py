"""The two machine-readable lines of a passport, as the fields of a person they stand for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from station_app.core import show
from station_app.core.kinds import Documents
from station_app.core.sentences import MRZ_FAULTS
from station_app.core.texts import Text
from station_app.identity import codes
from station_app.identity.documents import MRZ_LENGTH, Mrz, MrzFault, read_mrz
from station_app.identity.numbers import normalise

PASSPORT = "414"  # 普通护照
OWN_CODES = {"D": "DEU"}  # ICAO's own code for Germany, ICAO 9303 part 3


def looks_like_one(text: str) -> bool:
    """Whether it begins as the first line does, of whatever length."""
    line = normalise(text)
    return line.startswith("P") and "<" in line


def lines_of(text: str, before: str = "") -> tuple[str, ...]:
    """The whole lines in what was typed or scanned, after the line `before`; () where none is."""
    typed = normalise(before + text)
    if not looks_like_one(typed):
        return ()
    return {MRZ_LENGTH: (typed,), 2 * MRZ_LENGTH: (typed[:MRZ_LENGTH], typed[MRZ_LENGTH:])}.get(
        len(typed), ()
    )


def read(line1: str, line2: str, today: date) -> dict[str, str] | Text:
    """Field → text as it would be typed; or what is wrong with the lines."""
    found = read_mrz(line1, line2, today)
    return MRZ_FAULTS[found] if isinstance(found, MrzFault) else dict(_typed(found))


def _typed(found: Mrz) -> Iterator[tuple[str, str]]:
    """A country the code table does not know is left to be chosen."""
    name = f"{found.surname} {found.given_names}".strip()
    yield "name", name
    yield "other_name", name
    yield "sex", found.sex
    if found.birth:
        yield "birth", found.birth.isoformat()
    country = OWN_CODES.get(found.nationality, found.nationality)
    if country in codes.TABLES["nationality"]:
        yield "nationality", country
    paper = {"type": PASSPORT, "number": found.number}
    if found.expires:
        paper["until"] = found.expires.isoformat()
    yield "documents", show.typed(Documents(), [paper])
