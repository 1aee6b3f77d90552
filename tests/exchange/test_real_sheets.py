"""The ledgers as a station keeps them."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from station_app.core.texts import render
from station_app.exchange import cells, worker
from station_app.exchange.reading import read_sheet

DATA = Path(__file__).parents[1] / "data"
LEDGER = {
    "household": ("户号", "户编号"),
    "relation": ("与户主关系",),
    "name": ("姓名",),
    "sex": ("性别",),
    "id_number": ("身份证号", "公民身份号码"),
    "birth": ("出生日期",),
    "address": ("现住地址", "现住址"),
    "phone": ("联系电话", "电话"),
    "occupation": ("职业", "职业/去向"),
    "remarks": ("备注",),
}
TENANCIES = {
    "address": ("房屋地址",),
    "landlord": ("房东",),
    "landlord_phone": ("房东电话",),
    "tenant": ("承租人姓名",),
    "id_number": ("证件号码",),
    "phone": ("联系电话",),
    "since": ("入住时间",),
    "until": ("到期时间",),
    "rent": ("租金",),
}
OWN = ("name", "id_number", "phone")


def ledger(suffix):
    return read_sheet(DATA / f"households{suffix}", LEDGER, own=OWN)


@pytest.fixture(scope="module")
def rows():
    return list(ledger(".xlsx").rows)


@pytest.mark.parametrize("suffix", [".xls", ".ods"])
def test_all_formats_say_the_same(rows, suffix):
    assert list(ledger(suffix).rows) == rows


def test_only_people_are_read_and_the_rest_is_counted(rows):
    sheet = ledger(".xlsx")
    assert sum(1 for _ in sheet.rows) == len(rows) == 3029  # as its own totals line says
    assert sheet.skipped == {"headings": 4, "notes": 4, "blank": 5, "totals": 1}
    assert sheet.name == "人口底册"
    assert sheet.unrecognised == ("民族", "文化程度", "婚姻状况")


def test_rows_are_counted_as_the_spreadsheet_counts(rows):
    assert rows[0].number == 4
    assert rows[0].cells["name"] == "单鹏宁"
    assert rows[700].number == 707  # after a blank line, a remark and the headings again
    assert ledger(".xlsx").columns["phone"].letter == "K"


def test_ditto_is_the_address_above(rows):
    assert rows[1].cells["address"] == rows[0].cells["address"] != "同上"
    assert sum("address" in row.ditto for row in rows) == 595
    assert all(row.cells["address"] not in ("", "同上") for row in rows)


def test_numbers_and_dates_come_as_texts(rows):
    assert rows[0].cells["household"] == "1"
    assert rows[0].cells["birth"] == "1944-08-01"
    assert rows[3].cells["phone"] == "19900006626"


def test_a_number_the_spreadsheet_cut_short_shows_as_one(rows):
    assert sum("E+" in row.cells["id_number"] for row in rows) == 40


def test_a_process_of_its_own_reads_the_same(rows):
    with worker.read_sheet(DATA / "households.xlsx", LEDGER, own=OWN) as sheet:
        assert list(sheet.rows) == rows
        assert sheet.skipped["headings"] == 4


def test_tenancies_in_gb_18030_lose_no_rare_character():
    rows = list(read_sheet(DATA / "tenants.csv", TENANCIES).rows)
    assert len(rows) == 400
    assert rows[5].cells["landlord"] == "陈𬭎"
    assert rows[0].cells["rent"] == "1200元"
    assert rows[0].cells["landlord_phone"] != rows[0].cells["phone"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "utf-16"])
def test_other_encodings_read_as_gb_18030_does(tmp_path, encoding):
    source = DATA / "tenants.csv"
    copy = tmp_path / "tenants.csv"
    copy.write_bytes(source.read_bytes().decode("gb18030").encode(encoding))
    assert list(read_sheet(copy, TENANCIES).rows) == list(read_sheet(source, TENANCIES).rows)


def test_some_three_in_a_hundred_numbers_cannot_be_right_and_each_says_why(rows):
    today = date(2026, 11, 20)
    found = [cells.id_number(row.cells["id_number"], today) for row in rows]
    faults = Counter(render(number.problem)[:10] for number in found if number.problem)
    assert sorted(faults.values()) == [8, 41, 50]  # length, spreadsheet, check digit
    assert sum(number.value.upgraded for number in found if number.value) == 19
    assert sum(number == (None, None) for number in found) == 11


@pytest.mark.parametrize(
    ("field", "read"),
    [
        ("name", cells.name),
        ("sex", cells.sex),
        ("relation", cells.relation),
        ("phone", cells.phones),
        ("birth", lambda text: cells.past_day(text, date(2026, 11, 20))),
    ],
)
def test_every_other_cell_of_the_ledger_is_understood(rows, field, read):
    assert not [row.cells[field] for row in rows if read(row.cells[field]).problem]


def test_every_cell_of_the_tenancies_is_understood():
    rents = Counter()
    for row in read_sheet(DATA / "tenants.csv", TENANCIES).rows:
        rents[cells.money(row.cells["rent"])] += 1
        until = cells.last_day(row.cells["until"], date(2026, 11, 20))
        assert until.value or row.cells["until"] == "长期"
    assert rents == {(1200, None): 113, (800, None): 93, (600, None): 83, (None, None): 111}
