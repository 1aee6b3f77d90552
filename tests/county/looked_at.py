"""A county with something to look at: two stations, one person in both, cases, records."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

from argon2 import PasswordHasher
from sqlalchemy import text

from station_app.core.ids import new_id
from station_app.county.page.accounts import Accounts
from tests.county.conftest import NOW
from tests.county.served import Clock, served

PASSWORD = "quiet-river-4471"
MARK = "墨痕甲乙"
HERE, THERE, OFFICE = "339901-01", "339901-02", "339901-81"
NUMBER = "339901199001010018"
LIGHT = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)  # stands in the hash itself


@contextmanager
def looked_at(county_template, folder):
    url, name, door = county_template()
    with served(folder, url, Clock(NOW)) as running:
        running.accounts = Accounts(running.server.security.engine, running.clock, LIGHT)
        running.accounts.enter("duty1", PASSWORD, training=False, county="清水县公安局")
        _stations(running)
        yield running
    with door.connect() as connection:
        connection.execute(text(f"drop database {name} with (force)"))


def _stations(running):
    running.here = here = running.device().writer()
    there = running.device(scope=THERE).writer()
    for n in range(5):
        _filed(here, "places", name=f"{MARK}{n}")
    for writer in (here, there):
        _filed(writer, "people", name=MARK, sex="1", id_number=NUMBER)
    quarrel = _filed(here, "disputes", on="2026-11-01", facts=MARK)
    _twice(here, quarrel, on=("2026-11-02", "2026-11-03"))
    _twice(here, _filed(here, "people", name=MARK, sex="1"), name=(f"{MARK}一", f"{MARK}二"))
    owed = {"tenancies": (3, 2), "residents": (0, 7), "disputes": (9, 9), MARK: (1, 1)}
    here.hello(waiting=4, oldest=(NOW - timedelta(hours=2)).isoformat(), owed=owed)


def _filed(writer, ent, **values):
    """In the month of NOW, whatever the day of the test."""
    moment = int(NOW.timestamp() * 1000)
    op = UUID(int=moment << 80 | (new_id().int & ((1 << 80) - 1)))
    filed = writer.op("file", ent=ent, set=values, op=op)
    assert writer.push(filed).acks[op].result == "applied"
    return filed


def _twice(writer, filed, **two):
    """Two who wrote one field without knowing of each other: a case."""
    ((name, values),) = two.items()
    for by, value in zip(("A001", "A002"), values, strict=True):
        op = writer.amend(filed.id, filed, filed.ent, **{name: value})
        writer.push(op.model_copy(update={"actor": by}))
