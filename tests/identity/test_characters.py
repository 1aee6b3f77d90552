"""Rare characters: found by sound, parts, strokes and radical, or code point."""

from __future__ import annotations

import time
from typing import Any

import pytest

from station_app.identity.characters import MOST, find, known

LEVEL_3 = [  # GB 18030-2022: basic block, extensions A to F
    (0x4E00, 0x9FEF),
    (0x3400, 0x4DB5),
    (0x20000, 0x2A6D6),
    (0x2A700, 0x2B734),
    (0x2B740, 0x2B81D),
    (0x2B820, 0x2CEA1),
    (0x2CEB0, 0x2EBE0),
]
COMPATIBILITY = "﨎﨏﨑﨓﨔﨟﨡﨣﨤﨧﨨﨩"  # unified ideographs in spite of their block


def test_every_character_of_level_3_has_strokes_and_radical() -> None:
    level_3 = [chr(code) for first, last in LEVEL_3 for code in range(first, last + 1)]
    level_3 += COMPATIBILITY
    assert len(level_3) == 87_887
    found = [known(char) for char in level_3]
    assert all(one and one.strokes and 1 <= one.radical <= 214 for one in found)
    assert sum(bool(one and one.parts) for one in found) >= 74_868


@pytest.mark.parametrize(
    ("by", "char"),
    [
        ({"pinyin": "lv"}, "吕"),
        ({"pinyin": "lü3"}, "吕"),
        ({"pinyin": "lue"}, "略"),
        ({"pinyin": "shan"}, "单"),
        ({"parts": "金玉"}, "钰"),
        ({"parts": "女幸"}, "婞"),
        ({"parts": "水木目"}, "湘"),
        ({"parts": "氵木目"}, "湘"),
        ({"parts": "木木木"}, "森"),
        ({"strokes": 12, "radical": "女"}, "媛"),
        ({"strokes": 8, "radical": 38}, "姗"),
        ({"radical": "氵", "strokes": 20}, "瀱"),
        ({"pinyin": "yan", "parts": "火"}, "焱"),
        ({"code_point": "U+20000"}, "𠀀"),
        ({"code_point": "20000"}, "𠀀"),
        ({"code_point": "u+2ceb0"}, "\U0002ceb0"),
    ],
)
def test_a_character_is_found(by: dict[str, Any], char: str) -> None:
    assert char in [one.char for one in find(**by)]


def test_all_that_is_given_must_hold() -> None:
    assert all(one.strokes == 12 and one.radical == 38 for one in find(strokes=12, radical="女"))
    assert all(one.parts.count("木") >= 3 for one in find(parts="木木木"))
    assert find(pinyin="xyz") == []
    assert find(code_point="110000") == []
    assert find() == []


def test_the_simplest_come_first_and_there_is_an_end() -> None:
    assert find(parts="木木木")[0].char == "森"
    assert len(find(parts="口")) == MOST


def test_a_character_without_known_parts_is_found_by_its_radical() -> None:
    one = known("\U0002bc06")
    assert one is not None
    assert (one.parts, one.radical) == ("", 38)
    assert one in find(parts="女", strokes=one.strokes)


def test_a_hit_names_its_code_point() -> None:
    assert find(code_point="20000")[0].code_point == "U+20000"


def test_an_answer_comes_at_once() -> None:
    find(parts="木")
    fastest = 1.0
    for _ in range(5):
        began = time.process_time()
        find(parts="木木目")
        fastest = min(fastest, time.process_time() - began)
    assert fastest < 0.1
