from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import time
from uuid import UUID

import pytest

from station_app.core.errors import Refused
from station_app.storage import device_secret, keyslot
from station_app.storage.device_secret import make_device_secret, read_device_secret
from station_app.storage.keys import REAL_WORK, Card, KeySlots, Locked, Work, create, derive

HOME = UUID("01900000-0000-7000-8000-000000000001")
QUICK = Work(1024, 1, 1)
PASSWORDS = {"A001": "清水巷 的 早晨 七点", "A002": "第二位民警的密码 2026"}


def card(where="file"):
    return Card(HOME, "police", "339901-01", "清水派出所", False, "2026-03-09", where)


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


@pytest.fixture
def secret(home):
    return make_device_secret("file", home, HOME)[0]


@pytest.fixture
def made(home, secret):
    """Database key and recovery code."""
    return create(home, card(), PASSWORDS, secret, QUICK)


@pytest.fixture
def slots(home, made):
    return KeySlots.load(home)


def refusal(call, *args):
    with pytest.raises(Locked) as caught:
        call(*args)
    return caught.value.reason


def edited(home, change):
    """Somebody who knows the format rewrites both copies, control sum and all."""
    plain = json.loads((home / "keyslots.json").read_bytes())
    change(plain)
    del plain["sum"]
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    plain["sum"] = hashlib.sha256(text.encode()).hexdigest()
    for name in ("keyslots.json", "keyslots.bak.json"):
        (home / name).write_text(json.dumps(plain), "utf-8")
    return KeySlots.load(home)


def test_each_officer_opens_the_same_database_with_a_password_of_their_own(slots, made, secret):
    dek, _code = made
    assert len(dek) == 32
    for officer, password in PASSWORDS.items():
        assert slots.unlock(officer, password, secret) == dek
    assert "密码" not in slots.to_bytes().decode()
    assert dek.hex() not in slots.to_bytes().decode()


def test_a_real_home_costs_what_the_design_says(home, secret):
    dek, _code = create(home, card(), {"A001": PASSWORDS["A001"]}, secret, REAL_WORK)
    slots = KeySlots.load(home)
    assert slots.slots["A001"].work == Work(256 * 1024, 3, 2)
    assert slots.unlock("A001", PASSWORDS["A001"], secret) == dek


def test_the_card_can_be_read_before_unlocking(slots):
    assert slots.card == card()


def test_a_wrong_password_and_an_unknown_officer_are_answered_alike(slots, secret):
    assert refusal(slots.unlock, "A001", "不是这个密码", secret) == "password"
    assert refusal(slots.unlock, "A009", PASSWORDS["A001"], secret) == "password"
    assert refusal(slots.unlock, "", PASSWORDS["A001"], secret) == "password"


def test_an_unknown_officer_takes_as_long_as_a_wrong_password(home, secret):
    create(home, card(), {"A001": PASSWORDS["A001"]}, secret, Work(32 * 1024, 2, 1))
    slots = KeySlots.load(home)

    def quickest(officer):
        taken = []
        for _try in range(5):
            start = time.perf_counter()
            refusal(slots.unlock, officer, "不是这个密码", secret)
            taken.append(time.perf_counter() - start)
        return min(taken)

    assert quickest("A009") > quickest("A001") / 2


def test_on_another_machine_the_right_password_is_not_enough(slots):
    assert refusal(slots.unlock, "A001", PASSWORDS["A001"], bytes(32)) == "device"


def test_a_slot_given_to_another_officer_is_known_as_moved(slots, home, secret):
    def swap(plain):
        a, b = plain["slots"][1:]
        a["officer"], b["officer"] = b["officer"], a["officer"]

    swapped = edited(home, swap)
    for officer in PASSWORDS:  # neither the own password nor that of the other
        for password in PASSWORDS.values():
            assert refusal(swapped.unlock, officer, password, secret) == "slot"


def test_a_slot_brought_from_another_home_is_known_as_moved(slots, home, secret, tmp_path):
    create(tmp_path / "other", card(), PASSWORDS, bytes(32), QUICK)
    other = json.loads((tmp_path / "other" / "keyslots.json").read_bytes())
    mixed = edited(home, lambda plain: plain["slots"].__setitem__(1, other["slots"][1]))
    assert refusal(mixed.unlock, "A001", PASSWORDS["A001"], secret) == "slot"
    assert mixed.unlock("A002", PASSWORDS["A002"], secret)


