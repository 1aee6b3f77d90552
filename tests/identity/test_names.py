"""Names: kept as typed, read as surnames are read, found however they are typed."""

from __future__ import annotations

import pytest

from station_app.identity.names import (
    NameFault,
    fault,
    mask,
    pinyin_keys,
    readings,
    searchable,
    surname,
    tidy,
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("　王 小明 ", "王 小明"),
        ("买买提•艾合买提", "买买提·艾合买提"),
        ("买买提.艾合买提", "买买提·艾合买提"),
        ("買買提・艾合買提", "買買提·艾合買提"),
        ("John A. Smith", "John A. Smith"),
        ("\ufeff张三", "张三"),
        ("𠀀𪛖", "𠀀𪛖"),
        ("豈", "豈"),
    ],
)
def test_a_name_is_kept_as_typed_but_for_ends_and_dots(typed: str, kept: str) -> None:
    assert tidy(typed) == kept


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("", NameFault.EMPTY),
        ("张" * 51, NameFault.TOO_LONG),
        ("张\0三", NameFault.CONTROL),
        ("张\n三", NameFault.CONTROL),
        ("张\u200b三", NameFault.CONTROL),
        ("张\u202e三", NameFault.BIDI),
        ("张\u2067三", NameFault.BIDI),
        ("张\ud800", NameFault.SURROGATE),
        ("张\ue000", NameFault.PRIVATE_USE),
        ("张\U000f0000", NameFault.PRIVATE_USE),
        ("张" * 50, None),
        ("𠀀𰀀𱍐", None),
        ("邊󠄀", None),
        ("Mary-Jane O'Neil", None),
    ],
)
def test_only_what_cannot_be_shown_honestly_is_refused(name: str, wrong: NameFault | None) -> None:
    assert fault(name) is wrong


def test_width_case_spaces_and_dots_make_no_difference_to_a_search() -> None:
    assert searchable("ＪＯＨＮ Smith") == searchable("john smith") == "johnsmith"
    assert searchable("买买提·艾合买提") == searchable("买买提 艾合买提") == "买买提艾合买提"
    assert searchable("豈") == searchable("豈")


@pytest.mark.parametrize(
    ("name", "likeliest"),
    [
        ("单小明", "shan xiao ming"),
        ("仇英", "qiu ying"),
        ("解珍", "xie zhen"),
        ("区大海", "ou da hai"),
        ("查良", "zha liang"),
        ("曾国", "zeng guo"),
        ("盖文", "ge wen"),
        ("任杰", "ren jie"),
        ("华山", "hua shan"),
        ("朴英", "piao ying"),
        ("尉迟恭", "yu chi gong"),
        ("万俟明", "mo qi ming"),
        ("吕绿", "lv lv"),
        ("单于明", "chan yu ming"),
        ("John Smith", "john smith"),
        ("买买提·艾力", "mai mai ti ai li"),
    ],
)
def test_a_surname_is_read_as_surnames_are(name: str, likeliest: str) -> None:
    assert readings(name)[0] == likeliest


def test_the_second_reading_is_kept_too_and_six_are_enough() -> None:
    assert "dan xiao ming" in readings("单小明")
    assert {"zhang le", "zhang yue"} <= set(readings("张乐"))
    assert len(readings("单重行解朴查")) == 6


def test_a_character_without_a_known_reading_gives_no_syllable() -> None:
    assert readings("\U0002b820") == ()
    assert readings("李\U0002b820明") == ("li ming",)


def test_pinyin_is_found_from_any_syllable_and_with_either_u() -> None:
    full, initials = pinyin_keys("li xiao lv")
    assert full == ("lixiaolu", "xiaolu", "lu")
    assert initials == ("lxl", "xl", "l")
    assert "zhanglue" in pinyin_keys("zhang lve")[0]


@pytest.mark.parametrize(
    ("name", "family", "masked"),
    [
        ("张三", "张", "张*"),
        ("李小明", "李", "李**"),
        ("欧阳锋", "欧阳", "欧阳*"),
        ("欧阳", "欧", "欧*"),
        ("买买提·艾力", "", "买**·**"),
        ("欧阳·买 买提", "", "欧阳·* **"),
        ("司马义·艾力", "", "司**·**"),
        ("John Smith", "", "J*** *****"),
        ("", "", ""),
    ],
)
def test_a_masked_name_keeps_the_family_name(name: str, family: str, masked: str) -> None:
    assert surname(name) == family
    assert mask(name) == masked
