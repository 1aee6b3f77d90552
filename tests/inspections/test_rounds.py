"""A round of houses to let: prepared, carried, entered house by house, and what follows."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from station_app.access import action, beats, records
from station_app.core.errors import Refused, Rejected
from station_app.hazards.records import Hazard
from station_app.housing.records import House
from station_app.inspections.records import Inspection
from station_app.registers import ACTIONS, FORMS, REGISTERS
from station_app.rounds.rules import by_door
from station_app.storage.tables import AuditEvent
from station_app.workflows import round as walking
from station_app.workflows import round_walk
from station_app.workflows.paper import print_form
from station_app.workflows.round_line import read_line
from tests.conftest import NOW
from tests.inspections.rounds import ROUND, Street

TUESDAY = datetime(2026, 3, 17, 2, tzinfo=UTC)
desk_alone = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)
APRIL = datetime(2026, 4, 13, 2, tzinfo=UTC)


@pytest.fixture
def street(scene):
    return Street.of(scene)


def _lines(walk):
    return [door.line for door in walk.doors]


def test_houses_are_walked_by_their_numbers_whatever_order_they_were_picked_in(street):
    walk = street.walk(street.all())
    assert _lines(walk) == ["演示县石桥路2号", "演示县石桥路9号", "演示县石桥路12号"]
    rooms = ["东街9号1单元1002室", "东街9号1单元302室", "东街10号"]
    assert sorted(rooms, key=by_door) == [rooms[1], rooms[0], rooms[2]]


def test_what_is_due_is_taken_from_the_agenda_the_longest_overdue_first(street):
    street.scene.check(house=street.houses[9])  # looked at today: nothing is owed for a while
    due = street.propose(at=APRIL)
    assert [each.line for each in due] == [
        "演示县新丰街33号8栋4单元1604室",
        "演示县石桥路2号",
        "演示县石桥路12号",
    ]
    assert all(each.rule and each.due_on <= APRIL.date() for each in due)
    assert len(street.propose(at=APRIL, most=1)) == 1


def test_a_house_comes_to_be_due_by_a_recheck_alone(street):
    street.scene.check(house=street.houses[9], faults="15")
    assert [each.line for each in street.propose(at=NOW)] == []
    [due] = street.propose(at=TUESDAY)
    assert (due.line, due.rechecks) == ("演示县石桥路9号", 1)


def test_all_that_is_let_may_be_walked_and_what_is_no_longer_let_is_not(street, office):
    assert len(street.propose(source="let")) == 4
    stop = {"tenants": "是"}
    action.perform(
        street.scene.officer, ACTIONS["housing"], "stop_letting", street.houses[2], stop, ROUND
    )
    assert "演示县石桥路2号" not in [each.line for each in street.propose(source="let")]
    with pytest.raises(Refused, match="已停止出租"):
        street.all()


@desk_alone
def test_a_round_has_sixty_houses_at_most(street):
    with pytest.raises(Refused, match="1 至 60 户"):
        street.prepare(houses=[])


@desk_alone
def test_an_auxiliary_prepares_a_patrol_and_never_a_check(street):
    with pytest.raises(Refused, match="安全检查由民警进行"):
        street.all(desk=street.scene.clerk, kind="check")
    round = street.all(desk=street.scene.clerk, second="")
    assert (round.kind, round.second) == ("patrol", None)


@desk_alone
def test_a_check_is_walked_by_two_officers(street):
    with pytest.raises(Rejected, match="不是本所民警的账号"):
        street.all(second="路人")
    with pytest.raises(Rejected, match="两名检查人须是两个人"):
        street.all(second="王警官")


def test_nothing_typed_means_let_in_and_nothing_found(street):
    round = street.all()
    [visit] = street.enter(round, 1)
    found = street.scene.inspection(visit)
    assert (found.house_id, found.consent, found.outcome) == (
        street.houses[2],
        "given",
        "no_fault",
    )
    assert (found.inspector, found.second, found.at) == ("王警官", "周警官", NOW)
    assert street.scene.the(House, street.houses[2]).checked_on == NOW.date()


@desk_alone
def test_numbers_are_faults_in_the_usual_words(street):
    visit, *found = street.enter(street.all(), 1, "6 15 12!")
    assert [street.scene.hazard(id).item for id in found] == ["R6", "R15", "R12"]
    assert street.scene.inspection(visit).outcome == "to_correct"


def test_a_fault_in_ones_own_words_takes_the_rest_of_its_part():
    line = read_line("15 6 二楼 3 处堆物；12!")
    assert line.faults == ["15", "6 二楼 3 处堆物", "12!"]


@desk_alone
def test_numbers_run_together_are_asked_again_and_never_guessed(street):
    round = street.all()
    for slip in ("611", "112", "x"):
        with pytest.raises(Rejected, match="没有看懂"):
            street.enter(round, 1, slip)
    with pytest.raises(Rejected, match="编号为 1 至 15"):
        street.enter(round, 1, "61")
    assert street.scene.every(Inspection) == []


@pytest.mark.parametrize(
    ("said", "consent"), [("0", "nobody"), ("r", "refused"), ("Ｒ", "refused")]
)
def test_who_is_not_let_in_sees_what_all_share_and_no_room(street, said, consent):
    round = street.all()
    with pytest.raises(Rejected, match="未经居住人同意"):
        street.enter(round, 1, f"{said} 11")
    visit, stairs = street.enter(round, 1, f"{said} 6")
    assert street.scene.inspection(visit).consent == consent
    assert street.scene.hazard(stairs).item == "R6"


@desk_alone
@pytest.mark.parametrize("said", ["0", "00"])
def test_who_was_not_let_in_has_not_checked_the_house_and_comes_again(street, said):
    """It is owed as before, and is no clean check by which a class would go down."""
    scene, house = street.scene, street.houses[2]
    owed = scene.owed(house)
    round = street.all()
    street.enter(round, 1, said)
    assert scene.the(House, house).checked_on is None
    assert scene.owed(house) == owed
    for _again in range(2):
        scene.check(house=house, consent="nobody")
    assert scene.the(House, house).grade == "attention"
    scene.check(house=house)
    scene.check(house=house, consent="nobody")
    scene.check(house=house)
    assert scene.the(House, house).grade == "relaxed"  # two that were let in


@desk_alone
def test_somebody_not_met_is_his_number_on_the_list(street):
    [visit] = street.enter(street.all(), 1, "#1")
    assert [result for _name, result in street.scene.headcount(visit)] == ["not_met"]


@desk_alone
def test_the_time_is_that_of_the_house_before_unless_it_is_said(street):
    round = street.all(at="2026-03-09 9:00")
    first = street.enter(round, 1)[0]
    second = street.enter(round, 2, "9:30")[0]
    third = street.enter(round, 3)[0]
    at = [street.scene.inspection(id).at.astimezone(UTC).hour * 60
          + street.scene.inspection(id).at.minute for id in (first, second, third)]  # fmt: skip
    assert at == [60, 90, 90]


@desk_alone
def test_a_round_is_entered_after_it_was_walked(street):
    round = street.all(at="2026-03-10 9:00")
    with pytest.raises(Refused, match="走访以后再录入"):
        street.enter(round, 1)


def test_what_is_to_be_rechecked_must_be_answered_and_closes_or_goes_on(street):
    scene = street.scene
    _visit, lock, count = scene.check(house=street.houses[2], faults="15；1")
    round = street.all(at="2026-03-17 9:00", desk=replace(scene.officer, now=lambda: TUESDAY))
    with pytest.raises(Rejected, match=r"还要填复查结果：R1 .*、R15"):
        street.enter(round, 1, on=TUESDAY)
    with pytest.raises(Rejected, match="还要填复查结果：R1 "):
        street.enter(round, 1, "15+", on=TUESDAY)
    street.enter(round, 1, "15- 1+", on=TUESDAY)
    assert (scene.hazard(count).state, scene.hazard(lock).state) == ("closed", "open")
    [seen] = scene.rechecks(lock)
    assert (seen.result, seen.follow, seen.second) == ("not", "again", "周警官")
    assert scene.the(House, street.houses[2]).grade == "key"


@desk_alone
def test_one_key_answers_for_all_that_is_to_be_rechecked(street):
    scene = street.scene
    _visit, lock, count = scene.check(house=street.houses[2], faults="15；1")
    round = street.all(at="2026-03-17 9:00", desk=replace(scene.officer, now=lambda: TUESDAY))
    visit, *_again = street.enter(round, 1, "+", on=TUESDAY)
    assert {scene.hazard(id).state for id in (lock, count)} == {"closed"}
    assert scene.inspection(visit).outcome == "no_fault"
    with pytest.raises(Rejected, match="没有待复查的隐患"):
        street.enter(round, 2, "+", on=TUESDAY)


@desk_alone
def test_what_was_not_looked_at_stays_owed(street):
    scene = street.scene
    _visit, lock = scene.check(house=street.houses[2], faults="15")
    round = street.all(at="2026-03-17 9:00", desk=replace(scene.officer, now=lambda: TUESDAY))
    street.enter(round, 1, "*", on=TUESDAY)
    assert scene.rechecks(lock) == []
    assert [action for _rule, _on, action in scene.owed(lock)] == ["recheck"]


@desk_alone
def test_a_hazard_in_a_room_is_not_rechecked_from_outside_it(street):
    scene = street.scene
    _visit, wires = scene.check(house=street.houses[2], faults="11")
    round = street.all()
    with pytest.raises(Rejected, match="没有进入房间"):
        street.enter(round, 1, "0 11+")
    assert scene.hazard(wires).state == "open"


@desk_alone
def test_without_that_a_room_would_be_mended_from_the_stairs(street, monkeypatch):
    _visit, wires = street.scene.check(house=street.houses[2], faults="11")
    monkeypatch.setattr(walking, "_refuse_unseen", lambda results, line: None)
    street.enter(street.all(), 1, "0 11+")
    assert street.scene.hazard(wires).state == "closed"


@desk_alone
def test_what_is_told_as_not_mended_is_not_filed_again_as_new(street):
    scene = street.scene
    _visit, lock = scene.check(house=street.houses[2], faults="15")
    round = street.all(at="2026-03-17 9:00", desk=replace(scene.officer, now=lambda: TUESDAY))
    with pytest.raises(Rejected, match="不再登记为新的问题"):
        street.enter(round, 1, "- 15", on=TUESDAY)
    street.enter(round, 1, "+ 15", on=TUESDAY)  # mended, and broken again
    assert [h.repeat for h in scene.every(Hazard, Hazard.house_id == street.houses[2])] == [
        False,
        True,
    ]
    assert scene.hazard(lock).state == "closed"


def test_each_house_is_an_act_of_its_own_and_is_entered_once(street):
    round = street.all()
    street.enter(round, 1)
    with pytest.raises(Refused, match="第 1 户已经录入"):
        street.enter(round, 1)
    street.enter(round, 3, "0")
    assert [door.visit is not None for door in street.walk(round).doors] == [True, False, True]
    with street.scene.officer.view("list:housing") as view:
        told = view.all(select(AuditEvent.body).where(AuditEvent.body.contains("round entered")))
    assert len(told) == 2


def test_the_list_of_rounds_tells_how_far_each_is(street):
    first, second = street.all(), street.prepare(houses=[street.houses[2]])
    visit = street.enter(first, 2)[0]
    with street.scene.officer.view("rounds") as view:
        found = round_walk.rounds(view)
    assert [(one.round.id, one.houses, one.done) for one in found] == [
        (second.id, 1, 0),
        (first.id, 3, 1),
    ]
    with street.scene.officer.act("withdraw:inspections", purpose=ROUND) as act:
        records.withdraw(act, REGISTERS["inspections"], visit, reason="录错户")
    with street.scene.officer.view("rounds") as view:
        assert round_walk.rounds(view)[-1].done == 0


@desk_alone
@pytest.mark.parametrize("said", ["+", "-", "- 6", "+ 15 11"])
def test_a_house_is_taken_back_whole_with_its_rechecks_and_its_class(street, said):
    scene = street.scene
    _visit, lock = scene.check(house=street.houses[2], faults="15")
    on = replace(scene.officer, now=lambda: TUESDAY)
    before = scene.the(House, street.houses[2]), scene.hazard(lock)
    round = street.all(at="2026-03-17 9:00", desk=on)
    done = action.perform(on, ACTIONS["rounds"], "enter", round.id, {"nth": 1, "said": said}, ROUND)
    assert street.walk(round).left == 2
    with on.act("undo", purpose=ROUND) as act:
        records.undo(act, done.act_id)
    assert street.walk(round).left == 3
    after = scene.the(House, street.houses[2]), scene.hazard(lock)
    for old, new, names in zip(
        before, after, (("grade", "checked_on"), ("state", "deadline")), strict=True
    ):
        assert [getattr(old, n) for n in names] == [getattr(new, n) for n in names]
    assert len(scene.every(Hazard, Hazard.withdrawn_at.is_(None))) == 1
    assert scene.rechecks(lock)[-1].withdrawn_at is not None
    street.enter(round, 1, "+", on=TUESDAY)


def test_a_house_checked_on_its_own_page_that_day_is_done_on_the_round_too(street):
    round = street.all()
    visit, *_hazards = street.scene.check(house=street.houses[9], faults="15")
    assert [door.visit and door.visit.id for door in street.walk(round).doors] == [
        None,
        visit,
        None,
    ]
    street.scene.check(house=street.houses[2], on=APRIL)
    assert street.walk(round).left == 2


def test_a_house_taken_back_or_entered_in_error_is_open_again(street):
    scene, round = street.scene, street.all()
    [visit] = street.enter(round, 1)
    with scene.officer.act("withdraw:inspections", purpose=ROUND) as act:
        records.withdraw(act, REGISTERS["inspections"], visit, reason="录错户")
    assert street.walk(round).left == 3
    street.enter(round, 1, "6")
    assert street.walk(round).left == 2


@desk_alone
def test_only_who_walked_it_enters_it(street):
    round = street.all()
    with pytest.raises(Refused, match="由检查人本人录入"):
        street.enter(round, 1, desk=street.scene.clerk)


@desk_alone
def test_the_second_officer_may_enter_it_and_is_not_his_own_second(street, desk_of):
    scene = street.scene
    _visit, lock = scene.check(house=street.houses[2], faults="15")
    round = street.all(at="2026-03-17 9:00", desk=replace(scene.officer, now=lambda: TUESDAY))
    street.enter(round, 1, "-", desk=desk_of("officer", "周警官"), on=TUESDAY)
    [seen] = scene.rechecks(lock)
    assert (seen.inspector, seen.second) == ("周警官", "王警官")


@desk_alone
def test_a_patrol_rechecks_nothing(street):
    round = street.all(desk=street.scene.clerk, second="")
    with pytest.raises(Refused, match="复查由民警进行"):
        street.enter(round, 1, "15+", desk=street.scene.clerk)
    [visit, _hazard] = street.enter(round, 1, "15", desk=street.scene.clerk)
    assert street.scene.inspection(visit).kind == "patrol"


def test_an_officer_walks_in_his_own_beat(street, office, desk_of):
    """His list names people, as the lists of buildings do (decisions/0007)."""
    officer = street.scene.officer
    place = street.scene.the(House, street.houses[2]).place_id
    office.amend(officer, "places", place, beat="东门警务区")
    foreign = street.all()
    with desk_of("chief").act("give-beat") as act:
        beats.give(act, "王警官", "东门警务区")
    with pytest.raises(Refused, match="只安排在本人的警务区：东门警务区"):
        street.all()
    assert [each.line for each in street.propose(source="let")] == ["演示县石桥路2号"]
    with pytest.raises(Refused, match="只安排在本人的警务区"):
        street.propose(source="let", beat="石桥警务区")
    own = street.prepare(houses=[street.houses[2]])
    with officer.act("print", purpose=ROUND) as act:
        print_form(act, FORMS["round_list"], own.id)
    assert foreign


def test_what_follows_is_told_with_its_day(street):
    round = street.all()
    street.enter(round, 1, "15 6")
    street.enter(round, 2, "0")
    found = street.walk(round)
    follows = round_walk.what_follows(found, street.scene.officer.terms)
    told = [(each.door.stop.nth, each.hazard.item, each.due_on.isoformat()) for each in follows]
    assert told == [(1, "R6", "2026-03-16"), (1, "R15", "2026-03-17")]


def test_the_papers_of_a_round_are_what_there_is_to_print(street):
    scene = street.scene
    scene.check(house=street.houses[12], faults="15")
    on = replace(scene.officer, now=lambda: TUESDAY)
    round = street.all(at="2026-03-17 9:00", desk=on)
    before = round_walk.papers(street.walk(round, on=TUESDAY))
    assert {form: len(ids) for form, ids in before.items()} == {"round_list": 1, "visit_sheet": 3}
    street.enter(round, 1, "1 6 11 13", on=TUESDAY)
    street.enter(round, 2, "0", on=TUESDAY)
    street.enter(round, 3, "-", on=TUESDAY)
    after = round_walk.papers(street.walk(round, on=TUESDAY))
    assert {form: len(ids) for form, ids in after.items()} == {
        "round_list": 1,
        "inspection_record": 3,
        "correction_order": 2,  # of the new fault, and once more of the one not mended
        "transfer_letter": 2,  # fire, gas
        "recheck_record": 1,
    }
    assert after.keys() <= FORMS.keys()
