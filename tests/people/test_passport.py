"""A foreign guest's passport fills the form; the lines are of the standard's own example state."""

from __future__ import annotations

from datetime import date

import pytest

from station_app.core.texts import Text
from station_app.people.passport import lines_of, read
from tests.people.mrz import FIRST, second

TODAY = date(2026, 3, 9)


def test_a_passport_fills_name_papers_nationality_sex_and_birth():
    assert read(FIRST, second(country="FRA"), TODAY) == {
        "name": "BEISPIEL MARTA LUISE",
        "other_name": "BEISPIEL MARTA LUISE",
        "sex": "2",
        "birth": "1991-06-05",
        "nationality": "FRA",
        "documents": "普通护照 J23456789 2031-03-04",
    }


def test_a_country_without_a_code_is_left_to_the_officer():
    assert "nationality" not in read(FIRST, second(), TODAY)
    assert read(FIRST, second(country="D"), TODAY)["nationality"] == "DEU"


def test_lines_are_taken_as_a_scanner_sends_them_and_as_they_are_pasted():
    pasted = f"{FIRST.lower()}\r\n{second()}\n"
    assert lines_of(FIRST) == (FIRST,)
    assert lines_of(second(), FIRST) == (FIRST, second())
    assert lines_of(pasted) == (FIRST, second())
    assert lines_of(second()) == ()
    assert lines_of("339901198001010013") == ()


@pytest.mark.parametrize(("at", "said"), [(3, "护照号码"), (15, "出生日期"), (23, "有效期")])
def test_a_misread_character_is_told_in_words(at, said):
    wrong = "7" if second()[at] != "7" else "8"
    answer = read(FIRST, second()[:at] + wrong + second()[at + 1 :], TODAY)
    assert isinstance(answer, Text)
    assert said in str(answer)
