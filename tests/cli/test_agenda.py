"""`station agenda`: of an officer, of a beat, of the station, or of all about one record."""

from __future__ import annotations

import pytest

from station_app import app
from station_app.access import beats

EAST = "东门警务区"
HOME = "演示县东门社区新丰街33号1604室"
FAR = "演示县石桥村石桥路256号"


@pytest.fixture
def tenants(training):
    """{address: residence} of two, entered by the officer; the clerk looks after the first."""
    found = {}
    for line, name in (
        (HOME, "张东"),
        (FAR, "李西"),
    ):
        place = {"line": line} | ({"beat": EAST} if line == HOME else {})
        entry = {
            "person": {"name": name},
            "place_id": training.enter("places", place)["ids"][0],
            "arrived_on": "2026-03-01",
            "stay_reason": "01",
        }
        found[line] = training.enter("residents", entry)["ids"][0]
    home = training.folder / "home"
    station = app.open_home(home, app.unlock(home, "chief", "chief"))
    with station.desk("chief").act("give-beat") as act:
        beats.give(act, "clerk", EAST)
    station.close()
    return found


def owed(training, *words, officer="officer"):
    return {item["id"] for item in training.ok("agenda", *words, officer=officer)}


def test_the_station_s_is_everybody_s_and_ones_own_is_what_one_owes(training, tenants):
    both = set(tenants.values())
    assert owed(training) == owed(training, "--owner", "station") == both
    assert owed(training, "--owner", "me") == {tenants[FAR]}
    assert owed(training, "--owner", "me", officer="clerk") == {tenants[HOME]}
    assert owed(training, "--owner", "team", officer="clerk") == {tenants[HOME]}
    assert owed(training, "--owner", "team", "--beat", EAST, officer="chief") == {tenants[HOME]}


def test_whose_agenda_must_be_one_of_three_and_a_team_needs_a_beat(training, tenants):
    for words, said in (
        (("--owner", "clerk"), "me、team、station"),
        (("--owner", "team"), "没有负责的警务区"),
    ):
        status, answer, _err = training.run("agenda", *words)
        assert (status, answer["error"]["code"]) == (1, "refused")
        assert said in answer["error"]["message"]


def test_all_that_is_owed_about_a_person_is_asked_with_a_purpose_and_leaves_its_reader(
    training, tenants
):
    shown = training.ok("show", "residents", tenants[HOME])
    person = shown["fields"]["person_id"]
    (item,) = training.ok("agenda", "--about", "people", person)
    assert (item["id"], item["rule"]) == (tenants[HOME], "residence_registration")
    looks = training.ok("audit", "who", "people", person, officer="chief")
    assert any(look["officer"] == "officer" for look in looks)
    status, answer, _err = training.run("agenda", "--about", "people", tenants[HOME])
    assert (status, answer["error"]["code"]) == (1, "absent")
