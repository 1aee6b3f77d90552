"""The services of an import: what one part of it writes, and how far it has come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast
from uuid import UUID

from sqlalchemy import func, select

from station_app.access import records
from station_app.access.act import Act, View
from station_app.access.service import service
from station_app.core.errors import Absent, Conflict, Refused
from station_app.core.register import Register
from station_app.core.texts import _
from station_app.people.records import Person
from station_app.people.register import PEOPLE
from station_app.places import addresses
from station_app.places import service as places
from station_app.places.records import Place
from station_app.residents import rules
from station_app.residents.records import Resident
from station_app.residents.register import RESIDENTS
from station_app.storage import settings
from station_app.storage.driver import USUAL_LOG, write_back_at
from station_app.storage.tables import Operation
from station_app.tenancies.rules import lives_there
from station_app.workflows import import_tenancies
from station_app.workflows.import_match import Match, as_other, as_person, line_of, match
from station_app.workflows.import_plan import Doubt, Entry
from station_app.workflows.import_report import Held, State, pack, setting_of, unpack

LONG_LOG = 8192  # pages, while importing
MAYBE_KNOWN = _("可能是已登记的人员，请确认是否同一人")


@service(right="preview-import", audit=None)
def look(view: View, entries: Sequence[Entry], sheet: str) -> list[Match]:
    return match(view, entries, sheet)


@service(right="preview-import", audit=None)
def absent(
    view: View, lines: Sequence[str], present: Sequence[UUID], maybe: Sequence[UUID]
) -> list[UUID]:
    """Residences in the villages of these addresses that are not among those present,
    nor of people who `maybe` are.
    """
    parts = [addresses.parse(line) for line in lines]
    villages = {(p.get("county"), p.get("village")) for p in parts if p.get("village")}
    living = (
        select(Resident.id, Resident.person_id, Place.county, Place.village)
        .join(Place, Place.id == Resident.place_id)
        .where(
            Place.village.in_({village for _county, village in villages}),
            Resident.until.is_(None),
            Resident.withdrawn_at.is_(None),
        )
        .order_by(Resident.household, Resident.row)
    )
    there = {*present, *maybe}
    return [
        id
        for id, person, county, village in view.rows(living)
        if there.isdisjoint((id, person)) and (county, village) in villages
    ]


@service(right="imports", audit=None)
def state_of(view: View, act_id: UUID) -> State:
    return load(view, act_id)


def load(view: View, act_id: UUID) -> State:
    if text := settings.get(view.session, setting_of(act_id)):
        return State.read(text)
    raise Absent(_("没有这次导入，请核对编号"))


def _save(act: Act, act_id: UUID, state: State) -> None:
    settings.put(act.session, setting_of(act_id), state.written())


@service(right="import", audit="import begun")
def begin(act: Act, register: Register, state: State) -> None:
    _save(act, act.stamp.act_id, state)
    act.notes |= {"file": state.file_hash, "rows": state.rows}


@service(right="import", audit="import continued")
def write_households(
    act: Act,
    register: Register,
    state: State,
    households: Sequence[Sequence[Entry]],
    column: str,
) -> list[Match]:
    """The next households of the plan; `state` moves on with them. A doubt stands in `column`."""
    write_back_at(act.session, LONG_LOG)
    entries = [entry for household in households for entry in household]
    matches = match(act, entries, state.file_hash)
    for one in matches:
        if one.outcome == "doubtful":
            state.held.append(pack(doubtful(one, column)))
        else:
            count(state.counts, one)
    write(act, matches)
    state.done += len(households)
    _save(act, act.stamp.act_id, state)
    return matches


@service(right="import", audit="import finished")
def finish(act: Act, register: Register, state: State, doubts: Sequence[Doubt]) -> None:
    """Doubts of the sheet itself come last: now their candidates have ids."""
    write_back_at(act.session, USUAL_LOG)
    sure, held = settle(match(act, [doubt.entry for doubt in doubts], state.file_hash), doubts)
    for one in sure:
        count(state.counts, one)
    write(act, sure)
    state.held += map(pack, held)
    state.stage = "finished"
    _save(act, act.stamp.act_id, state)
    act.notes |= state.counts | {"rows": state.rows, "doubtful": len(state.held)}


def settle(matches: Sequence[Match], doubts: Sequence[Doubt]) -> tuple[list[Match], list[Held]]:
    """Rows decided in an earlier import are no longer doubtful."""
    sure, held = [], []
    for one, doubt in zip(matches, doubts, strict=True):
        if one.person and not one.reasons and not (doubt.firm and one.outcome == "changed"):
            sure.append(one)
            continue
        candidates = one.candidates or ((one.person.id,) if one.person else ())
        row = doubt.entry.row
        held.append(Held(row, doubt.column, doubt.problem, doubt.entry, candidates, one.reasons))
    return sure, held


def doubtful(one: Match, column: str) -> Held:
    return Held(one.entry.row, column, MAYBE_KNOWN, one.entry, one.candidates, one.reasons)


def count(counts: dict[str, int], one: Match) -> None:
    counts[one.outcome] += 1
    fresh = one.outcome != "unchanged"
    for more in one.entry.adds.values():
        counts["changed" if more and fresh else "unchanged"] += 1


def write(act: Act, matches: Sequence[Match]) -> None:
    matches = [one for one in matches if not one.reasons]
    news = [one for one in matches if one.person is None]
    filed = act.file_all(PEOPLE, [one.entry.person for one in news])
    for one, person in zip(news, filed, strict=True):
        one.person = cast(Person, person)  # what PEOPLE keeps
    moving = [one for one in matches if one.residence is None or "place" in one.residence_changes]
    homes = places.settle(act, [one.entry.address for one in moving])
    coming = [one for one in moving if one.residence is None and _lives_there(one)]
    filed = act.file_all(RESIDENTS, [_residence(one, homes) for one in coming])
    for one, residence in zip(coming, filed, strict=True):
        one.residence = cast(Resident, residence)  # what RESIDENTS keeps
    for one in matches:
        _amend(act, one, homes)
    import_tenancies.write(act, matches)


def _lives_there(one: Match) -> bool:
    return one.entry.tenancy is None or lives_there(one.entry.tenancy.get("role"))


def _residence(one: Match, homes: Mapping[str, UUID]) -> dict[str, Any]:
    entry, person = one.entry, cast(Person, one.person)  # found, or filed just before
    if entry.tenancy is not None:
        return import_tenancies.residence(one, homes[entry.address])
    proposed = rules.propose_class(
        has_id=bool(person.id_number),
        abroad=bool(entry.residence.get("abroad_kind")),
        hukou=person.hukou_address or "",
        line=line_of(entry.address),
        county=addresses.parse(entry.address).get("county", ""),
    )
    given = {"person_id": person.id, "place_id": homes[entry.address]}
    if not any(entry.residence.get(n) for n in ("resident_class", "arrived_on", "stay_reason")):
        given["resident_class"] = proposed  # type: ignore[assignment]
    return entry.residence | given


def _amend(act: Act, one: Match, homes: Mapping[str, UUID]) -> None:
    if one.person_changes and one.person:
        act.amend(PEOPLE, one.person.id, one.person_changes, revision=one.person.revision)
    if one.residence_changes and one.residence:
        changes = dict(one.residence_changes)
        if changes.pop("place", None):
            changes["place_id"] = homes[one.entry.address]
        act.amend(RESIDENTS, one.residence.id, changes, revision=one.residence.revision)


@service(right="decide-doubtful", audit="doubt decided")
def decide(act: Act, import_id: UUID, row: int, same: UUID | None) -> None:
    """`same` is the candidate that the row tells of; None: somebody new, or a second home."""
    state = load(act, import_id)
    body = next((held for held in state.held if held["row"] == row), None)
    if body is None:
        raise Refused(_("第 {row} 行没有待定的内容，或已处理", row=row))
    write(act, [_decided(act, unpack(body), same, state.file_hash)])
    state.held.remove(body)
    _save(act, import_id, state)
    act.notes |= {"import": str(import_id), "row": row, "decided": "same" if same else "new"}


def _decided(act: Act, held: Held, same: UUID | None, sheet: str) -> Match:
    if same is None:
        return as_other(act, held.entry, sheet)
    found = as_person(act, held.entry, same, sheet) if same in held.candidates else None
    if found is None:
        raise Refused(_("请从候选人员中选择"))
    return found


@service(right="undo", audit=None)
def is_import(view: View, act_id: UUID) -> bool:
    return bool(settings.get(view.session, setting_of(act_id)))


@service(right="undo", audit=None)
def left_to_undo(view: View, import_id: UUID, state: State) -> int:
    """How many operations of the import still stand."""
    if state.undone == 0:
        return 0
    where = [Operation.act_id == import_id]
    where += [Operation.n < state.undone] if state.undone else []
    return view.all(select(func.count()).select_from(Operation).where(*where))[0]


@service(right="undo", audit="taking back begun")
def take_back_part(act: Act, import_id: UUID, state: State, most: int) -> int:
    """The latest operations not yet taken back; answers how many."""
    if state.undone == 0:
        return 0  # killed just before the end was told
    if state.undone is None:
        _refuse_written_since(act, import_id)
        state.undone_by = str(act.stamp.act_id)
        act.notes |= {"import": str(import_id)}
    numbers = records.undo_part(act, import_id, most, state.undone)
    state.undone = numbers[-1] if numbers else 0
    _save(act, import_id, state)
    return len(numbers)


@service(right="undo", audit="import taken back")
def end_taking_back(act: Act, import_id: UUID, state: State) -> None:
    state.stage, state.held = "taken back", []
    _save(act, import_id, state)
    act.notes |= {"import": str(import_id)}


def _refuse_written_since(act: Act, import_id: UUID) -> None:
    """Records that the import made and somebody has worked on since are not swept away."""
    made = select(Operation.record_id).where(
        Operation.act_id == import_id, Operation.kind == "file"
    )
    since = select(func.count(Operation.record_id.distinct())).where(
        Operation.record_id.in_(made), Operation.act_id != import_id
    )
    if n := act.all(since)[0]:
        text = _("导入之后有 {n} 条记录又办理过，请先撤销那些办理，再撤销导入", n=n)
        raise Conflict(text)
