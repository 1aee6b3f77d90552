"""Every page of the program, one after the other: for pictures and for tests."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from station_app.access import records
from station_app.places.records import BUILDING
from station_app.storage.pages import Query
from ui.pages.work import Route, Work


def stops(work: Work) -> Iterator[tuple[str, Route]]:
    """(name, route) in the order in which an officer would meet them."""
    person, other = _first(work, "people", 2)
    place, resident = _first(work, "places", 1)[0], _first(work, "residents", 1)[0]
    building = _building(work)
    yield "today", Route("home")
    for name in ("people", "places", "residents"):
        yield f"list-{name}", Route("list", name)
    yield "person", Route("record", "people", person)
    yield "place", Route("record", "places", place)
    yield "resident", Route("record", "residents", resident)
    yield "person-new", Route("form", "people")
    yield "person-edit", Route("form", "people", person)
    yield "moving-in", Route("form", "residents").having(person_id=str(person))
    yield "address", Route("form", "places", place)
    yield "household", Route("household")
    yield "leaving", Route("action", "residents", resident, "move_out")
    yield "building", Route("action", "places", building, "generate")
    yield "grid", Route("grid", "places", building)
    yield "sweep", Route("sweep", "places", building)
    yield "history", Route("history", "people", person)
    if work.may("who-looked"):
        yield "looked", Route("who", "people", person)
    yield "withdraw", Route("withdraw", "people", person)
    yield "print", Route("print", "residents", resident)
    yield "batch", Route("batch", "residents")
    yield "verify", Route("verify")
    yield "duplicates", Route("duplicates")
    yield "pair", Route("pair", "people", person).having(other=str(other))
    yield "import", Route("import")
    yield "compare", Route("compare")
    yield "ticket", Route("ticket")
    yield "keys", Route("keys")
    yield "settings", Route("settings")


def _first(work: Work, name: str, n: int) -> list[UUID]:
    with work.desk.view(f"list:{name}") as view:
        lines = records.page(view, work.desk.registers[name], Query())
    return [line.id for line in lines[:n]]


def _building(work: Work) -> UUID:
    with work.desk.view("list:places") as view:
        query = Query(where={"level": BUILDING})
        return records.page(view, work.desk.registers["places"], query)[-1].id  # the oldest
