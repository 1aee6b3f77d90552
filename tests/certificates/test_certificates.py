"""The counter: certificates issued and refused, and records asked for and answered."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from station_app.access import filling, records
from station_app.core.days import BEIJING
from station_app.core.errors import Refused, Rejected
from station_app.printing.reading import text_of
from station_app.registers import ACTIONS, FORMS, REGISTERS
from station_app.storage import secrecy
from station_app.storage.pages import Query
from station_app.storage.tables import DutyRow
from station_app.workflows.verify import State, verify
from tests.certificates.asked import (
    WHY,
    asked,
    do,
    filed,
    household,
    named,
    paper,
    pdf,
    shown,
)

GOLDEN = Path(__file__).parents[1] / "golden" / "certificates"
UPDATE = os.environ.get("UPDATE_GOLDEN") == "1"
pytestmark = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)
ISSUED = {  # kind → facts that no register draws
    "abducted_child": "2019年被拐，2026年3月1日经DNA比对认定。",
    "foundling": "2026年3月8日晚在石桥路8号楼下发现一名女婴并报案。",
    "unnatural_death": "经检验系交通事故死亡。",
    "by_law": "依照《收养法》登记需要的情况。",
}


def owed(desk, id):
    with desk.act("show:certificates", purpose=WHY) as act:
        return set(act.all(select(DutyRow.rule).where(DutyRow.record_id == id)))


def known(desk, register, id, name):
    with desk.act(f"show:{register}", purpose=WHY) as act:
        return filling.filled_in(act, REGISTERS[register], id, ACTIONS[register][name])


def checked(desk, content):
    """What a paper that somebody brings is worth today."""
    with desk.act("verify") as act:
        return verify(act, FORMS, content).state


def compared(name, text):
    text = re.sub(r"(?m)^.*核验码.*$", "", text)
    golden = GOLDEN / f"{name}.txt"
    if UPDATE:
        GOLDEN.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8"), name


def test_a_refused_certificate(officer, chief):
    """He asks for proof of being married: no station's business, and he is told so in writing."""
    desk = named(officer)
    father, _wife, _son = household(desk)
    [id] = do(desk, "certificate", father, "people", kind="other_marriage", purpose="购房贷款",
              addressee="演示县商业银行")  # fmt: skip
    one = shown(desk, id)
    assert (one.state, one.ground, one.officer) == ("refused", "other_organ", "王警官")
    assert "民政部门" in one.where_to
    assert owed(desk, id) == {"certificate_notice", "certificate_report"}
    with pytest.raises(Refused, match="办结"):
        do(desk, "issue", id, facts="未婚", basis="本人陈述")
    with pytest.raises(Refused, match="不能打印"):
        paper(desk, "certificate", id)
    with pytest.raises(Refused, match="一律书面"):
        do(desk, "tell", id)
    text = paper(desk, "certificate_refusal", id)
    for said in ("林远山", "婚姻状况", "不属于公安派出所职责", "民政部门", "演示县商业银行"):
        assert said in text
    compared("certificate_refusal", text)
    do(desk, "tell", id)
    do(chief, "report", id, reported_to="演示县公安局治安大队")
    assert owed(desk, id) == set()
    with chief.view("list:certificates") as view:
        lines = records.page(view, REGISTERS["certificates"], Query(where={"state": "refused"}))
    assert [line.id for line in lines] == [id]
    assert shown(chief, id).reported_to == "演示县公安局治安大队"


def test_a_kind_that_is_issued_may_be_refused_too_but_never_without_ground_and_way(officer):
    father, *_rest = household(officer)
    id = asked(officer, father, "by_law")
    with pytest.raises(Rejected):
        do(officer, "refuse", id, ground="no_basis")
    do(officer, "refuse", id, ground="elsewhere", where_to="户籍所在地派出所")
    assert owed(officer, id) == {"certificate_notice", "certificate_report"}


def test_each_of_the_nine_says_what_it_said_before(officer, tmp_path):
    desk = named(officer)
    father, wife, son = household(desk)
    folder = Path(os.environ.get("PAPERS", tmp_path))
    made = {kind: asked(desk, father, kind) for kind in ISSUED}
    for kind, facts in ISSUED.items():
        do(desk, "issue", made[kind], facts=facts, basis="接处警登记", stock_number="演证0001")
    made["kinship"] = asked(desk, father, "kinship", other_id=str(son), addressee="演示县公证处")
    made["amended"] = asked(desk, wife, "amended")
    made["temporary_identity"] = asked(desk, father, "temporary_identity", purpose="乘坐火车")
    made["cancelled"] = asked(desk, son, "cancelled", applicant_id=str(father), authority="父亲")
    archive = {"facts": "2026年2月注销户口。", "basis": "户籍档案"}
    until = {"valid_until": "2026-03-12"}
    typed = {"kinship": {}, "amended": {}, "temporary_identity": until, "cancelled": archive}
    for kind, more in typed.items():
        drawn = known(desk, "certificates", made[kind], "issue")
        said = {name: drawn[name] for name in ("facts", "basis") if name in drawn}
        do(desk, "issue", made[kind], **said | more)
    for kind, id in made.items():
        content = pdf(desk, "certificate", id)
        (folder / f"{kind}.pdf").write_bytes(content)
        text = text_of(content)
        assert "内部查阅件" in text, "until the county orders stand-alone use"
        compared(kind, text)


