"""Tombstones: until everybody has passed them; who stayed away for longer begins again."""

from __future__ import annotations

from datetime import timedelta

from tests.county.conftest import NOW

SCOPE = "339901-01"


def test_what_was_erased_is_remembered_until_every_device_has_heard_of_it(new_county, new_station):
    book = new_county()
    station, other = new_station(on=book), new_station(on=book)
    filed = [station.file(name=name) for name in ("赵一", "钱二")]
    station.push(station.op("erase", filed[0].id))
    station.hello(cursors={SCOPE: 3})
    assert other.hello(cursors={SCOPE: 2}).orders == []
    assert [row.gone for row in other.rows(after=2)] == [True]
    other.hello(cursors={SCOPE: 3})
    assert [row.id for row in station.rows()] == [filed[1].id]


def test_a_device_that_was_silent_for_400_days_is_told_to_begin_again(new_county, new_station):
    now = [NOW]
    book = new_county(clock=lambda: now[0])
    station, other = new_station(on=book), new_station(on=book)
    filed = [station.file(name=name) for name in ("赵一", "钱二")]
    other.hello(cursors={SCOPE: 2})
    station.push(station.op("erase", filed[0].id))
    now[0] += timedelta(days=399)
    station.hello(cursors={SCOPE: 3})
    assert station.row(filed[0].id).gone, "the other one may still come"
    now[0] += timedelta(days=2)
    assert station.hello(cursors={SCOPE: 3}).orders == []
    assert station.row(filed[0].id) is None
    assert other.hello(cursors={SCOPE: 2}).orders == ["rebootstrap"]
    assert other.hello(cursors={SCOPE: 0}).orders == [], "it holds nothing of the old"
