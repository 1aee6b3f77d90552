"""调查评估: asked for by who decides, by the police or by the procuratorate; answered in time."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from station_app.core.errors import Refused, Rejected
from station_app.corrections.intake_records import CorrectionNotice
from station_app.storage.tables import DutyRow
from tests.corrections.supervised import BOY, MAN, enter, perform

COMMISSION = {
    "person": MAN,
    "organ_kind": "court",
    "organ": "演示县人民法院",
    "commission_number": "（2026）演9901委3号",
    "received_on": "2026-03-04",
}
FOUND = {
    "result": "suitable",
    "home": "与父母同住",
    "family": "家庭愿意监督",
    "conduct": "无违法犯罪记录",
    "finding": "具备条件",
    "finding_number": "演矫评〔2026〕4号",
}


def commission(worker, **typed):
    return enter(worker, "assessments", **COMMISSION | typed)


def do(worker, name, id, **typed):
    return perform(worker, name, id, "assessments", **typed)


@pytest.fixture
def owed(store):
    def owed(id):
        rows = select(DutyRow.rule, DutyRow.due_on).where(DutyRow.record_id == id)
        with store.reading() as session:
            return {rule: str(day) for rule, day in session.execute(rows)}

    return owed


@pytest.fixture
def told(store):
    def told():
        with store.reading() as session:
            notices = session.scalars(select(CorrectionNotice).order_by(CorrectionNotice.row)).all()
        return [(one.kind, one.organ, one.document_number) for one in notices]

    return told


def test_ten_working_days_and_five_of_a_fast_track(worker, owed):
    assert owed(commission(worker).id)["assessment"] == "2026-03-18"
    assert owed(commission(worker, expedited="是").id)["assessment_fast"] == "2026-03-11"


def test_the_police_and_the_procuratorate_commission_too(worker):
    for kind in ("police", "procuratorate"):
        assert commission(worker, organ_kind=kind).answered_on is None


def test_the_term_is_longer_only_as_agreed_with_who_asked(worker, owed):
    one = commission(worker)
    with pytest.raises(Rejected, match="须在原期限"):
        do(worker, "agree_extension", one.id, until="2026-03-18", agreed_by="刑庭复函")
    with pytest.raises(Rejected, match="必填"):
        do(worker, "agree_extension", one.id, until="2026-03-25")
    do(worker, "agree_extension", one.id, until="2026-03-25", agreed_by="刑庭复函")
    assert owed(one.id)["assessment_agreed"] == "2026-03-25"
    assert "assessment" not in owed(one.id)


def test_the_procuratorate_of_the_county_hears_of_it_and_has_a_copy_of_the_opinion(
    worker, owed, told
):
    one = commission(worker)
    assert owed(one.id)["assessment_told"] == "2026-03-05"
    do(worker, "tell_procuratorate", one.id, document_number="演矫通〔2026〕2号")
    do(worker, "answer", one.id, **FOUND)
    assert owed(one.id) == {}
    number = FOUND["finding_number"]
    assert told() == [
        ("assessment_received", "procuratorate", "演矫通〔2026〕2号"),
        ("assessment_finding", "commissioner", number),
        ("assessment_finding", "procuratorate", number),
    ]
    for name, typed in (("answer", FOUND), ("tell_procuratorate", {})):
        with pytest.raises(Refused, match="已于"):
            do(worker, name, one.id, **typed)


def test_an_opinion_rests_on_what_was_found(worker):
    one = commission(worker)
    with pytest.raises(Rejected) as refused:
        do(worker, "answer", one.id, result="unsuitable", finding_number="演矫评〔2026〕5号")
    assert {p.field for p in refused.value.problems} == {"home", "family", "conduct", "finding"}


def test_where_home_or_identity_are_untrue_it_says_so_and_no_more_is_asked(worker, office):
    one = commission(worker)
    said = {
        "result": "untrue",
        "finding": "所留住址查无此人",
        "finding_number": "演矫评〔2026〕6号",
    }
    do(worker, "answer", one.id, **said)
    kept = office.show(worker, "assessments", one.id, why="CORRECTION")
    assert (kept.result, kept.home) == ("untrue", None)


def test_who_is_not_yet_eighteen_is_kept_secret_from_the_commission_on(worker):
    assert commission(worker, person=BOY).minor is True
    assert not commission(worker).minor
