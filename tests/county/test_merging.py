"""The rules of docs/exchange.md as tables: no database, one row of the table a line."""

from __future__ import annotations

from uuid import UUID, uuid5

import pytest

from station_app.county.images import Image, Refused, Sheet, Step, Written, needed
from station_app.county.merging import Merging
from station_app.registers import REGISTERS
from station_app.sync.protocol import Op

ID = UUID(int=1)
FILED, EARLIER, LATER = (str(UUID(int=n)) for n in (10, 20, 30))
OP = UUID(int=25)  # between two others of the same moment
AT = "2026-11-22T08:00:00Z"
GONE_AT = {"~withdrawn": "2026-11-21T08:00:00Z"}
WRITTEN = {  # what the log has of the operations that wrote before
    FILED: Written("339901-01/A000", 100, {"name": "赵一", "remarks": "原"}),
    EARLIER: Written("339901-01/A002", 200, {"name": "赵二", "remarks": "先"}),
    LATER: Written("339901-01/A002", 300, {"name": "赵三", "remarks": "后"}),
}


def person(**changes):
    known = {"v": {"name": "赵一", "remarks": "原"}, "made": FILED, "owner": "339901-01/A000"}
    return Image("people", ID, 5, **known | changes)


def play(row, kind, *more, who="A001", hlc=250, seq=9, chief=False, ent="people", **parts):
    """What an operation makes of one row: result or code, the sheet."""
    sheet = Sheet()
    for one in (row, *more):
        if one is not None:
            sheet.load(one)
    op = Op(op=OP, n=1, ent=ent, id=ID, kind=kind, at=AT, actor=who, **parts)
    step = Step(op, str(OP), f"339901-01/{who}", seq, hlc, chief=chief)
    asked = needed(op, row)
    merging = Merging(REGISTERS, {id: w for id, w in WRITTEN.items() if id in asked})
    there = Sheet()
    try:
        return merging.apply(step, sheet, there if parts.get("to") else None), sheet, there
    except Refused as refused:
        return refused.code, sheet, there


def standing(sheet, name):
    return sheet.get("people", ID).v.get(name)


def case(sheet, field):
    found = sheet.get("~conflict", uuid5(OP, field))
    return found and found.v


BY_EARLIER = {"name": EARLIER, "remarks": EARLIER}
SECOND = {"v": {"name": "赵二", "remarks": "先"}, "w": BY_EARLIER}


@pytest.mark.parametrize(
    ("row", "set", "base", "hlc", "result", "stands"),
    [
        # 1: the editor saw its current writer
        ({}, {"name": "钱"}, {"name": FILED}, 1, "applied", {"name": "钱"}),
        (SECOND, {"name": "钱"}, {"name": EARLIER}, 1, "applied", {"name": "钱"}),
        # 2: the value that stands already
        (SECOND, {"name": "赵二"}, {"name": FILED}, 250, "applied", {"name": "赵二"}),
        # the editor saw another operation that had written the same
        (
            {"v": {"name": "赵一"}, "w": {"name": LATER}},
            *({"name": "钱"}, {"name": FILED}, 1, "applied", {"name": "钱"}),
        ),
        # 3: of a free field the later, and of two at one moment the greater operation
        (SECOND, {"remarks": "新"}, {"remarks": FILED}, 201, "applied", {"remarks": "新"}),
        (SECOND, {"remarks": "新"}, {"remarks": FILED}, 199, "merged", {"remarks": "先"}),
        (SECOND, {"remarks": "新"}, {"remarks": FILED}, 200, "applied", {"remarks": "新"}),
        # 4: guarded: what stands, stands, however late the other
        (SECOND, {"name": "钱"}, {"name": FILED}, 999, "conflict", {"name": "赵二"}),
        # a field this program does not know is guarded and kept
        ({}, {"later_field": 1}, {"later_field": FILED}, 1, "applied", {"later_field": 1}),
        # each field for itself
        (
            *(SECOND, {"name": "钱", "remarks": "新"}, {"name": FILED, "remarks": EARLIER}),
            *(1, "conflict", {"name": "赵二", "remarks": "新"}),
        ),
    ],
)
def test_an_edit_is_merged_field_by_field(row, set, base, hlc, result, stands):
    said, sheet, _ = play(person(**row), "amend", set=set, base=base, hlc=hlc)
    assert said == result
    assert {name: standing(sheet, name) for name in stands} == stands


