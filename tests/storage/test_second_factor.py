"""A code beside the password: what it opens, how often, and what a slot is worth without it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from station_app.storage.device_secret import make_device_secret
from station_app.storage.keys import KeySlots, create
from station_app.storage.keyslot import SYLLABLES
from station_app.storage.second_factor import PAPER, new_factor
from tests.storage.test_keys import HOME, PASSWORDS, QUICK, card, edited, refusal

NOW = datetime(2026, 3, 9, 4, 0, 10, tzinfo=UTC)
PASSWORD = PASSWORDS["A001"]


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


@pytest.fixture
def secret(home):
    return make_device_secret("file", home, HOME)[0]


@pytest.fixture
def dek(home, secret):
    return create(home, card(), PASSWORDS, secret, QUICK)[0]


@pytest.fixture
def paper(home, dek, secret):
    """The factor of A001 and its codes on paper."""
    factor, codes = new_factor(SYLLABLES)
    KeySlots.load(home).set_factor("A001", PASSWORD, secret, factor)
    return factor, codes


@pytest.fixture
def shown(paper):
    """What the telephone shows."""
    telephone = pyotp.parse_uri(paper[0].uri("A001", "清水派出所"))
    return lambda **later: telephone.at(NOW + timedelta(**later))


@pytest.fixture
def open_with(home, secret):
    def open_with(code, password=PASSWORD, now=NOW, officer="A001"):
        return KeySlots.load(home).unlock(officer, password, secret, code, now)

    return open_with


def test_the_password_alone_is_not_enough_any_more(open_with, shown, dek):
    assert refusal(open_with, "") == "code_needed"
    assert refusal(open_with, "123456") == "second_factor"
    assert open_with(shown()) == dek


def test_whether_a_second_factor_is_asked_is_told_to_nobody_without_the_password(open_with, shown):
    assert refusal(open_with, "", "不是这个密码") == "password"
    assert refusal(open_with, shown(), "不是这个密码") == "password"


def test_other_officers_sign_in_as_before(open_with, shown, dek):
    assert open_with("", PASSWORDS["A002"], officer="A002") == dek


def test_a_code_is_good_once(open_with, shown, dek):
    code = shown()
    assert open_with(code) == dek
    assert refusal(open_with, code) == "second_factor"
    assert refusal(open_with, code, PASSWORD, NOW + timedelta(seconds=20)) == "second_factor"
    assert open_with(shown(seconds=30), now=NOW + timedelta(seconds=30)) == dek


def test_an_older_code_than_the_last_one_opens_nothing(open_with, shown, dek):
    assert open_with(shown(seconds=30)) == dek
    assert refusal(open_with, shown()) == "second_factor"


@pytest.mark.parametrize(("steps", "opens"), [(-2, False), (-1, True), (1, True), (2, False)])
def test_the_clock_of_the_telephone_may_be_wrong_by_one_step(open_with, shown, dek, steps, opens):
    code = shown(seconds=30 * steps)
    if opens:
        assert open_with(code) == dek
    else:
        assert refusal(open_with, code) == "second_factor"


def test_a_code_on_paper_stands_in_for_a_lost_telephone_once(open_with, paper, dek):
    assert len(set(paper[1])) == PAPER
    for code in paper[1]:
        typed = f" {code[:4].upper()}-{code[4:8]} {code[8:]}"
        assert open_with(typed) == dek
        assert refusal(open_with, code) == "second_factor"


def test_codes_are_read_in_any_width_and_grouping(open_with, shown, dek):
    code = "".join(chr(ord(c) + 0xFEE0) for c in shown())
    assert open_with(f"{code[:3]} {code[3:]}") == dek


def test_a_new_password_keeps_the_second_factor_and_a_reset_ends_it(
    home, open_with, shown, dek, secret
):
    KeySlots.load(home).change_password("A001", PASSWORD, "新的密码 很长的一句", secret)
    assert refusal(open_with, "", "新的密码 很长的一句") == "code_needed"
    assert open_with(shown(), "新的密码 很长的一句") == dek
    KeySlots.load(home).add(dek, "A001", "保密员重设的密码 1", secret)
    assert open_with("", "保密员重设的密码 1") == dek


def test_a_slot_robbed_of_its_second_factor_opens_no_more(home, paper, secret):
    """Even by somebody who owns the machine, makes the MAC anew and knows the password."""

    def rob(plain):
        slots = KeySlots.load(home)
        bare = replace(slots.slots["A001"], factor="")
        plain["slots"][1] |= {"factor": "", "mac": bare.proof(HOME, secret)}

    robbed = edited(home, rob)
    assert refusal(robbed.unlock, "A001", PASSWORD, secret) == "password"


def test_the_second_factor_of_one_officer_is_of_no_use_in_the_slot_of_another(home, paper, secret):
    def swap(plain):
        slots = KeySlots.load(home)
        given = replace(slots.slots["A002"], factor=slots.slots["A001"].factor)
        plain["slots"][2] |= {"factor": given.factor, "mac": given.proof(HOME, secret)}

    swapped = edited(home, swap)
    assert refusal(swapped.unlock, "A002", PASSWORDS["A002"], secret, "1", NOW) == "password"


def test_what_checks_a_code_can_be_read_by_nobody_who_has_only_the_files_and_the_machine(
    home, paper, dek, secret
):
    text = (home / "keyslots.json").read_text("utf-8")
    assert paper[0].secret not in text
    assert not any(one in text for one in paper[0].paper)
    assert refusal(KeySlots.load(home).factor_of, "A001", PASSWORDS["A002"], secret) == "password"
