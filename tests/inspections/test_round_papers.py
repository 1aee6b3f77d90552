"""What is carried on a round, and its batch: read back from the paper."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from station_app.access import beats
from station_app.core.errors import Refused
from station_app.printing.reading import text_of
from station_app.registers import FORMS
from station_app.workflows import round_walk
from station_app.workflows.paper import print_form
from station_app.workflows.paper_batch import print_batch
from station_app.workflows.round_paper import CARRIED
from station_app.workflows.verify import verify
from tests.inspections.rounds import ROUND, Street

pytestmark = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)
GOLDEN = Path(__file__).parents[1] / "golden" / "houses"
UPDATE = os.environ.get("UPDATE_GOLDEN") == "1"
RARE = "欧阳𬭎"  # extension C
NUMBERS = ("339901198001010013", "339901199001010018")


@pytest.fixture
def street(scene, office):
    """The middle one of three houses is crowded, and its lock was not mended in time."""
    street = Street.of(scene)
    scene.check(house=street.houses[9], faults="15 二楼门锁损坏", at="2026-02-24 10:00")
    for n, name in enumerate((RARE, *(f"同住人{which}" for which in "甲乙丙丁戊己庚"))):
        number = {"id_number": NUMBERS[n]} if n < len(NUMBERS) else {}
        lives = office.person(scene.officer, name, **number)
        rent = {"house_id": str(street.houses[9]), "person_id": str(lives.id)}
        office.file(scene.officer, "tenancies", since="2026-01-05", **rent)
    return street


@pytest.fixture
def printed(scene):
    desk = replace(scene.officer, station="演示县公安局滨江派出所")

    def printed(form, id, *, by=desk):
        with by.act("print", purpose=ROUND) as act:
            return print_form(act, FORMS[form], id)

    return printed


ASKED = {
    "round_list": lambda street: street.all(assistants="陈辅警").id,
    "visit_sheet": lambda street: street.houses[9],
}


def test_every_paper_to_carry_is_tried_here(store):
    assert ASKED.keys() == {each.form.name for each in CARRIED}


@pytest.mark.parametrize("form", sorted(ASKED))
def test_what_is_carried_reads_as_it_always_did(street, printed, form):
    paper = printed(form, ASKED[form](street))
    text, golden = text_of(paper.pdf) + "\n", GOLDEN / f"{form}.txt"
    if UPDATE:
        golden.write_text(text, "utf-8")
    assert text == golden.read_text("utf-8"), "look at it, then UPDATE_GOLDEN=1"
    with street.scene.officer.act("verify") as act:
        assert verify(act, FORMS, paper.code).state == "same"


def test_a_list_that_may_be_lost_tells_no_number_in_full(street, printed):
    text = "".join(text_of(printed("round_list", street.all().id).pdf).split())
    assert RARE in text
    assert not any(number in text for number in NUMBERS)
    assert f"{NUMBERS[0][:6]}********{NUMBERS[0][-4:]}" in text


def test_the_list_of_another_beat_is_printed_by_its_own_officer(street, office, desk_of, printed):
    from station_app.housing.records import House

    other = street.all()
    place = street.scene.the(House, street.scene.house).place_id
    office.amend(street.scene.officer, "places", place, beat="东门警务区")
    with desk_of("chief").act("give-beat") as act:
        beats.give(act, "王警官", "东门警务区")
    with pytest.raises(Refused, match="不在您的警务区（东门警务区）"):
        printed("round_list", other.id)


def test_the_papers_of_a_walk_are_printed_form_by_form(street):
    round = street.all()
    for nth, said in ((1, "6 11 13"), (2, "-"), (3, "0")):
        street.enter(round, nth, said)
    of = round_walk.papers(street.walk(round))
    copies = {}
    for form in round_walk.AFTER:
        if form in of:
            done = print_batch(street.scene.officer, FORMS[form], of[form], purpose=ROUND)
            assert done.failed == ()
            copies[form] = len(done.papers)
    assert copies == {
        "inspection_record": 3,
        "correction_order": 1,  # once more, of the lock
        "transfer_letter": 2,  # fire, gas
        "recheck_record": 1,
    }
