"""The ledgers as a station keeps them."""

from __future__ import annotations

from pathlib import Path

import pytest

from station_app.exchange import worker
from station_app.exchange.reading import read_sheet

DATA = Path("/work/shared/data")
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
pytestmark = pytest.mark.skipif(not DATA.exists(), reason="the sheets lie beside the project")


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
    assert not any("同上" in row.cells["address"] or row.unresolved for row in rows)


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
