"""The day's sheet of 110: looked at first, doubts marked, entered; twice it changes nothing."""

from __future__ import annotations

import pytest
from openpyxl import Workbook
from sqlalchemy import select

from station_app.calls.records import Call
from station_app.core.errors import Refused
from station_app.workflows import import_sheet
from station_app.workflows.desk import day_sheet_import
from station_app.workflows.desk.day_sheet import HEADINGS
from tests.calls.reported import PLACE, call

one_engine = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)
HEAD = (
    "接警单编号",
    "报警时间",
    "报警电话",
    "警情类型",
    "警情内容",
    "事发地址",
    "到达现场时间",
    "处警结果",
)
ROWS = (
    ("DH001", "2026-03-08 21:15:30", "19900001234", "打架斗殴", "两人推搡", PLACE, "21:40", "劝解"),
    ("DH002", "2026/3/8 22:05", "19900001235", "不知道的类别", "门打不开", "", "晚上", ""),
    ("DH003", "", "", "打架斗殴", "没有时间", "", "", ""),
    ("", "3月9日 1时20分", "", "", "楼下吵架", "某处", "", ""),
    ("DH001", "2026-03-08 21:15:30", "19900001234", "打架斗殴", "两人推搡", PLACE, "21:40", "劝解"),
)


@pytest.fixture
def sheet(tmp_path):
    def write(*rows, head=HEAD):
        book = Workbook()
        for row in (("某县110警情日报表（2026年3月8日）",), head, *rows):
            book.active.append(row)
        book.save(tmp_path / "day.xlsx")
        return tmp_path / "day.xlsx"

    return write


def held(desk):
    with desk.view("list:calls") as view:
        return view.all(select(Call).where(Call.withdrawn_at.is_(None)).order_by(Call.row))


def told(report):
    return {(remark.row, remark.column) for remark in report.queries}


@one_engine
def test_a_day_is_looked_at_entered_and_nothing_twice(officer, sheet):
    by_hand = call(officer, place=PLACE, reported_at="2026-03-08 22:10", caller_phone="19900001235")
    path = sheet(*ROWS)
    seen = day_sheet_import.preview(officer, path)
    assert (seen.read, seen.entered, seen.unchanged) == (5, 3, 1)
    assert [(one.row, one.column) for one in seen.rejected] == [(5, "报警时间")]
    assert told(seen) == {
        (3, "事发地址"),  # the only address of that name
        (4, "警情类型"),
        (4, "到达现场时间"),
        (4, "报警电话"),  # somebody has entered it by hand
        (6, "警情类型"),  # from its words
        (7, "接警单编号"),  # the first row again
    }
    assert len(held(officer)) == 1
    done = day_sheet_import.run(officer, path)
    assert told(done) == told(seen)
    assert import_sheet.take_back(officer, done.act)
    assert len(held(officer)) == 1
    day_sheet_import.run(officer, path)
    fight, door, quarrel = held(officer)[1:]
    assert fight.external_number == "DH001"
    assert (fight.category, fight.place_id) == ("200100", by_hand.place_id)
    assert (fight.channel, fight.officer, fight.number) == ("110", None, "339901-01J202603090005")
    assert door.category is None
    assert quarrel.hour == "01"
    again = day_sheet_import.run(officer, path)
    assert (again.entered, again.changed, again.unchanged) == (0, 0, 4)
    assert [one.revision for one in held(officer)[1:]] == [1, 1, 1]
    later = ("DH002", "2026-03-08 22:05", "19900001235", "", "门打不开了", "某处", "0:20", "开锁")
    added = day_sheet_import.run(officer, sheet(later))
    assert (added.entered, added.changed) == (0, 1)
    assert "警情内容" in {column for _row, column in told(added)}
    door = held(officer)[2]
    assert door.facts == "门打不开"  # what was there is never written over
    assert f"{door.arrived_at:%m-%d %H:%M}" == "03-08 16:20"  # after midnight at the desk
    assert import_sheet.take_back(officer, added.act)
    assert held(officer)[2].course == ""


@one_engine
def test_a_sheet_without_times_is_no_day_of_calls(officer, desk_of, sheet):
    with pytest.raises(Refused, match="报警时间"):
        day_sheet_import.preview(officer, sheet(("打架", "某处"), head=("警情内容", "事发地址")))
    with pytest.raises(Refused):
        day_sheet_import.run(desk_of("clerk", "小陈"), sheet(*ROWS))


def test_no_heading_names_two_columns():
    said = [word for words in HEADINGS.values() for word in words]
    assert len(said) == len(set(said))
