"""Who of a sheet is already here, what their cells would change, and who may be somebody else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import View
from station_app.core.texts import Text, _
from station_app.housing.records import House
from station_app.identity import likeness, names
from station_app.identity.likeness import Facets, Reason
from station_app.people.records import Person
from station_app.places import service as places
from station_app.places.records import Place
from station_app.residents.records import Resident
from station_app.storage.tables import Alias
from station_app.tenancies.records import Tenancy
from station_app.workflows import import_tenancies
from station_app.workflows.import_households import Row, number_households
from station_app.workflows.import_plan import Entry, with_phones

SAID = {
    Reason.SAME_NUMBER: _("身份号码相同"),
    Reason.NUMBER_ONE_DIGIT: _("身份号码差一位"),
    Reason.NUMBER_SWAPPED: _("身份号码有两位颠倒"),
    Reason.SAME_NAME: _("姓名相同"),
    Reason.FORMER_NAME: _("与曾用名相同"),
    Reason.SAME_BIRTH: _("出生日期相同"),
    Reason.SAME_PHONE: _("电话相同"),
    Reason.SAME_ADDRESS: _("住址相同"),
    Reason.DIFFERENT_NAMES: _("姓名不同"),
    Reason.DIFFERENT_SEX: _("性别不同"),
    Reason.DIFFERENT_BIRTH: _("出生日期不同"),
    Reason.HOMOPHONE_NAME: _("姓名同音"),
    Reason.ALIKE_NAME: _("姓名形近"),
}
TWO_PEOPLE = _("两人同号，导入时经核对")
ELSEWHERE = _("已登记居住在另一住址，请核实是否搬迁")
line_of = lru_cache(maxsize=4096)(places.line_of)


@dataclass(slots=True)
class Match:
    """`person` and `residence` are those already here; `candidates` make it doubtful."""

    entry: Entry
    person: Person | None = None
    residence: Resident | None = None
    person_changes: dict[str, Any] = field(default_factory=dict)
    residence_changes: dict[str, Any] = field(default_factory=dict)  # `place` is a line
    candidates: tuple[UUID, ...] = ()
    reasons: tuple[Text, ...] = ()
    house: House | None = None
    tenancy: Tenancy | None = None
    house_changes: dict[str, Any] = field(default_factory=dict)
    tenancy_changes: dict[str, Any] = field(default_factory=dict)
    asked: tuple[tuple[str, Text], ...] = ()  # field, and what to look into

    @property
    def outcome(self) -> str:
        if self.reasons:
            return "doubtful"
        if (self.residence if self.entry.tenancy is None else self.tenancy) is None:
            return "entered"
        changes = self.person_changes, self.residence_changes, self.house_changes
        return "changed" if any(changes) or self.tenancy_changes else "unchanged"


@dataclass(slots=True)
class Known:
    """What the registers hold of a handful of entries, read in four queries."""

    by_number: dict[str, list[Person]]
    by_name: dict[str, list[Person]]
    living: dict[UUID, list[Resident]]  # person → residences now, the latest last
    place_lines: dict[UUID, str]


def match(view: View, entries: Sequence[Entry], sheet: str = "") -> list[Match]:
    """`sheet` is the hash of the file they stand in, by which its households are known again."""
    known = look_up(view, entries)
    people = [_person(known, entry, line_of(entry.address)) for entry in entries]
    _number(view, known, zip(entries, people, strict=True), sheet)
    found = [_match(known, *pair) for pair in zip(entries, people, strict=True)]
    import_tenancies.look_up(view, found)
    return found


def _number(
    view: View, known: Known, pairs: Iterable[tuple[Entry, Person | None]], sheet: str
) -> None:
    rows = []
    for entry, person in pairs:
        living = known.living.get(person.id, ()) if person else ()
        homes = {r.id: (r.household or "", known.place_lines.get(r.place_id, "")) for r in living}
        rows.append(Row(entry, line_of(entry.address), homes))
    number_households(view, rows, sheet)


def look_up(view: View, entries: Sequence[Entry]) -> Known:
    numbers = [entry.number for entry in entries if entry.number]
    people = _live(view, select(Person).where(Person.id_number.in_(numbers)))
    people |= _live(view, select(Person).where(Person.name.in_({e.name for e in entries})))
    by_number, by_name = defaultdict(list), defaultdict(list)
    for person in people.values():
        by_name[person.name].append(person)
        if person.id_number:
            by_number[person.id_number].append(person)
    living = _living(view, people)
    homes = {resident.place_id for found in living.values() for resident in found}
    lines = view.rows(select(Place.id, Place.line).where(Place.id.in_(homes)))
    return Known(by_number, by_name, living, dict(lines))


def _live(view: View, query: Any) -> dict[UUID, Person]:
    """Not withdrawn; of merged entries the one that is kept."""
    found = {p.id: p for p in view.all(query.where(Person.withdrawn_at.is_(None)))}
    merged = select(Alias.gone_id, Alias.kept_id).where(Alias.gone_id.in_(list(found)))
    while kept := {gone: into for gone, into in view.rows(merged) if gone in found}:
        for gone in kept:
            del found[gone]
        more = select(Person).where(Person.id.in_(set(kept.values())))
        found |= {p.id: p for p in view.all(more)}
        merged = select(Alias.gone_id, Alias.kept_id).where(Alias.gone_id.in_(list(found)))
    return found


def _living(view: View, people: Iterable[UUID]) -> dict[UUID, list[Resident]]:
    ids = list(people)
    aliases = select(Alias.gone_id, Alias.kept_id).where(Alias.kept_id.in_(ids))
    kept = dict(view.rows(aliases))
    now = (
        select(Resident)
        .where(
            Resident.person_id.in_([*ids, *kept]),
            Resident.until.is_(None),
            Resident.withdrawn_at.is_(None),
        )
        .order_by(Resident.row)
    )
    living = defaultdict(list)
    for resident in view.all(now):
        living[kept.get(resident.person_id, resident.person_id)].append(resident)
    return living


def _match(known: Known, entry: Entry, person: Person | None) -> Match:
    line = line_of(entry.address)
    if person is not None:
        return _compared(known, entry, person, line)
    likely = _likely(known, entry, line)
    reasons = dict.fromkeys(SAID[r] for _p, why in likely for r in why if r in SAID)
    return Match(entry, candidates=tuple(p.id for p, _why in likely), reasons=tuple(reasons))


def _person(known: Known, entry: Entry, line: str) -> Person | None:
    """Surely this person: number and name, or without a number name, birth and home."""
    name = names.searchable(entry.name)
    if entry.number:
        for person in known.by_number.get(entry.number, ()):
            if name in (names.searchable(person.name), names.searchable(person.former_name or "")):
                return person
        return None
    for person in known.by_name.get(entry.name, ()):
        homes = {known.place_lines.get(r.place_id) for r in known.living.get(person.id, ())}
        if not person.id_number and person.birth == entry.person.get("birth") and line in homes:
            return person
    return None


def _likely(known: Known, entry: Entry, line: str) -> list[tuple[Person, tuple[Reason, ...]]]:
    """Who may be meant, or holds the very number under another name."""
    asked = [*known.by_number.get(entry.number or "", ()), *known.by_name.get(entry.name, ())]
    if not asked:
        return []
    mine = _facets(entry.person, line)
    found = []
    for person in {p.id: p for p in asked}.values():
        homes = [known.place_lines.get(r.place_id) for r in known.living.get(person.id, ())]
        alike = likeness.compare(mine, _facets(_values(person), line if line in homes else ""))
        if alike.is_probable or (entry.number and person.id_number == entry.number):
            found.append((person, alike.reasons))
    return found


def _values(person: Person) -> dict[str, Any]:
    return {
        name: getattr(person, name)
        for name in ("name", "id_number", "birth", "sex", "phone", "former_name")
    }


def _facets(values: Mapping[str, Any], line: str) -> Facets:
    return Facets(
        name=values["name"],
        id_number=values.get("id_number") or "",
        birth=values.get("birth"),
        sex=values.get("sex") or "",
        phones=tuple(phone["number"] for phone in values.get("phone") or ()),
        address=line,
        former_name=values.get("former_name") or "",
    )


def _compared(known: Known, entry: Entry, person: Person, line: str) -> Match:
    found = Match(entry, person, person_changes=person_changes(person, entry))
    homes = known.living.get(person.id, [])
    same = [r for r in homes if known.place_lines.get(r.place_id) == line]
    household = entry.residence.get("household")
    same = same or [r for r in homes if household and r.household == household]
    if not same and homes:
        found.candidates, found.reasons = (person.id,), (ELSEWHERE,)
    if same:
        found.residence = same[-1]
        found.residence_changes = changes(same[-1], entry.residence)
        if known.place_lines.get(same[-1].place_id) != line:
            found.residence_changes["place"] = line
    return found


def person_changes(person: Person, entry: Entry) -> dict[str, Any]:
    """Filled cells that say something else than the record; a name found stands."""
    said = {name: value for name, value in entry.person.items() if name != "name"}
    if "phone" in said:
        said["phone"] = with_phones(person.phone, said["phone"])
    return changes(person, said)


def changes(record: Any, said: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if getattr(record, name) != value}


def as_person(view: View, entry: Entry, id: UUID, sheet: str) -> Match | None:
    """The row told of this very person; who lived elsewhere has moved. None: not a candidate."""
    known, line = look_up(view, [entry]), line_of(entry.address)
    everybody = [
        p for found in (known.by_number, known.by_name) for ps in found.values() for p in ps
    ]
    person = next((p for p in everybody if p.id == id), None)
    if person is None:
        return None
    _number(view, known, [(entry, person)], sheet)
    found = _compared(known, entry, person, line)
    if found.reasons:
        found.residence, found.reasons = known.living[person.id][-1], ()
        found.residence_changes = changes(found.residence, entry.residence) | {"place": line}
    import_tenancies.look_up(view, [found])
    return found


def as_other(view: View, entry: Entry, sheet: str) -> Match:
    """Somebody new; or, where the person is sure, a second home."""
    known = look_up(view, [entry])
    person = _person(known, entry, line_of(entry.address))
    _number(view, known, [(entry, person)], sheet)
    found = Match(entry, person)
    import_tenancies.look_up(view, [found])
    if person is None and known.by_number.get(entry.number or ""):
        entry.person["number_note"] = str(TWO_PEOPLE)
    return found
