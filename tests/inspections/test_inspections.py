"""A check of a house to let: two officers, the occupant's word, only faults are typed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from station_app.access import records
from station_app.access.purposes import Purpose
from station_app.access.service import SERVICES
from station_app.core.errors import Refused, Rejected
from station_app.registers import REGISTERS
from station_app.workflows.inspect import inspect, sheet
from tests.inspections.houses import CHECK, TOGETHER

INSPECT = SERVICES["inspect"]

APRIL = datetime(2026, 4, 10, 2, tzinfo=UTC)


def test_a_check_without_a_fault_says_nothing_was_found_and_sets_the_next_one(scene):
    [visit] = scene.check()
    found = scene.inspection(visit)
    assert (found.outcome, found.inspector, found.second) == ("no_fault", "王警官", "周警官")
    assert (found.registered, found.found) == (2, 2)
    assert scene.now.checked_on.isoformat() == "2026-03-09"
    assert scene.owed(scene.house) == [("house_check_attention", "2026-06-09", "inspect")]


def test_only_faults_are_typed_and_each_is_a_hazard_of_its_department(scene):
    visit, *hazards = scene.check(faults="15 门锁坏；6 楼道堆物；R13")
    assert [(h.item, h.power, h.description) for h in map(scene.hazard, hazards)] == [
        ("R15", "police", "门锁坏"),
        ("R6", "fire", "楼道堆物"),
        ("R13", "gas", "燃气使用不安全"),
    ]
    assert scene.inspection(visit).outcome == "to_correct"


def test_a_term_is_set_only_for_what_the_police_may_order(scene):
    _visit, lock, stairs = scene.check(faults="15；6")
    assert scene.hazard(lock).deadline.isoformat() == "2026-03-16"
    assert scene.owed(lock) == [("hazard_recheck", "2026-03-17", "recheck")]
    assert scene.hazard(stairs).deadline is None
    assert scene.owed(stairs) == [("hazard_transfer", "2026-03-16", "refer")]


def test_faults_of_other_departments_alone_are_referred_not_ordered(scene):
    visit, *_hazards = scene.check(faults="6；13")
    assert scene.inspection(visit).outcome == "referred"


def test_nobody_chooses_whose_power_an_item_is(scene, office):
    """The order would follow: so the power is worked out from the item, whatever is said."""
    visit, hazard = scene.check(faults="3 阳台住人")
    found = scene.hazard(hazard)
    with pytest.raises(Rejected, match="没有这一项"):
        scene.check(faults="3", power="police")
    with pytest.raises(Refused), scene.officer.act("file:hazards", purpose=CHECK) as act:
        records.file(act, REGISTERS["hazards"], {})
    with scene.officer.act("inspect", purpose=CHECK) as act, act.inside(INSPECT, "inspect"):
        forced = act.file(
            REGISTERS["hazards"],
            {"house_id": scene.house, "inspection_id": visit, "item": "R3", "power": "police",
             "description": "阳台住人", "found_on": found.found_on},
        )  # fmt: skip
    assert forced.power == "housing"
    with scene.officer.act("inspect", purpose=CHECK) as act, act.inside(INSPECT, "inspect"):
        ordered = {"before": {"deadline": None}, "after": {"deadline": found.found_on}}
        with pytest.raises(Rejected, match="不得限期改正"):
            act.set_state(REGISTERS["hazards"], hazard, **ordered)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"second": ""}, "第二检查人"),
        ({"second": "王警官"}, "两个人"),
        ({"second": "陈辅警"}, "不是本所民警"),
        ({"second": "某某"}, "不是本所民警"),
        ({"inspector": "陈辅警"}, "不是本所民警"),
        ({"consent": ""}, "居住人是否同意"),
        ({"faults": "R17"}, "编号 情况"),
        ({"faults": "楼道"}, "编号 情况"),
        ({"faults": "16 可疑"}, "内部线索"),
        ({"faults": "6；R6 又堆"}, "两次"),
        ({"not_met": "王五"}, "登记人员中没有"),
        ({"at": "2026-03-10 09:00"}, "今天之后"),
    ],
)
def test_what_a_check_may_not_be(scene, typed, why):
    with pytest.raises(Rejected, match=why):
        scene.check(**typed)
    assert scene.now.checked_on is None


def test_an_auxiliary_files_a_patrol_and_no_check_and_no_order(scene):
    with pytest.raises(Refused, match="辅警请登记巡查"):
        scene.check(desk=scene.clerk)
    visit, lock = scene.check(
        desk=scene.clerk, kind="patrol", second="", consent="", faults="15 门锁坏"
    )
    found = scene.inspection(visit)
    assert (found.kind, found.second, found.outcome) == ("patrol", None, "noted")
    assert scene.hazard(lock).deadline is None
    assert scene.owed(lock) == [("patrol_follow_up", "2026-03-12", "recheck")]
    assert scene.now.checked_on is None  # the next check is still owed
    assert scene.now.grade == "attention"


def test_the_plain_entry_of_an_inspection_can_only_be_a_patrol(scene):
    """Who was second and what the occupant said are the act's: `file` alone cannot say them."""
    told = {"house_id": scene.house, "at": datetime(2026, 3, 9, 1, tzinfo=UTC)}
    told |= {"kind": "check", "inspector": "王警官"}
    opened = scene.clerk.act("file:inspections", purpose=CHECK)
    with opened as act, pytest.raises(Rejected, match="第二检查人"):
        records.file(act, REGISTERS["inspections"], told)


