"""A fight decided on a grown man and a boy of sixteen, up to its seal; and what is refused."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from uuid import uuid4

import pytest
from sqlalchemy import select

from station_app.access import records
from station_app.cases.steps import steps
from station_app.core.errors import Absent, Conflict, Refused, Rejected
from station_app.core.records import Table
from station_app.core.texts import render
from station_app.registers import FORMS, REGISTERS
from station_app.storage import seals
from station_app.storage.pages import Query
from station_app.storage.tables import DutyRow, Operation
from station_app.workflows import agenda, export
from station_app.workflows.check import check
from station_app.workflows.desk.closing import checklist
from station_app.workflows.desk.sampling import draw, drawn, samples
from station_app.workflows.find import find
from station_app.workflows.paper import print_form
from station_app.workflows.verify import verify
from tests.calls.reported import call
from tests.cases.accepted import ON_CALL, WHY, case, do, shown, when
from tests.custody.inside import brought
from tests.sealing.keepers import keeper
from tests.statements.asked import READ, question

one_engine = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)
MAN, BOY = "339901198801010011", "339901200905200012"
FINE = {"kind": "罚款", "amount": "500", "basis": "《治安管理处罚法》第五十一条"}
NUMBER = {"decision_number": "演公（城）行罚决字〔2026〕8号", "remedies": "是"}


def person(desk, name, number):
    with desk.act("file:people", purpose=WHY) as act:
        return records.file(act, REGISTERS["people"], {"name": name, "id_number": number}).id


def filed(desk, **typed):
    made = case(desk, **typed)
    if made.state == "accepted":
        do(desk, "file_case", made.id)
        do(desk, "tell", made.id)
    return made.id


def suspect(desk, case_id, name="钱大川", number=MAN, role="违法嫌疑人"):
    id = person(desk, name, number)
    do(desk, "involve", case_id, person_id=str(id), role=role)
    return id


def why(desk, name, id, register="cases", **typed):
    """The sentence that refuses it."""
    with pytest.raises((Refused, Rejected, Conflict)) as wrong:
        do(desk, name, id, register, **typed)
    return render(wrong.value.text)


def owed(desk, register):
    with desk.view(f"list:{register}") as view:
        return set(view.all(select(DutyRow.rule).where(DutyRow.register == register)))


def proposed(desk, case_id, person_id, **typed):
    return do(desk, "propose_decision", case_id, person_id=str(person_id), **FINE | typed)[0]


def listed(desk, case_id):
    with desk.view("case-checklist") as view:
        return checklist(view, case_id)


def left(desk, case_id):
    return {each.line.name for each in listed(desk, case_id).lines if not each.line.met}


@one_engine
def test_a_man_and_a_boy_are_decided_upon_step_by_step(officer, chief, store):
    keeper(store, "chief")
    id = filed(officer, public_official="是")
    man = suspect(officer, id)
    stranger = person(officer, "赵六", "339901199003078016")
    assert "先登记为本案的违法嫌疑人" in why(
        officer, "propose_decision", id, person_id=str(stranger), **FINE
    )
    boy = suspect(officer, id, "吴浩宇", BOY)
    suspect(officer, id, "孙小禾", "33990119880101002X", role="被侵害人")
    his = proposed(officer, id, man, amount="1500")
    assert "已有处理决定" in why(officer, "propose_decision", id, person_id=str(man), **FINE)
    [(whose, caution)] = listed(officer, id).cautions
    assert "钱大川" not in render(whose)  # masked, as on every list
    assert "一百零九" in render(caution)
    # told, then decided by another, within the power of the station
    assert "第一百一十二条" in why(
        officer, "receive", his, "case_decisions", decided_by="演示县公安局", **NUMBER
    )
    do(officer, "tell", his, "case_decisions", defence="不申辩")
    assert "一百零九" in why(chief, "decide", his, "case_decisions", **NUMBER)
    do(officer, "receive", his, "case_decisions", decided_by="演示县公安局", **NUMBER)
    assert shown(officer, id).state == "filed"  # the boy is still to be decided upon
    # the boy: his age, his guardian, a hearing, a review, a discussion
    days = {
        "kind": "行政拘留",
        "amount": "",
        "days": "5",
        "grave": "是",
        "review_ground": "complex",
    }
    younger = FINE | days | {"person_id": str(boy), "not_detained": "age_14_15"}
    assert "16 周岁" in why(officer, "propose_decision", id, **younger)
    boys = proposed(officer, id, boy, **days)
    one = shown(officer, boys, "case_decisions")
    assert (one.age, one.entered_by) == (16, "officer")
    assert "监护人" in why(officer, "tell", boys, "case_decisions")
    guardian = {"guardian": "吴父", "guardian_said": "请从轻"}
    assert "听证" in why(officer, "tell", boys, "case_decisions", **guardian)
    assert "尚未进行处罚前告知" in why(chief, "review", boys, "case_decisions", opinion="同意")
    do(officer, "tell", boys, "case_decisions", hearing_told_on="2026-03-09", **guardian)
    assert owed(officer, "case_decisions") >= {"hearing_request", "decision_service"}
    told = {"decided_by": "演示县公安局", **NUMBER}
    for article in ("一百一十七", "一百一十四", "一百一十三"):
        assert article in why(officer, "receive", boys, "case_decisions", **told)
    assert "或者写听证日期" in why(officer, "hear", boys, "case_decisions")
    do(officer, "hear", boys, "case_decisions", hearing_waived="是")
    assert "须由另一人" in why(officer, "review", boys, "case_decisions", opinion="同意")
    do(chief, "review", boys, "case_decisions", opinion="同意")
    do(chief, "discuss", boys, "case_decisions", discussion="同意拘留五日，不执行")
    do(officer, "receive", boys, "case_decisions", **told)
    assert shown(officer, id).state == "decided"
    # executed
    do(officer, "serve", his, "case_decisions", served_how="direct")
    assert "已于" in why(officer, "serve", his, "case_decisions", served_how="direct")
    assert "数额小" in why(officer, "pay", his, "case_decisions", paid_how="cash_small")
    do(officer, "pay", his, "case_decisions", paid_how="cash_remote")
    assert owed(officer, "case_decisions") == {
        *("fine_handed_in", "decision_service", "detention_family"),
    }
    do(officer, "hand_in", his, "case_decisions")
    assert shown(officer, his, "case_decisions").state == "executed"
    do(officer, "serve", boys, "case_decisions", served_how="direct")
    assert "尚未执行完毕" in why(officer, "close_case", id, close_kind="executed")
    do(officer, "carry_out", boys, "case_decisions", not_detained="first_16_17")
    assert left(officer, id) == {"victim", "organ"}
    assert "第一百三十四条" in why(officer, "close_case", id, close_kind="executed")
    for each in (his, boys):
        told_on = {"victim_copied_on": "2026-03-09", "organ_told_on": "2026-03-09"}
        do(officer, "notify", each, "case_decisions", **told_on)
    assert left(officer, id) == set()
    kinds = {kind: no for kind, no in listed(officer, id).kinds if no is None}
    assert set(kinds) == {"executed", "cannot_execute"}
    with officer.view("list:cases") as view:
        said = [one.kind for one in steps(view, id)]
    assert said[3:] == [
        *("proposed", "noticed", "decided", "proposed", "noticed", "hearing", "legal_review"),
        *("group_discussion", "decided", "served", "fine_paid", "handed_in", "served"),
        *("executed", "notified", "notified"),
    ]
    assert do(officer, "close_case", id, close_kind="executed") == ()
    with pytest.raises(Absent):
        shown(officer, id)


# Sealed: an id that answers as one that never was


def closed(officer, chief):
    """What leads to the end of a case of one man, with all that hangs on it."""
    man = person(officer, "钱大川", MAN)
    alarm = call(officer, facts="两人因停车打架，钱大川先动手").id
    do(officer, "involve", alarm, "calls", role="party", person_id=str(man))
    [id, *_more] = do(officer, "accept_admin_case", alarm, "calls", **ON_CALL)
    do(officer, "tell", id)
    do(officer, "involve", id, person_id=str(man), role="违法嫌疑人")
    mistaken = do(officer, "involve", id, person_id=str(man), role="证人")[1]
    with officer.act("withdraw:case_people", purpose=WHY) as act:
        records.withdraw(act, REGISTERS["case_people"], mistaken, reason="不是证人")
    inside = brought(officer, person_id=str(man), described=None, case_id=str(id))
    do(officer, "leave", inside.id, "custody", left_how="released")
    asked = question(officer, id, man, role="违法嫌疑人")
    do(officer, "write", asked, "statements", rights_shown="是", penalties="无")
    do(officer, "finish", asked, "statements", **READ)
    his = proposed(officer, id, man)
    do(officer, "tell", his, "case_decisions")
    do(chief, "decide", his, "case_decisions", **NUMBER)
    do(officer, "serve", his, "case_decisions", served_how="direct")
    do(officer, "pay", his, "case_decisions", paid_how="bank")
    with chief.act("sample-cases") as act:
        draw(act, date(2026, 3, 9), 5)
    with officer.act("print", purpose=WHY) as act:
        paper = print_form(act, FORMS["case_cover"], id)
    ids = {"cases": id, "case_decisions": his, "custody": inside.id, "statements": asked}
    return ids | {"calls": alarm, "prints": paper.print_id}, man, paper


def asked_everywhere(desk, chief, man, ids, paper):
    """What every door tells of him and of these ids; names of records left out."""
    said = {}
    for word in ("钱大川", MAN, "A202603090001"):
        with desk.view("find") as view:
            hits = [hit.register for hit in find(view, word).hits]
        said["find", word] = [name for name in hits if name != "people"]
    for name, id in ids.items():
        if name == "prints":
            continue
        said["show", name] = absent(desk, records.show, f"show:{name}", name, id)
        said["history", name] = absent(chief, records.history, f"history:{name}", name, id)
    for name in ("calls", "cases", "custody"):
        with desk.view(f"list:{name}") as view:
            said["list", name] = len(records.page(view, REGISTERS[name], Query()))
        with chief.survey(f"export:{name}") as act:
            taken = export.take(act, REGISTERS[name], Query(down=True), "查", lambda _n: None)
            said["export", name] = len(list(taken))
    for one in (desk, chief):
        with one.view("agenda") as view:
            owed = agenda.agenda(view, agenda.Wanted(within=400))
            said["agenda", one.role] = {item.register for item in owed}
        with one.act("everything-about:people", purpose=WHY) as act:
            links, counted = records.everything_about(act, REGISTERS["people"], man)
            said["page", one.role] = {link.register for link in links} | set(counted)
    with desk.act("verify") as act:
        said["verify", "code"] = verify(act, FORMS, paper.code).state.value
    with chief.view("samples") as view:
        said["samples", ""] = len(samples(view))
    return said


def absent(desk, service, right, name, id):
    """The sentence that says there is none, or that there is one."""
    try:
        with desk.act(right, purpose=WHY) as act:
            service(act, REGISTERS[name], id)
    except Absent as none:
        return render(none.text)
    return "有"


def test_a_closed_case_answers_as_one_that_never_was(officer, chief, store):
    halves = keeper(store, "chief")
    ids, man, paper = closed(officer, chief)
    open_ = asked_everywhere(officer, chief, man, ids, paper)
    never = asked_everywhere(officer, chief, man, dict.fromkeys(ids, uuid4()), UNPRINTED)
    assert do(officer, "close_case", ids["cases"], close_kind="executed") == ()
    sealed = asked_everywhere(officer, chief, man, ids, paper)
    for door, told in sealed.items():
        if door[0] in ("show", "history", "verify"):
            assert told == never[door] != open_[door], door  # absent and sealed are the same
        else:
            assert not told, door
    shown_before = {door for door, told in open_.items() if told}
    assert shown_before == open_.keys() - QUIET
    assert holding(store, man) == set()
    with chief.survey("check") as act:
        assert check(act) == []
    with store.reading() as session:
        found = seals.keys(session, halves)
        opened = [seals.opened(session, REGISTERS, id, key) for id, _of, key in found]
    kept = {one.register for one in opened}
    assert kept >= {*ids, "case_people", "case_steps", "call_people", "custody_steps"}
    [his] = [one.record for one in opened if one.register == "case_decisions"]
    assert (his.person_id, his.amount) == (man, 500)  # whoever is let to read it reads all of it


UNPRINTED = SimpleNamespace(code="ABCDEFGHJK")
QUIET = {("find", "钱大川"), ("find", MAN)}  # by his name he alone is found, before and after


def holding(store, man):
    """Tables that still say anything of him; the log keeps ids, his own entry keeps its name."""
    own = {"person", "sealed", "search_key", "digit_key", "operation", "audit_read"}
    found, words = set(), ("钱大川", MAN, "五十一条", str(man))
    with store.reading() as session:
        his = set(session.scalars(select(Operation.op_id).where(Operation.record_id == man)))
        for table in Table.metadata.sorted_tables:
            for row in session.execute(select(*table.columns)):
                said = repr(tuple(row))
                said = said.replace(str(man), "") if table.name == "audit_event" else said
                if any(word in said for word in words) and row[0] not in his:
                    found.add(table.name)
    return found - own


def chosen(chief, count=2):
    with chief.act("sample-cases") as act:
        found = draw(act, date(2026, 3, 1), count)
    return found, act.notes


@one_engine
def test_cases_are_drawn_by_a_lot_that_draws_the_same_again(officer, chief, desk_of, store):
    keeper(store, "chief")
    cases = [filed(officer) for _nth in range(5)]
    filed(officer, kind="criminal")
    first, notes = chosen(chief)
    assert (notes["lot"], notes["among"], notes["drawn"]) == ("339901-01 2026-03", 5, 2)
    assert chosen(desk_of("chief", "另一名所长"))[0] == first  # nothing of the drawer is in it
    assert set(first) < set(cases)
    assert len(chosen(chief, 3)[0]) == 3
    numbers = [f"A{n}" for n in range(30)]
    march = drawn("339901-01", "2026-03", numbers, 5)
    assert march == drawn("339901-01", "2026-03", reversed(numbers), 5)
    assert (
        march
        != drawn("339901-01", "2026-04", numbers, 5)
        != drawn("339901-02", "2026-03", numbers, 5)
    )
    with chief.view("samples") as view:
        assert {(one.state, one.month) for one in samples(view)} == {("sampled", "2026-03")}
    drawn_one = first[0]
    assert "权限" in why(officer, "find_sampling", drawn_one, sound="是")
    assert "或者写明" in why(chief, "find_sampling", drawn_one)
    do(chief, "find_sampling", drawn_one, finding="询问笔录没有起止时间")
    assert "已经评查" in why(chief, "find_sampling", drawn_one, sound="是")
    assert "sampling_answer" in owed(officer, "cases")
    assert "sampling" in left(officer, drawn_one)
    do(officer, "answer_sampling", drawn_one, answer="已补正")
    assert "没有待答复" in why(officer, "answer_sampling", drawn_one, answer="已补正")
    own = filed(chief)
    assert "没有" not in why(chief, "find_sampling", own, sound="是")
    with pytest.raises(Refused, match="已经开始"), chief.act("sample-cases") as act:
        draw(act, date(2026, 4, 1), 1)


FAST = {"fast_from": "2026-03-09 8:00", "fast_consent_on": "2026-03-09", "admits": "是"}


@one_engine
def test_the_fast_track_takes_consent_and_leaves_out_whom_the_rule_leaves_out(
    officer, chief, store
):
    keeper(store, "chief")
    id = filed(officer)
    man = suspect(officer, id)
    for told, said in (
        ({"fast_consent_on": ""}, "必填"),
        ({"admits": "否"}, "不认错认罚"),
        ({"disabled": "是"}, "盲、聋、哑"),
        ({"mental": "是"}, "精神病"),
        ({"hearing": "是"}, "听证"),
        ({"unfit": "是"}, "不宜"),
        ({"days": "10"}, "十日以上"),
        ({"fast_from": "2026-03-07 9:59"}, "四十八小时"),
        ({"fast_consent_on": "2026-03-08"}, "早于到案"),
        ({"fast_from": "2026-03-09 10:01"}, "今天之后"),
    ):
        assert said in why(officer, "fast_track", id, **FAST | told)
    criminal = filed(officer, kind="criminal")
    assert "刑事" in why(officer, "fast_track", criminal, **FAST)
    with_boy = filed(officer)
    suspect(officer, with_boy, "吴浩宇", BOY)
    assert "未成年" in why(officer, "fast_track", with_boy, **FAST)
    do(officer, "fast_track", id, **FAST | {"days": "9"})
    with officer.view("list:cases") as view:
        due = view.all(select(DutyRow.due_at).where(DutyRow.rule == "fast_track_decision"))
    assert [str(one) for one in due] == ["2026-03-11 00:00:00+00:00"]  # 08:00 two days later
    assert "已在快速办理" in why(officer, "fast_track", id, **FAST)
    long = {"kind": "行政拘留", "amount": "", "days": "10"}
    assert "先转为一般程序" in why(
        officer, "propose_decision", id, **FINE | long | {"person_id": str(man)}
    )
    do(officer, "end_fast_track", id, note="案情复杂")
    assert "fast_track_decision" not in owed(officer, "cases")
    assert "不在快速办理" in why(officer, "end_fast_track", id, note="案情复杂")
    assert proposed(officer, id, man, **long)


@one_engine
def test_on_the_spot_a_small_fine_and_no_more_and_never_on_a_child(officer, chief, store):
    keeper(store, "chief")
    id = filed(officer)
    man = suspect(officer, id)
    child = suspect(officer, id, "周小树", "33990120130101001X")
    spot = FINE | NUMBER | {"person_id": str(man)}
    assert "五百元" in why(officer, "spot_penalty", id, **spot | {"amount": "501"})
    assert "第十二条" in why(
        officer, "spot_penalty", id, **spot | {"person_id": str(child), "amount": "50"}
    )
    made = do(officer, "spot_penalty", id, **spot)[0]
    assert "已经作出决定" in why(officer, "tell", made, "case_decisions")
    assert owed(officer, "case_decisions") == {"fine_payment", "spot_penalty_report"}
    do(officer, "report", made, "case_decisions")
    spared = {"kind": "不予行政处罚", "basis": "《治安管理处罚法》第十二条"}
    none = do(officer, "propose_decision", id, person_id=str(child), **spared)[0]
    do(chief, "decide", none, "case_decisions", **NUMBER)  # nothing has to be told before
    assert shown(officer, id).state == "decided"
    assert "还有处罚决定" in why(officer, "close_case", id, close_kind="no_penalty")


@one_engine
def test_an_investigation_is_stopped_by_another_and_goes_on_until_it_is_closed(
    officer, chief, store
):
    keeper(store, "chief")
    id = filed(officer)
    suspect(officer, id)
    assert "没有待审批" in why(chief, "stop_investigation", id)
    stop = {"stop_kind": "no_violation", "stop_why": "经查系误会，没有违法事实"}
    mine = filed(chief)
    do(chief, "propose_stop", mine, **stop)
    assert "须由另一人" in why(chief, "stop_investigation", mine)
    criminal = filed(officer, kind="criminal")
    assert "撤销案件" in why(officer, "propose_stop", criminal, **stop)
    do(officer, "propose_stop", id, **stop)
    do(chief, "return_stop", id, note="补充证人证言")
    do(officer, "propose_stop", id, **stop)
    do(chief, "stop_investigation", id, number="演公终字〔2026〕1号")
    assert shown(officer, id).state == "stopped"
    assert "case_sealing" in owed(officer, "cases")
    assert "只能是" in why(officer, "close_case", id, close_kind="executed")
    do(officer, "resume_case", id, why="出现新证据")
    assert shown(officer, id).state == "filed"
    assert "尚在办理" in why(officer, "close_case", id, close_kind="ended")
    do(officer, "propose_stop", id, **stop)
    do(chief, "stop_investigation", id)
    do(officer, "close_case", id, close_kind="ended")
    with pytest.raises(Absent):
        shown(officer, id)


@one_engine
def test_nothing_is_closed_where_nobody_could_ever_read_it_or_while_something_is_owed(
    officer, chief, store
):
    id = filed(officer, kind="criminal")
    assert "保管人" in why(officer, "close_case", id, close_kind="dismissed")
    keeper(store, "chief")
    man = suspect(officer, id)
    inside = brought(officer, person_id=str(man), described=None, case_id=str(id))
    assert "第一百九十五条" in why(officer, "close_case", id, close_kind="dismissed")
    do(officer, "leave", inside.id, "custody", left_how="released")
    assert "不能这样结案" in why(officer, "close_case", id, close_kind="executed")
    do(officer, "close_case", id, close_kind="dismissed")
    turned = filed(officer)
    assert "写明情况" in why(officer, "close_case", turned, close_kind="criminal")
    late = when(officer, "2026-03-10 09:00")
    assert "今天之后" in why(
        officer, "close_case", turned, close_kind="criminal", note="A9", on="2026-03-10"
    )
    do(late, "close_case", turned, close_kind="criminal", note="转为刑事案件A9")


@one_engine
def test_a_call_that_does_not_name_him_stays_without_his_line_and_one_that_does_with_its_last_case(
    officer, chief, store
):
    keeper(store, "chief")
    man, other = person(officer, "钱大川", MAN), person(officer, "孙小禾", "33990119880101002X")
    plain, named = call(officer).id, call(officer, facts="钱大川在店内砸物", place=None).id
    kept = []
    for alarm in (plain, named):
        for who in (man, other):
            kept += do(officer, "involve", alarm, "calls", role="party", person_id=str(who))[1:]
    cases = [
        do(officer, "accept_admin_case", alarm, "calls", **ON_CALL)[0] for alarm in (plain, named)
    ]
    second = filed(officer, call_id=str(named))
    for id in (*cases, second):
        do(officer, "involve", id, person_id=str(man), role="违法嫌疑人")

    def gone(register, *ids):
        return [
            absent(officer, records.show, f"show:{register}", register, id) != "有" for id in ids
        ]

    def close(id):
        do(officer, "close_case", id, close_kind="criminal", note="转为刑事案件A9")

    for id in cases:
        close(id)
    assert gone("calls", plain, named) == [False, False]
    assert gone("call_people", *kept) == [True, False, True, False]  # his lines, not the other's
    assert shown(officer, plain, "calls").case_number
    close(second)
    assert gone("calls", plain, named) == [False, True]
    assert gone("call_people", *kept) == [True, False, True, True]
