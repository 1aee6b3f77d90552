"""Which household of the station a household of a sheet is.

Every village numbers its ledger from 1, so a 户号 names a household only within its sheet. The
first to come keeps the number as it stands there; the same number of another sheet's household
becomes `1(2)`, `1(3)` …, and is found again when its sheet, or a later edition of it, returns.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import View
from station_app.places.records import Place
from station_app.residents.records import Resident
from station_app.storage import settings
from station_app.storage.tables import Operation
from station_app.workflows.import_plan import Entry
from station_app.workflows.import_report import setting_of

AT_ONCE = 8  # numbers of one household looked up together


@dataclass(frozen=True, slots=True)
class Row:
    """An entry, its standard address, and where its person surely lives now: {residence: line}."""

    entry: Entry
    line: str
    homes: Mapping[UUID, tuple[str, str]]  # residence → its household, its line


@dataclass(frozen=True, slots=True)
class _Holder:
    """Somebody who lives under a number now."""

    residence: UUID
    line: str


def number_households(view: View, rows: Iterable[Row], sheet: str) -> None:
    """Give every entry the station's number of its household; `sheet` is the file's hash."""
    groups = defaultdict[str, list[Row]](list)
    for row in rows:
        if row.entry.household:
            groups[row.entry.household].append(row)
    for number, group in groups.items():
        if (own := _own(number, group)) is not None:
            _give(group, own)
    pending = {n: group for n, group in groups.items() if _own(n, group) is None}
    first = 1
    while pending:
        pending = _settle(view, pending, range(first, first + AT_ONCE), sheet)
        first += AT_ONCE


def variant(number: str, nth: int) -> str:
    return number if nth == 1 else f"{number}({nth})"


def _is_variant(held: str, number: str) -> bool:
    rest = held.removeprefix(number)
    return held.startswith(number) and (
        not rest or (rest[0] == "(" and rest[-1] == ")" and rest[1:-1].isdecimal())
    )


def _own(number: str, group: Sequence[Row]) -> str | None:
    """What members who still live where the sheet says are numbered already."""
    held = (
        household
        for row in group
        for household, line in row.homes.values()
        if line == row.line and _is_variant(household, number)
    )
    return next(held, None)


def _give(group: Iterable[Row], number: str) -> None:
    for row in group:
        row.entry.residence["household"] = number


def _settle(
    view: View, pending: Mapping[str, list[Row]], nths: range, sheet: str
) -> dict[str, list[Row]]:
    """Those that found no number among these."""
    asked = {number: [variant(number, nth) for nth in nths] for number in pending}
    holders = _holders(view, list(chain.from_iterable(asked.values())))
    mine = _of_sheet(view, [h.residence for held in holders.values() for h in held], sheet)
    left = {}
    for number, names in asked.items():
        group = pending[number]
        ours = (n for n in names if n in holders and _is_ours(group, holders[n], mine))
        free = (n for n in names if n not in holders)
        found = next(ours, None) or next(free, None)
        if found is None:
            left[number] = group
        else:
            _give(group, found)
    return left


def _is_ours(group: Sequence[Row], held: Sequence[_Holder], mine: Collection[UUID]) -> bool:
    """Somebody of it lives at the group's address, came by this sheet, or all of it moves along."""
    lines = {row.line for row in group}
    moving = {residence for row in group for residence in row.homes}
    return any(h.line in lines or h.residence in mine for h in held) or all(
        h.residence in moving for h in held
    )


def _holders(view: View, names: Sequence[str]) -> dict[str, list[_Holder]]:
    living = (
        select(Resident.household, Resident.id, Place.line)
        .join(Place, Place.id == Resident.place_id)
        .where(
            Resident.household.in_(names),
            Resident.until.is_(None),
            Resident.withdrawn_at.is_(None),
        )
    )
    found = defaultdict[str, list[_Holder]](list)
    for household, residence, line in view.rows(living):
        found[household].append(_Holder(residence, line or ""))
    return dict(found)


def _of_sheet(view: View, residences: Sequence[UUID], sheet: str) -> set[UUID]:
    """Those of the residences that an import of this very sheet has made."""
    if not (sheet and residences):
        return set()
    made = select(Operation.record_id, Operation.act_id).where(
        Operation.record_id.in_(residences), Operation.kind == "file"
    )
    acts = dict(view.rows(made))
    kept = {act: settings.get(view.session, setting_of(act)) for act in set(acts.values())}
    same = {act for act, text in kept.items() if text and json.loads(text)["file_hash"] == sheet}
    return {residence for residence, act in acts.items() if act in same}
