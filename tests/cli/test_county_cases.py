"""What county and station do not agree on, from a shell: told, decided, corrected, given up."""

from __future__ import annotations

from uuid import UUID

import pytest

from station_app.app import sign_in
from station_app.cli import run
from station_app.sync.invented import invent


@pytest.fixture
def differing(shell):
    """Somebody of whom two wrote; two entries were refused."""
    shell.ok("init", "--training", officer=None)
    one = shell.enter("people", {"name": "王小满"})["ids"][0]
    shell.enter("people", {"name": "李迁"})
    station, desk = sign_in(shell.folder / "home", "officer", "officer")
    with desk.act("fill-demo") as act:
        invent(act, UUID(one))
    station.close()
    return one


def test_what_differs_is_read_decided_and_gone(shell, differing):
    [told] = shell.ok("county", "conflicts")
    assert (told["id"], told["register"], len(told["fields"])) == (differing, "people", 2)
    cases = {one["field"]: one for one in shell.ok("county", "conflicts", "people", differing)}
    assert cases["native_place"]["kept"]["value"] == "石桥县"
    assert cases["native_place"]["refused"]["value"] == "清水县"
    assert [cases["native_place"][side]["here"] for side in ("kept", "refused")] == [False, False]
    resolve = ("county", "resolve", "people", differing)
    status, _answer, said = shell.run(*resolve, "phone", "--take", "kept", "--reason", "核实")
    assert (status, said) == (1, "这一项没有待处理的数据不一致")
    shell.ok(*resolve, "native_place", "--take", "refused", "--reason", "核实", officer="chief")
    assert shell.ok("show", "people", differing)["fields"]["native_place"] == "清水县"
    shell.ok(*resolve, "marital", "--take", "kept", "--reason", "核实", officer="chief")
    assert shell.ok("county", "conflicts") == []


def test_what_was_refused_is_corrected_or_given_up(shell, differing):
    last, first = sorted(shell.ok("county", "refused"), key=lambda one: one["id"] == differing)
    assert first["again"]
    assert {last["why"], first["why"]} == {
        "县局已有这条记录",
        "县局认为经办人的角色不能办理这一项",
    }
    news = shell.file("news.json", {"occupation": "木匠"})
    shell.ok("county", "resend", first["op"], news)
    assert shell.ok("show", "people", differing)["fields"]["occupation"] == "木匠"
    shell.ok("county", "settle", last["op"])
    assert shell.ok("county", "refused") == []
    status, _answer, said = shell.run("county", "settle", last["op"])
    assert (status, said) == (1, "没有这项登记，或已处理")


def test_a_county_that_is_nowhere_is_said_to_be(shell, differing):
    status, _answer, said = shell.run("county", "compare")
    assert status == 3
    assert "县局" in said


@pytest.mark.parametrize("name", ["conflicts", "resolve", "refused", "resend", "settle", "compare"])
def test_each_shows_an_example(name, capsys):
    assert run(["county", name, "--help"]) == 0
    assert f"county {name}" in " ".join(capsys.readouterr().out.split("例")[1].split())
