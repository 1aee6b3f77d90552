"""Papers of a check, filled from an invented house and read back from the paper."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text as sql

from station_app.access import records
from station_app.core.errors import Refused
from station_app.hazards import rules
from station_app.hazards.records import Hazard
from station_app.identity.checklists import POLICE, checklist
from station_app.printing.reading import text_of
from station_app.registers import FORMS, REGISTERS
from station_app.workflows.house_orders import ORDERS
from station_app.workflows.house_records import PATROLS, RECORDS
from station_app.workflows.paper import offered, print_form
from station_app.workflows.verify import verify
from tests.inspections.houses import CHECK

GOLDEN = Path(__file__).parents[1] / "golden" / "houses"
UPDATE = os.environ.get("UPDATE_GOLDEN") == "1"
TUESDAY = datetime(2026, 3, 17, 2, tzinfo=UTC)
EVERYTHING = "；".join(f"{n} 第{n}号问题" for n in range(1, 16))
PATROL = {"kind": "patrol", "second": "", "consent": ""}


@pytest.fixture
def printed(scene):
    desk = replace(scene.officer, station="演示县公安局滨江派出所")

    def printed(form, id, *, by=desk, **kwargs):
        with by.act("print", purpose=CHECK) as act:
            return print_form(act, FORMS[form], id, **kwargs)

    return printed


def words(paper):
    return "".join(text_of(paper.pdf).split())


def _checked(scene):
    """A check with faults of the police and of others, one mended at once, two people amiss."""
    return scene.check(
        faults="15 二楼门锁损坏；6 一楼楼道堆放纸箱；11 私拉电线；12! 电动车已推出",
        not_met="李四",
        unregistered="赵𬭎",
        accompanied_by="房东某",
        assistants="陈辅警",
        remarks="已当面告知",
        internal="夜间有陌生人出入，疑似聚赌",
    )


def _looked_again(scene):
    visit, *hazards = _checked(scene)
    [count, lock, *_rest] = hazards
    scene.act("recheck", count, on=TUESDAY, result="done")
    scene.act("recheck", lock, on=TUESDAY, result="not", second="周警官", remarks="未购锁")
    return visit


ASKED = {  # form → how the record it is asked for comes to be
    "inspection_record": lambda scene: _checked(scene)[0],
    "correction_order": lambda scene: _checked(scene)[0],
    "correction_order_again": lambda scene: scene.hazard_of(_looked_again(scene), "R15"),
    "transfer_letter": lambda scene: _checked(scene)[3],
    "recheck_record": _looked_again,
    "patrol_record": lambda scene: scene.check(
        desk=scene.clerk, faults="15 门灯不亮", unregistered="赵六", **PATROL
    )[0],
}


def test_every_paper_of_a_house_is_tried_here():
    assert ASKED.keys() == {each.form.name for each in (*RECORDS, *ORDERS, *PATROLS)}


@pytest.mark.parametrize("form", sorted(ASKED))
def test_every_paper_reads_as_it_always_did(scene, printed, form):
    paper = printed(form, ASKED[form](scene))
    text, golden = text_of(paper.pdf) + "\n", GOLDEN / f"{form}.txt"
    if UPDATE:
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, "utf-8")
    assert text == golden.read_text("utf-8"), "look at it, then UPDATE_GOLDEN=1"
    with scene.officer.act("verify") as act:
        assert verify(act, FORMS, paper.code).state == "same"


def test_the_internal_line_is_on_no_paper(scene, printed):
    visit = _looked_again(scene)
    letter = next(h.id for h in scene.every(Hazard) if h.item == "R6")
    assert scene.inspection(visit).internal.startswith("夜间有陌生人")
    papers = [
        printed(f, visit) for f in ("inspection_record", "correction_order", "recheck_record")
    ]
    for paper in (*papers, printed("transfer_letter", letter)):
        assert not any(word in words(paper) for word in ("陌生人", "聚赌", "可疑"))


def test_an_order_of_every_item_lists_only_what_the_police_may_order(scene, printed):
    visit, *_hazards = scene.check(faults=EVERYTHING)
    text = words(printed("correction_order", visit))
    said = [item.id for item in checklist("rental").faults if f"第{item.id[1:]}号问题" in text]
    assert said == [item.id for item in checklist("rental").faults if item.power == POLICE]
    assert said == ["R1", "R15"]


def test_what_a_patrol_found_of_others_goes_to_them_once_an_officer_has_referred_it(scene, printed):
    visit, stairs, gas = scene.check(
        desk=scene.clerk, faults="6；13", **PATROL | {"consent": "given"}
    )
    for id in (visit, stairs):
        with pytest.raises(Refused, match="由民警核实"):
            printed("transfer_letter", id)
    scene.act("refer", stairs)
    said = words(printed("transfer_letter", stairs))
    assert "我所巡查" in said
    assert "疏散通道堵塞或上锁" in said
    with pytest.raises(Refused, match="没有属公安机关权限"):
        printed("correction_order", visit)
    assert scene.hazard(gas).referred_on is None
    with pytest.raises(Refused, match="没有须移送"):
        printed("transfer_letter", gas)


def test_a_hazard_that_is_the_police_s_to_order_has_no_letter_to_a_department(scene, printed):
    _visit, lock, stairs = scene.check(faults="15；6")
    with pytest.raises(Refused, match="没有须移送"):
        printed("transfer_letter", lock)
    assert "消防救援机构" in words(printed("transfer_letter", stairs))


@pytest.mark.parametrize(("land", "said"), [("1", True), ("2", False)])
def test_of_a_village_house_no_paper_rests_on_the_regulation_of_towns(scene, printed, land, said):
    """住房租赁条例 2, 49: on collective land a method of the province holds."""
    with scene.officer.act("amend:housing", purpose=CHECK) as act:
        records.amend(
            act, REGISTERS["housing"], scene.house, {"land": land}, revision=scene.now.revision
        )
    visit, *hazards = scene.check(faults="1；5")
    order, letter = (
        words(printed("correction_order", visit)),
        words(printed("transfer_letter", hazards[1])),
    )
    assert "《治安管理处罚法》第六十八条" in order
    assert ("第四十八条" in order) is said
    assert ("《住房租赁条例》第七条" in letter) is said
    assert ("第四十九条" in letter) is not said


def test_not_even_a_forged_row_brings_an_item_of_others_onto_the_order(scene, printed, store):
    """The list decides, not what somebody wrote into the database."""
    visit, *_hazards = scene.check(faults=EVERYTHING)
    with store.writing() as session:
        session.execute(sql("update hazard set power = 'police', deadline = '2026-03-20'"))
    said = words(printed("correction_order", visit))
    assert "第3号问题" not in said
    assert "第15号问题" in said


def test_without_that_the_forged_row_would_be_ordered(scene, printed, store, monkeypatch):
    visit, *_hazards = scene.check(faults=EVERYTHING)
    with store.writing() as session:
        session.execute(sql("update hazard set power = 'police', deadline = '2026-03-20'"))
    monkeypatch.setattr(rules, "is_ours", lambda hazard: hazard.power == POLICE)
    assert "第3号问题" in words(printed("correction_order", visit))


def test_each_department_has_a_letter_of_its_own_with_its_own_items_alone(scene, printed):
    visit, *hazards = scene.check(faults=EVERYTHING)
    with pytest.raises(Refused, match="一个部门一份"):
        printed("transfer_letter", visit)
    written = dict[str, set[str]]()
    for id in hazards:
        found = scene.hazard(id)
        if found.power == POLICE:
            continue
        text = words(printed("transfer_letter", id, reason="核对"))
        written[found.power] = {
            item.id for item in checklist("rental").faults if f"第{item.id[1:]}号问题" in text
        }
    assert written == {
        power: {item.id for item in checklist("rental").faults if item.power == power}
        for power in ("fire", "housing", "gas")
    }


def test_where_nothing_is_to_be_ordered_there_is_no_order(scene, printed):
    for typed in ("6；13", "15!", ""):
        visit, *_hazards = scene.check(faults=typed)
        with pytest.raises(Refused, match="不出具责令"):
            printed("correction_order", visit)


def test_nothing_found_is_never_called_a_pass(scene, printed):
    [visit] = scene.check()
    text = words(printed("inspection_record", visit))
    assert text.count("未发现问题") == 15 + 2  # each item, the outcome, the note
    assert "合格" not in text


def test_a_room_nobody_was_let_into_is_said_not_to_have_been_looked_at(scene, printed):
    visit, *_hazards = scene.check(consent="nobody", faults="6")
    text = words(printed("inspection_record", visit))
    rooms = sum(item.where == "room" for item in checklist("rental").faults)
    assert text.count("未经同意未进入") == rooms
    assert text.count("未进入，未核对人员") == 1


def test_an_auxiliary_prints_the_patrol_and_no_order(scene, printed):
    by = replace(scene.clerk, station="演示县公安局滨江派出所")
    visit, *_hazards = scene.check(desk=scene.clerk, faults="15", **PATROL)
    assert "巡查记录" in words(printed("patrol_record", visit, by=by))
    for form in ("inspection_record", "correction_order"):
        with pytest.raises(Refused, match="权限"):
            printed(form, visit, by=by)


def test_what_two_officers_order_after_a_patrol_is_ordered_in_their_name(scene, printed):
    visit, lock = scene.check(desk=scene.clerk, faults="15", **PATROL)
    with pytest.raises(Refused, match="不出具责令"):
        printed("correction_order", visit)
    scene.act("recheck", lock, on=TUESDAY, result="not", second="周警官")
    text = words(printed("correction_order_again", lock))
    assert "王警官、周警官" in text
    assert "2026年3月17日复查" in text
    assert "2026年3月24日" in text


def test_what_was_ordered_first_reads_the_same_after_a_recheck_set_the_term_anew(scene, printed):
    visit, lock = scene.check(faults="15")
    first = words(printed("correction_order", visit))
    scene.act("recheck", lock, on=TUESDAY, result="not", second="周警官")
    again = words(printed("correction_order", visit, reason="损毁"))
    anew = words(printed("correction_order_again", lock))
    for text, term, other in (
        (first, "2026年3月16日", "2026年3月24日"),
        (again, "2026年3月16日", "2026年3月24日"),
        (words(printed("inspection_record", visit)), "2026年3月16日", "2026年3月24日"),
        (anew, "2026年3月24日", "2026年3月16日"),
    ):
        assert (term in text, other in text) == (True, False)


def test_only_papers_that_a_record_may_stand_on_are_offered(scene):
    visit, lock, stairs = scene.check(faults="15；6")
    [patrol] = scene.check(desk=scene.clerk, **PATROL)

    def told(register, id):
        forms = [f for f in FORMS.values() if f.form.register == register]
        with scene.officer.view("print") as view:
            return offered(view, forms, REGISTERS[register], id)

    assert told("inspections", visit) >= {"inspection_record", "correction_order"}
    assert "patrol_record" not in told("inspections", visit)
    assert "patrol_record" in told("inspections", patrol)
    assert "inspection_record" not in told("inspections", patrol)
    assert "transfer_letter" not in told("hazards", lock)
    assert "transfer_letter" in told("hazards", stairs)


def test_where_nobody_has_said_what_land_it_is_no_paper_decides_it(scene, printed):
    with scene.officer.act("amend:housing", purpose=CHECK) as act:
        revision = scene.now.revision
        records.amend(act, REGISTERS["housing"], scene.house, {"land": None}, revision=revision)
    visit, _count = scene.check(faults="1")
    text = words(printed("correction_order", visit))
    assert "土地性质未确定" in text
    assert "《治安管理处罚法》第六十八条" in text
    assert "未确定" in words(printed("rental_house_form", scene.house))
    assert "不擅自进入租赁房屋" not in words(printed("responsibility_letter", scene.house))


def test_a_fault_that_stands_open_is_seen_again_and_not_filed_a_second_time(scene, printed):
    _visit, lock, stairs = scene.check(faults="15 门锁坏；6 楼道堆物")
    later, *ids = scene.check(on=TUESDAY, faults="15 门锁仍坏；6! 已清走；13")
    assert ids[1:] == [lock, stairs]
    assert [h.item for h in scene.every(Hazard)] == ["R15", "R6", "R13"]
    assert not any(h.repeat for h in scene.every(Hazard))
    assert (scene.hazard(lock).state, scene.hazard(stairs).state) == ("open", "closed")
    assert scene.hazard(lock).deadline.isoformat() == "2026-03-16"  # as it was ordered
    looks = [*scene.rechecks(lock), *scene.rechecks(stairs)]
    assert [(r.result, r.inspection_id, r.remarks) for r in looks] == [
        ("not", later, "门锁仍坏"),
        ("done", later, "已清走"),
    ]
    text = words(printed("inspection_record", later))
    assert "门锁仍坏" in text
    assert "尚未销号" in text
    assert "当场改正" in text
    with pytest.raises(Refused, match="不出具责令"):
        printed("correction_order", later)


def test_what_a_patrol_had_noted_is_ordered_by_the_check_that_finds_it(scene, printed):
    patrol, lock = scene.check(desk=scene.clerk, faults="15 门锁坏", **PATROL)
    visit, same = scene.check(on=TUESDAY, faults="15")
    assert same == lock
    assert scene.hazard(lock).deadline.isoformat() == "2026-03-24"
    assert scene.owed(lock) == [("hazard_recheck", "2026-03-25", "recheck")]
    assert "2026年3月24日" in words(printed("correction_order", visit))
    with pytest.raises(Refused, match="不出具责令"):
        printed("correction_order", patrol)


def test_what_the_landlord_called_mended_and_a_check_still_finds_is_open_again(scene):
    _visit, lock = scene.check(faults="15")
    scene.act("report_corrected", lock)
    scene.check(on=TUESDAY, faults="15")
    found = scene.hazard(lock)
    assert (found.state, found.reported_on) == ("open", None)


def test_an_order_is_a_draft_until_the_county_orders_stand_alone_use(scene, printed):
    visit, *_hazards = scene.check(faults="15")
    assert "【草稿】" in words(printed("correction_order", visit))
    assert "【草稿】" not in words(printed("inspection_record", visit))
