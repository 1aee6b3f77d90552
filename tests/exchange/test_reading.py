"""Ledgers of many hands: what is heading, data, remark."""

from __future__ import annotations

import pytest
from xlsxwriter import Workbook

from station_app.core.errors import Explained
from station_app.core.texts import render
from station_app.exchange.headings import index_of, letter_of
from station_app.exchange.reading import as_text, read_sheet

FIELDS = {
    "name": ("姓名",),
    "id_number": ("公民身份号码", "身份证号"),
    "address": ("现住地址",),
    "phone": ("联系电话",),
    "rent": ("租金", "月租金"),
}
OWN = ("name", "id_number", "phone")
HEAD = ("姓名", "身份证号", "现住地址", "联系电话")
ZHANG = ("张三", "1", "清水巷 7 号", "19900000001")
LI = ("李四", "2", "同上", "同上")


def book(path, **sheets):
    workbook = Workbook(str(path))
    for name, rows in sheets.items():
        sheet = workbook.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    workbook.close()
    return path


def csv(path, text, encoding="utf-8"):
    path.write_bytes(text.encode(encoding))
    return path


@pytest.fixture
def read(tmp_path):
    """One sheet of these rows, as read."""

    def read(*rows, fields=FIELDS, **options):
        path = book(tmp_path / "a.xlsx", 底册=rows)
        sheet = read_sheet(path, fields, **{"own": OWN} | options)
        return sheet, list(sheet.rows)

    return read


@pytest.mark.parametrize(
    "heading",
    ["姓 名", "姓\n名", "姓名*", "姓名（必填）", "姓名:", " 姓名 ", "姓名(与证件一致)"],
)
def test_a_heading_is_known_however_it_is_set(read, heading):
    sheet, rows = read((heading, "身份证号"), ("张三", "1"))
    assert sheet.columns["name"].heading == heading
    assert rows[0].cells["name"] == "张三"


def test_a_whole_heading_goes_before_one_with_its_bracket_cut_off(read):
    fields = {"landlord_phone": ("联系电话(房东)",), "phone": ("联系电话",), "name": ("姓名",)}
    sheet, _ = read(
        ("姓名", "联系电话（房东）", "联系电话（承租人）"), ("张三", "1", "2"), fields=fields
    )
    assert sheet.columns["landlord_phone"].letter == "B"
    assert sheet.columns["phone"].letter == "C"


def test_units_in_brackets_do_not_hide_a_heading(read):
    sheet, _ = read(("姓名", "租金(元/月)"), ("张三", "800"))
    assert set(sheet.columns) == {"name", "rent"}


def test_columns_nobody_asked_for_are_named(read):
    sheet, _ = read((*HEAD, "血型", "姓名"), ZHANG)
    assert sheet.unrecognised == ("血型", "姓名")


def test_the_sheet_with_most_headings_is_read_and_its_twins_are_named(tmp_path):
    path = book(
        tmp_path / "a.xlsx",
        说明=[("姓名", "身份证号写法")],
        东门=[HEAD, ZHANG],
        石桥=[HEAD, LI],
    )
    sheet = read_sheet(path, FIELDS)
    assert (sheet.name, sheet.others) == ("东门", ("石桥",))
    assert read_sheet(path, FIELDS, only="石桥").name == "石桥"


def test_a_column_is_taken_by_letter_or_by_its_own_words(read):
    head = ("称呼", "身份证号", "住哪里", "联系电话")
    sheet, rows = read(head, ZHANG, mapped={"name": "A", "address": "住哪里"})
    assert rows[0].cells["name"] == "张三"
    assert rows[0].cells["address"] == "清水巷 7 号"
    assert sheet.columns["address"].letter == "C"


def test_a_sheet_without_headings_is_read_by_letters(read):
    _, rows = read(ZHANG, ("李四", "2", "", ""), mapped={"name": "A", "id_number": "B"})
    assert [(row.number, row.cells["name"]) for row in rows] == [(1, "张三"), (2, "李四")]


def test_a_mapping_to_a_column_that_is_not_there_is_explained(read):
    with pytest.raises(Explained, match="住哪儿"):
        read(HEAD, ZHANG, mapped={"address": "住哪儿"})


def test_a_heading_of_latin_letters_goes_before_the_column_of_that_letter(read):
    mapped = {"name": "mc", "id_number": "SFZ", "address": "b"}
    _, rows = read(("sfz", "dz", "mc"), ("1", "清水巷 7 号", "张三"), mapped=mapped)
    assert rows[0].cells == {"name": "张三", "id_number": "1", "address": "清水巷 7 号"}


def test_what_the_mapping_leaves_out_is_known_by_its_heading(read):
    mapped = {"id_number": "sfz", "address": "dz"}
    _, rows = read(("姓名", "sfz", "dz", "hh"), ("张三", "1", "清水巷", "3"), mapped=mapped)
    assert rows[0].cells == {"name": "张三", "id_number": "1", "address": "清水巷"}


@pytest.mark.parametrize("head", [HEAD, ("谁", "号", "哪里", "电话")])
def test_a_letter_beyond_the_last_column_is_explained(read, head):
    mapped = {"name": "A", "id_number": "sfz", "address": "C"}
    with pytest.raises(Explained, match="“sfz”"):
        read(head, ZHANG, mapped=mapped)


