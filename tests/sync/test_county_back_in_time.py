"""The very same county, put back to an earlier day while its stations went on."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from station_app.county import schema
from station_app.county.tables import METADATA
from station_app.sync.county import Unreachable
from tests.sync.conftest import settle
from tests.sync.test_rounds import Broken

pytestmark = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)
KEPT = ("scope", "sync_row", "sync_log", "op_body", "device", "device_epoch", "officer")


def backup(book):
    with book.engine.connect() as connection:
        tables = {name: METADATA.tables[name] for name in KEPT}
        return {name: connection.execute(one.select()).all() for name, one in tables.items()}


def put_back(book, kept):
    with book.engine.begin() as connection:
        for name, rows in kept.items():
            connection.execute(text(f"delete from {name}"))
            table = METADATA.tables[name]
            for row in rows:
                values = zip(table.columns, row, strict=True)
                connection.execute(table.insert().values({c.key: value for c, value in values}))


def names_at(book):
    with book.engine.connect() as connection:
        return set(connection.scalars(text("select v->>'name' from sync_row")))


def test_what_it_answered_before_it_was_put_back_is_offered_again(two, book):
    one, _other = two
    one.person("张一")
    one.sync()
    kept, direct = backup(book), one.county
    one.person("李二")
    one.county = Broken(direct, "pull", after=False)  # answered, and not heard back yet
    with pytest.raises(Unreachable):
        one.sync()
    one.county = direct
    put_back(book, kept)
    one.sync()
    assert names_at(book) == {"张一", "李二"}
    assert one.sync().waiting == 0
    assert one.faults() == []


def test_a_home_that_comes_when_another_has_written_more_than_was_lost_loses_nothing(two, book):
    one, other = two
    one.person("张一")
    settle(one, other)
    kept = backup(book)
    lost = other.person("李二")
    settle(other, one)
    put_back(book, kept)
    for name in ("赵三", "赵四", "赵五"):
        one.person(name)
    one.sync()  # the head is beyond what the other has seen of the county that is no more
    settle(other, one)
    assert {"李二", "赵五"} < names_at(book)
    assert one.is_here(lost)
    assert other.is_here(lost)
    assert one.faults() == other.faults() == []


def test_after_a_new_generation_every_station_offers_all_it_holds(two, book):
    one, other = two
    one.person("张一")
    other.person("李二")
    settle(one, other)
    with book.engine.begin() as connection:  # a loss that neither head nor number shows
        for table in ("sync_row", "sync_log", "op_body"):
            connection.execute(text(f"delete from {table}"))
    settle(one, other)
    assert names_at(book) == set(), "compared today: nothing tells them before tomorrow"
    schema.begin_anew(book.engine)
    settle(one, other)
    assert names_at(book) == {"张一", "李二"}
    assert [replica.sync().waiting for replica in two] == [0, 0]
    assert one.faults() == other.faults() == []
