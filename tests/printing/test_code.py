from __future__ import annotations

import hashlib
from uuid import UUID

import pytest
import segno

from station_app.printing import code

SECRET, KEY = b"s" * 32, b"k" * 32
PRINT = UUID("01990000-0000-7000-8000-0000000000ff")
HASH = hashlib.sha256(b"text").digest()


def test_what_was_signed_reads_back_and_is_genuine():
    seal = code.read_qr(code.sign(KEY, "339901-01", PRINT, HASH))
    assert (seal.org, seal.print_id, seal.text_hash) == ("339901-01", PRINT, HASH)
    assert code.check(seal, code.public_key(KEY))


def test_another_station_s_key_does_not_vouch_for_it():
    seal = code.read_qr(code.sign(KEY, "339901-01", PRINT, HASH))
    assert not code.check(seal, code.public_key(b"x" * 32))


def test_any_single_changed_character_of_the_qr_is_found_out():
    good, public = code.sign(KEY, "339901-01", PRINT, HASH), code.public_key(KEY)
    for n, character in enumerate(good):
        for other in {"0", "7", "Z"} - {character}:
            try:
                seal = code.read_qr(good[:n] + other + good[n + 1 :])
            except code.NotACode:
                continue
            assert not code.check(seal, public), n


@pytest.mark.parametrize("text", ["", "你好", "SD1.339901-01", "SD2.a.b.c.d", "SD1....", "0" * 200])
def test_what_is_no_code_is_refused_with_a_sentence(text):
    with pytest.raises(code.NotACode, match="核验码"):
        code.read_qr(text)


def test_the_qr_needs_only_the_compact_alphanumeric_characters():
    text = code.sign(KEY, "339901-01", PRINT, HASH)
    assert segno.make_qr(text, mode="alphanumeric", error="m", boost_error=False).version <= 8


def test_the_short_code_stands_for_station_print_and_text():
    good = code.short_code(SECRET, PRINT, HASH)
    others = {
        code.short_code(b"t" * 32, PRINT, HASH),
        code.short_code(SECRET, UUID(int=PRINT.int ^ 1), HASH),
        code.short_code(SECRET, PRINT, hashlib.sha256(b"Text").digest()),
    }
    assert good not in others
    assert len(others) == 3


@pytest.mark.parametrize("typed", ["01a1b-23456", "O1AIB 23456", " ola1b23456 ", "o1alb-2345 6"])
def test_a_short_code_read_out_over_the_telephone_is_understood(typed):
    assert code.tidy_code(typed) == "01A1B-23456"


@pytest.mark.parametrize("typed", ["01A1B-2345", "01A1B-234567", "01A1B-2345U", "核验码"])
def test_a_short_code_of_another_shape_is_refused(typed):
    with pytest.raises(code.NotACode):
        code.tidy_code(typed)


def test_blanks_and_compositions_do_not_change_the_hash_but_every_character_does():
    assert code.text_hash("张 三\nA\u0308") == code.text_hash("张三 Ä")
    assert code.text_hash("张三") != code.text_hash("张二")
    assert code.text_hash("张三\f李四") != code.text_hash("张三李\f四")


def test_base_32_gives_back_every_byte_and_knows_its_own_writing():
    for size in (1, 16, 32, 64):
        data = hashlib.sha512(bytes([size])).digest()[:size]
        assert code.unbase32(code.base32(data), size) == data
    with pytest.raises(code.NotACode):
        code.unbase32("ZZ", 1)  # 8 bits and a filling that is not zero
