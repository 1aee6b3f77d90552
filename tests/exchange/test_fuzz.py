"""Whatever a sheet holds: rows or one sentence, within the limits, and never a fault of ours."""

from __future__ import annotations

import random
from xml.sax.saxutils import escape

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from campaigns import sheets
from campaigns.importers import CORPUS, ENDED, READ, REFUSED, Reader, damaged

SANE = {READ, REFUSED, ENDED}
PAGE = "xl/worksheets/sheet1.xml"
NUMBERS = (
    "NaN",
    "INF",
    "-INF",
    "1e400",
    "-1e400",
    "1E308",
    "9" * 400,
    "-1",
    "2958466",
    "0.1e-400",
    "",
    "x",
)
PLACES = ("A1", "XFD99", "A0", "ZZZZ9", "1A", "", "A-1", "$A$1", "B2:XFD9")
TYPES = ("s", "str", "inlineStr", "b", "e", "n", "d", "zz")
TEXTS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(("同上", "合计", "=1+1", "&#x0;", "\u202e", "姓名", "x" * 40_000, "1/0")),
)


@pytest.fixture(scope="module")
def reader():
    reader = Reader(seconds=4)
    yield reader
    reader.close()


def within(examples):
    """The same files every time, none of them shrunk: what fails is kept and looked at."""

    def kept(test):
        phases = (Phase.generate,)
        health = list(HealthCheck)
        return seed(339901)(
            settings(max_examples=examples, deadline=None, phases=phases, database=None,
                     suppress_health_check=health)(test)
        )  # fmt: skip

    return kept


def cell(place, kind, value, style):
    body = f"<is><t>{escape(value)}</t></is>" if kind == "inlineStr" else f"<v>{escape(value)}</v>"
    return f'<c r="{escape(place)}" t="{kind}" s="{style}">{body}</c>'


VALUES = st.one_of(st.sampled_from(NUMBERS), TEXTS)
STYLES = st.sampled_from((0, 1, 99, -1))
CELLS = st.builds(cell, st.sampled_from(PLACES), st.sampled_from(TYPES), VALUES, STYLES)
KINDS = ("float", "date", "boolean", "percentage", "q")
TIMES = ("1", "0", "-1", "16385", "99999999999", "x")
MERGES = st.sampled_from(("A1:XFD1048576", "A2:A1", "B1", "", "A1:A1", "ZZZZ1:A9"))


def test_a_workbook_of_any_structure(reader, tmp_path):
    sound = sheets.parts(sheets.xlsx())
    head = sound[PAGE].decode().split("</sheetData>")[0]

    @within(25)
    @given(st.lists(CELLS, max_size=6), st.lists(MERGES, max_size=3), st.integers(-1, 2**31),
           st.sampled_from((None, *sound)))  # fmt: skip
    def read(cells, merges, row, gone):
        ranges = "".join(f'<mergeCell ref="{ref}"/>' for ref in merges)
        rows = f'<row r="{row}">{"".join(cells)}</row>'
        page = f"{head}{rows}</sheetData><mergeCells>{ranges}</mergeCells></worksheet>"
        parts = sound | {PAGE: page.encode("utf-8", "replace")}
        parts.pop(gone, None)
        path = tmp_path / "a.xlsx"
        path.write_bytes(sheets.packed(parts))
        assert reader.read(path) in SANE

    read()


def test_an_open_document_of_any_structure(reader, tmp_path):
    @within(20)
    @given(st.sampled_from(NUMBERS), st.sampled_from(KINDS), st.sampled_from(TIMES), TEXTS,
           st.integers(0, 60))  # fmt: skip
    def read(number, kind, times, text, deep):
        inner = f"{'<text:span>' * deep}{escape(text)}{'</text:span>' * deep}"
        cell = (f'<table:table-cell office:value-type="{kind}" office:value="{number}"'
                f' office:date-value="{number}" table:number-columns-repeated="{times}">'
                f"<text:p>{inner}</text:p></table:table-cell>")  # fmt: skip
        path = tmp_path / "a.ods"
        row = f"<table:table-row>{cell}</table:table-row>".encode("utf-8", "replace").decode()
        path.write_bytes(sheets.ods(row))
        assert reader.read(path) in SANE

    read()


def test_a_csv_of_any_bytes(reader, tmp_path):
    @within(25)
    @given(st.binary(max_size=300), st.sampled_from(("utf-8", "utf-16", "gb18030", "utf-8-sig")),
           st.text(max_size=60), st.sampled_from(",;\t|"))  # fmt: skip
    def read(noise, encoding, text, delimiter):
        head = delimiter.join(sheets.ROWS[0]).encode(encoding)
        path = tmp_path / "a.csv"
        path.write_bytes(head + b"\r\n" + noise + text.encode(encoding, "replace"))
        assert reader.read(path) in SANE

    read()


@pytest.mark.parametrize("ending", sheets.SOUND)
def test_a_sound_sheet_is_read_and_a_damaged_one_ends_in_a_sentence(reader, tmp_path, ending):
    sound, chance = sheets.SOUND[ending](), random.Random(f"339901{ending}")
    path = tmp_path / f"a{ending}"
    path.write_bytes(sound)
    assert reader.read(path) == READ
    for _n in range(12):
        path.write_bytes(damaged(sound, chance))
        assert reader.read(path) in SANE
    for cut in range(0, len(sound), max(1, len(sound) // 8)):
        path.write_bytes(sound[:cut])
        assert reader.read(path) in SANE


@pytest.mark.parametrize("path", sorted(CORPUS.iterdir()), ids=lambda path: path.name)
def test_what_was_once_found_stays_mended(reader, path):
    assert reader.read(path) in SANE


def test_the_limits_hold_where_the_guard_cannot_see(reader):
    """A cell at the far end of the sheet costs the child its memory, and nobody anything."""
    assert reader.read(CORPUS / "far_cell.xlsx") == ENDED


def test_the_fuzz_would_see_a_fault(tmp_path, monkeypatch):
    """Without what turns a parser's error into a sentence, a truncated file is a fault."""
    from campaigns import importers
    from station_app.exchange import books

    path = tmp_path / "a.xlsx"
    path.write_bytes(sheets.packed({"xl/workbook.xml": b"<a"}))
    monkeypatch.setattr(importers.reading, "check", lambda _path: None)
    monkeypatch.setattr(books, "CalamineError", LookupError)
    monkeypatch.setattr(books, "OSError", LookupError, raising=False)
    assert importers._outcome(path) not in SANE
