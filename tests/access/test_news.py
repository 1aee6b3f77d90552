"""What one desk is told of the others: who was written, nothing that was only looked at."""

from __future__ import annotations

import pytest

from station_app.access.news import ANY, news
from station_app.core.ids import new_id
from station_app.registers import REGISTERS
from station_app.storage import news as kept
from station_app.storage.store import Store


@pytest.fixture
def other(store, desk_of):
    """Another log on the same database."""
    second = Store(store.engines, REGISTERS, store.blobs, store.derive, device=str(new_id()))
    return desk_of("clerk", on=second)


def told(desk, before):
    with desk.view("news") as view:
        return news(view, desk.store.device, before)


def test_a_record_written_at_another_desk_is_named(office, officer, other):
    before, changes = told(officer, None)
    assert not changes.records
    person = office.person(other)
    after, changes = told(officer, before)
    assert changes.records == {("people", person.id)}
    assert not told(officer, after)[1].records


def test_a_look_and_what_one_wrote_oneself_are_no_news(office, officer, other):
    person = office.person(officer)
    before, _changes = told(officer, None)
    office.show(other, "people", person.id, why="CASE")
    office.amend(officer, "people", person.id, revision=1, occupation="瓦匠")
    after, changes = told(officer, before)
    assert after != before
    assert not changes.records


def test_after_very_much_everything_is_read_anew(office, officer, other, monkeypatch):
    monkeypatch.setattr(kept, "MOST", 2)
    before, _changes = told(officer, None)
    for _n in range(4):
        office.person(other)
    assert ("people", ANY) in told(officer, before)[1].records
