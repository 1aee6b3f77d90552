"""What a ledger says, row by row, before anything is looked up."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from station_app.core.texts import render
from station_app.exchange.headings import Column
from station_app.exchange.reading import read_sheet
from station_app.exchange.sheet import Row
from station_app.workflows.import_plan import make_plan
from station_app.workflows.sheet_kinds import HOUSEHOLDS, OWN

from .ledgers import DATA, HOME, OTHER, number

TODAY = date(2026, 3, 9)
FIELDS = ("household", "relation_to_head", "name", "sex", "id_number", "birth", "address", "phone")
HEADINGS = HOUSEHOLDS.headings
COLUMNS = {name: Column(at, HEADINGS[name][0]) for at, name in enumerate(FIELDS)}


def plan(*rows):
    """(household, name, number, address or 同上, further cells) as a sheet from row 2 on."""
    read, above = [], ""
    for at, (household, name, id_number, address, *more) in enumerate(rows, 2):
        ditto = ("address",) if address == "同上" else ()
        above = above if ditto else address
        cells = {"household": household, "name": name, "id_number": id_number, "address": above}
        read.append(Row(at, dict.fromkeys(FIELDS, "") | cells | (more[0] if more else {}), ditto))
    return make_plan(read, COLUMNS, TODAY)


def problems(remarks):
    return [(r.row, r.column, render(r.problem)) for r in remarks]


A, B, C = number("19800101", "001"), number("19820202", "002"), number("20050303", "003")


def test_a_blank_household_number_belongs_to_the_one_above():
    found = plan(("7", "张三", A, HOME), ("", "李四", B, "同上"), ("8", "王五", C, OTHER))
    assert [(e.household, e.address) for e in found.entries] == [
        ("7", HOME),
        ("7", HOME),
        ("8", OTHER),
    ]
    assert [len(household) for household in found.households()] == [2, 1]


def test_a_household_goes_on_below_a_head_whose_number_is_wrong():
    found = plan(("7", "张三", "339901198001010010", HOME), ("", "李四", B, "同上"))
    assert [(e.row, e.household) for e in found.entries] == [(3, "7")]
    assert [remark.row for remark in found.rejected] == [2]


def test_a_row_pasted_among_strangers_lends_them_neither_household_nor_address():
    found = plan(
        ("7", "张三", A, HOME),
        ("", "李四", B, HOME),
        ("9", "王五", C, OTHER),
        ("", "李四", B, HOME),  # pasted again
        ("", "赵六", number("19900404", "004"), "同上"),
    )
    assert [(e.name, e.household, e.address) for e in found.entries] == [
        ("张三", "7", HOME),
        ("李四", "7", HOME),
        ("王五", "9", OTHER),
        ("赵六", "9", OTHER),
    ]
    assert found.entries[1].adds == {5: False}


def test_a_head_pasted_before_its_own_household_is_found_at_home():
    found = plan(
        ("7", "张三", A, HOME),
        ("12", "王五", C, OTHER),  # pasted
        ("", "李四", B, "同上"),
        ("8", "孙七", number("19900404", "004"), OTHER),
        ("12", "王五", C, OTHER),
    )
    assert [(e.row, e.name, e.household, e.address) for e in found.entries] == [
        (2, "张三", "7", HOME),
        (4, "李四", "7", HOME),
        (5, "孙七", "8", OTHER),
        (6, "王五", "12", OTHER),
    ]


def test_another_phone_in_a_pasted_row_is_added_and_said():
    found = plan(
        ("7", "张三", A, HOME, {"phone": "19900000001"}),
        ("7", "张三", A, HOME, {"phone": "199-0000-0002"}),
        ("7", "张三", A, HOME, {"phone": "无"}),
    )
    (entry,) = found.entries
    assert [phone["number"] for phone in entry.person["phone"]] == ["19900000001", "19900000002"]
    assert entry.adds == {3: True, 4: False}


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("339901198001010014", "校验"),
        ("3.39901E+17", "电子表格"),
        ("33990119800101", "18 位"),
        ("339901198013010016", "校验"),
        ("33990119800101001A", "数字"),
    ],
)
def test_a_number_that_cannot_be_right_sends_the_row_back(typed, word):
    found = plan(("7", "张三", typed, HOME))
    ((row, column, problem),) = problems(found.rejected)
    assert (row, column) == (2, "公民身份号码")
    assert word in problem
    assert not found.entries


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (("7", "", A, HOME), "姓名"),
        (("7", "张三", "", HOME), "公民身份号码"),
        (("7", "张三", A, ""), "地址"),
    ],
)
def test_a_row_by_which_nobody_is_identified_is_sent_back(row, column):
    found = plan(row)
    assert [(r.row, r.column) for r in found.rejected] == [(2, column)]


def test_a_person_without_a_number_is_entered_by_name_birth_and_address():
    (entry,) = plan(("7", "张三", "", HOME, {"birth": "2025.12.1", "sex": "女"})).entries
    assert entry.person == {"name": "张三", "birth": date(2025, 12, 1), "sex": "2"}


def test_fifteen_digits_become_eighteen_and_spaces_and_width_do_not_matter():
    found = plan(
        ("7", "张三", "339901800101001", HOME), ("8", "李四", " ３３９９０１ " + B[6:], HOME)
    )
    assert [entry.number for entry in found.entries] == [A, B]


def test_the_number_decides_and_a_cell_against_it_is_asked_about():
    found = plan(("7", "张三", A, HOME, {"sex": "女", "birth": "1980-01-02"}))
    assert {"sex", "birth"}.isdisjoint(found.entries[0].person)
    assert [(r.row, r.column) for r in found.queries] == [(2, "性别"), (2, "出生日期")]


def test_a_bad_cell_is_left_empty_and_asked_about():
    found = plan(("7", "张三", A, HOME, {"phone": "12", "relation_to_head": "邻居老王"}))
    assert len(found.entries) == 1
    assert {"phone", "relation_to_head"}.isdisjoint(
        found.entries[0].person | found.entries[0].residence
    )
    assert {r.column for r in found.queries} == {"电话", "与户主关系"}


def test_a_number_under_another_name_is_doubtful():
    found = plan(("7", "张三", A, HOME), ("8", "李四", A, OTHER))
    ((doubt),) = found.doubts
    assert (doubt.entry.row, doubt.entry.name) == (3, "李四")
    assert "第 2 行" in render(doubt.problem)


def test_one_person_in_two_households_is_doubtful():
    found = plan(("7", "张三", A, HOME), ("8", "李四", B, OTHER), ("9", "张三", A, OTHER))
    assert [(doubt.entry.row, doubt.firm) for doubt in found.doubts] == [(4, True)]


def test_every_row_ends_in_exactly_one_place():
    found = plan(
        ("7", "张三", A, HOME),
        ("7", "张三", A, HOME),
        ("8", "李四", A, OTHER),
        ("9", "王五", "1", OTHER),
    )
    assert found.read == 4


@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".ods"])
def test_the_station_s_ledger_is_understood(suffix):
    sheet = read_sheet(DATA / f"households{suffix}", HEADINGS, own=OWN)
    found = make_plan(sheet.rows, sheet.columns, TODAY)
    assert sheet.unrecognised == ()
    assert (found.read, len(found.entries), len(found.rejected)) == (3029, 2903, 100)
    assert sum(len(entry.adds) for entry in found.entries) == 25
    assert [doubt.entry.row for doubt in found.doubts] == [901]
    assert Counter(remark.column for remark in found.queries) == {"性别": 49}
    homes = [{entry.address for entry in household} for household in found.households()]
    assert all(len(addresses) == 1 for addresses in homes)