@pytest.mark.parametrize("consent", ["refused", "nobody"])
def test_nothing_inside_a_room_is_filed_where_nobody_was_let_in(scene, consent):
    """治安管理处罚法 103: an occupied room is a home; the landlord's word does not open it."""
    with pytest.raises(Rejected, match="未经居住人同意"):
        scene.check(consent=consent, faults="11 私拉电线")
    _visit, stairs = scene.check(consent=consent, faults="6 楼道堆物")
    assert scene.hazard(stairs).item == "R6"


def test_people_are_counted_by_name_and_a_stranger_is_a_fault_without_a_name(scene):
    visit, hazard = scene.check(not_met="2", unregistered="王五、赵六")
    assert scene.headcount(visit) == [
        ("张三", "met"),
        ("李四", "not_met"),
        ("王五", "unregistered"),
        ("赵六", "unregistered"),
    ]
    assert (scene.inspection(visit).registered, scene.inspection(visit).found) == (2, 3)
    found = scene.hazard(hazard)
    assert (found.item, found.description) == ("R1", "在场2人未登记")


def test_somebody_not_met_is_named_by_name_too(scene):
    [visit] = scene.check(not_met="张三")
    assert scene.headcount(visit)[0] == ("张三", "not_met")


@pytest.mark.parametrize("consent", ["refused", "nobody"])
def test_nobody_in_or_not_let_in_means_nobody_was_counted(scene, consent):
    [visit] = scene.check(consent=consent)
    assert scene.headcount(visit) == []
    assert scene.inspection(visit).found is None
    assert scene.inspection(visit).outcome == "not_entered"


def test_what_is_mended_at_once_is_closed_by_a_recheck_of_the_same_visit(scene):
    visit, hazard = scene.check(faults="12! 已推出楼道")
    found = scene.hazard(hazard)
    assert (found.state, found.closed_on) == ("closed", found.found_on)
    [seen] = scene.rechecks(hazard)
    assert (seen.result, seen.inspector, seen.second) == ("done", "王警官", "周警官")
    assert scene.inspection(visit).outcome == "corrected_now"
    assert scene.owed(hazard) == []


def test_what_was_found_before_is_marked_as_a_repeat(scene):
    _visit, first = scene.check(faults="6!")
    _visit, again, other = scene.check(on=APRIL, faults="6；15")
    assert [scene.hazard(id).repeat for id in (first, again, other)] == [False, True, False]


def test_a_house_no_longer_let_is_not_checked(scene):
    with scene.officer.act("inspect", purpose=CHECK) as act, act.inside(INSPECT, "inspect"):
        ended = {"let_until": scene.now.let_from}
        act.set_state(REGISTERS["housing"], scene.house, before={}, after=ended)
    with pytest.raises(Refused, match="停止出租"):
        scene.check()


def test_the_sheet_knows_who_is_registered_and_who_went_along_the_last_time(scene):
    def asked():
        with scene.officer.act("inspection-sheet", purpose=CHECK) as act:
            return sheet(act, scene.house)

    assert [one.name for one in asked().registered] == ["张三", "李四"]
    assert asked().second == "周警官"
    assert asked().hazards == []
    scene.check(faults="6")
    assert [hazard.item for hazard in asked().hazards] == ["R6"]


def test_one_visit_is_one_act_and_is_taken_back_as_one(scene):
    before = scene.now.grade
    with scene.officer.act("inspect", purpose=CHECK) as act:
        inspect(act, scene.house, TOGETHER | {"faults": "6；15"})
    assert scene.now.grade == "key"
    with scene.officer.act("undo", purpose=Purpose("CHECK", "2026")) as undoing:
        records.undo(undoing, act.stamp.act_id)
    assert (scene.now.grade, scene.now.checked_on) == (before, None)
