"""Who rents lives there: a tenancy and the residence record are one entry, and end together.

What the two slices do by themselves stands in them; here is what happens to both in one act.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import Act
from station_app.access.service import service
from station_app.core.errors import Refused
from station_app.core.records import Record
from station_app.core.texts import _
from station_app.housing import service as housing
from station_app.housing.records import House
from station_app.people.records import Person
from station_app.people.register import PEOPLE
from station_app.places import addresses
from station_app.places.records import Place
from station_app.places.register import PLACES
from station_app.residents import rules
from station_app.residents import service as residents
from station_app.residents.records import ABROAD, FLOATING, Resident
from station_app.residents.register import RESIDENTS
from station_app.storage import references
from station_app.tenancies import service as tenancies
from station_app.tenancies.records import OCCUPANT, TENANT, Tenancy
from station_app.tenancies.register import TENANCIES
from station_app.tenancies.rules import lives_there

LEFT = "10"  # among the reasons of 注销居住登记
STOPPED = "4"  # among the reasons of 退租: the house is let no more
OTHER = "9"
CHINA = "CHN"


@service(right="enter-tenancy", audit="tenancy entered")
def enter(act: Act, values: Mapping[str, Any], stay: Mapping[str, Any] | None = None) -> Tenancy:
    """A tenancy with its residence record; `stay` is what else the form says of the residence.

    Somebody who lives there already keeps his record: what was not known is filled in.
    """
    house = housing.still_let(act, values["house_id"])
    residence = None
    if lives_there(values.get("role")):
        residence = _settled(act, house, values, stay or {})
    return tenancies.enter(act, {**values, "residence_id": residence and residence.id})


@service(right="enter-residence", audit="filed")
def dwell(act: Act, values: Mapping[str, Any]) -> Record:
    """A residence record; of one of the floating population in a house to let his tenancy too."""
    residents.refuse_twice(act, [values])
    filed = cast(Resident, act.file(RESIDENTS, values))
    _rent_along(act, filed, TENANT)
    return filed


@service(right="register-household", audit="household registered")
def register_household(
    act: Act, address: str, members: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]]
) -> list[UUID]:
    """As `residents` does; of newcomers in a house to let the head is the tenant, others occupy."""
    ids = residents.register_household(act, address, members)
    for at, id in enumerate(ids):
        _rent_along(act, residents.residence(act, id), OCCUPANT if at else TENANT)
    return ids


def _rent_along(act: Act, filed: Resident, role: str) -> None:
    house = housing.at_places(act, [filed.place_id]).get(filed.place_id)
    if house and house.let_until is None and _rents(act, house, filed):
        given = {"house_id": house.id, "person_id": filed.person_id, "role": role}
        stay = {"since": filed.since, "expected_until": filed.expected_leave}
        tenancies.enter(act, {**given, **stay, "residence_id": filed.id})


def _rents(act: Act, house: House, filed: Resident) -> bool:
    """Not the landlord himself, nor somebody of this place who has always lived there."""
    own = (house.landlord_id, house.keeper_id)
    family = references.family(act.session, filed.person_id)
    return filed.resident_class in (FLOATING, ABROAD) and not any(id in family for id in own)


def _settled(
    act: Act, house: House, values: Mapping[str, Any], stay: Mapping[str, Any]
) -> Resident:
    """The residence record there: the one that runs, with what it lacked, or a new one."""
    said = stay_of(values) | {name: value for name, value in stay.items() if value is not None}
    running = _living(act, values["person_id"], house.place_id)
    if running is None:
        return cast(Resident, act.file(RESIDENTS, _draft(act, house, values["person_id"], said)))
    news = {n: v for n, v in said.items() if getattr(running, n) is None and v is not None}
    if (ends := said.get("expected_leave")) and running.expected_leave != ends:
        news["expected_leave"] = ends
    act.amend(RESIDENTS, running.id, news, revision=running.revision)
    return running


def stay_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """What a tenancy says of the residence."""
    since, ends = values.get("since"), values.get("expected_until")
    return {"since": since, "arrived_on": since, "expected_leave": ends}


def _living(act: Act, person: UUID, place: UUID) -> Resident | None:
    there = select(Resident).where(
        Resident.person_id.in_(references.family(act.session, person)),
        Resident.place_id.in_(references.family(act.session, place)),
        Resident.until.is_(None),
        Resident.withdrawn_at.is_(None),
    )
    return next(iter(act.all(there.order_by(Resident.row.desc()))), None)


def _draft(act: Act, house: House, person_id: UUID, said: Mapping[str, Any]) -> dict[str, Any]:
    person = cast(Person, act.load(PEOPLE, person_id))
    place = cast(Place, act.load(PLACES, house.place_id))
    given = {"person_id": person_id, "place_id": house.place_id}
    return {"resident_class": tenants_class(person, place.line or ""), **said, **given}


def tenants_class(person: Person, line: str) -> str:
    """Of this county by his hukou, from abroad by his nationality, else of the floating ones."""
    if person.nationality not in (None, CHINA):
        return ABROAD
    hukou = person.hukou_address
    if not hukou:
        return FLOATING
    county = addresses.parse(line).get("county", "")
    return rules.propose_class(
        has_id=bool(person.id_number), abroad=False, hukou=hukou, line=line, county=county
    )


# The acts of a tenancy


@service(right="register-tenancy", audit="tenancy registered")
def register(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """居住登记 of somebody whose tenancy stood without it."""
    one = tenancies.running(act, id)
    if one.residence_id is not None:
        raise Refused(_("此人已有居住登记"))
    house = housing.still_let(act, one.house_id)
    on = values["on"] or act.stamp.today
    stay = {"registered_on": on, "stay_reason": values["stay_reason"]}
    residence = _settled(act, house, {n: getattr(one, n) for n in TENANCIES.by_name}, stay)
    before, after = {"residence_id": None}, {"residence_id": residence.id}
    act.set_state(TENANCIES, one.id, before=before, after=after)
    return [one.id, residence.id]


@service(right="extend-tenancy", audit="tenancy extended")
def extend(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """续租; who lives there means to stay as long."""
    one = tenancies.extend(act, id, values["expected_until"])
    residence = _residence(act, one)
    if residence is None:
        return [one.id]
    leaves = {"expected_leave": one.expected_until}
    act.amend(RESIDENTS, residence.id, leaves, revision=residence.revision)
    return [one.id, residence.id]


@service(right="end-tenancy", audit="tenancy ended")
def end(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """退租; the residence ends with it unless he stays there (`residence` is no)."""
    on = values["on"] or act.stamp.today
    return _ended(
        act,
        tenancies.running(act, id),
        on,
        values["reason"] or OTHER,
        leaves=values["residence"] is not False,
        to=values["moved_to"],
    )


def _ended(
    act: Act, one: Tenancy, on: date, reason: str, *, leaves: bool, to: str | None = None
) -> list[UUID]:
    tenancies.end(act, one.id, on, reason)
    residence = _residence(act, one)
    if residence is None or not leaves:
        return [one.id]
    left = {"on": on, "moved_to": to, "reason": LEFT}
    residents.move_out(act, residence.id, left)
    return [one.id, residence.id]


def _residence(act: Act, one: Tenancy) -> Resident | None:
    """The one it goes with, while it runs."""
    if one.residence_id is None:
        return None
    query = select(Resident).where(Resident.id == one.residence_id, Resident.until.is_(None))
    return next(iter(act.all(query.where(Resident.withdrawn_at.is_(None)))), None)


@service(right="stop-letting", audit="no longer let")
def stop_letting(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """停止出租; with `tenants` everybody who rents there leaves on that day."""
    on = values["on"] or act.stamp.today
    there = tenancies.of_houses(act, references.family(act.session, id))
    if there and not values["tenants"]:
        raise Refused(
            _("还有 {n} 人在租：请先逐人办理退租，或选择“在租人员一并退租”", n=len(there))
        )
    ids = [id]
    for one in there:
        ids += _ended(act, one, on, STOPPED, leaves=True)
    housing.end_letting(act, id, on)
    return ids


# The acts of a residence that end a tenancy with it


@service(right="move-out", audit="moved out")
def move_out(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    return [*residents.move_out(act, id, values), *_with(act, id)]


@service(right="move-within", audit="moved within")
def move_within(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    return [*residents.move_within(act, id, values), *_with(act, id)]


@service(right="deregister", audit="deregistered")
def deregister(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    return [*residents.deregister(act, id, values), *_with(act, id)]


@service(right="sweep", audit="swept")
def sweep(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    return [*residents.sweep(act, id, values), *_with(act, id)]


def _with(act: Act, id: UUID) -> list[UUID]:
    """Who has left this residence rents there no more."""
    residence = residents.residence(act, id)
    if residence.until is None:
        return []
    there = tenancies.of_residence(act, residence.id)
    return [tenancies.end(act, one.id, residence.until, OTHER).id for one in there]