def test_an_officer_who_owns_the_machine_still_cannot_become_another(slots, home, secret):
    """Even with the MAC made anew the key stays bound to the name it was wrapped for."""

    def become(plain):
        plain["slots"][1]["officer"] = "A000"
        slot = keyslot.Slot(**plain["slots"][1] | {"work": Work(**plain["slots"][1]["work"])})
        plain["slots"][1]["mac"] = slot.proof(HOME, secret)

    assert refusal(edited(home, become).unlock, "A000", PASSWORDS["A001"], secret) == "password"


@pytest.mark.parametrize("copy", ["keyslots.json", "keyslots.bak.json"])
@pytest.mark.parametrize("harm", ["gone", "cut", "bit", "empty"])
def test_one_good_copy_of_the_slots_mends_the_other(made, home, secret, copy, harm):
    good = (home / copy).read_bytes()
    if harm == "gone":
        (home / copy).unlink()
    else:
        flipped = good.replace(b"339901-01", b"339901-02")
        (home / copy).write_bytes({"cut": good[:200], "bit": flipped, "empty": b""}[harm])
    assert KeySlots.load(home).unlock("A001", PASSWORDS["A001"], secret) == made[0]
    assert (home / copy).read_bytes() == good


def test_of_two_good_copies_the_newer_counts(slots, home, secret):
    old = (home / "keyslots.json").read_bytes()
    slots.change_password("A001", PASSWORDS["A001"], "新的密码 很长的一句", secret)
    (home / "keyslots.json").write_bytes(old)  # the power failed between the two
    again = KeySlots.load(home)
    assert refusal(again.unlock, "A001", PASSWORDS["A001"], secret) == "password"
    assert again.unlock("A001", "新的密码 很长的一句", secret)
    assert (home / "keyslots.json").read_bytes() != old


def test_damaged_missing_and_newer_slot_files_are_told_apart(slots, home, tmp_path):
    assert refusal(KeySlots.load, tmp_path / "nothing") == "no_file"
    newer = slots.to_bytes()
    assert refusal(edited, home, lambda plain: plain.__setitem__("format", 2)) == "newer"
    for name in ("keyslots.json", "keyslots.bak.json"):
        (home / name).write_bytes(newer[:-40])
    assert refusal(KeySlots.load, home) == "file"


def test_every_reason_has_a_sentence_of_its_own():
    sentences = [text.msgid for text in keyslot.WHY.values()]
    assert len(set(sentences)) == len(sentences)


def test_a_training_home_cannot_be_passed_off_as_a_real_one(slots, home, secret):
    changed = edited(home, lambda plain: plain["card"].__setitem__("training", True))
    assert refusal(changed.unlock, "A001", PASSWORDS["A001"], secret) == "card"


def test_the_recovery_code_is_read_as_people_type_it(slots, made):
    dek, code = made
    for typed in (
        code,
        code.upper(),
        code.replace(" ", ""),
        code.replace(" ", "-\n"),
        f"  {code.title()}\t",
        "".join(chr(ord(c) + 0xFEE0) if c.isalpha() else "\u3000" for c in code),
    ):
        assert slots.unlock_with_code(typed) == dek


def test_a_mistyped_recovery_code_says_which_word(slots, made):
    code = made[1].split()
    assert len(code) == 8
    with pytest.raises(Locked, match="第 3 个词") as caught:
        slots.unlock_with_code(" ".join([*code[:2], "laxx", *code[3:]]))
    assert caught.value.reason == "code_word"
    assert refusal(slots.unlock_with_code, " ".join(code[:7])) == "code_length"
    assert refusal(slots.unlock_with_code, " ".join([*code[1:], code[0]])) == "code"


def test_a_recovery_code_holds_eighty_eight_bits_and_more():
    syllables = set(keyslot.SYLLABLES)
    assert len(syllables) ** (2 * keyslot.WORDS) >= 2**88
    assert all(len(s) == 2 for s in syllables)  # so a run of them can be cut in one way only
    assert len({keyslot.new_code() for _n in range(50)}) == 50


