"""Characters that steer a terminal, turn a text around or cannot be seen."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from station_app.core.errors import Refused
from station_app.core.kinds import Address, Documents, PersonName, Phones, Pinyin, Serial, Words
from station_app.core.parse import Invalid, parse
from station_app.core.sound import HARMFUL, escaped_in_json, is_sound, said, visible
from station_app.core.wire import DEEPEST, foreign
from station_app.registers import REGISTERS
from tests.conftest import NOW

HARM = (
    "\x00", "\x07", "\x08", "\x1b[31m", "\x7f", "\x9b2J", "\u202e", "\u2066", "\u200f", "\u061c",
    "\u2028", "\u2029", "\ufffe", "\uffff", "\ud800", "\udfff", "\U000e0041", "\r",
)  # fmt: skip
SOUND = (
    "张三",
    "𠮷",
    "葛\U000e0100城",
    "نور\u200cالدین",
    "Ali‐Khan",
    "e\u0301",
    "〇",
    "第一行\n第二行",
)
FREE = (Words(), Words(lines=3), Serial(), Address(), PersonName(), Pinyin(), Phones(), Documents())


@pytest.mark.parametrize("kind", FREE, ids=lambda kind: type(kind).__name__)
@pytest.mark.parametrize("harm", HARM, ids=ascii)
def test_no_kind_of_text_takes_harmful_characters(kind, harm):
    with pytest.raises(Invalid):
        parse(kind, f"甲{harm}乙" if not isinstance(kind, Pinyin) else f"zhang{harm}san", NOW)
    if isinstance(kind, Phones):
        with pytest.raises(Invalid):
            parse(kind, f"19900001234 其{harm}妻", NOW)


def test_every_free_text_of_every_register_is_of_such_a_kind():
    kinds = {type(f.kind) for register in REGISTERS.values() for f in register.fields}
    others = {"IdNumber", "Code", "FormOnly", "Count", "Flag", "Day", "Moment", "Picture", "Ref"}
    assert {kind.__name__ for kind in kinds} - others <= {type(kind).__name__ for kind in FREE}


@pytest.mark.parametrize("text", SOUND)
def test_rare_characters_and_other_scripts_are_no_harm(text):
    assert is_sound(text)
    assert parse(Words(lines=2), text, NOW) == text
    assert visible(text) == text


@pytest.mark.parametrize("harm", HARM, ids=ascii)
def test_a_reason_with_such_a_character_is_refused(harm):
    with pytest.raises(Refused, match="控制字符"):
        said(f"误{harm}录")


def test_what_is_shown_says_which_character_it_was():
    assert visible("a\x1b[2Jb\u202ec\x9b") == r"a\x1b[2Jb\u202ec\x9b"


@given(st.text())
@settings(max_examples=200, deadline=None, derandomize=True)
def test_shown_or_written_as_json_nothing_harmful_is_left_and_json_means_the_same(text):
    assert HARMFUL.search(visible(text)) is None
    body = escaped_in_json(json.dumps({"t": text}, ensure_ascii=False))
    assert HARMFUL.search(body) is None
    assert json.loads(body) == {"t": text}


@pytest.mark.parametrize(
    "body",
    [
        '{"a": NaN}', '[Infinity]', '[-Infinity]', '[1e400]', '[-1e999]', '{"a": 1, "a": 2}',
        '[{"a": 1, "b": {"c": 1, "c": 1}}]', '"\\ud800"', '{"\\udfff": 1}', "[" * 100_000,
        '{"a":' * 50_000, "[" * (DEEPEST + 1) + "]" * (DEEPEST + 1), "9" * 5000, b"\xff\xfe{}", "",
    ],
    ids=lambda body: repr(body)[:24],
)  # fmt: skip
def test_json_that_two_readers_would_read_differently_is_no_json(body):
    with pytest.raises(ValueError):  # noqa: PT011  whichever
        foreign(body)


def test_json_as_people_write_it_is_read():
    assert foreign(b'\xef\xbb\xbf{"name": "\xe5\xbc\xa0", "n": [1, 2.5, null, true]}') == {
        "name": "张",
        "n": [1, 2.5, None, True],
    }
