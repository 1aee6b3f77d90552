"""A register leaves the station in a sheet: by the chief, with a reason, and it is told."""

from __future__ import annotations

import json

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import text

from station_app.access import records
from station_app.access.log import who_looked
from station_app.core.errors import Explained, Refused, Rejected
from station_app.registers import REGISTERS
from station_app.storage.pages import Query
from station_app.workflows.export import export, export_list

PEOPLE = REGISTERS["people"]
ZHANG = {"name": "张三", "id_number": "339901198001010013", "phone": "19900000001"}


@pytest.fixture
def out(tmp_path):
    return tmp_path / "people.xlsx"


@pytest.fixture
def people(officer, office):
    office.person(officer, **ZHANG, ethnicity="01", remarks="=1+1")
    office.person(officer, name="李四", sex="2", birth="1990-05-06")


def cells(path, sheet=0):
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_index(sheet).to_python()


def test_every_field_of_every_record_stands_in_full_as_text(chief, people, out):
    assert export(chief, PEOPLE, out, reason="年度核对") == 2
    rows = cells(out)
    headings, first, second = rows[-3:]
    assert {"姓名", "公民身份号码", "电话"} <= set(headings)
    assert {"张三", "339901198001010013", "19900000001", "=1+1", "男性"} <= set(first)
    assert {"李四", "女性", "1990-05-06"} <= set(second)
    assert all(isinstance(cell, str) for row in rows for cell in row)


def test_what_only_a_form_prints_does_not_leave(chief, people, out):
    export(chief, PEOPLE, out, reason="年度核对")
    said = {cell for row in cells(out) for cell in row}
    assert {"民族", "汉族", "血型"}.isdisjoint(said)
    with pytest.raises(Refused, match="ethnicity"):
        export(chief, PEOPLE, out, reason="年度核对", where={"ethnicity": "01"})


@pytest.mark.parametrize("name", ["people.txt", "people.xls", "people"])
def test_a_name_no_sheet_goes_by_is_refused_before_anybody_is_looked_at(
    chief, people, ask, tmp_path, name
):
    before = ask("select count(*) from audit_event")
    with pytest.raises(Explained, match="xlsx"):
        export(chief, PEOPLE, tmp_path / name, reason="年度核对")
    assert ask("select count(*) from audit_event") == before
    assert list(tmp_path.glob("people*")) == []


def test_every_sheet_says_who_took_it_out_and_why(chief, people, out):
    export(chief, PEOPLE, out, reason="年度核对")
    said = {cell for row in cells(out, 1) for cell in row}
    assert {"chief", "年度核对", "2"} <= said


def test_the_log_names_the_reason_and_the_count_and_who_was_seen(
    chief, people, out, store, office, ask
):
    export(chief, PEOPLE, out, reason="年度核对", where={"sex": "女"})
    with store.reading() as session:
        bodies = session.scalars(text("select body from audit_event order by number"))
        event = [json.loads(body) for body in bodies][-1]
    assert (event["event"], event["reason"], event["rows"]) == ("exported", "年度核对", 1)
    assert event["where"]["sex"] not in ("女", "2")
    assert ask("select count(*) from audit_read") == 1


def test_where_takes_what_one_would_type(chief, people, out):
    where = {"birth": "19900506", "sex": "女"}
    assert export(chief, PEOPLE, out, reason="年度核对", where=where) == 1
    with pytest.raises(Rejected):
        export(chief, PEOPLE, out, reason="年度核对", where={"birth": "someday"})


def test_without_a_reason_nothing_leaves(chief, people, out, store):
    with pytest.raises(Refused, match="用途"):
        export(chief, PEOPLE, out, reason=" ")
    assert not out.exists()


@pytest.mark.parametrize("role", ["officer", "clerk", "auditor", "admin"])
def test_only_the_chief_exports(desk_of, people, out, role):
    with pytest.raises(Refused):
        export(desk_of(role), PEOPLE, out, reason="年度核对")
    assert not out.exists()


def test_an_export_of_many_pages_is_whole_and_in_order(chief, officer, office, out):
    drafts = [{"name": f"张三{n}"} for n in range(600)]
    office.do(officer, records.file_all, "file:people", PEOPLE, drafts)
    assert export(chief, PEOPLE, out, reason="年度核对") == 600
    headings, *rows = cells(out)[2:]
    names = [row[headings.index("姓名")] for row in rows]
    assert names == [f"张三{n}" for n in range(600)]


def test_a_list_leaves_as_it_is_narrowed_whatever_its_columns_and_order(chief, people, out):
    query = Query(columns=("name",), where={"sex": "2"}, text="李四", sort="name", down=True)
    told = []
    rows = export_list(chief, PEOPLE, query, out, reason="年度核对", tell=told.append)
    assert (rows, told) == (1, [1, 1])
    assert {"李四", "女性", "1990-05-06"} <= set(cells(out)[-1])


def test_an_export_that_is_stopped_leaves_nothing_and_no_event(chief, people, out, ask):
    def stop(_done):
        raise KeyboardInterrupt

    before = ask("select count(*) from audit_event")
    with pytest.raises(KeyboardInterrupt):
        export_list(chief, PEOPLE, Query(), out, reason="年度核对", tell=stop)
    assert ask("select count(*) from audit_event") == before
    assert list(out.parent.glob("*people*")) == []


def test_a_file_that_is_there_is_never_written_over(chief, people, out):
    out.write_text("又一份", "utf-8")
    with pytest.raises(Refused, match="已存在"):
        export(chief, PEOPLE, out, reason="年度核对")
    assert out.read_text("utf-8") == "又一份"


def test_residents_are_exported_with_names_and_addresses(chief, officer, office, out):
    person = office.person(officer, **ZHANG)
    place = office.file(officer, "places", street="新丰街", door_plate="33号")
    office.file(officer, "residents", person_id=str(person.id), place_id=str(place.id))
    export(chief, REGISTERS["residents"], out, reason="年度核对")
    row = cells(out)[-1]
    assert "张三 339901198001010013" in row
    assert "新丰街33号" in row


def test_who_stood_in_an_export_can_ask_who_looked(chief, officer, office, out):
    person = office.person(officer, **ZHANG)
    export(chief, PEOPLE, out, reason="年度核对")
    looks = office.do(chief, who_looked, "who-looked", person.id)
    assert [(look.officer, look.event) for look in looks] == [("chief", "exported")]
