"""Measures from the gate to their end: what is refused, what is owed, who decides."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from station_app.access import records
from station_app.core.errors import Refused, Rejected
from station_app.measures.protecting import protected
from station_app.registers import REGISTERS
from tests.measures.executed import MAN, PLACE, SAMPLES, WHY, at, do, enter, owed, shown, steps
from tests.sealing.keepers import keeper

pytestmark = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)


def test_the_gate_lets_through_what_is_a_measure_in_law_and_nothing_else(officer):
    for kind, typed, field in (
        ("bail_pending", {"document_number": None}, "document_number"),
        ("bail_pending", {"organ": None}, "organ"),
        ("bail_pending", {"end": None}, "end"),
        ("bail_pending", {"end": "2027-03-07"}, "end"),
        ("bail_pending", {"security": None}, "security"),
        ("bail_pending", {"deposit": "2000"}, "deposit"),
        ("bail_pending", {"security": "deposit", "guarantor": None, "deposit": "999"}, "deposit"),
        ("bail_pending", {"place": None}, "place_id"),
        ("residential_surveillance", {"end": "2026-09-07"}, "end"),
        ("deprived_of_political_rights", {"organ_kind": "police"}, "organ_kind"),
        ("deprived_of_political_rights", {"end": "2036-03-07"}, "end"),
        ("protection_order", {"end": "2026-09-07"}, "end"),
        ("protection_order", {"organ_kind": "police"}, "organ_kind"),
        ("protection_order", {"protected": MAN}, "protected_id"),
        ("warning_letter_dv", {"facts": None}, "facts"),
        ("corrective_education", {"person": MAN}, "minor"),
        ("corrective_education", {"education": None}, "education"),
        ("corrective_education", {"education": "other"}, "orders"),
        ("family_guidance", {"education": "service"}, "education"),
    ):
        with pytest.raises(Rejected) as wrong:
            enter(officer, kind, **typed)
        assert field in [problem.field for problem in wrong.value.problems], (kind, typed)
    for kind in SAMPLES:
        assert enter(officer, kind).handler == officer.officer
    assert enter(officer, document_number="另一份", end="2027-03-06").number[-4:] == "0008"
    with pytest.raises(Refused, match="已经登记"):
        enter(officer)


def test_a_year_of_bail_from_the_guarantor_to_the_decision_that_lifts_it(officer, chief):
    made = enter(officer, organ="演示县人民检察院", organ_kind="procuratorate")
    first = {"bail_told": "0306", "bail_record": "0406", "bail_expiry_told": "0218",
             "bail_end": "0305"}  # fmt: skip
    assert owed(officer, made.id) == first
    with pytest.raises(Refused, match="不需要告知此人"):
        do(officer, "tell", made.id, whom="committee")
    do(officer, "tell", made.id, whom="person", on="2026-03-06")
    do(officer, "record", made.id, said="按时到案，住址未变")
    first |= {"bail_record": "0409"}
    assert owed(officer, made.id) == {k: v for k, v in first.items() if k != "bail_told"}

    # away, with the consent of the procuratorate, approved by another than who asked
    away = {"what": "away", "since": "2026-03-10", "until": "2026-03-12", "reason": "父亲住院"}
    with pytest.raises(Rejected):
        do(officer, "ask_leave", made.id, **away | {"what": "visitor"})
    do(officer, "ask_leave", made.id, **away)
    assert owed(officer, made.id)["measure_leave_decision"] == "0310"
    with pytest.raises(Refused, match="权限"):
        do(officer, "approve_leave", made.id, number="演检同意3号")
    with pytest.raises(Rejected) as wrong:
        do(chief, "approve_leave", made.id)
    assert [problem.field for problem in wrong.value.problems] == ["number"]
    do(chief, "approve_leave", made.id, number="演检同意3号")
    assert owed(officer, made.id)["measure_leave_back"] == "0312"
    do(at(officer, "03-13"), "return_leave", made.id)
    assert steps(officer, made.id)[-1].late is True
    do(chief, "ask_leave", made.id, **away)
    with pytest.raises(Refused, match="另一人"):
        do(chief, "approve_leave", made.id, number="演检同意4号")
    do(replace(chief, officer="周所长"), "refuse_leave", made.id, said="父亲已经出院")
    assert shown(officer, made.id).leave_asked_on is None

    # a move told in time and one told late
    do(officer, "report_move", made.id, moved_at="2026-03-08 10:00", said="换了工作")
    assert steps(officer, made.id)[-1].late is None
    do(officer, "report_move", made.id, moved_at="2026-03-08 9:59", said="换了电话")
    assert steps(officer, made.id)[-1].late is True

    # what the procuratorate is told, each once
    do(officer, "breach", made.id, said="未经批准去了邻县")
    do(officer, "lose_guarantor", made.id, said="保证人出国")
    assert owed(officer, made.id)["bail_breach_told"] == "0309"
    assert owed(officer, made.id)["guarantor_told"] == "0312"
    for about in ("breach", "guarantor", "expiry"):
        do(officer, "tell_organ", made.id, about=about, number="演公滨通〔2026〕1号")
    with pytest.raises(Refused, match="没有这一事项"):
        do(officer, "tell_organ", made.id, about="breach")
    assert owed(officer, made.id).keys() == {"bail_record", "bail_end"}

    # it ends by the paper of who decided, never by itself
    for how in ({"end_kind": "expired"}, {"end_kind": "lifted"}):
        with pytest.raises(Rejected):
            do(officer, "end", made.id, **how)
    do(officer, "end", made.id, end_kind="lifted", number="演检解保〔2026〕2号")
    assert (owed(officer, made.id), shown(officer, made.id).end_kind) == ({}, "lifted")
    with pytest.raises(Refused, match="结束"):
        do(officer, "record", made.id, said="再记一次")


def test_terms_are_extended_within_the_law_and_shortened_by_a_paper(officer):
    bail = enter(officer, end="2026-09-05")
    for day, fits in (("2026-09-05", 0), ("2027-03-07", 0), ("2027-03-06", 1)):
        if fits:
            do(officer, "extend", bail.id, end=day, number="演公取延1号")
        else:
            with pytest.raises(Rejected):
                do(officer, "extend", bail.id, end=day, number="演公取延1号")
    with pytest.raises(Rejected):
        do(officer, "change", bail.id, end="2027-03-08", number="演公取变1号")
    do(officer, "change", bail.id, end="2026-12-05", number="演公取变1号")
    order = enter(officer, "protection_order")
    do(at(officer, "08-31"), "extend", order.id, end="2027-03-04", number="（2026）民保更1号")
    assert shown(officer, order.id).term_from == date(2026, 9, 4)
    with pytest.raises(Refused, match="不能延长"):
        do(officer, "extend", enter(officer, "warning_letter_dv").id, end="2026-08-05", number="1")
    with pytest.raises(Rejected), officer.act("amend:measures", purpose=WHY) as act:
        records.amend(act, REGISTERS["measures"], bail.id, {"end": date(2027, 3, 5)}, revision=3)


def test_deprivation_ends_with_a_written_notice_on_its_day(officer):
    made = enter(officer, "deprived_of_political_rights", end="2026-03-10", workplace="演示厂")
    told = {f"deprivation_{whom}told" for whom in ("", "committee_", "workplace_")}
    assert owed(officer, made.id).keys() == told | {"deprivation_end"}
    for whom in ("person", "committee", "workplace"):
        do(officer, "tell", made.id, whom=whom)
    for given in ({"on": "2026-03-09", "number": "演公滨剥满1号"}, {"on": "2026-03-10"}):
        with pytest.raises(Rejected):
            do(at(officer, "03-10"), "end", made.id, end_kind="expired", **given)
    do(at(officer, "03-10"), "end", made.id, end_kind="expired", number="演公滨剥满1号")
    assert shown(officer, made.id).state == "ended"


def test_after_a_warning_letter_both_are_visited_by_the_station(officer):
    made = enter(officer, "warning_letter_dv")
    for whom in ("person", "protected", "committee"):
        do(officer, "tell", made.id, whom=whom)
    assert owed(officer, made.id) == {
        "warning_visit": "0406", "warning_victim_visit": "0406", "warning_end": "0605"
    }  # fmt: skip
    do(officer, "visit", made.id, whom="protected", visitor="committee", said="未再发生")
    assert owed(officer, made.id)["warning_victim_visit"] == "0406"
    do(officer, "visit", made.id, whom="protected", visitor="together", said="未再发生")
    assert owed(officer, made.id)["warning_victim_visit"] == "0409"
    assert [step.by for step in steps(officer, made.id)][-1] == "派出所和居（村）民委员会"


def test_a_minors_measure_is_sealed_as_it_ends(officer, chief, store, ask):
    made = enter(officer, "corrective_education")
    do(officer, "record", made.id, said="按时报告")
    with pytest.raises(Refused):  # nobody could ever open it
        do(officer, "end", made.id, end_kind="lifted", number="演公矫教解1号")
    keeper(store, "chief")
    assert do(officer, "end", made.id, end_kind="lifted", number="演公矫教解1号") == ()
    assert (ask("select count(*) from measure"), ask("select count(*) from measure_step")) == (0, 0)
    assert ask("select count(*) from sealed") == 3
    man = enter(officer)  # a grown man's stays as it is
    do(officer, "end", man.id, end_kind="changed", number="演公逮〔2026〕1号")
    assert shown(chief, man.id).end_kind == "changed"


def test_the_desk_on_duty_learns_that_an_address_is_protected_and_until_when(officer, desk_of):
    made = enter(officer, "protection_order")
    enter(officer, place=PLACE)  # bail of somebody there tells nothing

    def asked(desk):
        with desk.act("protected-place", purpose=WHY) as act:
            return protected(act, made.place_id)

    other = desk_of("officer", "吴警官")
    assert asked(other) == date(2026, 9, 4)
    assert asked(at(other, "09-05")) is None
    do(officer, "end", made.id, end_kind="revoked", number="（2026）民保撤1号")
    assert asked(other) is None
    with pytest.raises(Refused):
        asked(desk_of("clerk"))
