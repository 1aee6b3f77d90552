"""A home under a new key: all goes along, the old key opens none of it, a kill is undone."""

from __future__ import annotations

import json
import shutil

import pytest
from sqlalchemy import select

from station_app import app, renewal
from station_app.access.purposes import Purpose
from station_app.core.errors import Refused
from station_app.registers import FORMS
from station_app.storage import key_swap, keys
from station_app.storage.backup_file import opened
from station_app.storage.keys import KeySlots, Locked
from station_app.storage.tables import AuditEvent
from station_app.workflows import check as checking
from station_app.workflows.demo import fill
from station_app.workflows.paper import find_form, print_form
from station_app.workflows.verify import verify


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A station of some people with a paper printed: (home, recovery code, short code)."""
    home = tmp_path_factory.mktemp("made") / "home"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(home.parent))
        patch.setenv("STATION_TODAY", "2026-03-09")
        station, code = app.make_training_home(home, "演示派出所")
        officer = station.desk("officer")
        fill(officer, people=12)
        with officer.act("print", purpose=Purpose("TASK", "1")) as act:
            from station_app.residents.records import Resident

            resident = act.all(select(Resident.id).where(Resident.until.is_(None)))[0]
            paper = print_form(act, find_form(FORMS, "household_sheet"), resident)
        station.close()
    return home, code, paper.code


@pytest.fixture
def home(made, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setenv("STATION_TODAY", "2026-03-10")
    shutil.copytree(made[0], tmp_path / "home")
    return tmp_path / "home"


def sound(home, officer="officer"):
    """Whether it opens and proves whole; how many events its log has."""
    station, desk = app.sign_in(home, officer, officer)
    try:
        with desk.survey("check") as act:
            assert checking.check(act) == []
        with station.store.reading() as session:
            return [json.loads(body)["event"] for body in session.scalars(select(AuditEvent.body))]
    finally:
        station.close()


def leftovers(home):
    return {path.name for path in home.iterdir()} & {key_swap.NEW, key_swap.OLD, key_swap.SWAP}


def test_everything_goes_along_and_the_old_key_opens_nothing_any_more(home, made):
    before = KeySlots.load(home).unlock_with_code(made[1])
    blobs = set(home.glob("blobs/*/*"))
    new = renewal.renew_key(home, "security", "security", made[1])
    assert sound(home)
    slots = KeySlots.load(home)
    with pytest.raises(Locked):
        slots.unlock_with_code(made[1])
    after = slots.unlock_with_code(new.recovery_code)
    assert after != before
    assert not slots.fits(before)
    with (
        pytest.raises(Exception, match="not a database"),
        opened(home / keys.DATABASE, keys.derive(before, "db")) as db,
    ):
        db.execute("SELECT count(*) FROM setting").fetchone()
    assert set(home.glob("blobs/*/*")).isdisjoint(blobs)
    assert len(list(home.glob("blobs/*/*"))) == len(blobs)
    assert not leftovers(home)


def test_a_paper_printed_before_is_still_known(home, made):
    renewal.renew_key(home, "security", "security", made[1])
    station, desk = app.sign_in(home, "officer", "officer")
    with desk.act("verify") as act:
        assert verify(act, FORMS, made[2]).state == "same"
    station.close()


def test_the_log_names_begin_and_end_and_goes_on_unbroken(home, made):
    renewal.renew_key(home, "security", "security", made[1])
    events = sound(home)
    assert events.index("new key begun") < events.index("new key in force")


def test_nobody_but_security_and_not_without_the_envelope(home, made):
    for officer in ("chief", "admin", "officer"):
        with pytest.raises(Refused):
            renewal.renew_key(home, officer, officer, made[1])
    with pytest.raises(Locked):
        renewal.renew_key(home, "security", "security", "ba" * 16)
    with pytest.raises(Locked):
        renewal.renew_key(home, "security", "not this", made[1])
    assert KeySlots.load(home).unlock_with_code(made[1])


def test_not_while_anybody_has_the_home_open(home, made):
    station, _desk = app.sign_in(home, "officer", "officer")
    with pytest.raises(Refused, match="关闭其他窗口"):
        renewal.renew_key(home, "security", "security", made[1])
    station.close()
    assert not leftovers(home) - {key_swap.NEW}
    assert sound(home)
    assert KeySlots.load(home).unlock_with_code(made[1])
