"""A file put back, a file copied, a county put back: nothing is lost and nothing is twice."""

from __future__ import annotations

import shutil

import pytest
from sqlalchemy import text

from campaigns.exchange_line import Near
from station_app import app
from station_app.recovery import restore_by_code
from station_app.sync import status
from station_app.sync.exchange import exchange
from tests.county.conftest import NOW


class Home:
    """A real training home, opened from its folder."""

    def __init__(self, folder, office, county, station=None):
        self.folder, self.office, self.county = folder, office, county
        self.station, self.desk = app.sign_in(folder, "officer", "officer")

    def sync(self):
        return exchange(self.desk, self.county)

    def names(self):
        with self.station.store.reading() as session:
            return sorted(session.scalars(text("select name from person")))

    def epoch(self):
        with self.station.store.reading() as session:
            return session.scalar(text("select value from setting where name = 'epoch'"))


@pytest.fixture
def county(new_county):
    return new_county(training=True, clock=lambda: NOW)


def logged(book):
    with book.engine.connect() as connection:
        return connection.scalars(text("select op_id from sync_log order by seq")).all()


def test_a_copied_file_and_one_put_back_lose_nothing(tmp_path, county, node_of, office):
    station, code = app.make_training_home(tmp_path / "home", "清水派出所")
    node = node_of("339901-01", on=county)
    with station.store.writing() as session:
        kept = status.Enrolment("https://127.0.0.1", "", str(node.device), node.scope, "县局")
        status.enrol(session, kept)
    station.close()
    home = Home(tmp_path / "home", office, line := Near(county, node))
    office.person(home.desk, "张一")
    home.sync()
    chief = app.sign_in(tmp_path / "home", "admin", "admin")
    app.backup(*chief, tmp_path / "old.backup")
    chief[0].close()
    office.person(home.desk, "张二")
    home.station.close()

    shutil.copytree(tmp_path / "home", tmp_path / "copy")  # the same epoch, the same numbers
    home, copy = (Home(tmp_path / name, office, line) for name in ("home", "copy"))
    office.person(home.desk, "张三")
    office.person(copy.desk, "李三")
    assert home.epoch() == copy.epoch()
    home.sync()
    copy.sync()
    assert home.epoch() != copy.epoch()
    home.sync()
    assert home.names() == copy.names() == ["张一", "张三", "张二", "李三"]
    copy.station.close()
    home.station.close()

    restore_by_code(tmp_path / "old.backup", tmp_path / "back", code, ("officer", "officer"))
    back = Home(tmp_path / "back", office, line)
    assert back.names() == ["张一"]
    office.person(back.desk, "王四")
    back.sync()
    assert back.names() == ["张一", "张三", "张二", "李三", "王四"]
    ops = logged(county)
    assert len(ops) == len(set(ops)) == 5
    back.station.close()
