"""What is due: from the duties as they are kept, and by asking the registers themselves.

100,000 residents, 20,000 houses and 5,000 hazards owe one thing each; one in thirty is overdue or
due within a week. The peer is what one writes without kept duties: the terms worked out in SQL
for every subject, with the calendar at hand as a table. Both must find the same lines.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import text

from benchmarks.harness import Figure, timed
from benchmarks.station import KEY, NOW, SEED, desk_at, identity, store_at
from station_app.access.desk import Desk
from station_app.clocks.calendar import add_months
from station_app.clocks.terms import Terms
from station_app.core.records import table_of
from station_app.hazards.records import OPEN
from station_app.housing.records import GRADES
from station_app.housing.rules import CHECKS
from station_app.registers import REGISTERS
from station_app.residents.records import FLOATING
from station_app.storage import keys
from station_app.storage.driver import ask, insert_rows
from station_app.storage.engine import open_sqlcipher
from station_app.storage.schema import bring_up
from station_app.storage.store import Store
from station_app.storage.tables import DutyRow
from station_app.workflows import agenda

TITLE = "The agenda of 125,000 subjects"
RESIDENTS, HOUSES, HAZARDS = 100_000, 20_000, 5_000
TODAY = NOW.date()
DUE = (-8, 500)  # days from today between which something is due
MONTHS = {"relaxed": 6, "attention": 3, "key": 1}  # between two checks of a house
LAST = TODAY + timedelta(days=7)
TURNS = 7
Rows = list[dict[str, Any]]
RULES = {  # register → what its term begins with, and what is done
    "residents": ("registered_on", "apply_permit"),
    "housing": ("checked_on", "inspect"),
    "hazards": ("deadline", "recheck"),
}
SUBJECTS = """
select due_on, register, id, rule{named} from (
    select date(r.registered_on, '+6 months') due_on, 'residents' register, r.id id,
        'half_year' rule{who}
    from resident r {person}
    where r.withdrawn_at is null and r.until is null and r.resident_class = ?
        and r.registered_on is not null and r.permit_applied_on is null
        and r.permit_issued_on is null
    union all
    select c.workday, 'housing', h.id, 'house_check_' || h.grade{where}
    from house h {place} join calendar c on c.day = date(h.checked_on,
        case h.grade when 'key' then '+1 month' when 'attention' then '+3 months'
            else '+6 months' end)
    where h.withdrawn_at is null and h.let_until is null
    union all
    select c.workday, 'hazards', z.id, 'hazard_recheck'{where}
    from hazard z {house} join calendar c on c.day = date(z.deadline, '+1 day')
    where z.withdrawn_at is null and z.state = ?
) where due_on <= ? order by due_on, register, id
"""
PLACE = "join place p on p.id = h.place_id"
NAIVE = SUBJECTS.format(
    named=", name, number",
    who=", p.name name, p.id_number number",
    where=", p.line, ''",
    person="join person p on p.id = r.person_id",
    place=PLACE,
    house=f"join house h on h.id = z.house_id {PLACE}",
)
UNNAMED = SUBJECTS.format(named="", who="", where="", person="", place="", house="")
KEPT = """
select due_on, register, record_id, rule from duty where due_on <= ?
order by due_on, register, record_id, rule, since
"""


def figures() -> list[Figure]:
    with _station() as desk:
        last = LAST.isoformat()
        naive, bare = (partial(_rows, desk, sql, FLOATING, OPEN, last) for sql in (NAIVE, UNNAMED))
        kept = partial(_rows, desk, KEPT, last)
        shown = [(*item.key[:4],) for item in _agenda(desk)]
        for found in (naive(), kept()):
            read = [(date.fromisoformat(r[0]), r[1], UUID(bytes=r[2]), r[3]) for r in found]
            assert read == shown  # noqa: S101  all do the same work
        works = (naive, bare, kept, *(partial(f, desk) for f in (_first, _badges, _agenda)))
        times = [min(took) for took in zip(*(_turn(works) for _ in range(TURNS)), strict=True)]
    named, unnamed, keys_, first, badges, whole = times
    return [
        _figure("first screen: its lines with masked names", first, named, 90),
        _figure("every line by its key", keys_, unnamed, 9, "the same without names"),
        _figure("every line with its masked name", whole, named, 1),
        _figure("badges of the rail", badges, unnamed, 30, "the same without names"),
    ]


def _turn(works: Sequence[Callable[[], object]]) -> list[float]:
    """Each once, so that a busy moment meets all."""
    return [timed(work, 3) for work in works]


def _figure(
    name: str, took: float, base: float, limit: float, against: str = "naive SQL over the registers"
) -> Figure:
    return Figure(name=name, value=took, against=against, base=base, limit=limit, faster=True)


def _agenda(desk: Desk) -> list[agenda.Item]:
    with desk.view("agenda") as view:
        return agenda.agenda(view)


def _first(desk: Desk) -> list[agenda.Item]:
    with desk.view("agenda") as view:
        return agenda.page(view, agenda.Wanted())


def _badges(desk: Desk) -> dict[str, agenda.Figures]:
    with desk.view("agenda") as view:
        return agenda.figures(view)


def _rows(desk: Desk, statement: str, *given: str) -> Sequence[Any]:
    """As the driver answers, from the first row to the last."""
    with desk.store.reading() as session:
        return ask(session, statement, *given)


# The station


@contextmanager
def _station() -> Iterator[Desk]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "station.db"
        engines = open_sqlcipher(path, keys.derive(KEY, "db"))
        bring_up(engines)
        engines.dispose()
        store = store_at(path)
        desk = desk_at(store)
        _fill(store, desk.terms)
        yield desk
        store.dispose()


def _fill(store: Store, terms: Terms) -> None:
    tables = _subjects(random.Random(SEED))  # noqa: S311
    owed = [row for name in RULES for row in _owed(terms, name, tables[name])]
    with store.writing() as session:
        for name, rows in tables.items():
            insert_rows(session, table_of(REGISTERS[name].record), rows)
        insert_rows(session, table_of(DutyRow), owed)
        session.execute(text("create table calendar (day text primary key, workday text)"))
        for day in (TODAY + timedelta(days=n) for n in range(DUE[0] - 40, DUE[1] + 40)):
            workday = terms.calendar.next_workday(day)
            said = {"day": day.isoformat(), "workday": workday.isoformat()}
            session.execute(text("insert into calendar values (:day, :workday)"), said)
        session.execute(text("analyze"))


def _subjects(chance: random.Random) -> dict[str, Rows]:
    def since(months: int) -> date:
        """Never the end of a month, of which SQL has its own idea."""
        day = add_months(TODAY + timedelta(days=chance.randrange(*DUE)), -months)
        return day.replace(day=min(day.day, 28))

    people = ({"name": f"张{n:06}", "sex": "1", "number_note": "", "documents": [], "phone": []}
              for n in range(RESIDENTS))  # fmt: skip
    places = ({"level": "dwelling", "line": f"演示县东门社区东门街{n}号101室"}
              for n in range(HOUSES))  # fmt: skip
    residents = (
        {"person_id": _id("people", n), "place_id": _id("places", n % HOUSES),
         "household": f"{n:08}", "resident_class": FLOATING, "registered_on": since(6)}
        for n in range(RESIDENTS)
    )  # fmt: skip
    houses = (
        {"place_id": _id("places", n), "grade": grade, "checked_on": since(MONTHS[grade])}
        for n in range(HOUSES)
        for grade in (chance.choice(GRADES),)
    )
    hazards = (
        {"house_id": _id("housing", n), "inspection_id": _id("housing", n), "item": "R6",
         "description": "楼道堆物", "found_on": TODAY, "state": OPEN, "deadline": since(0)}
        for n in range(HAZARDS)
    )  # fmt: skip
    kinds: dict[str, Iterator[dict[str, Any]]] = {
        "people": people,
        "places": places,
        "residents": residents,
        "housing": houses,
        "hazards": hazards,
    }
    return {name: [_record(name, n) | row for n, row in enumerate(rows)]
            for name, rows in kinds.items()}  # fmt: skip


def _record(name: str, n: int) -> dict[str, Any]:
    given = {"row": n + 1, "id": _id(name, n), "scope": "339901-01", "revision": 1}
    return given | {"made_by": _id("people", 0), "writers": {}, "remarks": ""}


def _id(name: str, n: int) -> UUID:
    return UUID(bytes=identity(REGISTERS[name].number, n + 1))


def _owed(terms: Terms, name: str, rows: Rows) -> Iterator[dict[str, Any]]:
    """Straight into the table of duties, each by its own rule."""
    field, action = RULES[name]
    for row in rows:
        rule = {"residents": "half_year", "hazards": "hazard_recheck"}.get(name)
        rule = rule or CHECKS[row["grade"]]
        since: date = row[field]
        due = terms.due(rule, since).due_on
        yield {"record_id": row["id"], "rule": rule, "since": since.isoformat(), "register": name,
               "due_on": due, "due_at": None, "owner": "officer", "action": action,
               "course": ""}  # fmt: skip
