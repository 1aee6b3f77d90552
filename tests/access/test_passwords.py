"""What a password may be: long enough, of anything, and taken as it was typed."""

from __future__ import annotations

import pytest

from station_app import app, recovery
from station_app.access import accounts, passwords
from station_app.core.errors import Refused
from station_app.storage import keys
from station_app.storage.keys import Locked

LONG = "长密码 with spaces, 标点。" * 8
CODES = {}  # home → its recovery code
SHORT = "a" * (passwords.SHORTEST - 1)


@pytest.fixture
def home(tmp_path, training_home):
    station, _code = training_home(tmp_path / "home")
    station.close()
    return tmp_path / "home"


def signs_in(home, officer, password):
    try:
        station, _desk = app.sign_in(home, officer, password)
    except Locked:
        return False
    station.close()
    return True


def test_a_real_home_takes_no_password_below_twelve_characters(tmp_path):
    officers = {"zhou": ("security", SHORT + "a"), "lin": ("admin", SHORT)}
    with pytest.raises(Refused, match="密码至少"):
        app.make_home(
            tmp_path / "home",
            name="清水镇派出所",
            organisation="339901-01",
            kind="police",
            officers=officers,
            place="file",
        )
    assert not (tmp_path / "home").exists()


def test_twelve_characters_of_anything_will_do():
    passwords.check(SHORT + "a", training=False)
    passwords.check("一二三四五六七八九十百千", training=False)


@pytest.mark.parametrize("common", ["password1234", "1QAZ2WSX3EDC", "123456654321"])
def test_what_is_tried_first_is_no_password(common):
    with pytest.raises(Refused, match="太常见"):
        passwords.check(common, training=False)
    passwords.check(common, training=True)


def test_the_list_of_common_passwords_holds_only_what_is_long_enough_to_be_tried():
    listed = passwords._words(passwords.COMMON)
    assert len(listed) > 200
    assert all(len(word) >= passwords.SHORTEST and word == word.casefold() for word in listed)


@pytest.mark.parametrize(
    "known", ["清水镇派出所20261122", "WangJing202611", "station-desk-2026", "清水派出所1101102026"]
)
def test_words_of_this_place_do_not_count(known):
    with pytest.raises(Refused, match="不计在内"):
        passwords.check(known, False, "wangjing", "清水镇派出所")
    passwords.check(f"{known} 桥下有三条白鱼游来游去呢", False, "wangjing", "清水镇派出所")


def test_without_the_list_a_word_of_the_trade_would_count(monkeypatch):
    monkeypatch.setattr(passwords, "_words", lambda _file: frozenset())
    passwords.check("station-desk-2026", False, "wangjing", "清水镇派出所")


def test_a_name_of_one_letter_takes_nothing_from_a_password():
    passwords.check("banana bazaar", False, "a", "所")


def test_a_password_of_ones_own_name_is_refused_wherever_one_is_set(real):
    station, security = app.sign_in(real, "安", GIVEN)
    of_his_own = "王警官 清水镇派出所 2026"
    for set_one in (
        lambda: station.reset_password(security, "王警官", of_his_own),
        lambda: station.add_officer(security, "李警官", "officer", "李警官 清水镇派出所 2026"),
        lambda: station.change_password(security, GIVEN, "清水镇派出所 安全员 2026"),
    ):
        with pytest.raises(Refused, match="不计在内"):
            set_one()
    station.close()
    slots = keys.KeySlots.load(real)
    with pytest.raises(Refused, match="不计在内"):
        recovery.recover(real, CODES[real], "安", "清水镇派出所 2026 年")
    assert slots.to_bytes() == keys.KeySlots.load(real).to_bytes()


def test_a_long_password_is_taken_whole_and_as_it_was_typed(home):
    """Nothing is cut off at its end, and capitals are not small letters."""
    assert len(LONG) > 64
    station, desk = app.sign_in(home, "security", "security")
    station.add_officer(desk, "wang", "officer", LONG)
    station.close()
    assert signs_in(home, "wang", LONG)
    assert not signs_in(home, "wang", LONG[:-1])
    assert not signs_in(home, "wang", LONG.upper())
    assert not signs_in(home, "wang", f" {LONG}")


# Set by somebody else


GIVEN, OWN = "安全员代设的密码 2026", "只有本人知道的 那一句话 没有别人"


@pytest.fixture
def real(tmp_path, monkeypatch):
    """A real home; what a guess costs is told elsewhere."""
    monkeypatch.setattr(keys, "REAL_WORK", keys.TRAINING_WORK)
    officers = {"安": ("security", GIVEN), "管": ("admin", OWN)}
    station, CODES[tmp_path / "real"] = app.make_home(
        tmp_path / "real",
        name="清水镇派出所",
        organisation="339901-01",
        kind="police",
        officers=officers,
        place="file",
    )
    station.add_officer(station.desk("安"), "王警官", "officer", GIVEN)
    station.close()
    return tmp_path / "real"


def looks(desk):
    with desk.view("agenda"):
        return True


def test_a_password_that_was_given_is_changed_before_anything_else(real):
    station, desk = app.sign_in(real, "王警官", GIVEN)
    with pytest.raises(Refused, match="只有本人知道"):
        looks(desk)
    station.change_password(desk, GIVEN, OWN)
    station.close()
    station, desk = app.sign_in(real, "王警官", OWN)
    assert looks(desk)
    station.close()


def test_one_set_anew_is_changed_too_and_those_who_made_the_home_are_not_asked(real):
    station, security = app.sign_in(real, "安", GIVEN)  # his own: nobody gave it to him
    station.reset_password(security, "王警官", "又一个代设的密码 2026")
    station.close()
    station, desk = app.sign_in(real, "王警官", "又一个代设的密码 2026")
    assert desk.given
    assert not station.desk("安").given
    station.close()


def test_whoever_gave_it_cannot_be_the_second_person_with_it(real):
    station, _security = app.sign_in(real, "安", GIVEN)
    with pytest.raises(Refused, match="只有本人知道"), station.second("王警官", GIVEN).act("undo"):
        pass
    station.close()


def test_without_the_guard_a_given_password_opens_everything(real, monkeypatch):
    monkeypatch.setattr(accounts, "was_given", lambda *_: False)
    station, desk = app.sign_in(real, "王警官", GIVEN)
    assert looks(desk)
    station.close()
