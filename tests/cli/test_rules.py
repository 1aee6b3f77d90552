"""Local rules and holidays from the shell: listed for all, changed by the chief."""

from __future__ import annotations

from datetime import date

import pytest

from station_app import app
from station_app.access import rulebook
from station_app.clocks.versions import Version

ORDER = {
    "--from": "2026-01-01",
    "--length": 10,
    "--unit": "day",
    "--issuer": "演示县公安局",
    "--number": "演公〔2026〕12号",
}
NOTICE = {"--issuer": "国务院办公厅", "--number": "国办发明电〔2026〕0号"}


def words(options):
    return [word for pair in options.items() for word in pair]


def order(shell, rule="residence_registration", **more):
    options = ORDER | {f"--{name}": value for name, value in more.items()}
    return shell.run("rules", "order", rule, *words(options), officer="chief")


def listed(shell, rule="residence_registration"):
    return [one for one in shell.ok("rules", "list") if one["rule"] == rule]


@pytest.fixture
def arrived(training):
    place = training.enter("places", {"line": "演示县石桥路1号"})["ids"][0]
    person = training.enter("people", {"name": "赵六"})["ids"][0]
    typed = {"person_id": person, "place_id": place, "arrived_on": "2026-02-12"}
    return training.enter("residents", typed)["ids"][0]


def test_an_order_changes_a_local_rule_and_what_is_owed_by_it(training, arrived):
    (item,) = training.ok("agenda")
    assert (item["due_on"], item["confirmed"]) == ("2026-02-24", False)
    status, answer, _err = order(training)
    assert (status, answer["moved"]) == (0, 1)
    (item,) = training.ok("agenda")
    assert (item["due_on"], item["confirmed"]) == ("2026-02-22", True)
    assert "演示县公安局演公〔2026〕12号" in item["basis"]
    before, now = listed(training)
    assert (before["length"], before["unit"], before["valid_to"]) == (3, "workday", "2025-12-31")
    assert (now["order"], now["entered_by"]) == (answer["order"], "chief")
    ended = training.ok("rules", "end", answer["order"], "--reason", "县局撤回", officer="chief")
    assert ended == {"moved": 1}
    assert training.ok("agenda")[0]["due_on"] == "2026-02-24"
    assert training.ok("check")["ok"] is True


def test_the_holidays_of_a_year_are_entered_and_taken_back(training):
    unknown = training.ok("holidays", "list")[-1]
    assert unknown == {"year": 2027, "known": False}
    days = {"--rest": "1月1日（周五）至3日", "--work": "1.9"}
    entered = training.ok("holidays", "enter", 2027, *words(NOTICE | days), officer="chief")
    assert set(entered) == {"notice", "moved"}
    known = training.ok("holidays", "list")[-1]
    assert known["holidays"] == ["2027-01-01", "2027-01-02", "2027-01-03"]
    assert known["source"] == "国务院办公厅国办发明电〔2026〕0号"
    training.ok("holidays", "end", 2027, "--reason", "录入有误", officer="chief")
    assert training.ok("holidays", "list")[-1] == unknown


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        ({}, "birth_registration"),
        ({}, "nothing"),
        ({"unit": "week"}, "half_year"),
        ({"length": 2000}, "half_year"),
        ({"from": "2026-02-30"}, "half_year"),
        ({"place": "city"}, "half_year"),
        ({"number": " "}, "half_year"),
    ],
)
def test_an_order_that_cannot_be_is_one_sentence(training, more, rule):
    status, answer, err = order(training, rule, **more)
    assert (status, answer["error"]["message"]) == (1, err)
    assert all("order" not in one for one in training.ok("rules", "list"))


def test_an_officer_may_see_and_not_change(training):
    assert training.run("rules", "order", "half_year", *words(ORDER))[0] == 1
    status, answer, _err = training.run("holidays", "end", 2027, "--reason", "x", officer="chief")
    assert (status, answer["error"]["code"]) == (1, "absent")


def test_what_fell_half_done_is_finished_as_somebody_signs_in(training, arrived):
    home = training.folder / "home"
    station = app.open_home(home, app.unlock(home, "chief", "chief"))
    version = Version(
        rule="residence_registration",
        place=None,
        valid_from=date(2026, 1, 1),
        length=10,
        unit="day",
        roll=False,
        issuer="演示县公安局",
        number="演公〔2026〕12号",
    )
    with station.desk("chief").act("order-rule") as act:
        rulebook.order_rule(act, version)  # and the machine falls
    station.close()
    assert training.ok("agenda", officer="clerk")[0]["due_on"] == "2026-02-22"
    assert training.ok("check")["ok"] is True
