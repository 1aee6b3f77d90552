"""How likely two records are one person, and why. Runs in entry and merging only.

A score is a sum of weights, one for each reason; a new reason is a line in WEIGHTS.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from station_app.identity import numbers, tables
from station_app.identity.names import searchable

PROBABLE = 6.0  # from here on an officer is asked


class Reason(StrEnum):
    """For (positive weight) or against (negative) one and the same person."""

    SAME_NUMBER = "same_number"
    NUMBER_ONE_DIGIT = "number_one_digit"  # one digit differs
    NUMBER_SWAPPED = "number_swapped"  # two neighbours changed places
    DIFFERENT_NUMBERS = "different_numbers"  # both sound
    SAME_NAME = "same_name"
    FORMER_NAME = "former_name"  # the name of one is the former name of the other
    HOMOPHONE_NAME = "homophone_name"
    ALIKE_NAME = "alike_name"  # in the look of its characters
    DIFFERENT_NAMES = "different_names"
    SAME_BIRTH = "same_birth"
    DIFFERENT_BIRTH = "different_birth"
    DIFFERENT_SEX = "different_sex"
    SAME_PHONE = "same_phone"
    SAME_ADDRESS = "same_address"


WEIGHTS = {
    Reason.SAME_NUMBER: 14.0,
    Reason.NUMBER_ONE_DIGIT: 6.0,
    Reason.NUMBER_SWAPPED: 6.0,
    Reason.DIFFERENT_NUMBERS: -9.0,
    Reason.SAME_NAME: 4.0,
    Reason.FORMER_NAME: 4.0,
    Reason.HOMOPHONE_NAME: 3.0,
    Reason.ALIKE_NAME: 3.0,
    Reason.DIFFERENT_NAMES: -5.0,  # twins share all the rest
    Reason.SAME_BIRTH: 3.0,
    Reason.DIFFERENT_BIRTH: -4.0,
    Reason.DIFFERENT_SEX: -3.0,
    Reason.SAME_PHONE: 3.0,
    Reason.SAME_ADDRESS: 1.0,  # families
}
NEAR = (Reason.NUMBER_ONE_DIGIT, Reason.NUMBER_SWAPPED)


@dataclass(frozen=True, slots=True)
class Facets:
    """What of a person is compared; empty where it is not known."""

    name: str
    readings: tuple[str, ...] = ()  # of names.readings, or edited
    id_number: str = ""  # 18 or 15 characters, sound or not
    birth: date | None = None
    sex: str = ""
    phones: tuple[str, ...] = ()
    address: str = ""
    former_name: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    score: float
    reasons: tuple[Reason, ...]

    @property
    def is_probable(self) -> bool:
        return self.score >= PROBABLE


def compare(a: Facets, b: Facets) -> Likeness:
    reasons = tuple(_reasons(a, b))
    return Likeness(sum(WEIGHTS[reason] for reason in reasons), reasons)


def _reasons(a: Facets, b: Facets) -> Iterator[Reason]:
    number = _by_number(_eighteen(a.id_number), _eighteen(b.id_number))
    if number:
        yield number
    if a.name and b.name:
        yield _by_name(a, b)
    # A wrong digit may well be one of the birth date or the sex.
    birth = _by_birth(a, b)
    if birth and (birth is Reason.SAME_BIRTH or number not in NEAR):
        yield birth
    if number not in NEAR and {a.sex, b.sex} == {"1", "2"}:
        yield Reason.DIFFERENT_SEX
    if set(a.phones) & set(b.phones):
        yield Reason.SAME_PHONE
    if a.address and searchable(a.address) == searchable(b.address):
        yield Reason.SAME_ADDRESS


def _eighteen(number: str) -> str:
    return numbers.upgrade(number) if numbers.OLD_SHAPE.fullmatch(number) else number


def _by_number(a: str, b: str) -> Reason | None:
    if not a or not b:
        return None
    if a == b:
        return Reason.SAME_NUMBER
    if numbers.near(a, b):
        swapped = sorted(a) == sorted(b)
        return Reason.NUMBER_SWAPPED if swapped else Reason.NUMBER_ONE_DIGIT
    both = numbers.is_sound(a) and numbers.is_sound(b)
    return Reason.DIFFERENT_NUMBERS if both else None


def _by_name(a: Facets, b: Facets) -> Reason:
    one, other = searchable(a.name), searchable(b.name)
    if one == other:
        return Reason.SAME_NAME
    if searchable(b.former_name) == one or searchable(a.former_name) == other:
        return Reason.FORMER_NAME
    if len(one) == len(other) and set(a.readings) & set(b.readings):
        return Reason.HOMOPHONE_NAME
    return Reason.ALIKE_NAME if _look_alike(one, other) else Reason.DIFFERENT_NAMES


def _look_alike(one: str, other: str) -> bool:
    """One character of the name differs, and looks like the one in its place."""
    if len(one) != len(other):
        return False
    apart = [(x, y) for x, y in zip(one, other, strict=True) if x != y]
    return len(apart) == 1 and characters_alike(*apart[0])


def characters_alike(x: str, y: str) -> bool:
    groups = tables.alike()
    return not groups.get(x, frozenset()).isdisjoint(groups.get(y, frozenset()))


def _by_birth(a: Facets, b: Facets) -> Reason | None:
    one, other = _birth(a), _birth(b)
    if one is None or other is None:
        return None
    return Reason.SAME_BIRTH if one == other else Reason.DIFFERENT_BIRTH


def _birth(facets: Facets) -> date | None:
    number = _eighteen(facets.id_number)
    if facets.birth or not numbers.is_sound(number):
        return facets.birth
    return numbers.birthday(number)
