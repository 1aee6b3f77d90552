"""Files that want to do more than be read."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook

from campaigns.importers import ENDED, READ, REFUSED, Reader
from station_app.core.errors import Explained
from station_app.core.texts import render
from station_app.exchange import guard, ole
from station_app.exchange.reading import read_sheet

HEADINGS = {"name": ("姓名",), "id_number": ("身份证号",), "remarks": ("备注",)}


def book(path, *rows):
    workbook = Workbook(str(path))
    sheet = workbook.add_worksheet()
    for number, row in enumerate([("姓名", "身份证号", "备注"), *rows]):
        sheet.write_row(number, 0, row)
    workbook.close()
    return path


def with_parts(path, **parts):
    """A sound book with more inside: `xl/x.bin` is named xl__x_bin=…"""
    book(path, ("张三", "", ""))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def ole_file(path, *names):
    """The smallest OLE file whose directory has these names."""
    head = bytearray(512)
    head[:8] = ole.MAGIC
    struct.pack_into("<HHHHH", head, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<III", head, 44, 1, 1, 0)  # one sector of table, directory in sector 1
    struct.pack_into("<III", head, 60, 0xFFFFFFFE, 0, 0xFFFFFFFE)
    struct.pack_into("<109I", head, 76, 0, *[0xFFFFFFFF] * 108)
    sectors = 1 + -(-len(names) // 4)
    table = [0xFFFFFFFD, *range(2, sectors), 0xFFFFFFFE]
    table += [0xFFFFFFFF] * (128 - len(table))
    directory = b""
    for name in names:
        text = name.encode("utf-16-le")
        directory += text.ljust(64, b"\0") + struct.pack("<H", len(text) + 2) + bytes(62)
    directory = directory.ljust((sectors - 1) * 512, b"\0")
    path.write_bytes(bytes(head) + struct.pack("<128I", *table) + directory)
    return path


def refusal(path):
    with pytest.raises(Explained) as caught:
        guard.check(path)
    said = render(caught.value.text)
    assert "请" in said or "只能" in said  # what to do is part of it
    return caught.value.text


def test_a_sound_book_passes(tmp_path):
    guard.check(book(tmp_path / "a.xlsx", ("张三", "", "")))


@pytest.mark.parametrize("size", [5 << 20, 70 << 20], ids=["by its ratio", "by its size"])
def test_a_bomb_is_not_unpacked(tmp_path, size):
    path = with_parts(tmp_path / "a.xlsx", **{"xl/media/a.xml": b"<a>" + b" " * size})
    assert refusal(path) == guard.BOMB


def test_too_many_parts_are_refused(tmp_path):
    parts = {f"xl/p{n}.xml": "<a/>" for n in range(2001)}
    assert refusal(with_parts(tmp_path / "a.xlsx", **parts)) == guard.BOMB


def test_a_zip_within_the_zip_is_refused_whatever_its_name(tmp_path):
    inner = book(tmp_path / "inner.xlsx").read_bytes()
    assert refusal(with_parts(tmp_path / "a.xlsx", **{"xl/media/a.png": inner})) == guard.BOMB


@pytest.mark.parametrize(
    "part", ["xl/vbaProject.bin", "xl/macrosheets/sheet1.xml", "xl/VBAPROJECT.BIN"]
)
def test_a_book_with_macros_is_refused(tmp_path, part):
    assert refusal(with_parts(tmp_path / "a.xlsx", **{part: "<a/>"})) == guard.MACROS


def test_a_macro_ending_is_refused(tmp_path):
    assert refusal(book(tmp_path / "a.xlsm")) == guard.MACROS


def test_an_open_document_with_scripts_is_refused(tmp_path):
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<a/>")
        archive.writestr("Basic/Standard/Module1.xml", "<a/>")
    assert refusal(path) == guard.MACROS


@pytest.mark.parametrize("name", ["_VBA_PROJECT_CUR", "VBA", "Macros"])
def test_an_old_book_with_macros_is_refused(tmp_path, name):
    assert refusal(ole_file(tmp_path / "a.xls", "Root Entry", "Workbook", name)) == guard.MACROS


def test_many_names_in_an_old_book_are_all_seen(tmp_path):
    names = ["Root Entry", "Workbook", *[f"s{n}" for n in range(40)], "_VBA_PROJECT"]
    assert refusal(ole_file(tmp_path / "a.xls", *names)) == guard.MACROS


def test_an_old_book_without_macros_passes_the_guard(tmp_path):
    guard.check(ole_file(tmp_path / "a.xls", "Root Entry", "Workbook"))


def test_an_old_book_whose_table_runs_in_circles_is_refused(tmp_path):
    path = ole_file(tmp_path / "a.xls", "Root Entry", "Workbook")
    data = bytearray(path.read_bytes())
    struct.pack_into("<I", data, 512 + 4, 1)
    path.write_bytes(data)
    assert refusal(path) == guard.BROKEN


@pytest.mark.parametrize("ending", [".xlsx", ".xls"])
def test_a_book_with_a_password_is_refused_as_such(tmp_path, ending):
    path = ole_file(tmp_path / f"a{ending}", "Root Entry", "EncryptedPackage", "EncryptionInfo")
    assert refusal(path) == guard.SEALED


def test_an_open_document_with_a_password_is_refused_as_such(tmp_path):
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<a/>")
        archive.writestr("META-INF/manifest.xml", "<m><encryption-data/></m>")
    assert refusal(path) == guard.SEALED


def test_external_links_are_refused(tmp_path):
    path = with_parts(tmp_path / "a.xlsx", **{"xl/externalLinks/externalLink1.xml": "<a/>"})
    assert refusal(path) == guard.LINKED


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>'


@pytest.mark.parametrize(
    "part",
    [
        ENTITIES,
        b"<!--" + b"x" * 5000 + b"-->" + ENTITIES,
        ENTITIES.decode().encode("utf-16"),
    ],
    ids=["plain", "behind a long comment", "in another encoding"],
)
def test_declared_entities_are_refused(tmp_path, part):
    assert refusal(with_parts(tmp_path / "a.xlsx", **{"xl/a.xml": part})) == guard.MARKED


@pytest.mark.parametrize("ending", [".xlsx", ".xls", ".ods", ".csv"])
@pytest.mark.parametrize("start", [b"MZ\x90\x00", b"\x7fELF", b"%PDF-1.7"])
def test_a_renamed_program_is_no_sheet(tmp_path, ending, start):
    path = tmp_path / f"a{ending}"
    path.write_bytes(start + b"\x00" * 600)
    assert "格式" in render(refusal(path))


def test_a_book_under_another_ending_is_told_so(tmp_path):
    data = book(tmp_path / "a.xlsx").read_bytes()
    for ending in (".xls", ".ods", ".csv"):
        (tmp_path / f"b{ending}").write_bytes(data)
        assert ending in render(refusal(tmp_path / f"b{ending}"))


def test_a_file_over_the_limit_is_refused_unread(tmp_path):
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.truncate(guard.MOST_BYTES + 1)
    assert "64 MB" in render(refusal(path))


def test_an_ending_we_do_not_read_is_told_so(tmp_path):
    assert ".xlsx" in render(refusal(tmp_path / "a.docx"))
    assert "a.xlsx" in render(refusal(tmp_path / "a.xlsx"))  # which is not there


def test_formulas_are_texts_and_nothing_more(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("姓名,身份证号,备注\n张三,,\"=cmd|'/C calc'!A0\"\n", encoding="utf-8")
    assert next(read_sheet(path, HEADINGS).rows).cells["remarks"] == "=cmd|'/C calc'!A0"


def test_what_a_formula_came_to_is_read_not_the_formula(tmp_path):
    workbook = Workbook(str(tmp_path / "a.xlsx"))
    sheet = workbook.add_worksheet()
    sheet.write_row(0, 0, ["姓名", "身份证号", "备注"])
    sheet.write_row(1, 0, ["张三", "x"])
    sheet.write_formula(1, 2, '=CONCAT("a","b")', None, "ab")
    workbook.close()
    assert next(read_sheet(tmp_path / "a.xlsx", HEADINGS).rows).cells["remarks"] == "ab"


REAL = Path(__file__).parents[1] / "data"


@pytest.mark.parametrize("name", ["households.xlsx", "households.xls", "households.ods"])
def test_a_damaged_ledger_ends_in_one_sentence_or_is_read(tmp_path, name):
    source = (REAL / name).read_bytes()
    path = tmp_path / name

    reader = Reader()  # under the importer's own limits: some damage asks for all memory there is

    @given(st.integers(0, len(source) - 1), st.binary(min_size=1, max_size=8), st.booleans())
    @settings(
        max_examples=15, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
    )
    def damaged(at, noise, cut):
        path.write_bytes(source[:at] + (b"" if cut else noise + source[at + len(noise) :]))
        assert reader.read(path) in (READ, REFUSED, ENDED)

    try:
        damaged()
    finally:
        reader.close()