def test_a_case_shows_what_was_seen_what_stands_and_who_wrote_each():
    _, sheet, _ = play(person(**SECOND), "amend", set={"name": "钱"}, base={"name": FILED})
    assert case(sheet, "name") == {
        "register": "people",
        "record": str(ID),
        "field": "name",
        "base": "赵一",
        "kept": "赵二",
        "refused": "钱",
        "op": str(OP),
        "at": AT,
        "kept_by": "339901-01/A002",
        "refused_by": "339901-01/A001",
        "closed_by": "",
        "closed_at": None,
        "reason": "",
    }


def test_an_edit_of_what_was_withdrawn_keeps_every_value_in_a_case():
    row = person(v=person().v | GONE_AT, w={"~withdrawn": EARLIER})
    said, sheet, _ = play(
        row, "amend", set={"name": "钱", "remarks": "新"}, base={"name": FILED, "remarks": FILED}
    )
    assert said == "conflict"
    assert [case(sheet, name)["refused"] for name in ("name", "remarks")] == ["钱", "新"]
    assert case(sheet, "name")["kept_by"] == "339901-01/A002"
    assert standing(sheet, "name") == "赵一"


WITHDRAW = {"set": {"~withdrawn": AT}}


@pytest.mark.parametrize(
    ("row", "kind", "parts", "result", "withdrawn"),
    [
        ({}, "withdraw", WITHDRAW, "applied", AT),
        (SECOND, "withdraw", {**WITHDRAW, "base": BY_EARLIER}, "applied", AT),
        (SECOND, "withdraw", {**WITHDRAW, "base": {"name": EARLIER}}, "conflict", None),
        (SECOND, "withdraw", WITHDRAW, "conflict", None),
        ({"v": GONE_AT}, "withdraw", WITHDRAW, "merged", GONE_AT["~withdrawn"]),
        ({"v": GONE_AT}, "restore", {"set": {"~withdrawn": None}}, "applied", None),
        ({}, "restore", {"set": {"~withdrawn": None}}, "merged", None),
    ],
)
def test_only_who_saw_the_record_as_it_stands_withdraws_it(row, kind, parts, result, withdrawn):
    said, sheet, _ = play(person(**row), kind, **parts)
    assert (said, standing(sheet, "~withdrawn")) == (result, withdrawn)
    assert bool(case(sheet, "~withdrawn")) == (said == "conflict")


OTHER, THIRD = str(UUID(int=2)), str(UUID(int=3))


@pytest.mark.parametrize(
    ("v", "kind", "kept", "result", "stands"),
    [
        ({}, "merge", OTHER, "applied", OTHER),
        ({"~kept": OTHER}, "merge", OTHER, "merged", OTHER),
        ({"~kept": OTHER}, "merge", THIRD, "conflict", OTHER),
        ({"~kept": OTHER}, "unmerge", None, "applied", None),
        ({}, "unmerge", None, "merged", None),
    ],
)
def test_two_entries_are_one_person_until_two_say_of_whom(v, kind, kept, result, stands):
    said, sheet, _ = play(person(v=v, w={"~kept": EARLIER}), kind, set={"~kept": kept})
    assert (said, standing(sheet, "~kept")) == (result, stands)
    if said == "conflict":
        assert case(sheet, "~kept")["kept_by"] == "339901-01/A002"


def test_two_people_are_said_to_be_two_and_that_is_taken_back():
    apart = f"~apart:{OTHER}"
    _, sheet, _ = play(person(), "distinct", set={apart: True})
    assert standing(sheet, apart) is True
    _, sheet, _ = play(sheet.get("people", ID), "undistinct", set={apart: None})
    assert apart not in sheet.get("people", ID).v


def open_case(field="name", kept_by="A002", refused_by="A003", closed_by=""):
    v = {"field": field, "closed_by": closed_by, "kept": "赵二", "refused": "钱"}
    v |= {"kept_by": f"339901-01/{kept_by}", "refused_by": f"339901-01/{refused_by}"}
    return Image("~conflict", UUID(int=40), 7, v=v, about=ID)