def test_two_of_one_household_are_related_as_the_register_has_them_and_strangers_are_not(officer):
    father, wife, son = household(officer)
    drawn = known(officer, "certificates", asked(officer, son, "kinship", other_id=str(wife)),
                  "issue")  # fmt: skip
    assert "林小河与户主关系为“长子”" in drawn["facts"]
    assert "何静与户主关系为“妻”" in drawn["facts"]
    stranger = filed(officer, "people", {"name": "周全", "id_number": "339901200002290037"}).id
    apart = asked(officer, father, "kinship", other_id=str(stranger))
    assert "facts" not in known(officer, "certificates", apart, "issue")
    with pytest.raises(Rejected, match="另一人"):
        asked(officer, father, "kinship")
    with pytest.raises(Rejected, match="委托书"):
        asked(officer, father, "by_law", applicant_id=str(wife))


def test_a_term_is_named_kept_and_a_certificate_that_is_void_says_so(officer, chief):
    father, *_rest = household(officer)
    id = asked(officer, father, "temporary_identity")
    assert owed(officer, id) == {"certificate_term"}
    do(officer, "promise", id, promised_on="2026-03-11", wanting="近期照片两张")
    with pytest.raises(Rejected, match="有效期限"):
        do(officer, "issue", id, facts="身份属实", basis="登记")
    do(officer, "issue", id, facts="身份属实", basis="登记", valid_until="2026-03-12")
    content = pdf(officer, "certificate", id)
    assert checked(officer, content) is State.SAME
    with pytest.raises(Refused, match="补打"):
        pdf(officer, "certificate", id)
    later = replace(officer, now=lambda: datetime(2026, 3, 13, 10, tzinfo=BEIJING))
    with pytest.raises(Refused, match="届满"):
        pdf(later, "certificate", id, "遗失")
    do(officer, "void", id, void_reason="姓名有误")
    with pytest.raises(Refused, match="作废"):
        pdf(officer, "certificate", id, "遗失")
    assert checked(officer, content) is State.WITHDRAWN


def received(desk, person, **more):
    id = asked(desk, person, "no_record")
    typed = {"applicant": "self", "purpose": "出国留学", "abroad": "是", "country": "新加坡",
             "until": "2026-03-09"} | more  # fmt: skip
    return do(desk, "query", id, **typed)[0], id


def test_a_query_is_received_checked_answered_and_looked_at_again(officer, desk_of):
    desk = named(officer)
    father, wife, son = household(desk)
    with pytest.raises(Rejected, match="委托书"):
        received(desk, father, applicant="agent", agent_id=str(wife))
    with pytest.raises(Rejected, match="民事行为能力"):
        received(desk, father, applicant="agent", agent_id=str(son), authority="委托书")
    with pytest.raises(Rejected, match="依据"):
        received(desk, father, applicant="unit", unit="演示县第一小学")
    query, id = received(desk, father)
    compared("query_receipt", paper(desk, "query_receipt", query))
    with pytest.raises(Refused, match="还没有填写"):
        paper(desk, "no_record_certificate", query)
    do(desk, "check", query, "record_queries", checking_by="县局领导", checking_why="重名")
    with pytest.raises(Refused, match="调查核实"):
        do(desk, "result", query, "record_queries", result="clean")
    do(desk, "checked", query, "record_queries")
    do(desk, "result", query, "record_queries", result="clean", base_number="Q20260309001")
    with pytest.raises(Refused, match="先打印"):
        do(desk, "answer", query, "record_queries", handed_to="林远山")
    compared("no_record", paper(desk, "no_record_certificate", query))
    do(desk, "answer", query, "record_queries", handed_to="林远山")
    assert shown(desk, id).state == "answered"
    do(desk, "ask_review", query, "record_queries", review_why="姓名有误")
    do(desk, "extend_review", query, "record_queries", extended_by="县局领导")
    assert owed(desk, query) == {"record_review_extended"}
    do(desk, "review_result", query, "record_queries", review="upheld", review_number="复查1号")
    assert owed(desk, query) == set()


def test_what_was_found_is_its_handler_s_and_the_chief_s_alone(officer, chief, desk_of):
    """Typed or not, clean or not: to another officer there is no such query, nor a sign of it."""
    desk, other = named(officer), desk_of("officer", "李警官")
    father, wife, _son = household(desk)
    found, id = received(desk, father)
    assert shown(other, found, "record_queries").result is None  # nothing to keep yet
    clean, _same = received(desk, wife, purpose="入职")
    do(desk, "result", found, "record_queries", result="found")
    do(desk, "result", clean, "record_queries", result="clean")
    compared("no_record_refusal", paper(desk, "no_record_refusal", found))
    with pytest.raises(Refused, match="另一种"):
        paper(desk, "no_record_certificate", found)
    do(desk, "answer", found, "record_queries", handed_to="林远山")
    for query in (found, clean):
        with pytest.raises(Refused, match="保密"):
            shown(other, query, "record_queries")
        with pytest.raises(Refused, match="保密"):
            paper(other, "query_receipt", query)
    assert shown(chief, found, "record_queries").result == "found"
    assert shown(other, id).state == "answered"
    school = {"applicant": "unit", "unit": "演示县第一小学", "purpose": "教职工入职"}
    basis = "《未成年人保护法》第六十二条"
    unit, _same = received(desk, wife, **school, unit_basis=basis)
    do(desk, "result", unit, "record_queries", result="clean")
    compared("record_answer", paper(desk, "record_answer", unit))


def test_without_the_protection_it_is_shown_to_everybody(officer, desk_of, monkeypatch):
    """What the test above holds is its work: taken away, another officer reads the result."""
    father, *_rest = household(officer)
    query, _id = received(officer, father)
    do(officer, "result", query, "record_queries", result="found")
    monkeypatch.setattr(secrecy, "hidden", lambda *_args: None)
    monkeypatch.setattr(secrecy, "shut", lambda *_args: set())
    other = desk_of("officer", "李警官")
    assert shown(other, query, "record_queries").result == "found"
