"""Lists: whole pages by key, in order, masked, nothing twice and nothing left out."""

from __future__ import annotations

import pytest

from station_app.access import records
from station_app.registers import REGISTERS
from station_app.storage import pages
from station_app.storage.pages import Query

PEOPLE, RESIDENTS = REGISTERS["people"], REGISTERS["residents"]


@pytest.fixture
def small_pages(monkeypatch):
    monkeypatch.setattr(pages, "PAGE", 4)


def page(desk, query, start=None, register=PEOPLE):
    with desk.view(f"list:{register.name}") as view:
        return records.page(view, register, query, start)


def anchors(desk, query):
    with desk.view("list:people") as view:
        return records.anchors(view, PEOPLE, query)


def crowd(officer, names):
    with officer.act("file:people") as act:
        return records.file_all(act, PEOPLE, [{"name": name} for name in names])


@pytest.mark.parametrize(
    "query",
    [
        Query(),
        Query(down=True),
        Query(sort="name"),
        Query(sort="name", down=True),
        Query(text="张"),
    ],
)
def test_the_pages_hold_every_line_once_and_in_order(officer, small_pages, query):
    filed = crowd(officer, [f"张{c}" for c in "一二三一二三一二三四五"])
    starts, total = anchors(officer, query)
    assert (len(starts), total) == (3, 11)
    lines = [line for start in starts for line in page(officer, query, start)]
    assert [len(page(officer, query, start)) for start in starts] == [4, 4, 3]
    assert lines[:4] == page(officer, query)
    by = {"": lambda r: r.row, "name": lambda r: (r.name, r.row)}[query.sort]
    down = query.down if query.sort else not query.down
    assert [line.id for line in lines] == [r.id for r in sorted(filed, key=by, reverse=down)]


def test_lines_are_masked_and_withdrawn_ones_left_out(officer, office):
    office.person(officer, "张三丰", id_number="339901198001010013", phone="19900001234")
    gone = office.person(officer, "李四")
    office.do(officer, records.withdraw, "withdraw:people", PEOPLE, gone.id, reason="误录")
    (line,) = page(officer, Query())
    assert list(map(str, line.texts)) == [
        "张**", "339901********0013", "男性", "1980-01-01", "199****1234",
    ]  # fmt: skip


def test_a_list_is_never_of_one_ethnicity(officer, office):
    office.person(officer, "张三", ethnicity="01")
    office.person(officer, "李四", ethnicity="03")
    assert len(page(officer, Query(where={"ethnicity": "01"}))) == 2
    (columns,) = {len(line.texts) for line in page(officer, Query(columns=("name", "ethnicity")))}
    assert columns == 1


def test_a_list_is_filtered_by_what_is_stored(officer, office):
    man = office.person(officer, "张三", sex="男")
    office.person(officer, "李四", sex="女")
    assert [line.id for line in page(officer, Query(where={"sex": "1"}))] == [man.id]
    assert anchors(officer, Query(where={"sex": "1"}))[1] == 1


def test_a_list_of_residents_is_searched_by_person_and_by_place(officer, office):
    zhang = office.person(officer, "张三")
    place = office.file(officer, "places", line="演示县新丰街1号")
    home = office.file(officer, "residents", person_id=str(zhang.id), place_id=str(place.id))
    for typed in ("张三", "zs", "新丰"):
        (line,) = page(officer, Query(text=typed), register=RESIDENTS)
        assert line.id == home.id, typed
    assert str(line.texts[0]) == "张*"
    assert page(officer, Query(text="李四"), register=RESIDENTS) == []


def test_lines_asked_for_by_id_come_in_the_order_asked(officer):
    one, two, three = crowd(officer, ["张一", "张二", "张三"])
    with officer.view("list:people") as view:
        found = records.lines(view, PEOPLE, [three.id, one.id, two.id])
    assert [line.id for line in found] == [three.id, one.id, two.id]


def test_an_empty_list_has_no_pages(officer):
    assert anchors(officer, Query()) == ([], 0)
    assert page(officer, Query(sort="name")) == []
