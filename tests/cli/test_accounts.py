"""An account closed and opened again, from the shell."""

from __future__ import annotations

import json

import pytest


@pytest.fixture
def closed(training):
    training.ok("officer", "off", "clerk", officer="security")
    assert training.run("registers", officer="clerk")[0] != 0
    return training


def opened(shell, officer="security"):
    given = shell.file("new", "another-long-password")
    words = ("officer", "on", "clerk", "--officer-password-file", given)
    return shell.run(*words, officer=officer)


def test_a_closed_account_is_opened_again_with_a_new_password(closed):
    assert opened(closed)[0] == 0
    assert closed.run("registers", officer="clerk")[0] == 3  # the old password is no password
    closed.ok("registers", officer="clerk", password="another-long-password")
    listed = closed.ok("officer", "list", officer="security")
    assert {"officer": "clerk", "role": "clerk", "active": True} in listed


def test_the_log_says_who_opened_it(closed):
    opened(closed)
    file = closed.folder / "log.jsonl"
    closed.ok("audit", "export", file, officer="auditor")
    events = [json.loads(line)["event"] for line in file.read_text("utf-8").splitlines()]
    (event,) = [one for one in events if one["event"] == "account reopened"]
    assert (event["officer"], event["account"], event["role_again"]) == (
        "security",
        "clerk",
        "clerk",
    )


@pytest.mark.parametrize("officer", ["admin", "chief", "officer"])
def test_only_who_keeps_the_accounts_opens_one(closed, officer):
    assert opened(closed, officer)[1]["error"]["code"] == "refused"


def test_an_account_that_is_open_is_not_opened_and_a_closed_one_gets_no_password_alone(closed):
    given = closed.file("new", "another-long-password")
    words = ("officer", "reset", "clerk", "--officer-password-file", given)
    status, _answer, err = closed.run(*words, officer="security")
    assert (status, "恢复" in err) == (1, True)
    assert opened(closed)[0] == 0
    status, _answer, err = opened(closed)
    assert (status, "没有停用" in err) == (1, True)
