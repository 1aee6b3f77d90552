"""A round of houses from a shell: prepared, printed, entered house by house, its papers."""

from __future__ import annotations

import pytest

STREET = "演示县石桥路{n}号"


@pytest.fixture
def houses(training):
    let = [
        {"place": STREET.format(n=n), "landlord": {"name": "房东某"}, "let_from": "2020-01-01"}
        for n in (10, 9)
    ]
    return training.enter("housing", let)["ids"]


def _enter(training, round, nth, said=""):
    line = training.file("line.json", {"nth": nth, "said": said})
    return training.ok("act", "rounds", round, "enter", line)["ids"]


def test_what_is_due_is_prepared_printed_and_entered_house_by_house(training, houses):
    [round] = training.enter("rounds", {"second": "chief"})["ids"]
    folder = training.folder
    assert training.ok("print", "检查路线清单", round, "--out", folder / "list.pdf")["pages"] == 1
    training.ok("print", "visit_sheet", houses[0], "--out", folder / "sheet.pdf")
    first, *found = _enter(training, round, 1, "6 15")
    shown = training.ok("show", "inspections", first)["fields"]
    assert (shown["house_id"], shown["outcome"], len(found)) == (houses[1], "to_correct", 2)
    [second] = _enter(training, round, 2)
    assert training.ok("show", "inspections", second)["fields"]["consent"] == "given"
    training.ok("print", "责令限期改正通知书", first, "--out", folder / "order.pdf")
    assert training.ok("check")["ok"]


def test_houses_may_be_picked_and_what_is_wrong_is_told_in_a_sentence(training, houses):
    [round] = training.enter("rounds", {"second": "chief", "houses": houses[:1]})["ids"]
    line = training.file("line.json", {"nth": 1, "said": "611"})
    status, answer, err = training.run("act", "rounds", round, "enter", line)
    assert (status, answer["error"]["code"]) == (1, "rejected")
    assert "没有看懂" in err
    wrong = training.file("round.json", {"second": "chief", "houses": "x"})
    status, answer, _err = training.run("file", "rounds", wrong)
    assert (status, answer["error"]["code"]) == (1, "rejected")
    _enter(training, round, 1)
    status, answer, err = training.run("act", "rounds", round, "enter", line)
    assert (status, answer["error"]["code"]) == (1, "refused")
    assert "第 1 户已经录入" in err


def test_a_round_prepared_in_error_is_withdrawn_and_its_houses_are_free_again(training, houses):
    [round] = training.enter("rounds", {"second": "chief"})["ids"]
    training.ok("withdraw", "rounds", round, "--reason", "改日再去")
    line = training.file("line.json", {"nth": 1})
    status, answer, _err = training.run("act", "rounds", round, "enter", line)
    assert (status, answer["error"]["code"]) == (1, "absent")
    training.enter("rounds", {"second": "chief"})


def test_nothing_due_is_told_and_no_round_is_made(training):
    round = training.file("round.json", {"second": "chief"})
    status, answer, err = training.run("file", "rounds", round)
    assert (status, answer["error"]["code"]) == (1, "refused")
    assert "没有到期" in err
