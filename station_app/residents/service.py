"""What happens to residents: a household at once, moving in and out, permits, the sweep."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import Act, View
from station_app.access.service import service
from station_app.core.errors import Absent, Refused
from station_app.core.texts import _
from station_app.people import service as people
from station_app.people.records import Person
from station_app.people.register import PEOPLE
from station_app.places import service as places
from station_app.places.records import Place
from station_app.places.register import PLACES
from station_app.residents import rules
from station_app.residents.records import FLOATING, HEAD, Resident
from station_app.residents.register import RESIDENTS, SWEEPS
from station_app.storage import references

LEFT = {"until": None}  # what must still stand before somebody can leave
CARRIED = (  # into the new residence of who moves within the city or county
    "person_id",
    "relation_to_head",
    "household_type",
    "resident_class",
    "arrived_on",
    "stay_reason",
    "expected_leave",
    "registered_on",
    "permit_applied_on",
    "permit_number",
    "permit_issued_on",
    "endorsed_on",
    "years_from",
    "abroad_kind",
    "entered_on",
    "entry_port",
    "visa_type",
    "visa_number",
    "visa_until",
)


@dataclass(frozen=True, slots=True)
class Member:
    """One line of a household: the residence and its person."""

    resident: Resident
    person: Person


@service(right="register-household", audit="household registered")
def register_household(
    act: Act, address: str, members: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]]
) -> list[UUID]:
    """A whole household in one act: [(values of the person, values of the residence)].

    The head comes first and is 户主 unless said otherwise. Answers the residences.
    """
    if not members:
        raise Refused(_("一户至少要有一人"))
    place_id = places.settle(act, [address])[address]
    line = _line(act, place_id)
    number = next((r["household"] for _p, r in members if r.get("household")), None)
    number = number or act.next_number("H")
    drafts = []
    for at, (person, residence) in enumerate(members):
        person_id = people.known_or_new(act, person)
        given = {"person_id": person_id, "place_id": place_id, "household": number}
        if at == 0 and not residence.get("relation_to_head"):
            given["relation_to_head"] = HEAD
        given["resident_class"] = residence.get("resident_class") or _class(person, residence, line)
        drafts.append({**residence, **given})
    refuse_twice(act, drafts)
    return [record.id for record in act.file_all(RESIDENTS, drafts)]


def _class(person: Mapping[str, Any], residence: Mapping[str, Any], line: str) -> str:
    staying = ("arrived_on", "stay_reason", "expected_leave")
    if not residence.get("abroad_kind") and any(residence.get(name) for name in staying):
        return FLOATING
    return rules.propose_class(
        has_id=bool(person.get("id_number")),
        abroad=bool(residence.get("abroad_kind")),
        hukou=person.get("hukou_address") or "",
        line=line,
        county=line[:3],
    )


def refuse_twice(act: Act, drafts: Sequence[Mapping[str, Any]]) -> None:
    """Nobody lives twice at one place at one time."""
    for draft in drafts:
        there = select(Resident.id).where(
            Resident.person_id == draft["person_id"],
            Resident.place_id == draft["place_id"],
            Resident.until.is_(None),
            Resident.withdrawn_at.is_(None),
        )
        if act.all(there):
            raise Refused(_("此人已登记在这个住址，不必重复登记"))


@service(right="household", purpose=True, audit="household shown")
def household(act: Act, number: str) -> list[Member]:
    """Those who live in a household now, in the order in which a booklet prints them."""
    return _members(act, select(Resident).where(Resident.household == number))


@service(right="at-place", purpose=True, audit="dwelling shown")
def at_place(act: Act, place_id: UUID) -> list[Member]:
    """Those who live at a place now."""
    family = references.family(act.session, place_id)
    return _members(act, select(Resident).where(Resident.place_id.in_(family)))


def _members(act: Act, query: Any) -> list[Member]:
    living = act.all(query.where(Resident.until.is_(None), Resident.withdrawn_at.is_(None)))
    found = []
    for resident in living:
        person = cast(Person, act.load(PEOPLE, resident.person_id))
        act.show("residents", resident.id)
        act.show("people", person.id)
        found.append(Member(resident, person))
    return sorted(found, key=lambda m: (m.resident.household or "", booklet_order(m.resident)))


def booklet_order(resident: Resident) -> tuple[int, str, int]:
    """户主, spouse, children, grandchildren, parents, grandparents, siblings, others."""
    relation = resident.relation_to_head or "99"
    first = ("0", "1", "2", "3", "4", "5", "6", "7", "8", "9").index(relation[0])
    return first, relation, resident.row


@service(right="move-out", audit="moved out")
def move_out(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """Left: 迁出, or 注销居住登记 for the floating population."""
    after = {
        "until": values["on"] or act.stamp.today,
        "moved_to": values["moved_to"],
        "end_reason": values["reason"] or "10",
    }
    staying(act, id)
    act.set_state(RESIDENTS, id, before=LEFT, after=after)
    return [id]


@service(right="deregister", audit="deregistered")
def deregister(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """注销户口. A death is kept with the person as well (户口登记条例 8)."""
    staying(act, id)
    on: date = values["on"] or act.stamp.today
    ended = {"until": on, "end_reason": values["reason"]}
    resident = cast(Resident, act.set_state(RESIDENTS, id, before=LEFT, after=ended))
    if values["reason"] != rules.DEATH:
        return [id]
    person = act.load(PEOPLE, resident.person_id)
    act.amend(PEOPLE, person.id, {"died_on": on}, revision=person.revision)
    return [id, person.id]


@service(right="restore-registration", audit="restored")
def restore(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """恢复户口: as if never left; the reason stands in the audit log and the history."""
    resident = residence(act, id)
    if resident.until is None:
        raise Refused(_("此人仍在居住，不需要恢复"))
    elsewhere = select(Resident.id).where(
        Resident.person_id == resident.person_id,
        Resident.until.is_(None),
        Resident.withdrawn_at.is_(None),
    )
    if resident.end_reason == rules.MOVED_WITHIN and act.all(elsewhere):
        raise Refused(_("此人已移居别处，请撤销那次移居，或先办理那里的迁出"))
    before = {"until": resident.until}
    nothing = {"until": None, "end_reason": None, "moved_to": None}
    person = cast(Person, act.load(PEOPLE, resident.person_id))
    if resident.end_reason == rules.DEATH and person.died_on == resident.until:
        act.amend(PEOPLE, person.id, {"died_on": None}, revision=person.revision)
    act.set_state(RESIDENTS, id, before=before, after=nothing)
    act.notes |= {"reason": values["reason"]}
    return [id]


@service(right="move-within", audit="moved within")
def move_within(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """市（县）内移居: the old residence ends, the new one begins on the same day."""
    old, on = staying(act, id), values["on"] or act.stamp.today
    place_id = places.settle(act, [values["address"]])[values["address"]]
    if place_id == old.place_id:
        raise Refused(_("新住址与原住址相同"))
    line = _line(act, place_id)
    was = _line(act, old.place_id)
    act.set_state(
        RESIDENTS, id, before=LEFT, after={"until": on, "end_reason": "9", "moved_to": line}
    )
    draft = {name: getattr(old, name) for name in CARRIED}
    draft |= {"place_id": place_id, "since": on, "moved_from": was}
    draft["household"] = values["household"] or old.household
    if old.expected_leave and old.expected_leave < on:
        draft["expected_leave"] = None  # who has stayed longer says anew how long he means to
    return [id, act.file(RESIDENTS, draft).id]


@service(right="sweep", audit="swept")
def sweep(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """核查: what was found about one resident at the door; gone ends the residence."""
    resident, on = residence(act, id), values["on"] or act.stamp.today
    found = {
        "place_id": resident.place_id,
        "resident_id": id,
        "on": on,
        "result": values["result"],
        "remarks": values["remarks"] or "",
    }
    ids = [id, act.file(SWEEPS, found).id]
    if values["result"] == "gone" and resident.until is None:
        act.set_state(RESIDENTS, id, before=LEFT, after={"until": on, "end_reason": "10"})
    return ids


@service(right="sweep-dwelling", audit="swept")
def sweep_dwelling(act: Act, place_id: UUID, result: str, remarks: str = "") -> list[UUID]:
    """One key a door: `found` confirms everybody there; a fault is told in the remarks."""
    on = act.stamp.today
    found = {"place_id": place_id, "on": on, "result": result, "remarks": remarks}
    drafts = [found]
    if result == "found":
        living = select(Resident).where(
            Resident.place_id == place_id, Resident.until.is_(None), Resident.withdrawn_at.is_(None)
        )
        drafts += [found | {"resident_id": resident.id} for resident in act.all(living)]
    return [record.id for record in act.file_all(SWEEPS, drafts)]


def _line(act: Act, place_id: UUID) -> str:
    return cast(Place, act.load(PLACES, place_id)).line or ""


def residence(act: View, id: UUID) -> Resident:
    found = act.all(select(Resident).where(Resident.id == id, Resident.withdrawn_at.is_(None)))
    if not found:
        raise Absent(_("没有这条居住记录，或已作废"))
    return found[0]


def staying(act: Act, id: UUID) -> Resident:
    resident = residence(act, id)
    if resident.until is not None:
        raise Refused(_("此人已离开，不能再办理"))
    return resident
