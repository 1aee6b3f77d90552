"""A county with two scopes of two homes each, put back to its beginning for every schedule."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy import select, text

from campaigns.exchange_home import KEY, OFFICERS, template
from campaigns.exchange_line import Near
from campaigns.exchange_station import Fallen, Ready, Station
from station_app.core.errors import Explained
from station_app.county.book import Book, Node
from station_app.county.tables import SCOPE
from station_app.storage import keys, outbox
from station_app.storage.engine import open_sqlcipher
from station_app.storage.tables import Operation
from station_app.sync.county import County

TABLES = """
    select relname from pg_class where relkind in ('r', 'p') and not relispartition
    and relnamespace = 'public'::regnamespace
"""
Joined = Callable[[Node], County]  # enters the device and answers its line


@dataclass
class World:
    """Two scopes, four homes. Both homes of each scope hold two people as a schedule begins."""

    book: Book
    stations: list[Station]
    line: Joined | None = None  # where it is not in process
    scopes: tuple[str, str] = ("339901-01", "339901-02")
    times: int = 0
    ready: list[Ready] = field(default_factory=list)
    tables: list[str] = field(default_factory=list)  # of the county, kept in a schema of its own
    filed: dict[UUID, str] = field(default_factory=dict)  # who is known at the beginning, and where
    belongs: dict[UUID, set[str]] = field(default_factory=dict)  # record → where it may stand
    saw: dict[UUID, dict[str, str]] = field(default_factory=dict)  # operation → what was seen
    lost: set[UUID] = field(default_factory=set)  # went with a disk, perhaps
    ever: set[UUID] = field(default_factory=set)  # of the disks that are gone
    counted: dict[str, int] = field(default_factory=dict)

    def begin(self) -> None:
        if not self.ready:
            self.make()
        self.times += 1
        again = "delete from {0}; insert into {0} select * from ready.{0};"
        with self.book.engine.begin() as at:
            at.exec_driver_sql("".join(again.format(name) for name in self.tables))
        for kept in (self.belongs, self.saw, self.lost, self.ever):
            kept.clear()
        self.belongs |= {id: {scope} for id, scope in self.filed.items()}
        for station, ready in zip(self.stations, self.ready, strict=True):
            station.begin(ready, self.count)

    def make(self) -> None:
        """What every schedule begins with: the files of the homes, the rows of the county."""
        for scope in self.scopes:
            self.book.enter_scope(scope, self.stations[0].kind, "清水派出所")
        for at, station in enumerate(self.stations):
            device, scope = uuid4(), self.scopes[at // 2]
            station.begin(Ready(template(), self.join(device, scope)), self.count)
            station.enter(scope, device)
            people = ("张三", "李四") if at % 2 == 0 else ()
            for name in people:
                self.filed[station.file_person({"name": name, "remarks": ""})] = scope
        for station in self.stations:
            station.round()
        self.ready = [station.ready() for station in self.stations]
        with self.book.engine.begin() as county:
            self.tables = list(county.scalars(text(TABLES)))
            county.exec_driver_sql("create schema ready")
            for name in self.tables:
                county.exec_driver_sql(f"create table ready.{name} as table {name}")

    def join(self, device: UUID, scope: str) -> County:
        node = Node(device, scope, self.stations[0].kind)
        if self.line is not None:
            return self.line(node)
        self.book.enter_device(device, scope, device.bytes * 2)
        return Near(self.book, node)

    def is_at_rest(self, station: Station) -> bool:
        with self.book.engine.connect() as at:
            head = at.scalar(select(SCOPE.c.head).where(SCOPE.c.id == station.scope))
        return station.is_at_rest(head or 0)

    def count(self, what: str, n: int = 1) -> None:
        self.counted[what] = self.counted.get(what, 0) + n

    def put_file(self, station: Station, kept: Ready) -> None:
        """Another file takes the place of this one; what was never sent goes with the disk."""
        self.lost |= station.unanswered()
        self.ever |= written(station)
        station.put(kept.file)
        if station.line.county is not kept.county:  # to the county it is another device now
            station.line.county, station.line.pushed = kept.county, list(kept.pushed)
        station.acts, station.forms = list(kept.acts), []

    def try_(self, what: str, work: Callable[[], object]) -> bool:
        """What people do may be refused in a sentence; it leaves nothing then.

        `work` answers False where there was nothing to be done.
        """
        try:
            if work() is False:
                return False
        except (Explained, Fallen) as why:
            self.count(f"{what}: {type(why).__name__}")
            return False
        self.count(what)
        return True


def written(station: Station) -> set[UUID]:
    query = select(Operation.op_id).where(Operation.kind != outbox.PULLED)
    with station.store.reading() as session:
        return set(session.scalars(query))


@contextmanager
def world(folder: Path, book: Book, line: Joined | None = None) -> Iterator[World]:
    """`line`: to a server over that book; without it the book is asked in process."""
    stations = []
    for name in OFFICERS:
        home = folder / name
        home.mkdir()
        engines = open_sqlcipher(home / "station.db", keys.derive(KEY, "db"))
        stations.append(Station(home, engines, name, kind="training" if line else "police"))
    try:
        yield World(book, stations, line)
    finally:
        for station in stations:
            station.engines.dispose()
