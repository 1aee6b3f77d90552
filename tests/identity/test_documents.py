"""Documents other than the citizen's number."""

from __future__ import annotations

from datetime import date

import pytest

from station_app.identity.documents import (
    Fault,
    Mrz,
    MrzFault,
    fault,
    guess,
    is_uscc,
    mrz_check,
    read_mrz,
    uscc_check,
)

TODAY = date(2026, 11, 22)
LINE_1 = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"
LINE_2 = "L898902C36UTO7408122F1204159ZE184226B<<<<<10"


@pytest.mark.parametrize(
    ("code", "number", "wrong"),
    [
        ("111", "339901198001010013", None),
        ("111", "339901198001010014", Fault.CHECK),
        ("111", "339901199002310012", Fault.CHECK),
        ("111", "810000189912310013", Fault.SHAPE),
        ("111", "33990119800101", Fault.SHAPE),
        ("1000", "810000189912310013", None),
        ("1000", "339901198001010013", Fault.SHAPE),
        ("553", "933840189912310018", None),
        ("553", "933840189912310019", Fault.CHECK),
        ("553", "CAN330080010112", None),
        ("414", "E12345678", None),
        ("414", "L898902C3", None),
        ("414", "E123", Fault.SHAPE),
        ("516", "H0123456700", None),
        ("516", "M01234567", None),
        ("516", "HA1234567", None),
        ("516", "A01234567", Fault.SHAPE),
        ("511", "01234567", None),
        ("511", "0123456789B", None),
        ("511", "0123456", Fault.SHAPE),
        ("114", "参字第1234567号", None),
        ("114", "参字\x00", Fault.SHAPE),
        ("117", "T330000001", None),
        ("12", "1", Fault.UNKNOWN_TYPE),
    ],
)
def test_each_document_has_its_form(code: str, number: str, wrong: Fault | None) -> None:
    assert fault(code, number) is wrong


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("339901198001010013", "111"),
        ("830000189912310033", "1000"),
        ("91139218991231002X", "553"),
        ("CAN330080010112", "553"),
        ("E12345678", "414"),
        ("EA1234567", "414"),
        ("G12345678", "414"),
        ("141234567", "414"),
        ("DE1234567", "411"),
        ("SE1234567", "412"),
        ("PE1234567", "413"),
        ("H0123456700", "516"),
        ("MA1234567", "516"),
        ("01234567", "511"),
        ("339901198001010014", None),
        ("参字第1号", None),
    ],
)
def test_the_document_is_guessed_from_its_number(number: str, code: str | None) -> None:
    assert guess(number) == code


def test_machine_lines_of_a_passport_are_read() -> None:
    assert read_mrz(LINE_1, LINE_2, TODAY) == Mrz(
        number="L898902C3",
        issuer="UTO",
        nationality="UTO",
        surname="ERIKSSON",
        given_names="ANNA MARIA",
        birth=date(1974, 8, 12),
        sex="2",
        expires=date(2012, 4, 15),
        personal_number="ZE184226B",
    )
    assert read_mrz(LINE_1.lower().replace("<", "＜"), LINE_2, TODAY) == read_mrz(
        LINE_1, LINE_2, TODAY
    )


@pytest.mark.parametrize(("field", "digit"), [("L898902C3", 6), ("740812", 2), ("120415", 9)])
def test_check_digits_follow_seven_three_one(field: str, digit: int) -> None:
    assert mrz_check(field) == digit


@pytest.mark.parametrize(
    ("at", "char", "wrong"),
    [
        (0, "K", MrzFault.NUMBER),
        (14, "5", MrzFault.BIRTH),
        (21, "2", MrzFault.EXPIRY),
        (28, "Y", MrzFault.PERSONAL_NUMBER),
        (43, "1", MrzFault.WHOLE),
        (20, "Q", MrzFault.SHAPE),
    ],
)
def test_a_misread_character_is_named_by_its_field(at: int, char: str, wrong: MrzFault) -> None:
    assert read_mrz(LINE_1, LINE_2[:at] + char + LINE_2[at + 1 :], TODAY) is wrong


def test_lines_of_another_length_are_no_passport() -> None:
    assert read_mrz(LINE_1[:-1], LINE_2, TODAY) is MrzFault.LENGTH


@pytest.mark.parametrize("code", ["91339901MA1DEMX15L", "92339901MA1DEMX23C", "12339901000000019J"])
def test_a_social_credit_code_carries_its_check(code: str) -> None:
    assert is_uscc(code)
    assert uscc_check(code[:17]) == code[17]
    wrong = [code[:i] + c + code[i + 1 :] for i in range(18) for c in "0123456789" if c != code[i]]
    assert [other for other in wrong if is_uscc(other)] == []
    assert not is_uscc(code[:17] + "I")
