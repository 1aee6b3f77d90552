"""Sheets held against the registers: what is new, what differs and who says so, who is missing.

Nothing is written. Rows chosen from it are imported by `import_sheet.run(…, chosen=rows)`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from station_app.access.act import Act
from station_app.access.desk import Desk
from station_app.access.purposes import Purpose
from station_app.access.service import service
from station_app.core.kinds import FormOnly
from station_app.core.register import Register
from station_app.core.show import show
from station_app.core.texts import Shown, Text
from station_app.people.register import PEOPLE
from station_app.places.register import PLACES
from station_app.places.service import line_of
from station_app.residents.register import RESIDENTS
from station_app.workflows import import_write
from station_app.workflows.import_match import Match, match
from station_app.workflows.import_plan import Plan, Remark
from station_app.workflows.import_sheet import read_ledger


@dataclass(frozen=True, slots=True)
class Said:
    """What one sheet says of one cell."""

    source: str  # name of the sheet's file
    row: int
    value: Shown


@dataclass(frozen=True, slots=True)
class New:
    source: str
    row: int
    name: str
    address: str
    candidates: tuple[UUID, ...] = ()  # whom it may be


@dataclass(slots=True)
class Difference:
    """One cell of one record, as it stands and as each sheet has it."""

    register: str
    id: UUID
    name: str  # of the field
    label: Text
    before: Shown
    said: list[Said] = field(default_factory=list)


@dataclass(slots=True)
class Comparison:
    new: list[New] = field(default_factory=list)
    changed: list[Difference] = field(default_factory=list)
    doubtful: list[New] = field(default_factory=list)
    same: int = 0  # rows of all sheets
    absent: list[UUID] = field(default_factory=list)  # residences in none of the sheets
    queries: dict[str, list[Remark]] = field(default_factory=dict)  # source → cells
    rejected: dict[str, list[Remark]] = field(default_factory=dict)


def compare(
    desk: Desk,
    sheets: Sequence[Path],
    purpose: Purpose,
    mapping: Mapping[str, str] | None = None,
) -> Comparison:
    """With the registers and with one another. Raises Explained."""
    plans = {path.name: read_ledger(path, desk.today, mapping).plan for path in sheets}
    with desk.act("compare-sheet", purpose=purpose) as act:
        return hold_against(act, plans)


@service(right="compare-sheet", purpose=True, audit="sheets compared")
def hold_against(act: Act, plans: Mapping[str, Plan]) -> Comparison:
    """Whoever's present values are shown finds it among those who looked."""
    found = Comparison()
    differences: dict[tuple[UUID, str], Difference] = {}
    present, maybe, lines = list[UUID](), list[UUID](), dict[str, None]()
    for source, plan in plans.items():
        found.queries[source], found.rejected[source] = plan.queries, plan.rejected
        entries = plan.entries + [doubt.entry for doubt in plan.doubts]
        lines |= dict.fromkeys(entry.address for entry in entries if entry.address)
        for one in match(act, entries):
            _sort(act, found, differences, source, one)
            present += [one.residence.id] if one.residence else []
            maybe += one.candidates
    found.changed = list(differences.values())
    found.absent = import_write.absent(act, list(lines), present, maybe)
    act.notes |= {"sheets": len(plans), "new": len(found.new), "changed": len(found.changed)}
    return found


def _sort(
    act: Act,
    found: Comparison,
    differences: dict[tuple[UUID, str], Difference],
    source: str,
    one: Match,
) -> None:
    entry = one.entry
    line = New(source, entry.row, entry.name, entry.address, one.candidates)
    match one.outcome:
        case "doubtful":
            found.doubtful.append(line)
        case "entered":
            found.new.append(line)
        case "unchanged":
            found.same += 1
        case _:
            for difference, value in _differences(act, one):
                act.show(difference.register, difference.id)
                key = (difference.id, difference.name)
                kept = differences.setdefault(key, difference)
                kept.said.append(Said(source, entry.row, value))


def _differences(act: Act, one: Match) -> list[tuple[Difference, Shown]]:
    changes = dict(one.residence_changes)
    line = changes.pop("place", None)
    found = _cells(PEOPLE, one.person, one.person_changes)
    found += _cells(RESIDENTS, one.residence, changes)
    if line and one.residence:
        place: Any = act.load(PLACES, one.residence.place_id)
        label = RESIDENTS["place_id"].label
        before = Difference("residents", one.residence.id, "place_id", label, place.line)
        found.append((before, line_of(line)))
    return found


def _cells(
    register: Register, record: Any, changes: Mapping[str, Any]
) -> list[tuple[Difference, Shown]]:
    """Never what only a form prints."""
    found = []
    for name, value in changes.items():
        kind = register[name].kind
        if not isinstance(kind, FormOnly):
            before = show(kind, getattr(record, name))
            label = register[name].label
            difference = Difference(register.name, record.id, name, label, before)
            found.append((difference, show(kind, value)))
    return found