def test_after_recovery_the_home_belongs_to_the_new_machine(slots, home, made, secret):
    dek = slots.unlock_with_code(made[1])
    new, where = make_device_secret("file", home, HOME, replace=True)
    slots.move_here(dek, new, where)
    slots.add(dek, "A001", "换机后的密码 一二三", new)
    again = KeySlots.load(home)
    assert again.unlock("A001", "换机后的密码 一二三", new) == dek
    assert refusal(again.unlock, "A001", PASSWORDS["A001"], secret) == "device"
    assert refusal(again.unlock, "A002", PASSWORDS["A002"], new) == "password"


def test_a_used_recovery_code_can_be_replaced(slots, home, made):
    new = slots.renew_code(made[0])
    again = KeySlots.load(home)
    assert refusal(again.unlock_with_code, made[1]) == "code"
    assert again.unlock_with_code(new) == made[0]


def test_an_officer_is_added_and_removed(slots, home, made, secret):
    slots.add(made[0], "A003", "第三位民警的密码 2026", secret)
    slots.remove("A001")
    again = KeySlots.load(home)
    assert again.unlock("A003", "第三位民警的密码 2026", secret) == made[0]
    assert refusal(again.unlock, "A001", PASSWORDS["A001"], secret) == "password"


def test_no_officer_is_added_under_a_key_of_another_home(slots, secret):
    assert refusal(slots.add, bytes(32), "A003", "第三位民警的密码 2026", secret) == "card"
    assert not slots.fits(bytes(32))


def test_a_home_is_never_made_over_another(made, home, secret, tmp_path):
    older = tmp_path / "older"
    older.mkdir()
    (older / "station.db").write_bytes(b"rows")
    for place in (home, older):
        with pytest.raises(Refused, match="不能在上面新建"):
            create(place, card(), PASSWORDS, secret, QUICK)
    with pytest.raises(Refused, match="不能另造"):
        make_device_secret("file", home, HOME)
    assert read_device_secret("file", home, HOME) == secret


def test_each_use_has_a_key_of_its_own():
    dek = bytes(range(32))
    uses = ("db", "blob", "idx", "paper", "draft", "backup", "card")
    keys = {derive(dek, use) for use in uses} | {derive(dek, "blob", b"one")}
    assert len(keys) == 8
    assert derive(dek, "db") == derive(bytearray(dek), "db")
    assert all(len(key) == 32 for key in keys)


@pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX")
def test_the_device_secret_in_a_file_is_for_this_account_only(secret, home):
    assert (home / "device.key").stat().st_mode & 0o777 == 0o600
    assert read_device_secret("file", home, HOME) == secret


def test_a_missing_device_secret_is_not_a_wrong_password(slots, home):
    (home / "device.key").unlink()
    assert refusal(read_device_secret, "file", home, HOME) == "device_missing"
    (home / "device.key").write_bytes(b"\xff rubbish")
    assert refusal(read_device_secret, "file", home, HOME) == "device"


@pytest.fixture
def keyring():
    """The real library, put back as it was."""
    keyring = pytest.importorskip("keyring")
    before = keyring.get_keyring()
    yield keyring
    keyring.set_keyring(before)


@pytest.mark.parametrize("backend", ["fail", "null"])
def test_without_a_guarded_keyring_nothing_is_stored(keyring, home, backend):
    module = pytest.importorskip(f"keyring.backends.{backend}")
    keyring.set_keyring(module.Keyring())
    assert refusal(make_device_secret, "keyring", home, HOME) == "no_keyring"
    where = "keyring.backends.SecretService"
    assert refusal(read_device_secret, where, home, HOME) == "keyring_gone"


def test_a_keyring_that_keeps_plain_text_is_refused(keyring, home):
    from keyring.backend import KeyringBackend

    kept = []

    class PlaintextKeyring(KeyringBackend):
        priority = 1

        def set_password(self, service, username, password):
            kept.append(password)

        def get_password(self, service, username):
            return kept[0] if kept else None

    PlaintextKeyring.__module__ = "keyrings.alt.file"
    keyring.set_keyring(PlaintextKeyring())
    assert refusal(make_device_secret, "keyring", home, HOME) == "no_keyring"
    assert not kept


def test_the_first_window_loads_no_cryptography():
    script = (
        "import sys, station_app.storage.keys, station_app.storage.device_secret;"
        "print([m for m in ('argon2', 'cryptography', 'keyring') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr


def test_only_named_keyrings_are_trusted():
    assert all(name.startswith("keyring.backends.") for name in device_secret.GUARDED)
