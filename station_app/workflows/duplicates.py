"""Who may already be there: asked on entry, and gone through for merging (features.md 1).

No sum of likenesses is enough without number, birth or telephone, so those three gather
the candidates; `identity.likeness` weighs them and says why.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, or_, select

from station_app.access.act import View
from station_app.access.service import service
from station_app.core.texts import Text, _
from station_app.identity import likeness, names, numbers
from station_app.identity.likeness import Facets, Likeness, Reason
from station_app.people.records import Person
from station_app.people.register import PEOPLE
from station_app.storage import lookup, pages, search
from station_app.storage.lookup import Entry
from station_app.storage.tables import DigitKey, Distinct

MOST = 300  # candidates of one birthday or telephone
BATCH, WALKED = 400, 6000  # people compared at once, and at most in one call
TOLD = 10  # suspects told on entry
LANE = 2 * PEOPLE.number
FACETS = (
    *("name", "reading", "former_name", "id_number"),
    *("birth", "sex", "phone", "hukou_address"),
)

SENTENCES: Mapping[Reason, Text] = {
    Reason.SAME_NUMBER: _("身份号码相同"),
    Reason.NUMBER_ONE_DIGIT: _("身份号码只差一位"),
    Reason.NUMBER_SWAPPED: _("身份号码相邻两位颠倒"),
    Reason.DIFFERENT_NUMBERS: _("身份号码不同，且各自有效"),
    Reason.SAME_NAME: _("姓名相同"),
    Reason.FORMER_NAME: _("姓名与曾用名相同"),
    Reason.HOMOPHONE_NAME: _("姓名同音"),
    Reason.ALIKE_NAME: _("姓名字形相近"),
    Reason.DIFFERENT_NAMES: _("姓名不同"),
    Reason.SAME_BIRTH: _("出生日期相同"),
    Reason.DIFFERENT_BIRTH: _("出生日期不同"),
    Reason.DIFFERENT_SEX: _("性别不同"),
    Reason.SAME_PHONE: _("电话相同"),
    Reason.SAME_ADDRESS: _("户籍地址相同"),
}


@dataclass(frozen=True, slots=True)
class Suspect:
    """Somebody on record who may be the person being entered."""

    id: UUID
    title: str  # masked
    score: float
    reasons: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entries that may be one person; the older first."""

    ids: tuple[UUID, UUID]
    titles: tuple[str, str]  # masked
    score: float
    reasons: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Pairs:
    found: list[Pair]
    before: int | None  # where the next call goes on; None at the end


@dataclass(frozen=True, slots=True)
class _Known:
    """An entry and what of it is compared."""

    entry: Entry
    facets: Facets

    @property
    def title(self) -> str:
        return pages.title(PEOPLE, dict(zip(FACETS, self.entry.values, strict=True)))


@service(right="duplicates", audit=None)
def likely(view: View, values: Mapping[str, Any], *, id: UUID | None = None) -> list[Suspect]:
    """Who on record may be the person with these stored values, the likeliest first.

    `id` is the entry itself where it is being changed; pairs found to be two people and
    entries merged into another are left out.
    """
    facets = _facets(values)
    known = [one for one in _known(view, _candidates(view, facets)) if one.entry.id != id]
    found = [(likeness.compare(facets, one.facets), one) for one in known]
    apart = _apart(view, [id]) if id else set()
    suspects = [
        Suspect(one.entry.id, one.title, alike.score, _reasons(alike))
        for alike, one in found
        if alike.is_probable and frozenset((id, one.entry.id)) not in apart
    ]
    return sorted(suspects, key=lambda suspect: -suspect.score)[:TOLD]


@service(right="duplicate-pairs", audit=None)
def pairs(view: View, limit: int = 50, *, before: int | None = None) -> Pairs:
    """Pairs among those on record, the newest entries first, as far as one call goes."""
    newest = view.all(select(Person.row).order_by(Person.row.desc()).limit(1))
    top = min(before or 2**62, *(row + 1 for row in newest)) if newest else 0
    found: list[Pair] = []
    for last in range(top, max(top - WALKED, 1), -BATCH):
        first = max(last - BATCH, 1)
        found += _pairs_of(view, list(range(first, last)))
        if len(found) >= limit or first == 1:
            return Pairs(found, first if first > 1 else None)
    return Pairs(found, top - WALKED if top > WALKED else None)


def _pairs_of(view: View, rows: Sequence[int]) -> list[Pair]:
    """Those among these rows and all older ones that are likely one person."""
    links = set(_linked(view, {one.entry.row: one for one in _known(view, rows)}))
    known = {one.entry.row: one for one in _known(view, {row for pair in links for row in pair})}
    apart = _apart(view, [one.entry.id for one in known.values()])
    found = []
    for old, new in sorted(links):
        if old not in known or new not in known:
            continue
        a, b = known[old], known[new]
        alike = likeness.compare(a.facets, b.facets)
        if alike.is_probable and frozenset((a.entry.id, b.entry.id)) not in apart:
            ids = (a.entry.id, b.entry.id)
            found.append(Pair(ids, (a.title, b.title), alike.score, _reasons(alike)))
    return sorted(found, key=lambda pair: -pair.score)


