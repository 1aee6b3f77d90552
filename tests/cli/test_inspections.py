"""A check, its re-check and its papers from a shell, as cli.md says it."""

from __future__ import annotations

import pytest
from PIL import Image

HOUSE = {
    "place": "演示县东门社区新丰街33号8栋4单元1604室",
    "landlord": {"name": "房东某"},
    "let_from": "2026-01-01",
    "land": "1",
}
CHECK = {"kind": "check", "second": "chief", "consent": "given"}


@pytest.fixture
def house(training):
    return training.enter("housing", HOUSE)["ids"][0]


def _owed(training, rule):
    return [line["id"] for line in training.ok("agenda", "--within", 30) if line["rule"] == rule]


def test_a_check_is_filed_and_its_hazards_are_owed(training, house):
    faults = [{"item": "R15", "text": "门锁损坏"}, {"item": "R6"}]
    filed = training.enter("inspections", {"house_id": house, "faults": faults} | CHECK)
    shown = training.ok("show", "inspections", filed["ids"][0])["fields"]
    assert (shown["outcome"], shown["inspector"]) == ("to_correct", "officer")
    [lock], [stairs] = _owed(training, "hazard_recheck"), _owed(training, "hazard_transfer")
    assert training.ok("show", "hazards", lock)["fields"]["description"] == "门锁损坏"
    training.ok("act", "hazards", stairs, "refer")
    done = training.file("done.json", {"result": "done"})
    training.ok("act", "hazards", lock, "recheck", done)
    assert training.ok("show", "hazards", lock)["fields"]["state"] == "closed"
    assert _owed(training, "hazard_recheck") == _owed(training, "hazard_transfer") == []


def test_several_checks_come_in_one_file_each_answers_its_own(training, house):
    other = training.enter("housing", HOUSE | {"place": "演示县新丰街9号"})["ids"][0]
    checks = [{"house_id": id} | CHECK | {"faults": "12"} for id in (house, other)]
    assert len(training.enter("inspections", checks)["ids"]) == 2


def test_the_house_may_be_named_by_its_address(training, house):
    named = {"house": HOUSE["place"], "faults": "6! 已清理"} | CHECK
    [id] = training.enter("inspections", named)["ids"]
    fields = training.ok("show", "inspections", id)["fields"]
    assert (fields["house_id"], fields["outcome"]) == (house, "corrected_now")


def test_a_check_is_also_an_act_on_its_house(training, house):
    done = training.file("check.json", CHECK | {"faults": "15"})
    visit, _hazard = training.ok("act", "housing", house, "inspect", done)["ids"]
    folder = training.folder
    paper = training.ok("print", "责令限期改正通知书", visit, "--out", folder / "order.pdf")
    assert paper["pages"] == 1
    training.ok("print", "出租房屋安全检查记录", visit, "--out", folder / "record.pdf")


def test_what_one_officer_or_an_auxiliary_may_not_do_is_refused_in_a_sentence(training, house):
    alone = training.file("alone.json", {"house_id": house} | CHECK | {"second": "officer"})
    status, answer, err = training.run("file", "inspections", alone)
    assert (status, answer["error"]["code"]) == (1, "rejected")
    assert "两个人" in err
    check = training.file("check.json", {"house_id": house} | CHECK)
    status, answer, err = training.run("file", "inspections", check, officer="clerk")
    assert (status, answer["error"]["code"]) == (1, "refused")
    assert "辅警请登记巡查" in err
    patrol = training.file("patrol.json", {"house_id": house, "faults": "15"})
    [id] = training.ok("file", "inspections", patrol, officer="clerk")["ids"]
    assert training.ok("show", "inspections", id)["fields"]["kind"] == "patrol"


def test_a_hazard_is_not_entered_without_a_check(training, house):
    status, answer, _err = training.run("file", "hazards", training.file("h.json", {"item": "R6"}))
    assert (status, answer["error"]["code"]) == (1, "refused")


def test_photographs_are_named_by_their_files(training, house):
    camera = Image.Exif()
    camera[0x010F] = "CAMERA-MAKER"
    Image.new("RGB", (60, 40), "grey").save(training.folder / "door.jpg", exif=camera)
    door = str(training.folder / "door.jpg")
    done = training.file("photo.json", {"photo": door, "caption": "正门"})
    [taken] = training.ok("act", "housing", house, "photograph", done)["ids"]
    sha = training.ok("show", "house_photos", taken)["fields"]["photo"]
    training.enter("inspections", {"house_id": house, "faults": "15"} | CHECK)
    [lock] = _owed(training, "hazard_recheck")
    mended = training.file("mended.json", {"result": "done", "photo": door})
    _hazard, seen = training.ok("act", "hazards", lock, "recheck", mended)["ids"]
    assert training.ok("show", "rechecks", seen)["fields"]["photo"] == sha
    before = training.file("before.json", {"photo": door})
    revision = training.ok("show", "hazards", lock)["revision"]
    training.ok("amend", "hazards", lock, before, "--revision", revision)
    assert training.ok("show", "hazards", lock)["fields"]["photo"] == sha
