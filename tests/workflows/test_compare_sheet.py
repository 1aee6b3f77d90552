"""Community sheets held against the registers: nothing is written until it is chosen."""

from __future__ import annotations

import pytest

from station_app.access.purposes import Purpose
from station_app.core.errors import Refused
from station_app.workflows import import_sheet as importing
from station_app.workflows.compare_sheet import compare

from .ledgers import HOME, OTHER, book, line, number

A, B, C = number("19800101", "001"), number("19820202", "002"), number("20050303", "003")
SWEEP = Purpose("CHECK", "社区报表")


@pytest.fixture
def known(officer, tmp_path):
    lines = (
        line("7", "户主", "张三", number=A, phone="19900000001"),
        line("", "妻", "李四", number=B),
        line("8", "户主", "王五", number=C, address=OTHER),
    )
    importing.run(officer, book(tmp_path / "known.xlsx", *lines))


@pytest.fixture
def east(tmp_path):
    return book(
        tmp_path / "east.xlsx",
        line("7", "户主", "张三", number=A, phone="19900000002"),
        line("7", "子", "张小", number=number("20100101", "004")),
    )


def test_new_changed_same_and_absent_are_told_apart(officer, known, east, ask):
    before = ask("select count(*) from operation")
    found = compare(officer, [east], SWEEP)
    assert [(new.source, new.row, new.name) for new in found.new] == [("east.xlsx", 3, "张小")]
    (difference,) = found.changed
    assert (difference.register, difference.name) == ("people", "phone")
    assert str(difference.before) == "19900000001"
    assert [str(said.value) for said in difference.said] == ["19900000001；19900000002"]
    assert len(found.absent) == 1  # 李四; the village of 王五 is not in the sheet
    assert ask("select count(*) from operation") == before


def test_several_sheets_say_who_said_what(officer, known, east, tmp_path):
    west = book(
        tmp_path / "west.xlsx",
        line("7", "户主", "张三", number=A, phone="19900000003"),
        line("8", "户主", "王五", number=C, address=OTHER),
    )
    found = compare(officer, [east, west], SWEEP)
    (difference,) = found.changed
    assert [said.source for said in difference.said] == ["east.xlsx", "west.xlsx"]
    assert found.same == 1


def test_what_was_chosen_is_imported_and_the_rest_is_not(officer, known, east, ask):
    found = compare(officer, [east], SWEEP)
    report = importing.run(officer, east, chosen=[new.row for new in found.new])
    assert (report.read, report.entered) == (1, 1)
    assert not compare(officer, [east], SWEEP).new
    assert len(compare(officer, [east], SWEEP).changed) == 1


def test_whose_values_were_shown_finds_it_among_those_who_looked(officer, known, east, ask):
    compare(officer, [east], SWEEP)
    assert ask("select count(*) from audit_read") == 1


def test_another_address_stands_against_the_registered_one(officer, known, tmp_path):
    moved = book(tmp_path / "moved.xlsx", line("8", "户主", "王五", number=C, address=HOME))
    (difference,) = compare(officer, [moved], SWEEP).changed
    assert (difference.name, str(difference.before)) == ("place_id", OTHER)
    assert str(difference.said[0].value) == HOME


def test_comparing_asks_for_a_purpose(officer, known, east):
    with pytest.raises(Refused, match="事由"):
        compare(officer, [east], None)