def _reasons(alike: Likeness) -> tuple[Text, ...]:
    return tuple(SENTENCES[reason] for reason in alike.reasons)


def _linked(view: View, new: Mapping[int, _Known]) -> Iterator[tuple[int, int]]:
    """(older row, newer row) that share a birthday, a telephone, or a number but for one slip."""
    by_birth: dict[date, list[int]] = {}
    by_phone: dict[int, list[int]] = {}
    by_ending: dict[int, list[int]] = {}
    for row, one in new.items():
        if one.facets.birth:
            by_birth.setdefault(one.facets.birth, []).append(row)
        for window in _phones(one.facets):
            by_phone.setdefault(window, []).append(row)
        if number := _eighteen(one.facets.id_number):
            by_ending.setdefault(search.pack(number[-4:]), []).append(row)
    born = select(Person.row, Person.birth).where(Person.birth.in_(list(by_birth)))
    for old, birth in view.rows(born):
        yield from ((old, row) for row in by_birth[birth] if old < row)
    for old, window in view.rows(_holding(search.PHONES, by_phone)):
        yield from ((old, row) for row in by_phone[window] if old < row)
    ending = _holding(search.NUMBERS, by_ending).join(Person, Person.row == DigitKey.row)
    for old, window, number in view.rows(ending.add_columns(Person.id_number)):
        for row in by_ending[window]:
            if old < row and numbers.near(number or "", _eighteen(new[row].facets.id_number)):
                yield old, row


def _holding(lane: int, windows: Iterable[int]) -> Select[*tuple[Any, ...]]:
    held = DigitKey.register == LANE + lane, DigitKey.window.in_(list(windows))
    return select(DigitKey.row, DigitKey.window).where(*held)


def _phones(facets: Facets) -> Iterator[int]:
    """The last eight digits of each telephone."""
    for phone in facets.phones:
        yield search.pack("".join(filter(str.isdigit, phone))[-8:])


def _candidates(view: View, facets: Facets) -> list[int]:
    """Rows with the same number but for one slip, the same birthday, or a telephone in common."""
    asked = [_holding(search.PHONES, [window]).limit(MOST) for window in _phones(facets)]
    if facets.birth:
        asked.append(select(Person.row).where(Person.birth == facets.birth).limit(MOST))
    if facets.id_number:
        slips = list(_slips(facets.id_number))
        asked.append(select(Person.row).where(Person.id_number.in_(slips)))
    return list(dict.fromkeys(row for query in asked for row, *_rest in view.rows(query)))


def _slips(number: str) -> Iterator[str]:
    """The number, in its old form too, and every way to mistype it once."""
    number = _eighteen(number)
    yield number
    yield number[:6] + number[8:17]
    for at, digit in enumerate(number):
        before, after = number[:at], number[at + 1 :]
        signs = "0123456789X" if at == len(number) - 1 else "0123456789"
        yield from (before + other + after for other in signs if other != digit)
        yield before + after[:1] + digit + after[1:]


def _eighteen(number: str) -> str:
    return numbers.upgrade(number) if numbers.OLD_SHAPE.fullmatch(number) else number


def _known(view: View, rows: Iterable[int]) -> list[_Known]:
    """Live entries that are not merged into another."""
    wanted, found = list(rows), list[_Known]()
    for at in range(0, len(wanted), lookup.SIZES[-1]):
        part = wanted[at : at + lookup.SIZES[-1]]
        for entry in lookup.entries(view.session, PEOPLE, part, FACETS):
            if entry.kept is None:
                values = dict(zip(FACETS, entry.values, strict=True))
                found.append(_Known(entry, _facets(values)))
    return found


def _facets(values: Mapping[str, Any]) -> Facets:
    """Of stored values, or of what the driver answers for them."""
    name, birth, phones = values.get("name") or "", values.get("birth"), values.get("phone") or []
    number = values.get("id_number") or ""
    if birth is None and numbers.is_sound(_eighteen(number)):
        birth = numbers.birthday(_eighteen(number))
    reading = values.get("reading")
    return Facets(
        name=name,
        readings=tuple(reading.split("；")) if reading else names.readings(name),
        id_number=number,
        birth=date.fromisoformat(birth) if isinstance(birth, str) else birth,
        sex=values.get("sex") or "",
        phones=_numbers(json.loads(phones) if isinstance(phones, str) else phones),
        address=values.get("hukou_address") or "",
        former_name=values.get("former_name") or "",
    )


def _numbers(phones: Sequence[Mapping[str, str]]) -> tuple[str, ...]:
    return tuple(phone["number"] for phone in phones)


def _apart(view: View, ids: Sequence[UUID]) -> set[frozenset[UUID | None]]:
    """Pairs of which an officer has said that they are two people."""
    pairs: set[frozenset[UUID | None]] = set()
    for at in range(0, len(ids), 500):
        part = list(ids[at : at + 500])
        either = or_(Distinct.one_id.in_(part), Distinct.other_id.in_(part))
        found = view.rows(select(Distinct.one_id, Distinct.other_id).where(either))
        pairs |= {frozenset((one, other)) for one, other in found}
    return pairs
