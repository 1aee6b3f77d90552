from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from campaigns.exchange_line import Near
from station_app.county.book import Book, Node
from station_app.county.schema import bring_up
from station_app.registers import REGISTERS
from tests.county.writer import Writer

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # ten in the morning at the county
COUNTY_KEY = bytes(range(32, 64))
SCOPES = {
    "339901-01": ("police", "清水派出所"),
    "339901-02": ("police", "东关派出所"),
    "339901-81": ("justice", "清水司法所"),
    "339901-82": ("justice", "东关司法所"),
}


def _named(url, name):
    return url.replace("/postgres?", f"/{name}?")


@pytest.fixture(scope="session")
def county_template(postgresql):
    """A county with its scopes, to be copied: bringing one up takes longer."""
    name = f"county_template_{uuid4().hex}"  # of each folder of tests that asks
    door = create_engine(postgresql, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with door.connect() as connection:
        connection.execute(text(f"create database {name}"))
    engine = create_engine(_named(postgresql, name), poolclass=NullPool)
    bring_up(engine)
    book = Book(engine, REGISTERS, lambda: NOW)
    for scope, (kind, title) in SCOPES.items():
        book.enter_scope(scope, kind, title)
    engine.dispose()

    def make():
        copy = f"county_{uuid4().hex}"
        with door.connect() as connection:
            made = f"create database {copy} template {name} strategy file_copy"
            connection.execute(text(made))
        return _named(postgresql, copy), copy, door

    return make


@pytest.fixture
def new_county(county_template):
    """Opens as many counties as a test needs."""
    opened = []

    def new(**options):
        url, name, door = county_template()
        engine = create_engine(url, pool_size=8)
        opened.append((engine, name, door))
        options = {"name": "清水县公安局", "key": COUNTY_KEY, **options}
        return Book(engine, REGISTERS, options.pop("clock", lambda: NOW), **options)

    yield new
    for engine, name, door in opened:
        engine.dispose()
        with door.connect() as connection:
            connection.execute(text(f"drop database {name} with (force)"))


@pytest.fixture
def book(new_county):
    return new_county()


@pytest.fixture
def node_of(book):
    """An enrolled device of a scope; `on` another county where a test has two."""

    def node(scope="339901-01", on=None):
        device = uuid4()
        (on or book).enter_device(device, scope, device.bytes * 2)
        return Node(device, scope, SCOPES[scope][0])

    return node


@pytest.fixture
def new_station(book, node_of):
    """A station that has introduced itself, straight at its county."""

    def new(scope="339901-01", on=None, **options):
        writer = Writer(Near(on or book, node := node_of(scope, on)), node, **options)
        writer.hello()
        return writer

    return new


@pytest.fixture
def station(new_station):
    return new_station()
