"""Histories of houses to let for practice: checks, hazards, re-checks, patrols."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Select, select

from station_app.access.desk import Desk
from station_app.access.purposes import Purpose
from station_app.core.days import read_moment
from station_app.hazards.records import AGAIN, DONE, NOT, Hazard
from station_app.hazards.rules import awaits_transfer
from station_app.housing.records import House
from station_app.inspections.records import CHECK, GIVEN, PATROL
from station_app.inspections.rules import rental
from station_app.workflows.inspect import inspect, officers, usual_second
from station_app.workflows.recheck import recheck, refer

MOST = 24  # houses with a history
PURPOSE = Purpose("TASK", "演练")


def check_houses(desk: Desk, chance: random.Random) -> None:
    """Each house was seen once or twice; some faults were mended, some were not."""
    houses, second = _houses(desk), _second(desk)
    chance.shuffle(houses)
    for n, (id, since) in enumerate(houses[:MOST]):
        days = max((desk.today - since).days, 1) if since else 60
        first = desk.today - timedelta(days=chance.randrange(min(days, 120)))
        along = "" if n % 6 == 5 else second
        found = _visit(desk, id, first, _faults(chance, n, inside=bool(along)), along)
        for hazard in found[1:]:
            _look_again(desk, chance, hazard, second)


def _houses(desk: Desk) -> list[tuple[UUID, date | None]]:
    let = select(House.id, House.let_from).where(
        House.let_until.is_(None), House.withdrawn_at.is_(None)
    )
    with desk.view("list:housing") as view:
        rows = view.rows(cast(Select[Any], let.order_by(House.row)))
    return [(id, since) for id, since in rows]


def _faults(chance: random.Random, n: int, *, inside: bool) -> str:
    """None in every third house, else one to three; a patrol sees nothing of the rooms."""
    seen = [item for item in rental().faults if inside or item.where != "room"]
    items = chance.sample(seen, k=n % 3 and chance.randrange(1, 4))
    return "；".join(f"{i.id}{'!' if chance.random() < 0.2 else ''}" for i in items)


def _second(desk: Desk) -> str:
    """Who goes along; nobody where there are no two officers, then all are patrols."""
    with desk.view("list:housing") as view:
        serving = officers(view)
        return usual_second(view) if desk.officer in serving else ""


def _visit(desk: Desk, house: UUID, on: date, faults: str, second: str) -> list[UUID]:
    with desk.act("inspect", purpose=PURPOSE) as act:
        values: dict[str, Any] = {"kind": CHECK if second else PATROL, "faults": faults}
        values["at"] = min(read_moment(f"{on} 15:30", act.stamp.now), act.stamp.now)
        values |= {"second": second, "consent": GIVEN} if second else {}
        return list(inspect(act, house, values))


def _look_again(desk: Desk, chance: random.Random, id: UUID, second: str) -> None:
    """What is others' was handed on the next day; ours is seen on the day after its term."""
    with desk.view("list:hazards") as view:
        [hazard] = view.all(select(Hazard).where(Hazard.id == id))
    if second and awaits_transfer(hazard) and chance.random() < 0.8:
        day = min(hazard.found_on + timedelta(days=1), desk.today)
        with desk.act("refer-hazard", purpose=PURPOSE) as act:
            refer(act, id, {"on": day})
    if not second or hazard.deadline is None or hazard.deadline >= desk.today:
        return
    told: dict[str, Any] = {"on": hazard.deadline + timedelta(days=1), "result": DONE}
    if chance.random() < 0.3:
        told |= {"result": NOT, "second": second, "follow": AGAIN}
    with desk.act("recheck", purpose=PURPOSE) as act:
        recheck(act, id, told)
