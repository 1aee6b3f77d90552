"""A house's class: by safety alone, with its reason; up at once, down after clean checks."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime

import pytest

from station_app.core.errors import Refused
from station_app.inspections.rules import CLASSES, Standing, classed
from station_app.registers import REGISTERS
from station_app.workflows import classing
from station_app.workflows.withdraw import withdraw
from tests.inspections.houses import CHECK


def why(**standing):
    grade, reason = classed(Standing(**({"grade": "attention", "occupants": 2} | standing)))
    return grade, str(reason)


@pytest.mark.parametrize(
    ("standing", "grade", "reason"),
    [
        ({"open_items": ["R6"]}, "key", "严重隐患未销号：R6 疏散通道"),
        ({"open_items": ["R12", "R3"]}, "key", "严重隐患未销号：R3 非居住空间住人、R12 电动自行车"),
        ({"unmended": ["R15"], "open_items": ["R15"]}, "key", "复查未改正：R15 门锁照明监控"),
        ({"occupants": 10}, "key", "实住 10 人，达到 10 人"),
        ({"grade": "relaxed", "open_items": ["R8"]}, "attention", "有未销号的隐患：R8 灭火器"),
        ({"clean": 2}, "relaxed", "连续 2 次检查未发现问题"),
        ({"grade": "key", "clean": 2}, "attention", "连续 2 次检查未发现问题"),
        ({"grade": "key", "clean": 4}, "attention", "连续 2 次检查未发现问题"),
    ],
)
def test_a_class_has_its_reason(standing, grade, reason):
    assert why(**standing) == (grade, reason)


@pytest.mark.parametrize(
    "standing",
    [
        {"clean": 1},
        {"grade": "key", "clean": 3},  # one step down, then two more clean checks
        {"grade": "relaxed", "clean": 2},
        {"grade": "key", "open_items": ["R8"], "clean": 2},
        {"occupants": 9},
    ],
)
def test_else_the_class_stays(standing):
    assert classed(Standing(**({"grade": "attention", "occupants": 2} | standing))) is None


def test_nothing_but_safety_can_be_said_of_a_house():
    """No call for help, no violence, no illness: the rule is not even given them (features 2)."""
    known = {field.name for field in fields(Standing)}
    assert known == {"grade", "occupants", "open_items", "unmended", "clean"}
    used = classing.__dict__.values()
    registers = {getattr(each, "__tablename__", None) for each in used} - {None}
    assert registers == {"hazard", "inspection"}


def test_classes_are_those_of_the_house():
    from station_app.housing.records import GRADES

    assert CLASSES == GRADES


def test_a_critical_fault_makes_a_house_key_and_two_clean_checks_lower_it_by_one(scene):
    _visit, hazard = scene.check(faults="6")
    assert (scene.now.grade, scene.now.grade_reason) == ("key", "严重隐患未销号：R6 疏散通道")
    assert scene.owed(scene.house)[0][:2] == ("house_check_key", "2026-04-09")
    scene.act("recheck", hazard, result="done")
    assert scene.now.grade == "key"
    scene.check(on=datetime(2026, 4, 9, 2, tzinfo=UTC))
    assert scene.now.grade == "key"
    scene.check(on=datetime(2026, 5, 8, 2, tzinfo=UTC))
    assert (scene.now.grade, scene.now.grade_reason) == ("attention", "连续 2 次检查未发现问题")
    scene.check(on=datetime(2026, 6, 8, 2, tzinfo=UTC))
    assert scene.now.grade == "attention"


def test_mending_a_second_time_does_not_lower_the_class_again(scene):
    """Only a check counts as clean: a re-check closes a hazard and no more."""
    scene.check()
    scene.check()
    assert scene.now.grade == "relaxed"
    _visit, hazard = scene.check(faults="15")
    assert scene.now.grade == "attention"
    scene.act("recheck", hazard, result="done")
    assert scene.now.grade == "attention"


MAY = datetime(2026, 5, 8, 2, tzinfo=UTC)


def _gone(scene, register, id):
    by = replace(scene.officer, now=lambda: MAY)
    with by.act(f"withdraw:{register}", purpose=CHECK) as act:
        withdraw(act, REGISTERS[register], id, reason="录错房屋")


def test_of_a_check_that_was_an_error_nothing_is_left_with_the_house(scene):
    [first] = scene.check()
    [second] = scene.check(on=datetime(2026, 4, 9, 2, tzinfo=UTC))
    assert (scene.now.grade, scene.now.checked_on.isoformat()) == ("relaxed", "2026-04-09")
    _gone(scene, "inspections", second)
    assert (scene.now.grade, scene.now.checked_on.isoformat()) == ("attention", "2026-03-09")
    assert scene.now.grade_reason == "新登记，已检查，未另行调整"
    _gone(scene, "inspections", first)
    assert (scene.now.checked_on, scene.now.grade_reason) == (None, "新登记，尚未检查")


def test_a_hazard_that_was_an_error_makes_no_class_any_more(scene):
    _visit, hazard = scene.check(faults="6")
    assert scene.now.grade == "key"
    _gone(scene, "hazards", hazard)
    assert scene.now.grade == "attention"


def test_a_check_that_closed_what_stood_open_is_undone_and_not_withdrawn(scene):
    scene.check(faults="15")
    visit, _same = scene.check(on=datetime(2026, 3, 17, 2, tzinfo=UTC), faults="15!")
    with pytest.raises(Refused, match="撤销这次办理"):
        _gone(scene, "inspections", visit)
