"""Citizen numbers: what the number says by itself, and what is wrong with it."""

from __future__ import annotations

from datetime import date

import pytest

from station_app.identity.numbers import (
    Fault,
    Note,
    NumberKind,
    age,
    check_digit,
    is_sound,
    near,
    normalise,
    read,
    upgrade,
)

TODAY = date(2026, 11, 22)
KNOWN = "339901198001010013"

SOUND = [
    ("11010519491231002X", "2", date(1949, 12, 31), NumberKind.CITIZEN),
    ("440524188001010014", "1", date(1880, 1, 1), NumberKind.CITIZEN),
    (KNOWN, "1", date(1980, 1, 1), NumberKind.CITIZEN),
    ("339901198001010021", "2", date(1980, 1, 1), NumberKind.CITIZEN),
    ("33990119880808008X", "2", date(1988, 8, 8), NumberKind.CITIZEN),
    ("339901200002290037", "1", date(2000, 2, 29), NumberKind.CITIZEN),
    ("339901199602290043", "2", date(1996, 2, 29), NumberKind.CITIZEN),
    ("339901201206010054", "1", date(2012, 6, 1), NumberKind.CITIZEN),
    ("339901193005050079", "1", date(1930, 5, 5), NumberKind.CITIZEN),
    ("810000189912310013", "1", date(1899, 12, 31), NumberKind.HK_MO_TW),
    ("820000189912310023", "2", date(1899, 12, 31), NumberKind.HK_MO_TW),
    ("830000189912310033", "1", date(1899, 12, 31), NumberKind.HK_MO_TW),
    ("933840189912310018", "1", date(1899, 12, 31), NumberKind.PERMANENT),
    ("91139218991231002X", "2", date(1899, 12, 31), NumberKind.PERMANENT),
    ("931643189912310030", "1", date(1899, 12, 31), NumberKind.PERMANENT),
]


@pytest.mark.parametrize(("number", "sex", "birth", "kind"), SOUND)
def test_a_sound_number_says_birth_sex_and_kind_of_card(
    number: str, sex: str, birth: date, kind: NumberKind
) -> None:
    found = read(number, TODAY)
    assert (found.number, found.fault) == (number, None)
    assert (found.sex, found.birth, found.kind) == (sex, birth, kind)
    assert is_sound(number)


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("339901199002310012", Fault.BIRTH),
        ("339901190002290014", Fault.BIRTH),
        ("339901198001010014", Fault.CHECK),
        ("339901203001010017", Fault.FUTURE),
        ("", Fault.LENGTH),
        ("33990119800101001", Fault.LENGTH),
        ("3399011980010100133", Fault.LENGTH),
        ("33990119800101O013", Fault.SHAPE),
        ("33990X198001010013", Fault.SHAPE),
        ("33990180010100X", Fault.SHAPE),
        ("33990119800101001*", Fault.SHAPE),
        ("٣39901198001010013", Fault.SHAPE),
        ("3.39901E+17", Fault.SPREADSHEET_DAMAGE),
        ("3.39901198001010e17", Fault.SPREADSHEET_DAMAGE),
        ("339901198001010000", Fault.SPREADSHEET_DAMAGE),
        ("339901198001010013.0", Fault.SPREADSHEET_DAMAGE),
        ("339901800101001.0", Fault.SPREADSHEET_DAMAGE),
    ],
)
def test_a_wrong_number_is_refused_by_name(typed: str, fault: Fault) -> None:
    assert read(typed, TODAY).fault is fault


@pytest.mark.parametrize(
    "typed",
    [
        "33990119880808008x",
        " 339901 19880808 008X ",
        "'33990119880808008X",
        "339901-19880808-008X",
        "３３９９０１１９８８０８０８００８Ｘ",
        "33990119880808008Ⅹ",
        "\ufeff33990119880808008X\u200b",
        "“33990119880808008X”\t",
    ],
)
def test_how_a_number_was_typed_makes_no_difference(typed: str) -> None:
    assert normalise(typed) == "33990119880808008X"
    assert read(typed, TODAY).fault is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("339901800101001", KNOWN),
        ("110105491231002", "11010519491231002X"),
    ],
)
def test_a_number_of_fifteen_digits_is_made_eighteen(old: str, new: str) -> None:
    found = read(old, TODAY)
    assert (upgrade(old), found.number, found.upgraded) == (new, new, True)


def test_sequences_kept_for_the_very_old_are_read_as_born_before_1900() -> None:
    found = read("339901950101996", TODAY)
    assert found.birth == date(1895, 1, 1)
    assert found.notes == (Note.CENTENARIAN_SEQUENCE, Note.AGE_OVER_120, Note.UNKNOWN_DIVISION)


def test_an_unknown_or_abolished_division_is_only_a_note() -> None:
    assert read(KNOWN, TODAY).notes == (Note.UNKNOWN_DIVISION,)
    assert read("11010519491231002X", TODAY).notes == ()
    chongwen = "11010319490101001"
    assert read(chongwen + check_digit(chongwen), TODAY).notes == (Note.ABOLISHED_DIVISION,)


def test_both_number_examples_of_the_standard_keep_their_notes() -> None:
    assert read("440524188001010014", TODAY).notes == (Note.AGE_OVER_120, Note.ABOLISHED_DIVISION)


def test_the_permanent_residence_card_of_2017_is_taken_as_it_is() -> None:
    found = read("can330080010112", TODAY)
    assert (found.number, found.fault) == ("CAN330080010112", None)
    assert (found.kind, found.birth, found.sex) == (NumberKind.PERMANENT, None, None)


def test_the_permanent_residence_card_of_2023_names_its_province() -> None:
    assert read("933840189912310018", TODAY).division == "330000"


def test_every_single_wrong_digit_and_every_swap_is_noticed() -> None:
    wrong = {
        KNOWN[:i] + digit + KNOWN[i + 1 :]
        for i in range(18)
        for digit in ("0123456789X" if i == 17 else "0123456789")
    } | {KNOWN[:i] + KNOWN[i + 1] + KNOWN[i] + KNOWN[i + 2 :] for i in range(17)}
    wrong.discard(KNOWN)
    assert len(wrong) > 170
    assert all(near(KNOWN, other) for other in wrong)
    assert [other for other in wrong if is_sound(other)] == []


def test_two_digits_apart_or_of_other_length_is_not_near() -> None:
    assert not near(KNOWN, "339901198001020023")
    assert not near(KNOWN, KNOWN[:-1])
    assert not near(KNOWN, KNOWN)


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        (date(2012, 6, 1), date(2026, 6, 1), 13),
        (date(2012, 6, 1), date(2026, 6, 2), 14),
        (date(2008, 2, 29), date(2022, 2, 28), 13),
        (date(2008, 2, 29), date(2022, 3, 1), 14),
        (date(2026, 11, 22), date(2026, 11, 22), 0),
    ],
)
def test_a_year_of_age_is_reached_on_the_day_after_the_birthday(
    born: date, on: date, years: int
) -> None:
    assert age(born, on) == years
