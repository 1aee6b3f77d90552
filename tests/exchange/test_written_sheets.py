"""What leaves the system as a sheet, and comes back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from station_app.core.errors import Explained
from station_app.core.texts import _
from station_app.exchange.reading import read_sheet
from station_app.exchange.writing import Taken, write_sheet

TAKEN = Taken("A001", datetime(2026, 11, 20, 2, 0, tzinfo=UTC), "核对人口 2026-17", "log-7")
HEADINGS = (_("姓名"), _("公民身份号码"), _("备注"))
FIELDS = {"name": ("姓名",), "id_number": ("公民身份号码",), "remarks": ("备注",)}
TEMPTING = ["=1+1", "+86", "-1", "@SUM(A1)", "\tx", "\rx", "'=1", "''=1", "'x", '=HYPERLINK("a")',
            "＝1+1", "＋86", "－1", "＠SUM(A1)", "\n=1", "'＝1"]  # fmt: skip


def written(path, rows):
    write_sheet(path, _("人员"), HEADINGS, rows, TAKEN)
    return path


def read(path):
    return [tuple(row.cells.values()) for row in read_sheet(path, FIELDS).rows]


def test_every_cell_is_a_text_and_none_a_formula(tmp_path):
    rows = [("张三", "339901194408010076", text) for text in TEMPTING]
    page = load_workbook(written(tmp_path / "a.xlsx", rows)).worksheets[0]
    cells = [cell for row in page.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert page["B4"].value == "339901194408010076"


def test_the_book_says_who_took_it_when_why_and_how_much(tmp_path):
    book = load_workbook(written(tmp_path / "a.xlsx", [("张三", "", "")] * 3))
    log = {row[0]: row[1] for row in book["导出记录"].values}
    assert log["导出人"] == "A001"
    assert log["时间"] == "2026-11-20 10:00:00+08:00"
    assert log["用途"] == "核对人口 2026-17"
    assert log["行数"] == "3"
    assert "A001 2026-11-20 10:00" in book["人员"]["A2"].value
    assert "A001" in book["人员"].oddHeader.center.text


def test_a_csv_computes_nothing(tmp_path):
    path = written(tmp_path / "a.csv", [("张三", "", text) for text in TEMPTING])
    lines = path.read_bytes().decode("utf-8-sig")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    for cell in ("'=1+1", "'+86", "'-1", "'@SUM", "'\tx", "''=1", "'''=1"):
        assert cell in lines


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_what_was_written_reads_back_to_the_letter(tmp_path, ending):
    path = tmp_path / f"a{ending}"

    @given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=12)))
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    def back(texts):
        rows = [("张三", "1", text) for text in [*TEMPTING, "两\n行", *texts]]
        kept = [r for r in rows if r[2].strip() not in ('"', "”", "“", "''", "〃", "″", "々")]
        assert read(written(path, kept)) == kept

    back()


def test_a_list_that_cannot_be_finished_leaves_nothing(tmp_path):
    def rows():
        yield ("张三", "", "")
        raise Explained(_("停下"))

    for ending in (".xlsx", ".csv"):
        with pytest.raises(Explained):
            written(tmp_path / f"a{ending}", rows())
    assert list(tmp_path.iterdir()) == []


def test_a_place_nobody_can_write_to_is_explained(tmp_path):
    for ending in (".xlsx", ".csv"):
        with pytest.raises(Explained, match="写不了"):
            written(tmp_path / "gone" / f"a{ending}", [])
    with pytest.raises(Explained, match=r"\.xlsx"):
        written(tmp_path / "a.doc", [])


def test_a_link_in_the_place_of_the_sheet_is_replaced_and_not_followed(tmp_path):
    (tmp_path / "own.txt").write_text("mine")
    for ending in (".xlsx", ".csv"):
        path = tmp_path / f"list{ending}"
        path.symlink_to(tmp_path / "own.txt")
        written(path, [("张三", "", "")])
        assert not path.is_symlink()
        assert path.stat().st_mode & 0o077 == 0  # for this account only
    assert (tmp_path / "own.txt").read_text() == "mine"


@pytest.mark.parametrize("name", ["x" * 300, "a/../../../b/c", "no/such/folder/a"])
def test_a_name_that_cannot_be_is_explained(tmp_path, name):
    for ending in (".xlsx", ".csv"):
        with pytest.raises(Explained, match="写不了"):
            written(tmp_path / f"{name}{ending}", [("张三", "", "")])
    assert list(tmp_path.iterdir()) == []
