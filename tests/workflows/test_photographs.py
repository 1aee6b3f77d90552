"""Photographs by ID number, kept without what a camera adds."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from station_app.people import service as people
from station_app.workflows.photographs import take_in

ZHANG = "339901198001010013"


@pytest.fixture
def folder(tmp_path):
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    exif = Image.Exif()
    exif[0x010F] = "MARKER-CAMERA"
    for name in (ZHANG, "339901198001010021", "某人"):
        Image.new("RGB", (60, 80), "grey").save(pictures / f"{name}.jpg", exif=exif)
    (pictures / "33990119880808008X.png").write_bytes(b"no picture")
    return pictures


def test_pictures_find_their_people_and_the_others_say_why(folder, officer, office):
    zhang = office.person(officer, id_number=ZHANG)
    office.person(officer, "王五", id_number="33990119880808008X")
    taken = take_in(officer, folder)
    assert taken.kept == 1
    assert set(taken.left) == {"339901198001010021.jpg", "某人.jpg", "33990119880808008X.png"}
    kept = office.do(officer, people.photo, "photo", zhang.id)
    assert b"MARKER-CAMERA" not in kept
    assert Image.open(io.BytesIO(kept)).size == (60, 80)
