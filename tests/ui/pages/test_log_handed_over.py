"""The log leaves the station only after its own line says so: no event, no file."""

from __future__ import annotations

import json
from multiprocessing import Pipe

import pytest
from sqlalchemy import text

from station_app import app
from station_app.core.errors import Explained
from ui.kit.processes import Child
from ui.pages.station_job import hand_over_log


@pytest.fixture
def station(home):
    station = app.open_home(home, app.unlock(home, "auditor", "auditor"))
    yield station
    station.close()


@pytest.fixture
def child(station):
    ours, theirs = Pipe()
    yield Child(station.key, theirs)
    ours.close()
    theirs.close()


def told(station):
    with station.store.reading() as session:
        bodies = session.scalars(text("select body from audit_event order by number")).all()
    return [json.loads(body)["event"] for body in bodies]


def test_the_event_is_not_in_the_file_it_tells_of(station, child, home, tmp_path):
    path, before = tmp_path / "log.jsonl", told(station)
    assert hand_over_log(child, home, "auditor", path) == len(before)
    assert len(path.read_text("utf-8").splitlines()) == len(before)
    assert told(station)[len(before) :] == ["log handed over"]


def test_without_its_event_no_file_is_written(station, child, home, tmp_path):
    with station.store.engines.writing.begin() as connection:
        connection.execute(
            text(
                "create trigger no_more_events before insert on audit_event"
                " begin select raise(abort, 'no room'); end"
            )
        )
    path, before = tmp_path / "log.jsonl", told(station)
    with pytest.raises(Explained):
        hand_over_log(child, home, "auditor", path)
    assert not path.exists()
    assert told(station) == before


def test_what_stands_there_is_never_written_over(station, child, home, tmp_path):
    path = tmp_path / "log.jsonl"
    path.write_text("theirs", "utf-8")
    with pytest.raises(Explained, match="已存在"):
        hand_over_log(child, home, "auditor", path)
    assert path.read_text("utf-8") == "theirs"
