from __future__ import annotations

from collections import Counter
from datetime import timedelta
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import func, select

from campaigns.exchange_line import Near
from station_app.access import records
from station_app.access import service as declaring
from station_app.access.roles import ROLES
from station_app.county.book import Node
from station_app.registers import REGISTERS
from station_app.storage import seals
from station_app.storage.exchange_tables import ConflictCase
from station_app.storage.own_tables import Officer
from station_app.storage.tables import Operation
from station_app.sync import answer, bundle, joining, status
from station_app.sync.exchange import exchange
from station_app.workflows.check import check
from tests.conftest import NOW
from tests.county.carried_to import County
from tests.county.conftest import (  # noqa: F401
    book,
    county_template,
    new_county,
    node_of,
)

SCOPE = "339901-01"


class Replica:
    """One real home of a scope, and its line to the county."""

    def __init__(self, store, desk_of, office, county, node, kind="police"):
        self.store, self.office, self.county, self.node = store, office, county, node
        self.after, self._desk_of, self.kind = timedelta(), desk_of, kind
        with store.writing() as session:
            session.add_all(Officer(name=role, role=role, scope=node.scope) for role in ROLES)
        self.enrol(node)

    def enrol(self, node):
        kept = status.Enrolment(
            "https://127.0.0.1", "", str(node.device), node.scope, "清水县公安局"
        )
        with self.store.writing() as session:
            status.enrol(session, kept)

    def desk(self, role="officer", officer=None):
        desk = self._desk_of(role, officer, on=self.store, now=self.now, kind=self.kind)
        object.__setattr__(desk, "scope", self.node.scope)
        return desk

    def now(self):
        return NOW + self.after

    def sync(self):
        return exchange(self.desk(), self.county)

    def person(self, name="张三", **typed):
        return self.office.person(self.desk(), name, **typed).id

    def show(self, id, register="people"):
        return self.office.show(self.desk("chief"), register, id)

    def shown(self, register, id):
        """As it stands here, for nobody."""
        with self.store.reading() as session:
            return session.scalars(select(register.record).where(register.record.id == id)).one()

    def amend(self, id, register="people", by="officer", **typed):
        return self.office.amend(self.desk(by), register, id, **typed)

    def history(self, id, register="people"):
        found = REGISTERS[register]
        right = f"history:{register}"
        return self.office.do(self.desk("chief"), records.history, right, found, id)

    def faults(self):
        with self.desk("admin").survey("check") as act:
            return check(act)

    def cases(self):
        with self.store.reading() as session:
            return session.scalars(select(ConflictCase)).all()

    def kinds(self):
        with self.store.reading() as session:
            kinds = select(Operation.kind, func.count()).group_by(Operation.kind)
            return Counter(dict(session.execute(kinds).all()))

    def is_here(self, id, register="people"):
        record = REGISTERS[register].record
        with self.store.reading() as session:
            return session.scalar(select(record.row).where(record.id == id)) is not None


@pytest.fixture
def new_replica(new_store, desk_of, office, book, node_of):  # noqa: F811
    """A station of a scope at this county; `node`: another incarnation of one that is there."""

    def new(scope="339901-01", node=None, kind="police"):
        node = node or node_of(scope)
        return Replica(new_store(), desk_of, office, Near(book, node), node, kind)

    return new


@pytest.fixture
def two(new_replica):
    """Two databases of one organisation, as after a restore or with a second desk offline."""
    return new_replica(), new_replica()


def settle(*replicas):
    for one in (*replicas, *replicas):
        one.sync()


@pytest.fixture
def seal(monkeypatch):
    """Closes a record as the act `close_case` will: a service that seals what it is given."""
    monkeypatch.setattr(declaring, "SERVICES", dict(declaring.SERVICES))

    @declaring.service(right="undo", audit="closed")
    def close(act, register, id):
        act.seal(REGISTERS[register], id)

    def seal(register, id, desk):
        keeper(desk.store, "chief")
        with desk.act("undo") as act:
            close(act, register, id)

    return seal


def keeper(store, officer):
    private = X25519PrivateKey.generate()
    with store.writing() as session:
        seals.enter(session, officer, private.public_key().public_bytes_raw().hex())


class Killed(Exception):
    """The power failed here."""


class Station(Replica):
    """A home that joined by a request that was carried there, and back."""

    def enrol(self, node):
        """Not before it has joined."""

    def join(self, county):
        code, asked = county.code(SCOPE), county.path()
        joining.request(self.desk("admin"), code, asked)
        given = county.by_hand.enrol(asked, county.path())
        joining.answered(self.desk("admin"), code, given.files[0])
        self.by_hand = county
        return self

    def write(self, **size):
        return bundle.write(self.desk(), self.by_hand.path(), **size)

    def read(self, files):
        return answer.read(self.desk(), files)

    def keys(self):
        return bundle.keys(self.desk())

    def carry(self):
        """There and back."""
        return self.read(self.by_hand.read(self.write().files).files)


@pytest.fixture
def county(tmp_path, book):  # noqa: F811
    return County(tmp_path / "county", book)


@pytest.fixture
def new_station(new_store, desk_of, office, county):
    def new(on=county):
        node = Node(uuid4(), SCOPE, "police")
        return Station(new_store(), desk_of, office, None, node).join(on)

    return new
