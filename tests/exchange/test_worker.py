"""A process of its own for every foreign file."""

from __future__ import annotations

import multiprocessing
import os
import time

import pytest
from xlsxwriter import Workbook

from station_app.core.errors import Explained
from station_app.core.texts import render
from station_app.exchange import worker

HEADINGS = {"name": ("姓名",), "id_number": ("身份证号",)}


def book(path, rows):
    workbook = Workbook(str(path))
    sheet = workbook.add_worksheet()
    for number, row in enumerate([("姓名", "身份证号"), *rows]):
        sheet.write_row(number, 0, row)
    workbook.close()
    return path


def test_rows_cross_the_process_as_they_are(tmp_path):
    path = book(tmp_path / "a.xlsx", [(f"张{n}", "3399011990") for n in range(1200)])
    with worker.read_sheet(path, HEADINGS) as sheet:
        assert [row.cells["name"] for row in sheet.rows] == [f"张{n}" for n in range(1200)]
    assert multiprocessing.active_children() == []


def test_a_refusal_comes_back_as_the_sentence_it_was(tmp_path):
    (tmp_path / "a.xls").write_bytes(b"MZ")
    with pytest.raises(Explained) as caught, worker.read_sheet(tmp_path / "a.xls", HEADINGS):
        pass
    assert ".xls" in render(caught.value.text)


def test_a_cell_far_outside_costs_the_child_its_memory_and_us_a_sentence(tmp_path):
    workbook = Workbook(str(tmp_path / "a.xlsx"))
    sheet = workbook.add_worksheet()
    sheet.write_row(0, 0, ["姓名", "身份证号"])
    sheet.write_string(1_048_575, 16_383, "x")
    workbook.close()
    with (
        pytest.raises(Explained) as caught,
        worker.read_sheet(tmp_path / "a.xlsx", HEADINGS) as read,
    ):
        list(read.rows)
    assert "读取中止" in render(caught.value.text)
    assert multiprocessing.active_children() == []


def test_a_reader_that_waits_reads_the_next_file_and_a_dead_one_is_replaced(tmp_path):
    path = book(tmp_path / "a.xlsx", [("张三", "1")])
    worker.make_ready()
    (waiting,) = multiprocessing.active_children()
    with worker.read_sheet(path, HEADINGS) as sheet:
        assert multiprocessing.active_children() == [waiting]
        assert len(list(sheet.rows)) == 1
    worker.make_ready()
    (waiting,) = multiprocessing.active_children()
    waiting.kill()
    waiting.join()
    with worker.read_sheet(path, HEADINGS) as sheet:
        assert len(list(sheet.rows)) == 1
    assert multiprocessing.active_children() == []


def test_leaving_early_leaves_no_process_behind(tmp_path):
    path = book(tmp_path / "a.xlsx", [("张三", "1")] * 20_000)
    with worker.read_sheet(path, HEADINGS) as sheet:
        assert next(sheet.rows).number == 2
        assert len(multiprocessing.active_children()) == 1
    assert multiprocessing.active_children() == []


def test_a_silent_child_is_ended(tmp_path, monkeypatch):
    fifo = tmp_path / "a.csv"
    os.mkfifo(fifo)  # opening it waits for a writer that never comes
    monkeypatch.setattr(worker, "SECONDS", 1)
    started = time.monotonic()
    with pytest.raises(Explained) as caught, worker.read_sheet(fifo, HEADINGS):
        pass
    assert "1 秒" in render(caught.value.text)
    assert time.monotonic() - started < 10