def test_empty_sheets_beside_the_table_do_not_spoil_a_mapping_by_letters(tmp_path):
    path = book(tmp_path / "a.xlsx", 底册=[ZHANG], 说明=[("请勿外传",)], 空=[])
    sheet = read_sheet(path, FIELDS, mapped={"name": "A", "id_number": "B"})
    assert (sheet.name, len(list(sheet.rows))) == ("底册", 1)
    with pytest.raises(Explained, match="“XX”"):
        read_sheet(path, FIELDS, mapped={"name": "A", "id_number": "XX"})


def test_a_sheet_without_known_headings_says_which_were_sought(read):
    with pytest.raises(Explained) as caught:
        read(("甲", "乙"), ("1", "2"))
    assert "姓名" in render(caught.value.text)


def test_ditto_repeats_the_cell_above_but_never_a_phone(read):
    _, rows = read(HEAD, ZHANG, LI, ("王五", "3", " 〃 ", ""))
    assert [row.cells["address"] for row in rows] == ["清水巷 7 号"] * 3
    assert [row.ditto for row in rows] == [(), ("address",), ("address",)]
    assert rows[1].cells["phone"] == "同上"


def test_ditto_looks_past_blank_lines_and_headings(read):
    _, rows = read(HEAD, ZHANG, (), ("以下为续表",), HEAD, LI)
    assert [(row.number, row.cells["address"]) for row in rows][1] == (6, "清水巷 7 号")


def test_ditto_under_nothing_is_told_and_not_kept(read):
    _, rows = read(HEAD, ("张三", "1", "同上", ""), ("李四", "2", "同上", ""))
    assert [(row.cells["address"], row.ditto) for row in rows] == [("", ("address",))] * 2


@pytest.mark.parametrize(
    "first", ["合计", "总计：", "小  计", "合计2人", "共 2 人", "总人数：2", "本页小计"]
)
def test_totals_are_nobody(read, first):
    sheet, rows = read(HEAD, ZHANG, LI, (first, "", "2人", "2"))
    assert len(rows) == 2
    assert sheet.skipped == {"totals": 1}


@pytest.mark.parametrize("first", ["填表人：王五", "说明:以上属实", "第 1 页 共 3 页", "以下空白"])
def test_remarks_below_are_nobody(tmp_path, first):
    path = book(tmp_path / "a.xlsx", 底册=[("序号", *HEAD), ("1", *ZHANG), (first,)])
    assert len(list(read_sheet(path, FIELDS, own=OWN).rows)) == 1


@pytest.mark.parametrize("name", ["共青", "合欢", "说明", "总小明", "单计"])
def test_people_whose_names_begin_like_totals_are_people(read, name):
    _, rows = read(HEAD, (name, "1", "清水巷", ""), (name,))
    assert [row.cells["name"] for row in rows] == [name, name]


def test_a_cell_merged_over_a_household_belongs_to_each_of_its_rows(tmp_path):
    workbook = Workbook(str(tmp_path / "a.xlsx"))
    sheet = workbook.add_worksheet()
    sheet.write_row(0, 0, HEAD)
    for number, name in enumerate(("张三", "李四", "王五"), 1):
        sheet.write_row(number, 0, (name, str(number)))
    sheet.merge_range("C2:C3", "清水巷 7 号")
    workbook.close()
    rows = list(read_sheet(tmp_path / "a.xlsx", FIELDS, own=OWN).rows)
    assert [row.cells["address"] for row in rows] == ["清水巷 7 号", "清水巷 7 号", ""]


def test_a_table_that_begins_further_in_is_counted_as_the_spreadsheet_does(read):
    sheet, rows = read((), (), ("", "", *HEAD), ("", "", *ZHANG))
    assert sheet.columns["name"].letter == "C"
    assert rows[0].number == 4


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_the_delimiter_is_found(tmp_path, delimiter):
    path = csv(tmp_path / "a.csv", f"底册\n{delimiter.join(HEAD)}\n{delimiter.join(ZHANG)}\n")
    assert next(read_sheet(path, FIELDS).rows).cells["phone"] == "19900000001"


def test_a_line_break_in_quotes_is_one_row_of_the_spreadsheet(tmp_path):
    path = csv(tmp_path / "a.csv", '姓名,现住地址\r\n张三,"清水巷\r\n7 号"\r\n\r\n李四,同上\r\n')
    rows = list(read_sheet(path, FIELDS).rows)
    assert [row.number for row in rows] == [2, 4]
    assert rows[1].cells["address"] == "清水巷\r\n7 号"


def test_a_quote_never_closed_is_explained(tmp_path):
    path = csv(tmp_path / "a.csv", '姓名,现住地址\n"张三,清水巷\n' + "李四,清水巷\n" * 20000)
    with pytest.raises(Explained, match="引号"):
        list(read_sheet(path, FIELDS).rows)


def test_bytes_of_no_encoding_are_explained(tmp_path):
    (tmp_path / "a.csv").write_bytes("姓名,现住地址\n".encode() + b"\xff\xff\n")
    with pytest.raises(Explained, match="编码"):
        read_sheet(tmp_path / "a.csv", FIELDS)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (19900006626.0, "19900006626"),
        (1.5, "1.5"),
        (339901194011087000, "3.39901194011087E+17"),
        (True, "是"),
        (float("nan"), "nan"),
        (float("inf"), "INF"),
    ],
)
def test_numbers_are_shown_as_far_as_the_spreadsheet_knows_them(cell, text):
    assert as_text(cell) == text


def test_columns_are_named_as_the_spreadsheet_names_them():
    named = {0: "A", 25: "Z", 26: "AA", 701: "ZZ", 702: "AAA", 16383: "XFD"}
    assert {i: letter_of(i) for i in named} == named
    assert all(index_of(letter_of(i)) == i for i in range(800))
