"""What the import does in its own process: opens the home again with the key on the pipe."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from station_app import app
from station_app.access import records
from station_app.access.desk import Desk
from station_app.access.purposes import Purpose
from station_app.calls.register import CALLS
from station_app.exchange import worker
from station_app.people.register import PEOPLE
from station_app.residents.register import RESIDENTS
from station_app.workflows import import_sheet
from station_app.workflows.compare_sheet import Comparison, compare
from station_app.workflows.desk import day_sheet_import
from station_app.workflows.import_report import Report
from station_app.workflows.sheet_kinds import KINDS
from ui.kit.processes import Child

MOST_NAMED = 500  # records of a report that are shown by name


@dataclass(frozen=True, slots=True)
class Told:
    """A report, with masked titles of the records it names."""

    report: Report
    names: Mapping[UUID, str] = field(default_factory=dict)


@contextmanager
def desk_of(child: Child, home: Path, officer: str) -> Iterator[Desk]:
    station = app.open_home(home, bytearray(child.key))
    try:
        yield station.desk(officer)
    finally:
        station.close()


def preview(child: Child, home: Path, officer: str, path: Path, register: str) -> Told:
    worker.make_ready()
    with desk_of(child, home, officer) as desk:
        if register == CALLS.name:
            return Told(day_sheet_import.preview(desk, path))
        return _told(desk, import_sheet.preview(desk, path, kind=KINDS[register]).report)


def run(child: Child, home: Path, officer: str, path: Path, register: str) -> Told:
    def tell(done: int, remaining: int) -> bool:
        child.tell((done, remaining))
        return not child.stopped

    worker.make_ready()
    with desk_of(child, home, officer) as desk:
        if register == CALLS.name:
            return Told(day_sheet_import.run(desk, path))
        return _told(desk, import_sheet.run(desk, path, tell=tell, kind=KINDS[register]))


def take_back(
    child: Child, home: Path, officer: str, act_id: UUID, purpose: Purpose | None
) -> tuple[int, bool]:
    """How many operations were taken back, and whether that was all of the import."""

    def tell(done: int, remaining: int) -> bool:
        child.tell((done, remaining))
        return not child.stopped

    with desk_of(child, home, officer) as desk:
        n = import_sheet.take_back(desk, act_id, tell, purpose)
        return n, import_sheet.state_of(desk, act_id).stage == "taken back"


def hold_against(
    child: Child, home: Path, officer: str, paths: tuple[Path, ...], purpose: Purpose
) -> tuple[Comparison, dict[UUID, str]]:
    with desk_of(child, home, officer) as desk:
        found = compare(desk, paths, purpose)
        people = [d.id for d in found.changed if d.register == "people"]
        people += [id for new in found.doubtful for id in new.candidates]
        homes = [d.id for d in found.changed if d.register == "residents"] + found.absent
        return found, _people(desk, people) | _homes(desk, homes)


def _told(desk: Desk, report: Report) -> Told:
    people = [id for held in report.doubtful for id in held.candidates]
    return Told(report, _people(desk, people) | _homes(desk, report.absent, report.register))


def _people(desk: Desk, ids: list[UUID]) -> dict[UUID, str]:
    with desk.view("list:people") as view:
        lines = records.lines(view, PEOPLE, list(dict.fromkeys(ids))[:MOST_NAMED])
    return {line.id: " ".join(filter(None, map(str, line.texts[:4]))) for line in lines}


def _homes(desk: Desk, ids: list[UUID], name: str = RESIDENTS.name) -> dict[UUID, str]:
    """Residences or tenancies, by person and place."""
    with desk.view(f"list:{name}") as view:
        lines = records.lines(view, desk.registers[name], list(dict.fromkeys(ids))[:MOST_NAMED])
    return {line.id: " ".join(filter(None, map(str, line.texts[:2]))) for line in lines}
