"""Photographs of a house, and of a hazard before and after it was mended."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from station_app.access import action, records
from station_app.core.errors import Rejected
from station_app.housing.records import HousePhoto
from station_app.registers import ACTIONS, REGISTERS
from station_app.storage.blobs import tidy_photo
from station_app.workflows.check import check
from tests.inspections.houses import CHECK

PHOTOS = REGISTERS["house_photos"]


@pytest.fixture
def kept(scene):
    """A photograph of some colour, kept as the form keeps it; its SHA-256."""

    def kept(colour):
        raw = BytesIO()
        Image.new("RGB", (60, 40), colour).save(raw, "JPEG")
        with scene.officer.jot("save-draft") as view:
            return view.blobs.put(tidy_photo(raw.getvalue()))

    return kept


@pytest.fixture
def photograph(scene):
    def photograph(desk=None, **typed):
        desk = desk or scene.officer
        done = action.perform(desk, ACTIONS["housing"], "photograph", scene.house, typed, CHECK)
        return done.ids[0]

    return photograph


def _standing(scene):
    return scene.every(HousePhoto, HousePhoto.withdrawn_at.is_(None))


def test_a_house_has_several_photographs_each_with_words_and_a_day(scene, kept, photograph):
    photograph(photo=kept("grey"), caption="正门", taken_on="2026-03-07")
    photograph(photo=kept("brown"))
    said = [(one.caption, one.taken_on.isoformat()) for one in _standing(scene)]
    assert said == [("正门", "2026-03-07"), ("", scene.officer.today.isoformat())]
    with scene.officer.act("check") as act:
        assert check(act) == []


def test_an_auxiliary_photographs_too_but_not_tomorrow_and_not_nothing(scene, kept, photograph):
    photograph(scene.clerk, photo=kept("grey"))
    with pytest.raises(Rejected):
        photograph(photo=kept("grey"), taken_on="2027-01-01")
    with pytest.raises(Rejected):
        photograph(caption="正门")
    assert len(_standing(scene)) == 1


def test_one_taken_by_mistake_is_withdrawn_and_the_others_stand(scene, kept, photograph):
    wrong, _right = photograph(photo=kept("grey")), photograph(photo=kept("brown"))
    with scene.officer.act("withdraw:house_photos", purpose=CHECK) as act:
        records.withdraw(act, PHOTOS, wrong, reason="拍错房屋")
    assert [one.photo for one in _standing(scene)] == [kept("brown")]


def test_a_hazard_has_its_fault_before_and_its_mending_after(scene, kept):
    _visit, lock = scene.check(faults="15")
    scene.act("recheck", lock, result="done", photo=kept("green"))
    [seen] = scene.rechecks(lock)
    with scene.officer.view("list:housing") as view:
        assert Image.open(BytesIO(view.blobs.get(seen.photo))).size == (60, 40)


def test_what_is_lost_is_found_by_the_check(scene, kept, photograph):
    photograph(photo="a" * 64)
    with scene.officer.act("check") as act:
        assert [found.what for found in check(act)] == ["blobs"]
