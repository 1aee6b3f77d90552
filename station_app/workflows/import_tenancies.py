"""What a list of tenants adds to its people: the house, opened with its landlord, and the tenancy.

Who rents lives there: the residence is entered with the tenancy, as at the counter (`let`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import Act, View
from station_app.access.service import service
from station_app.core.texts import _
from station_app.housing import service as housing
from station_app.housing.records import House
from station_app.housing.register import HOUSING
from station_app.identity.names import searchable
from station_app.people.records import Person
from station_app.people.register import PEOPLE
from station_app.places import service as places
from station_app.residents.records import Resident
from station_app.storage.tables import Alias
from station_app.tenancies import service as tenancies
from station_app.tenancies.records import Tenancy
from station_app.tenancies.register import TENANCIES
from station_app.tenancies.rules import lives_there
from station_app.workflows import let

if TYPE_CHECKING:
    from station_app.workflows.import_match import Match

OTHER_LANDLORD = _("已登记的出租人与表中不同，请核实后办理变更出租人")
NOT_LET = _("这处房屋已登记停止出租，表中有人在租：已恢复出租，请核实")
line_of = lru_cache(maxsize=4096)(places.line_of)


def look_up(view: View, matches: Sequence[Match]) -> None:
    """House and tenancy of each tenant, where they are here, and what his row would change."""
    of_tenants = [one for one in matches if one.entry.tenancy is not None]
    if not of_tenants:
        return
    there = places.by_line(view, {line_of(one.entry.address) for one in of_tenants})
    houses = housing.at_places(view, [place.id for place in there.values()])
    running = _running(view, houses.values())
    landlords = _landlords(view, houses.values())
    for one in of_tenants:
        place = there.get(line_of(one.entry.address))
        one.house = houses.get(place.id) if place else None
        if one.house is not None:
            _compare_house(one, one.house, landlords)
            key = (one.house.id, one.person.id) if one.person else None
            one.tenancy = running.get(key) if key else None
        _compare_stay(one)


def _running(view: View, houses: Iterable[House]) -> dict[tuple[UUID, UUID], Tenancy]:
    """(house, person) → the tenancy; a merged person is the one that is kept."""
    found = tenancies.of_houses(view, [house.id for house in houses])
    people = [one.person_id for one in found]
    merged = select(Alias.gone_id, Alias.kept_id).where(Alias.gone_id.in_(people))
    kept = dict(view.rows(merged))
    return {(one.house_id, kept.get(one.person_id, one.person_id)): one for one in found}


def _landlords(view: View, houses: Iterable[House]) -> dict[UUID, str]:
    ids = {house.landlord_id for house in houses if house.landlord_id}
    named = select(Person.id, Person.name).where(Person.id.in_(ids))
    return {id: searchable(name) for id, name in view.rows(named)}


def _compare_house(one: Match, house: House, landlords: Mapping[UUID, str]) -> None:
    said = one.entry.house
    one.house_changes = {n: v for n, v in said.items() if getattr(house, n) != v}
    if house.let_until is not None:
        one.house_changes["let_until"] = None
        one.asked += (("address", NOT_LET),)
    if not (name := one.entry.landlord.get("name")):
        return
    if house.landlord_id is None and not house.landlord_unit:
        one.house_changes["landlord"] = name
    elif searchable(name) != landlords.get(cast(UUID, house.landlord_id)):
        one.asked += (("landlord", OTHER_LANDLORD),)


def _compare_stay(one: Match) -> None:
    said = one.entry.tenancy or {}
    if not lives_there(said.get("role")):
        one.residence, one.residence_changes, one.candidates = None, {}, ()
        one.reasons = () if one.person else one.reasons
    tenancy, residence = one.tenancy, one.residence
    if tenancy is not None:
        one.tenancy_changes = {n: v for n, v in said.items() if getattr(tenancy, n) != v}
        since = one.tenancy_changes.get("since", tenancy.since)
        if since and (ends := one.tenancy_changes.get("expected_until")) and ends < since:
            del one.tenancy_changes["expected_until"]
    ends = said.get("expected_until")
    if residence is not None and ends and residence.expected_leave != ends:
        one.residence_changes["expected_leave"] = ends


def residence(one: Match, place: UUID) -> dict[str, Any]:
    """The residence that a new tenancy opens."""
    person = cast(Person, one.person)  # found, or filed just before
    line = line_of(one.entry.address)
    return {
        **let.stay_of(one.entry.tenancy or {}),
        "person_id": person.id,
        "place_id": place,
        "resident_class": let.tenants_class(person, line),
    }


def write(act: Act, matches: Sequence[Match]) -> None:
    """Houses and tenancies; people and residences are there already."""
    of_tenants = [one for one in matches if one.entry.tenancy is not None]
    if not of_tenants:
        return
    homes = places.settle(act, [one.entry.address for one in of_tenants])
    houses = housing.at_places(act, set(homes.values()))
    landlords = _settle_landlords(act, of_tenants)
    news: dict[UUID, dict[str, Any]] = {}
    for one in of_tenants:
        place = homes[one.entry.address]
        if place not in houses:
            news.setdefault(place, _house(one, place, landlords))
    houses |= {
        house.place_id: house
        for house in cast(list[House], act.file_all(HOUSING, list(news.values())))
    }
    _enter(act, of_tenants, {text: houses[place].id for text, place in homes.items()})
    for one in of_tenants:
        _amend(act, one, houses[homes[one.entry.address]], landlords)


def _house(one: Match, place: UUID, landlords: Mapping[str, UUID]) -> dict[str, Any]:
    since = (one.entry.tenancy or {}).get("since")
    landlord = landlords.get(_key(one.entry.landlord))
    return {**one.entry.house, "place_id": place, "landlord_id": landlord, "let_from": since}


def _enter(act: Act, matches: Sequence[Match], houses: Mapping[str, UUID]) -> None:
    coming = [one for one in matches if one.tenancy is None]
    drafts = [
        {
            **(one.entry.tenancy or {}),
            "house_id": houses[one.entry.address],
            "person_id": cast(Person, one.person).id,
            "residence_id": one.residence and one.residence.id,
        }
        for one in coming
    ]
    filed = cast(list[Tenancy], act.file_all(TENANCIES, drafts))
    for one, tenancy in zip(coming, filed, strict=True):
        one.tenancy = tenancy
        if one.residence_changes.get("place"):
            _end_former(act, cast(Resident, one.residence), tenancy)


def _end_former(act: Act, moved: Resident, now: Tenancy) -> None:
    """He lives here now: what he rented before has ended."""
    for former in tenancies.of_residence(act, moved.id):
        if former.id != now.id:
            on = max(filter(None, (former.since, now.since)), default=act.stamp.today)
            tenancies.end(act, former.id, min(on, act.stamp.today), "9")


def _amend(act: Act, one: Match, house: House, landlords: Mapping[str, UUID]) -> None:
    if one.tenancy_changes and one.tenancy:
        revision = one.tenancy.revision
        act.amend(TENANCIES, one.tenancy.id, one.tenancy_changes, revision=revision)
    changes = dict(one.house_changes)
    if "let_until" in changes and house.let_until is not None:
        after = {"let_until": changes["let_until"]}
        act.set_state(HOUSING, house.id, before={"let_until": house.let_until}, after=after)
    changes.pop("let_until", None)
    if changes.pop("landlord", None) and house.landlord_id is None:
        changes["landlord_id"] = landlords[_key(one.entry.landlord)]
    if changes:
        act.amend(HOUSING, house.id, changes, revision=house.revision)


def _settle_landlords(act: Act, matches: Sequence[Match]) -> dict[str, UUID]:
    """Of houses that have none yet: the person of that name and telephone, or a new one."""
    wanted = {
        _key(one.entry.landlord): one.entry.landlord
        for one in matches
        if one.entry.landlord.get("name") and (one.house is None or "landlord" in one.house_changes)
    }
    names = {said["name"] for said in wanted.values()}
    held = select(Person).where(Person.name.in_(names), Person.withdrawn_at.is_(None))
    known = {
        _key({"name": person.name, "phone": [phone]}): person.id
        for person in act.all(held.order_by(Person.row.desc()))
        for phone in person.phone
    }
    news = {key: said for key, said in wanted.items() if key not in known}
    filed = act.file_all(PEOPLE, list(news.values()))
    return known | {key: person.id for key, person in zip(news, filed, strict=True)}


def _key(landlord: Mapping[str, Any]) -> str:
    phones = landlord.get("phone") or [{"number": ""}]
    return f"{landlord.get('name', '')} {phones[0]['number']}"


@service(right="preview-import", audit=None)
def absent(view: View, lines: Sequence[str], present: Sequence[UUID]) -> list[UUID]:
    """Tenancies that run in the houses of these addresses and are not among those present."""
    there = places.by_line(view, {line_of(line) for line in lines})
    houses = housing.at_places(view, [place.id for place in there.values()])
    found = tenancies.of_houses(view, [house.id for house in houses.values()])
    return [one.id for one in found if one.id not in present]
