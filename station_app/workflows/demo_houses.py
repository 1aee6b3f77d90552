"""Houses to let for practice: where newcomers live, somebody lets; leases end, houses change hands.

The landlords are people of the station who own elsewhere, or a unit.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Select, select

from station_app.access import action
from station_app.access.act import Act
from station_app.access.desk import Desk
from station_app.access.purposes import Purpose
from station_app.access.service import service
from station_app.housing import service as housing
from station_app.housing.register import HOUSING
from station_app.residents.records import ABROAD, FLOATING, HEAD, Resident
from station_app.tenancies.records import OCCUPANT, TENANT
from station_app.tenancies.register import TENANCIES
from station_app.workflows.let_actions import HOUSING_ACTIONS, TENANCIES_ACTIONS

PURPOSE = Purpose("TASK", "演练")
UNIT = "演示县安居置业有限公司"
AT_ONCE = 40  # houses of one act
WAYS = ("whole", "whole", "shared", "shared", "group", "daily")


def let_houses(desk: Desk, chance: random.Random) -> None:
    """Opens the houses with their tenants, then lets time pass in some of them."""
    lodgers, owners = _people(desk)
    homes: dict[UUID, list[Resident]] = {}
    for one in lodgers:
        homes.setdefault(one.place_id, []).append(one)
    opened: list[tuple[UUID, list[UUID]]] = []
    places = list(homes)
    for at in range(0, len(places), AT_ONCE):
        some = {place: homes[place] for place in places[at : at + AT_ONCE]}
        with desk.act("fill-demo") as act:
            opened += _open(act, chance, some, owners)
    _histories(desk, chance, opened, owners)


def _people(desk: Desk) -> tuple[Sequence[Resident], Sequence[UUID]]:
    """Those who rent, and the heads of households of this place, who may let."""
    here = select(Resident).where(Resident.until.is_(None), Resident.withdrawn_at.is_(None))
    newcomers = here.where(Resident.resident_class.in_((FLOATING, ABROAD)))
    heads = select(Resident.person_id).where(
        Resident.relation_to_head == HEAD, Resident.until.is_(None)
    )
    with desk.view("list:residents") as view:
        lodgers = view.all(newcomers.order_by(Resident.row))
        found = view.rows(cast(Select[Any], heads.order_by(Resident.row)))
    return lodgers, [person for (person,) in found]


@service(right="fill-demo", audit="demo filled")
def _open(
    act: Act,
    chance: random.Random,
    homes: Mapping[UUID, Sequence[Resident]],
    owners: Sequence[UUID],
) -> list[tuple[UUID, list[UUID]]]:
    """The houses, each with its tenancies; those let before stay as they are."""
    let = housing.at_places(act, list(homes))
    homes = {place: lodgers for place, lodgers in homes.items() if place not in let}
    drafts = [_house(chance, place, owners, act.stamp.today) for place in homes]
    houses = [house.id for house in act.file_all(HOUSING, drafts)]
    opened = []
    for house, lodgers in zip(houses, homes.values(), strict=True):
        rents = [_tenancy(chance, house, one, n) for n, one in enumerate(lodgers)]
        opened.append((house, [one.id for one in act.file_all(TENANCIES, rents)]))
    return opened


def _house(
    chance: random.Random, place: UUID, owners: Sequence[UUID], today: date
) -> dict[str, Any]:
    since = today - timedelta(days=chance.randrange(30, 900))
    by_unit = not owners or chance.random() < 0.1
    signed = since + timedelta(days=chance.randrange(10)) if chance.random() < 0.8 else None
    return {
        "place_id": place,
        "landlord_id": None if by_unit else chance.choice(owners),
        "landlord_unit": UNIT if by_unit else None,
        "letting_way": chance.choice(WAYS),
        "let_from": since,
        "land": "1" if chance.random() < 0.7 else "2",
        "building_use": chance.choice("12235"),
        "structure": chance.choice("1223"),
        "rooms": chance.randrange(1, 6),
        "letter_signed_on": signed,
    }


def _tenancy(chance: random.Random, house: UUID, one: Resident, n: int) -> dict[str, Any]:
    return {
        "house_id": house,
        "person_id": one.person_id,
        "residence_id": one.id,
        "role": OCCUPANT if n else TENANT,
        "since": one.since,
        "expected_until": one.expected_leave,
        "rent": chance.randrange(5, 30) * 100,
        "lease": chance.choice(("none", "written", "written", "filed")),
    }


def _histories(
    desk: Desk,
    chance: random.Random,
    opened: Sequence[tuple[UUID, list[UUID]]],
    owners: Sequence[UUID],
) -> None:
    """Some leases end or go on, a house changes hands, another is let no more."""
    some = chance.sample(opened, k=min(len(opened), max(4, len(opened) // 8)))
    for n, (house, rents) in enumerate(some):
        if n % 4 == 0:
            _perform(desk, TENANCIES_ACTIONS, "end", rents[0], {"reason": "2"})
        elif n % 4 == 1:
            _perform(desk, TENANCIES_ACTIONS, "extend", rents[0], {"expected_until": "+365"})
        elif n % 4 == 2:
            new: dict[str, str] = {"landlord_unit": f"{UNIT}第一分公司"}
            if owners:
                new = {"landlord": str(chance.choice(owners))}
            _perform(desk, HOUSING_ACTIONS, "transfer", house, new)
        else:
            _perform(desk, HOUSING_ACTIONS, "stop_letting", house, {"tenants": "是"})


def _perform(
    desk: Desk,
    actions: Mapping[str, action.Action],
    name: str,
    id: UUID,
    typed: Mapping[str, str],
) -> None:
    action.perform(desk, actions, name, id, typed, PURPOSE)
