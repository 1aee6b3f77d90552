"""What a careful clerk makes of one cell."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station_app.core.texts import render
from station_app.exchange import cells, numerals

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    "text",
    [
        "20260307",
        "2026.3.7",
        "2026-3-7",
        "2026-03-07",
        "2026/3/7",
        "2026年3月7日",
        "2026年03月07号",
        "２０２６．０３．０７",
        " 2026 - 03 - 07 ",
        "2026-03-07 10:30",
        "46088",
        "二〇二六年三月七日",
    ],
)
def test_one_day_is_read_in_every_shape_a_ledger_has(text):
    assert cells.day(text, TODAY) == (date(2026, 3, 7), None)


@pytest.mark.parametrize("text", ["2026年3月", "2026.03", "2026-3", "202603", "2026"])
def test_a_month_without_a_day_is_a_query(text):
    assert cells.day(text, TODAY) == cells.MONTH_ONLY


@pytest.mark.parametrize("text", ["26.3.7", "260307", "26/03/07", "56年3月7日"])
def test_a_year_of_two_digits_is_a_query(text):
    assert cells.day(text, TODAY) == cells.TWO_DIGITS


@pytest.mark.parametrize("text", ["2026-02-30", "20261301", "去年", "1700-01-01", "12345678"])
def test_what_is_no_day_is_a_query(text):
    assert cells.day(text, TODAY) == cells.NO_DAY


def test_nobody_is_born_tomorrow():
    assert cells.past_day("2026-11-20", TODAY).value == TODAY
    assert cells.past_day("2026-11-21", TODAY).problem is not None


@pytest.mark.parametrize("text", ["", "无", " ", "/", "不详", "——"])
def test_an_empty_cell_is_no_problem_in_whatever_words(text):
    for read in (cells.sex, cells.phones, cells.money, cells.relation):
        assert read(text) == (None, None)
    assert cells.day(text, TODAY) == cells.id_number(text, TODAY) == (None, None)


def test_a_term_may_have_no_end():
    assert cells.last_day("长期", TODAY) == (None, None)
    assert cells.last_day("2028-05-06", TODAY).value == date(2028, 5, 6)


@pytest.mark.parametrize(("text", "code"), [("男", "1"), ("２", "2"), ("女性", "2"), ("F", "2")])
def test_sex_is_a_word_or_a_code(text, code):
    assert cells.sex(text) == (code, None)


def test_a_third_word_for_sex_is_a_query():
    assert cells.sex("男女").value is None
    assert "男或女" in render(cells.sex("男女").problem)


@pytest.mark.parametrize(
    "text",
    [
        "339901194408010076",
        " 339901 19440801 0076 ",
        "'339901194408010076",
        "３３９９０１１９４４０８０１００７６",
    ],
)
def test_a_sound_number_is_read_however_it_is_spaced(text):
    reading = cells.id_number(text, TODAY).value
    assert reading.number == "339901194408010076"
    assert reading.birth == date(1944, 8, 1)


def test_fifteen_digits_become_eighteen():
    reading = cells.id_number("339901550819039", TODAY).value
    assert reading.upgraded
    assert reading.number.startswith("33990119550819039")


@pytest.mark.parametrize("text", ["3.39901E+17", "3.39901194011087E+17", "339901202305120000"])
def test_a_number_damaged_by_the_spreadsheet_is_named_so(text):
    assert "电子表格" in render(cells.id_number(text, TODAY).problem)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("199-0000-5643", ["19900005643"]),
        ("１９９００００１９８０", ["19900001980"]),
        ("+86 199 0000 1980", ["19900001980"]),
        ("19900001980、19900001981", ["19900001980", "19900001981"]),
        ("19900001980 19900001981", ["19900001980", "19900001981"]),
        ("(0570)8123456", ["05708123456"]),
        ("19900001980,无", ["19900001980"]),
    ],
)
def test_phones_are_read_however_they_are_written(text, found):
    assert [phone.number for phone in cells.phones(text).value] == found


def test_a_phone_may_say_whose_it_is():
    assert cells.phones("19900001980(儿子)；05708123456 家").value == (
        ("19900001980", "儿子"),
        ("05708123456", "家"),
    )


@pytest.mark.parametrize(
    "text", ["1990000198", "199****1980", "见备注", "1.99E+10", "19900001980 12"]
)
def test_what_cannot_be_a_phone_is_a_query(text):
    assert cells.phones(text).value is None
    assert cells.phones(text).problem is not None


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("600", 600),
        ("1200元", 1200),
        ("八百", 800),
        ("一千二百元", 1200),
        ("一千二", 1200),
        ("一千零二十", 1020),
        ("1.2千", 1200),
        ("1千2", 1200),
        ("一万二", 12000),
        ("两千五百块", 2500),
        ("十五", 15),
        ("贰仟元整", 2000),
        ("￥1,200.00元/月", 1200),
        ("850.5", Decimal("850.5")),
        ("免租", 0),
    ],
)
def test_rent_is_read_in_figures_and_in_words(text, yuan):
    assert cells.money(text) == (yuan, None)


@pytest.mark.parametrize("text", ["面议", "五六百", "500-600", "很便宜", "-5", "1e9"])
def test_rent_that_names_no_amount_is_a_query(text):
    assert cells.money(text).value is None
    assert cells.money(text).problem is not None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("户主", "02"),
        ("妻", "12"),
        ("长子", "22"),
        ("次子", "23"),
        ("长女", "32"),
        ("儿媳", "38"),
        ("女婿", "28"),
        ("父亲", "51"),
        ("母亲", "52"),
        ("孙子", "41"),
        ("老婆", "12"),
        ("二女儿", "33"),
        ("租客", "99"),
        ("12", "12"),
    ],
)
def test_relations_become_codes_of_gb_t_4761(text, code):
    assert cells.relation(text) == (code, None)


def test_an_unknown_relation_is_a_query_and_not_another_code():
    assert cells.relation("干爹") == (None, cells.NO_RELATION)


def test_a_name_loses_the_spaces_that_stretch_it_and_no_others():
    assert cells.name("郝  佑").value == "郝佑"
    assert cells.name("曾豪诺 ").value == "曾豪诺"
    assert cells.name("阿卜杜热合曼•买买提").value == "阿卜杜热合曼·买买提"
    assert cells.name("Anna Maria").value == "Anna Maria"
    assert cells.name("萧𠅤桂").value == "萧𠅤桂"
    assert cells.name("张\x00三").problem is not None


def test_a_code_is_known_by_label_by_itself_and_by_the_callers_words():
    assert cells.coded("汉族", "ethnic_group").value == "01"
    assert cells.coded("01", "ethnic_group").value == "01"
    assert cells.coded("汉", "ethnic_group", {"汉": "01"}).value == "01"
    assert "火星" in render(cells.coded("火星", "ethnic_group").problem)


ANY = st.text(max_size=40) | st.text("0123456789年月日.-/ 一二十百千万元E+Xx同上长期", max_size=20)


@given(ANY)
def test_no_text_raises_and_none_gives_both_a_value_and_a_problem(text):
    dated = [read(text, TODAY) for read in (cells.day, cells.past_day, cells.last_day)]
    plain = [read(text) for read in (cells.sex, cells.phones, cells.money, cells.relation)]
    others = [cells.id_number(text, TODAY), cells.name(text), cells.coded(text, "education")]
    for value, problem in [*dated, *plain, *others]:
        assert value is None or problem is None
        assert problem is None or render(problem)


@given(st.integers(1, 99_999_999))
def test_figures_read_back_as_they_are(n):
    assert numerals.number(str(n)) == numerals.number(f"{n:,}") == n
