"""A county with two scopes of two homes each, begun anew for every schedule."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy import select

from campaigns.exchange_line import Near
from campaigns.exchange_station import (
    KEY,
    OFFICERS,
    Fallen,
    Station,
    template,
)
from station_app.core.errors import Explained
from station_app.county.book import Book, Node
from station_app.county.tables import SCOPE
from station_app.storage import keys, outbox
from station_app.storage.engine import open_sqlcipher
from station_app.storage.tables import Operation
from station_app.sync.county import County

Joined = Callable[[Node], County]  # enters the device and answers its line


@dataclass
class World:
    """Two scopes, four homes; begun anew it has other scopes, so that nothing need be emptied."""

    book: Book
    stations: list[Station]
    line: Joined | None = None  # where it is not in process
    times: int = 0
    scopes: tuple[str, str] = ("", "")
    belongs: dict[UUID, set[str]] = field(default_factory=dict)  # record → where it may stand
    saw: dict[UUID, dict[str, str]] = field(default_factory=dict)  # operation → what was seen
    lost: set[UUID] = field(default_factory=set)  # went with a disk, perhaps
    ever: set[UUID] = field(default_factory=set)  # of the disks that are gone
    counted: dict[str, int] = field(default_factory=dict)

    def begin(self) -> None:
        self.times += 1
        self.scopes = (f"{100_000 + self.times}-01", f"{100_000 + self.times}-02")
        for kept in (self.belongs, self.saw, self.lost, self.ever):
            kept.clear()
        for scope in self.scopes:
            self.book.enter_scope(scope, self.stations[0].kind, "清水派出所")
        for at, station in enumerate(self.stations):
            scope, device = self.scopes[at // 2], uuid4()
            node = Node(device, scope, station.kind)
            if self.line is None:
                self.book.enter_device(device, scope, device.bytes * 2)
                county: County = Near(self.book, node)
            else:
                county = self.line(node)
            station.begin(template(), scope, node, county)

    def head(self, scope: str) -> int:
        with self.book.engine.connect() as at:
            return at.scalar(select(SCOPE.c.head).where(SCOPE.c.id == scope)) or 0

    def count(self, what: str) -> None:
        self.counted[what] = self.counted.get(what, 0) + 1

    def put_file(self, station: Station, content: bytes) -> None:
        """Another file takes the place of this one; what was never sent goes with the disk."""
        self.lost |= station.unanswered()
        self.ever |= written(station)
        station.put(content)
        station.acts, station.forms = [], []

    def try_(self, what: str, work: Callable[[], object]) -> bool:
        """What people do may be refused in a sentence; it leaves nothing then."""
        try:
            work()
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
