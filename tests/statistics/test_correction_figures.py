"""Figures of community correction: each month its own, and none that points at somebody leaves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from openpyxl import load_workbook

from station_app.core.errors import Refused
from station_app.registers import REGISTERS
from station_app.statistics import corrections
from station_app.statistics.hidden import hidden
from station_app.statistics.table import Line, Table, months
from tests.reports.people import Days, reported_in

GROUP = ("新接收（报到）", "管制")
YEAR = date(2026, 1, 1), date(2026, 3, 9)


@pytest.fixture
def worker(desk_of):
    return desk_of("corrections", "林矫正")


@pytest.fixture
def played(worker, office):
    """Six who reported in, one of them released; reports, an objection, a class."""
    people = [Days(worker, reported_in(worker, office, f"王{n}")) for n in "甲乙丙丁戊"]
    over = {"start": "2024-03-02", "end": "2026-03-01", "on": "2026-02-02", "category": "control"}
    gone = Days(worker, reported_in(worker, office, "张三", **over))
    for days in people[:2]:
        days.act("periodic_report", on="2026-02-10", template="1")
    given = {"reason": "入矫评估", "decided_by": "演示县社区矫正管理局", "decision_number": "演1号"}
    people[0].act("change_class", on="2026-02-03", after="strict", **given)
    said = {"about": "警告", "told_on": "2026-03-02", "text": "不服。"}
    people[1].act("objection", on="2026-03-04", **said)
    gone.act("release", on="2026-03-02")
    return people


def table(desk, first=YEAR[0], last=YEAR[1]):
    with desk.view("correction-figures") as view:
        return corrections.figures(view, first, last)


def cells(found, group, label="合计"):
    [line] = [one for one in found.lines if (str(one.group), str(one.label)) == (group, label)]
    return line.cells


def test_every_month_has_who_came_who_went_and_who_was_there(worker, played):
    found = table(worker)
    assert [month.name for month in found.months] == ["2026-01", "2026-02", "2026-03"]
    assert cells(found, "新接收（报到）", "缓刑") == (5, 0, 0)
    assert cells(found, "新接收（报到）", "管制") == (0, 1, 0)
    assert cells(found, "解除、终止、转出", "矫正期满解除") == (0, 0, 1)
    assert cells(found, "月末在矫") == (5, 6, 5)
    assert cells(found, "月末管理类别", "严管") == (0, 1, 1)
    assert cells(found, "月末管理类别", "未定类别") == (5, 5, 4)


def test_what_was_done_and_what_fell_due_and_was_not(worker, played):
    found = table(worker)
    assert cells(found, "已接受的报告", "定期报告") == (0, 2, 0)
    assert cells(found, "到期未办", "定期报告（严管）")[0] == 3  # three of five never came
    assert cells(found, "异议、申诉和检察监督") == (0, 0, 1)
    assert cells(found, "已书面答复（回复）") == (0, 0, 0)


def test_a_part_of_a_month_counts_its_own_days_alone(worker, played):
    found = table(worker, date(2026, 2, 3), date(2026, 2, 28))
    assert cells(found, "新接收（报到）") == (0,)
    with pytest.raises(Refused, match="截止日期"):
        table(worker, date(2026, 3, 1), date(2026, 2, 1))
    with pytest.raises(Refused, match="60"):
        table(worker, date(2020, 1, 1), date(2026, 2, 1))


def test_no_figure_below_five_leaves_the_office_and_none_follows_from_the_others(
    desk_of, played, tmp_path
):
    head, path = desk_of("chief", "李所长"), tmp_path / "figures.xlsx"
    rows = corrections.export(head, *YEAR, path, reason="季度报表")
    sheet = load_workbook(path).worksheets[0]
    written = {
        (str(row[0]), str(row[1])): list(row[2:])
        for row in sheet.iter_rows(values_only=True)
        if row[0] and row[1]
    }
    assert rows == len(table(head).lines)
    assert written["新接收（报到）", "合计"] == ["5", "<5", "0"]
    assert written["新接收（报到）", "缓刑"] == ["5", "0", "0"]
    assert written["新接收（报到）", "管制"] == ["0", "<5", "0"]
    with pytest.raises(Refused, match="用途"):
        corrections.export(head, *YEAR, tmp_path / "again.xlsx", reason=" ")


def test_beside_a_small_figure_the_next_one_is_hidden_and_never_a_nought():
    group, month = corrections.TITLE, months(date(2026, 1, 1), date(2026, 1, 31))
    counted = {"probation": 6, "control": 1, "parole": 0}
    parts = tuple(Line(group, code, code, (n,)) for code, n in counted.items())
    whole = Line(group, "", "", (7,), whole=True)
    found = hidden(Table(group, month, (whole, *parts)))
    assert [line.cells for line in found] == [(7,), (None,), (None,), (0,)]


def test_without_hiding_the_one_who_came_would_be_pointed_at(desk_of, played):
    found = table(desk_of("chief", "李所长"))
    assert 1 in cells(found, "新接收（报到）", "管制")
    assert 1 not in cells(replace(found, lines=tuple(hidden(found))), *GROUP)


def test_an_auxiliary_and_the_police_get_no_figures(desk_of):
    for role in ("officer", "clerk", "admin"):
        with pytest.raises(Refused):
            table(desk_of(role))


def test_every_figure_names_a_tally_of_its_register_and_the_codes_it_is_counted_by():
    for figure in (*corrections.BEFORE, *corrections.AFTER):
        register = REGISTERS[figure.register]
        _day, names = register.tallies[figure.tally]
        assert register[names[figure.at]].kind.table == figure.table
        if figure.only:
            assert names[-1] == "decision"


def test_a_table_has_a_month_for_every_month_and_lines_by_group():
    spans = months(date(2026, 1, 15), date(2026, 3, 9))
    assert [(one.first.day, one.last.day) for one in spans] == [(15, 31), (1, 28), (1, 9)]
