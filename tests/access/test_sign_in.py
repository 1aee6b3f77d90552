"""Signing in to a whole home: what a try costs, what the log says of it, and both clocks."""

from __future__ import annotations

import json
import shutil
from contextlib import nullcontext, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import argon2.low_level
import pyotp
import pytest
from sqlalchemy import select

from station_app import app, recovery, station
from station_app.access import clockwork, idle
from station_app.access.roles import APART, ROLES, ROLES_OF
from station_app.core.errors import Refused
from station_app.core.instants import Instant
from station_app.storage import tries
from station_app.storage.keys import Locked
from station_app.storage.keyslot import SYLLABLES
from station_app.storage.second_factor import new_factor
from station_app.storage.tables import AuditEvent

NOON = Instant(datetime(2026, 3, 9, 4, tzinfo=UTC), 5000.0, "first start")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    home = tmp_path_factory.mktemp("made") / "home"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(home.parent))
        app.make_training_home(home, "演示派出所")[0].close()
    return home


@pytest.fixture
def home(made, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    for module in (app, station):
        monkeypatch.setattr(module, "both_clocks", lambda: clock.now)
    clock.now = NOON
    shutil.copytree(made, tmp_path / "home")
    return tmp_path / "home"


class Clock:
    now = NOON

    def wait(self, seconds):
        wall, up = self.now.wall + timedelta(seconds=seconds), self.now.up + seconds
        self.now = replace(self.now, wall=wall, up=up)


clock = Clock()


def signed_in(home, officer="officer", password=None, code=""):
    station, _desk = app.sign_in(home, officer, password or officer, code)
    try:
        with station.store.reading() as session:
            newest = select(AuditEvent.body).order_by(AuditEvent.number.desc())
            return json.loads(session.scalars(newest).first())
    finally:
        station.close()


def reason(home, *given):
    with pytest.raises(Locked) as caught:
        signed_in(home, *given)
    return caught.value.reason


@pytest.fixture
def stretched(monkeypatch):
    """What Argon2id was asked to do: memory, passes, lanes of every call."""
    calls, real = [], argon2.low_level.hash_secret_raw

    def counting(secret, salt, passes, memory, lanes, *more):
        calls.append((memory, passes, lanes))
        return real(secret, salt, passes, memory, lanes, *more)

    monkeypatch.setattr(argon2.low_level, "hash_secret_raw", counting)
    return calls


def test_a_wrong_password_an_unknown_officer_and_a_closed_account_cost_the_same(home, stretched):
    """Counted, not timed: the same calls of the same work, and the same words."""
    station, security = app.sign_in(home, "security", "security")
    station.close_officer(security, "rehabilitation")
    station.close()
    cost = {}
    for officer in ("officer", "nobody", "rehabilitation", ""):
        stretched.clear()
        with pytest.raises(Locked) as caught:
            app.sign_in(home, officer, "不是这个密码")
        cost[officer] = (list(stretched), str(caught.value.text))
    assert len(cost["officer"][0]) == 1
    assert all(each == cost["officer"] for each in cost.values())


def test_an_officer_with_a_second_factor_costs_a_guesser_the_same_too(home, stretched):
    enrolled(home)
    stretched.clear()
    assert reason(home, "officer", "不是这个密码") == "password"
    assert len(stretched) == 1


def test_the_next_sign_in_tells_of_every_wrong_try_before_it_and_only_that_one(home):
    for officer in ("officer", "officer", "nobody"):
        assert reason(home, officer, "不是这个密码") == "password"
    told = signed_in(home, "chief")["wrong_tries"]
    assert {who: one["n"] for who, one in told.items()} == {"officer": 2, "": 1}
    assert told["officer"]["first"] == NOON.wall.isoformat()
    assert "wrong_tries" not in signed_in(home)


def test_too_many_tries_are_refused_by_another_program_too(home):
    for _time in range(5):
        assert reason(home, "officer", "不是这个密码") == "password"
    assert reason(home) == "wait"  # even the right one
    clock.wait(30)
    assert signed_in(home)["wrong_tries"]["officer"]["n"] == 5


@pytest.mark.parametrize("harm", ["taken away", "set back", "altered"])
def test_a_file_of_tries_that_was_tampered_with_is_told_at_the_next_opening(home, harm):
    path = home / tries.FILE
    signed_in(home)
    before = path.read_bytes()
    signed_in(home)  # a copy of this very moment could not be told from nothing having happened
    for _time in range(4):
        assert reason(home, "officer", "不是这个密码") == "password"
    if harm == "taken away":
        path.unlink()
    else:
        path.write_bytes(before if harm == "set back" else b"{}")
    if harm == "altered":
        assert reason(home) == "wait"
        clock.wait(31)
    assert signed_in(home)["tries_file"] == "altered or set back"
    assert "tries_file" not in signed_in(home)


def test_a_broken_slot_file_that_was_mended_from_its_copy_is_told_once(home):
    (home / "keyslots.json").write_bytes(b"{}")
    assert signed_in(home)["keyslots"] == "one copy was damaged and mended"
    assert "keyslots" not in signed_in(home)


def test_a_home_left_alone_tells_of_nothing(home):
    for _time in range(3):
        told = signed_in(home)
        assert not {"tries_file", "wrong_tries", "clock_wrong", "keyslots"} & set(told)


# The second factor


def enrolled(home, officer="officer"):
    """Enrols; answers what the telephone shows, now and later."""
    factor, _codes = new_factor(SYLLABLES)
    telephone = pyotp.TOTP(factor.secret)
    station, desk = app.sign_in(home, officer, officer)
    station.set_factor(desk, officer, factor, telephone.at(clock.now.wall))
    station.close()
    clock.wait(30)
    return lambda: telephone.at(clock.now.wall)


def test_who_enrols_shows_that_the_telephone_works_and_is_asked_from_then_on(home):
    factor, _codes = new_factor(SYLLABLES)
    station, desk = app.sign_in(home, "officer", "officer")
    with pytest.raises(Refused, match="动态口令不对"):
        station.set_factor(desk, "officer", factor, "000000")
    assert not station.has_factor("officer")
    station.close()
    shown = enrolled(home)
    assert reason(home) == "code_needed"
    assert signed_in(home, "officer", "officer", shown())["event"] == "signed in"
    assert reason(home, "officer", "officer", shown()) == "second_factor"  # the same again


def test_enrolling_and_ending_it_take_the_password_again_and_are_told(home):
    factor, _codes = new_factor(SYLLABLES)
    station, desk = app.sign_in(home, "officer", "officer")
    code = pyotp.TOTP(factor.secret).at(clock.now.wall)
    with pytest.raises(Locked):
        station.set_factor(desk, "不是这个密码", factor, code)
    station.close()
    shown = enrolled(home)
    station, desk = app.sign_in(home, "officer", "officer", shown())
    with pytest.raises(Locked):
        station.drop_factor(desk, "officer", "")
    clock.wait(30)
    station.drop_factor(desk, "officer", shown())
    with station.store.reading() as session:
        events = [json.loads(body)["event"] for body in session.scalars(select(AuditEvent.body))]
    station.close()
    assert {"second factor set", "second factor dropped"} <= set(events)
    assert signed_in(home)


def test_a_new_password_keeps_the_second_factor_of_a_home(home):
    shown = enrolled(home)
    station, desk = app.sign_in(home, "officer", "officer", shown())
    station.change_password(desk, "officer", "another password")
    station.close()
    assert reason(home, "officer", "another password") == "code_needed"


def test_a_password_set_anew_by_security_ends_a_lost_second_factor(home):
    enrolled(home)
    station, desk = app.sign_in(home, "security", "security")
    station.reset_password(desk, "officer", "another password")
    station.close()
    assert signed_in(home, "officer", "another password")


# Second officer, recovery


def test_each_officer_has_a_slot_and_one_closed_opens_nothing(home):
    station, desk = app.sign_in(home, "security", "security")
    station.add_officer(desk, "王警官", "officer", "第二位民警的密码")
    assert signed_in(home, "王警官", "第二位民警的密码")
    station.close_officer(desk, "王警官")
    station.close()
    assert reason(home, "王警官", "第二位民警的密码") == "password"


def test_on_another_machine_only_the_recovery_code_opens_and_the_log_says_so(home, tmp_path):
    station, code = app.make_training_home(tmp_path / "other", "演示派出所")
    station.close()
    (tmp_path / "other" / "device.key").unlink()  # a file of this machine, not of the home
    assert reason(tmp_path / "other") == "device_missing"
    with pytest.raises(Locked) as caught:
        recovery.recover(tmp_path / "other", "ba" * 16, "chief", "chief again")
    assert caught.value.reason == "code"
    recovery.recover(tmp_path / "other", code, "chief", "chief again")
    station, _desk = app.sign_in(tmp_path / "other", "chief", "chief again")
    with station.store.reading() as session:
        events = [json.loads(body)["event"] for body in session.scalars(select(AuditEvent.body))]
    station.close()
    assert events[-2:] == ["recovered by code", "signed in"]
    assert reason(tmp_path / "other", "officer") == "password"  # asks security for a new one


@pytest.mark.parametrize("lost", ["keyslots.json", "device.key", "both slot files"])
def test_nothing_that_is_lost_makes_a_new_or_a_plain_database(home, lost):
    for name in ("keyslots.json", "keyslots.bak.json") if lost.startswith("both") else (lost,):
        (home / name).unlink()
    if lost == "keyslots.json":
        assert signed_in(home)  # the second copy
        return
    before = (home / "station.db").read_bytes()
    assert reason(home) in ("device_missing", "no_file")
    assert (home / "station.db").read_bytes() == before
    assert not before.startswith(b"SQLite format")
    with pytest.raises(Refused, match="不能在上面新建"):
        app.make_training_home(home, "演示派出所")


# Forbidden combinations


def test_roles_that_must_be_different_hands_are_data():
    """等保三级: who keeps accounts, who keeps the machine and who keeps the log are three."""
    forbidden = {frozenset(pair) for pair in APART}
    for role in ROLES:
        if role != "auditor":
            assert frozenset({"auditor", role}) in forbidden
    assert frozenset({"security", "admin"}) in forbidden
    assert frozenset({"security", "chief"}) in forbidden
    assert all(len(pair) == 2 and pair <= set(ROLES) for pair in forbidden)
    assert all({"security", "admin", "auditor"} <= roles for roles in ROLES_OF.values())


@pytest.mark.parametrize(
    ("officer", "role"), [("auditor", "chief"), ("admin", "auditor"), ("admin", "chief")]
)
def test_an_account_never_changes_into_a_role_that_must_be_another_hand_s(home, officer, role):
    station, security = app.sign_in(home, "security", "security")
    forbidden = frozenset({officer, role}) in APART
    try:
        with pytest.raises(Refused, match="同一人") if forbidden else nullcontext():
            station.change_role(security, officer, role)
        assert station.desk(officer).role == (officer if forbidden else role)
    finally:
        station.close()


# The clock


@pytest.fixture
def at(desk_of):
    """A desk of a real home, at a given hour from noon."""

    def at(role="officer", **later):
        moment = NOON.wall + timedelta(**later)
        return desk_of(role, now=lambda: moment, kind="police")

    return at


def look(desk):
    with desk.act("sign-in") as act:
        from station_app.access.accounts import sign_in

        sign_in(act)
        clockwork.look(act)
    with desk.view("clock") as view:
        return clockwork.clock(view)


def refused(desk):
    with desk.view("clock") as view:
        try:
            clockwork.refuse_wrong(view)
        except Refused:
            return True
    return False


BACK = [timedelta(seconds=1), timedelta(minutes=3), timedelta(hours=1), timedelta(days=3650)]


@pytest.mark.parametrize("back", BACK)
def test_a_clock_that_went_back_is_known_by_what_the_log_has_seen(at, back):
    """One second, a summer-time hour, ten years; warned of from two minutes on."""
    assert look(at()) == timedelta()
    late = at(seconds=-back.total_seconds())
    assert look(late) == -back
    assert (clockwork.warning(-back) is not None) == (back > timedelta(minutes=2))
    assert refused(late) == (back > timedelta(hours=24))
    assert look(at(minutes=5)) == timedelta()  # once it is put right nothing is held against it


def test_a_long_weekend_is_no_jump(at):
    look(at())
    assert look(at(days=9)) == timedelta()
    assert not refused(at(days=9))


def test_a_clock_found_ahead_prints_nothing_until_it_is_put_right(at):
    look(at())
    ahead = at(days=3650)
    with ahead.act("note-clock") as act:
        wrong = clockwork.note_clock(act, NOON.wall)
    assert wrong == timedelta(days=3650)
    assert refused(ahead)
    assert look(at(minutes=1)) == timedelta()
    assert not refused(at(minutes=1))


@pytest.mark.parametrize("role", ["chief", "security", "admin"])
def test_somebody_who_answers_for_it_confirms_a_clock_that_is_right_after_all(at, role):
    look(at(days=3650))  # the battery was dead
    assert refused(at())
    with at(role).act("confirm-clock") as act:
        clockwork.confirm_clock(act)
    assert not refused(at())
    assert look(at(minutes=1)) == timedelta()


def test_an_officer_confirms_no_clock(at):
    with pytest.raises(Refused), at().act("confirm-clock"):
        pass


def test_nothing_dated_is_printed_while_the_clock_is_a_day_behind(at, office):
    from station_app.access.purposes import Purpose
    from station_app.registers import FORMS
    from station_app.workflows.paper import find_form, number

    look(at(days=2))
    form = find_form(FORMS, next(iter(FORMS)))
    with (
        pytest.raises(Refused, match="不能打印"),
        at().act("print", purpose=Purpose("VISIT", "2026-17")) as act,
    ):
        number(act, form, None, None, "")


@pytest.mark.parametrize(("minutes", "taken"), [(0, False), (1, True), (10, True), (11, False)])
def test_the_chief_sets_the_idle_lock_within_its_bounds(at, minutes, taken):
    with suppress(Refused), at("chief").act("set-idle-lock") as act:
        idle.set_idle_lock(act, minutes)
    with at().view("idle-lock") as view:
        assert idle.idle_lock(view) == (minutes if taken else 5)


def test_moments_on_both_clocks():
    later = Instant(NOON.wall + timedelta(hours=2), NOON.up + 3600, NOON.boot)
    assert NOON.jumped(later) == timedelta(hours=1)
    assert NOON.passed(later) == 7200
    assert NOON.jumped(replace(later, boot="second start")) == timedelta()
    back = Instant(NOON.wall - timedelta(days=1), NOON.up + 1, NOON.boot)
    assert NOON.jumped(back) == timedelta(days=-1, seconds=-1)
    assert NOON.passed(back) == 86400