SETTLE = {"set": {"name": "钱"}, "base": {"name": EARLIER}, "reason": "已核对证件"}


@pytest.mark.parametrize(
    ("case", "who", "chief", "parts", "result"),
    [
        (open_case(), "A009", True, SETTLE, "resolve"),
        (open_case(), "A000", False, SETTLE, "resolve"),  # who filed the record
        (open_case(), "A009", False, SETTLE, "role"),
        (open_case(), "A002", True, SETTLE, "own-case"),
        (open_case(), "A003", True, SETTLE, "own-case"),
        (open_case(), "A009", True, {**SETTLE, "base": {"name": FILED}}, "stale"),
        (open_case(closed_by="339901-01/A009"), "A009", True, SETTLE, "closed"),
        (open_case("sex"), "A009", True, SETTLE, "closed"),
    ],
)
def test_a_third_decides_with_a_reason(case, who, chief, parts, result):
    said, sheet, _ = play(person(**SECOND), "resolve", case, who=who, chief=chief, **parts)
    closed = sheet.get("~conflict", case.id).v
    if result == "resolve":
        assert (said, standing(sheet, "name")) == ("applied", "钱")
        assert (closed["closed_by"], closed["reason"]) == (f"339901-01/{who}", "已核对证件")
    else:
        assert (said, standing(sheet, "name")) == (result, "赵二")


def test_what_is_erased_takes_its_cases_along():
    said, sheet, _ = play(person(**SECOND), "erase", open_case())
    assert said == "applied"
    left = [sheet.get("people", ID), sheet.get("~conflict", UUID(int=40))]
    assert all(row.gone and not row.v and not row.w and row.seq == 9 for row in left)


def test_who_moves_leaves_what_he_points_at_and_what_was_said_of_him():
    v = {"name": "赵一", "~kept": OTHER, f"~apart:{OTHER}": True}
    home = {name: OTHER for name, _ in REGISTERS["people"].refs}
    said, here, there = play(person(v=v | home), "move", open_case(), to="339901-02")
    assert said == "applied"
    assert here.get("people", ID).gone
    assert here.get("~conflict", UUID(int=40)).gone
    assert there.get("people", ID).v == {"name": "赵一"}
    assert not there.cases(ID)


@pytest.mark.parametrize(
    ("row", "kind", "parts", "code"),
    [
        (person(), "file", {"set": {"name": "钱"}}, "exists"),
        (person(gone=True, v={}), "file", {"set": {"name": "钱"}}, "gone"),
        (None, "amend", {"set": {"name": "钱"}}, "absent"),
        (person(gone=True, v={}), "amend", {"set": {"name": "钱"}}, "gone"),
        (None, "withdraw", WITHDRAW, "absent"),
        (None, "merge", {"set": {"~kept": OTHER}}, "absent"),
        (None, "move", {"to": "339901-02"}, "absent"),
        (None, "resolve", SETTLE, "absent"),
        (person(), "resolve", SETTLE, "closed"),
    ],
)
def test_what_cannot_be_is_rejected_by_its_name(row, kind, parts, code):
    assert play(row, kind, **parts)[0] == code


def test_what_happened_is_never_amended():
    visit = Image("visits", ID, 5, v={"purpose": "甲"}, made=FILED)
    said, _, _ = play(visit, "amend", ent="visits", set={"purpose": "乙"}, base={"purpose": FILED})
    assert said == "body"


def test_what_is_worked_out_by_each_side_is_never_kept():
    derived = [f.name for f in REGISTERS["places"].fields if f.merge == "derived"]
    _, sheet, _ = play(None, "file", ent="places", set={derived[0]: "甲", "address": "乙"})
    assert derived[0] not in sheet.get("places", ID).v


@pytest.mark.parametrize(("kind", "tombs"), [("erase", [True]), ("void", [])])
def test_what_never_arrived_is_erased_all_the_same(kind, tombs):
    said, sheet, _ = play(None, kind)
    assert said == "applied"
    assert [image.gone for image in sheet.changed.values()] == tombs
