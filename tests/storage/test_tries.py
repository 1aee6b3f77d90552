"""How often somebody may try a password, counted where no password is needed to count."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from station_app.core.instants import Instant
from station_app.storage.keyslot import Locked
from station_app.storage.tries import FILE, Tries

SECRET = bytes(range(32))
NOON = Instant(datetime(2026, 3, 9, 4, tzinfo=UTC), 5000.0, "first start")


class Clock:
    def __init__(self):
        self.now = NOON

    def __call__(self):
        return self.now

    def wait(self, seconds, *, set_by=0.0):
        """Time passes; the clock on the wall may be set besides."""
        wall = self.now.wall + timedelta(seconds=seconds + set_by)
        self.now = replace(self.now, wall=wall, up=self.now.up + seconds)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def tries(tmp_path, clock):
    """As a program just started finds them."""
    return lambda: Tries(tmp_path, SECRET, frozenset({"A001", "A002"}), clock)


def guess(tries, officer="A001", reason="password"):
    """What somebody is told who guesses wrong."""
    with pytest.raises(Locked) as caught, tries().one(officer):
        raise Locked(reason)
    return caught.value


def waits(tries, clock, officer="A001"):
    """Wrong tries until one is refused unheard, and for how long."""
    for n in range(100):
        told = guess(tries, officer)
        if told.reason == "wait":
            return n, dict(told.text.args)["seconds"]
    raise AssertionError("nobody is made to wait")


def test_after_five_wrong_tries_each_further_one_waits_longer_and_a_restart_forgets_nothing(
    tries, clock
):
    assert waits(tries, clock) == (5, 30)
    for seconds, longer in ((30, 60), (60, 300), (300, 900), (900, 900)):
        clock.wait(seconds - 1)
        assert waits(tries, clock) == (0, 1)
        clock.wait(1)
        assert waits(tries, clock) == (1, longer)


def test_others_sign_in_while_one_has_to_wait(tries, clock):
    waits(tries, clock)
    with tries().one("A002"):
        pass
    assert guess(tries).reason == "wait"  # nor does their right password forgive his wrong ones


def test_a_right_password_forgives_the_wrong_ones_before_it(tries, clock):
    for _time in range(4):
        guess(tries)
    with tries().one("A001"):
        pass
    assert waits(tries, clock) == (5, 30)


def test_a_name_that_is_no_account_is_counted_alike_and_not_kept_readable(tries, clock, tmp_path):
    assert waits(tries, clock, "我的密码是这个") == (5, 30)
    assert "密码" not in (tmp_path / FILE).read_text("utf-8")


def test_the_whole_desk_waits_when_one_name_after_another_is_tried(tries, clock):
    told = [guess(tries, f"name {n}").reason for n in range(21)]
    assert told == ["password"] * 20 + ["wait"]
    assert guess(tries, "A002").reason == "wait"


def test_what_is_no_guess_is_not_counted(tries, clock):
    for _time in range(30):
        assert guess(tries, reason="slot").reason == "slot"
        assert guess(tries, reason="code_needed").reason == "code_needed"
    assert waits(tries, clock) == (5, 30)


def test_a_wrong_code_of_the_second_factor_is_a_guess(tries, clock):
    told = [guess(tries, reason="second_factor").reason for _time in range(6)]
    assert told == ["second_factor"] * 5 + ["wait"]


def test_whoever_ends_the_program_during_a_try_gains_nothing(tries, clock):
    for _time in range(5):
        with pytest.raises(SystemExit), tries().one("A001"):
            raise SystemExit
    assert guess(tries).reason == "wait"


def test_tries_made_at_the_same_moment_are_all_counted(tries, clock):
    with ThreadPoolExecutor(8) as hands:
        told = list(hands.map(lambda _n: guess(tries).reason, range(24)))
    assert (told.count("password"), told.count("wait")) == (5, 19)


def test_setting_the_clock_forward_shortens_no_wait_until_the_machine_is_started_anew(tries, clock):
    waits(tries, clock)
    clock.wait(1, set_by=3600)
    assert guess(tries).reason == "wait"
    clock.now = replace(clock.now, boot="second start", up=10.0)
    assert guess(tries).reason == "password"


def test_setting_the_clock_back_makes_nobody_wait_for_years(tries, clock):
    waits(tries, clock)
    clock.now = Instant(NOON.wall - timedelta(days=3650), 10.0, "second start")
    told = guess(tries)
    assert (told.reason, dict(told.text.args)["seconds"]) == ("wait", 900)
    clock.wait(901)
    assert guess(tries).reason == "password"


@pytest.mark.parametrize("harm", ["other numbers", "other machine", "rubbish"])
def test_an_altered_file_makes_everybody_wait_and_is_told(tries, clock, tmp_path, harm):
    guess(tries)
    path = tmp_path / FILE
    plain = json.loads(path.read_bytes())
    plain["counts"] = {}
    if harm == "other machine":
        (tmp_path / "x").mkdir()
        Tries(tmp_path / "x", bytes(32), frozenset(), clock)._write(tries()._read())
        path.write_bytes((tmp_path / "x" / FILE).read_bytes())
    else:
        path.write_text(json.dumps(plain) if harm == "other numbers" else "rubbish")
    assert tries().told().altered
    assert guess(tries, "A002").reason == "wait"
    clock.wait(31)
    with tries().one("A002"):
        pass
    assert tries().told().altered  # until an event has told of it
    tries().forget_told(0)
    assert not tries().told().altered


def test_what_was_tried_is_told_once(tries, clock):
    guess(tries)
    clock.wait(60)
    guess(tries)
    guess(tries, "nobody")
    told = tries().told()
    assert {name: one.n for name, one in told.untold.items()} == {"A001": 2, "": 1}
    assert told.untold["A001"].first == NOON.wall.isoformat()
    assert told.untold["A001"].last == clock.now.wall.isoformat()
    tries().forget_told(told.number)
    assert tries().told().untold == {}
    assert tries().told().number > told.number
