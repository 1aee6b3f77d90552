from __future__ import annotations

import pytest

from station_app.access import voiding
from station_app.core.errors import Refused
from station_app.storage import voided

NUMBER = "（2026）演矫警字第3号"


one_engine = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)


@pytest.fixture
def worker(desk_of):
    return desk_of("corrections")


def void(office, desk, number=NUMBER):
    office.do(desk, voiding.void, "void-number", number, "警告决定书", "打印时写错姓名")


def supervision(office, desk, number):
    person = office.person(desk)
    return office.file(
        desk,
        "corrections",
        person_id=str(person.id),
        category="probation",
        deciding_organ="演示县人民法院",
        document_number=number,
        start="2026-01-01",
        end="2026-12-31",
    )


@one_engine
@pytest.mark.parametrize("typed", [NUMBER, "(2026)演矫警字第3号", "〔2026〕演矫警字第 3 号"])
def test_a_spoilt_number_is_refused_however_it_is_typed(worker, office, typed):
    void(office, worker)
    with pytest.raises(Refused, match="警告决定书：打印时写错姓名"):
        supervision(office, worker, typed)
    assert supervision(office, worker, "（2026）演矫警字第4号")


@one_engine
def test_it_is_refused_when_a_record_is_changed_too(worker, office):
    one = supervision(office, worker, "（2026）演矫警字第4号")
    void(office, worker)
    with pytest.raises(Refused, match="作废"):
        office.amend(worker, "corrections", one.id, revision=1, document_number=NUMBER)


@one_engine
def test_without_the_list_the_number_would_be_taken(worker, office, monkeypatch):
    """The guard taken away: the spoilt number stands on a record."""
    void(office, worker)
    monkeypatch.setattr(voided, "refuse_voided", lambda *_given: None)
    assert supervision(office, worker, NUMBER).document_number == NUMBER


@one_engine
def test_the_list_says_what_paper_and_why_and_nothing_is_voided_twice(worker, office):
    void(office, worker)
    with worker.view("voided-numbers") as view:
        [one] = voiding.voided(view)
    assert (one.typed, one.paper, one.entered_by) == (NUMBER, "警告决定书", "corrections")
    with pytest.raises(Refused, match="已经登记作废"):
        void(office, worker, "(2026)演矫警字第3号")


@one_engine
@pytest.mark.parametrize("given", [("", "证", "错"), (NUMBER, "", "错"), (NUMBER, "证", " ")])
def test_number_paper_and_reason_are_all_asked(worker, office, given):
    with pytest.raises(Refused, match="请写明"):
        office.do(worker, voiding.void, "void-number", *given)
