"""What a record or a file name holds never steers the terminal it is shown on."""

from __future__ import annotations

import json

import pytest

from station_app.cli import output, run
from station_app.core.sound import HARMFUL
from station_app.core.texts import _

STEERING = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202e\r\n编号: 1"


@pytest.mark.parametrize("as_json", [True, False])
def test_an_answer_holds_no_escape_sequence_and_no_line_of_its_own(capsys, monkeypatch, as_json):
    monkeypatch.setattr(output.OPTIONS, "json", as_json)
    output.answer({"name": STEERING, "inner": [{"title": STEERING}]})
    out = capsys.readouterr().out
    assert HARMFUL.search(out) is None
    assert not any(line.startswith("编号") for line in out.splitlines())
    if as_json:
        assert json.loads(out)["name"] == STEERING


def test_a_refusal_is_one_line_whatever_it_quotes(capsys):
    output.fail(output.Fault(_("读不了文件 {file}", file=STEERING)))
    err = capsys.readouterr().err
    assert HARMFUL.search(err) is None
    assert err.count("\n") == 1


def test_a_command_line_that_steers_is_quoted_visibly(training, capsys):
    given = training.file("p", "officer")
    said = ["--as", "officer", "--password-file", given]
    for words in (["file", STEERING, "-"], ["find", STEERING], [STEERING], ["print", STEERING, "x"],
                  ["file", "people", f"/{STEERING}"], ["show", "people", STEERING]):  # fmt: skip
        run([*said, *words])
        told = capsys.readouterr()
        assert HARMFUL.search(told.out + told.err) is None, words


@pytest.mark.parametrize("why", ["\x1b[31m", "\u202e"])
def test_reasons_and_references_are_refused(training, why):
    id = training.enter("people", {"name": "张三"})["ids"][0]
    status, answer, _err = training.run("withdraw", "people", id, "--reason", f"误{why}录")
    assert (status, answer["error"]["code"]) == (1, "refused")
    words = ("show", "people", id, "--purpose", "CASE", "--note", f"a{why}b")
    assert training.run(*words)[0] == 1
    assert training.run("export", "people", training.folder / "a.csv", "--reason", why,
                        officer="chief")[0] == 1  # fmt: skip


@pytest.mark.parametrize("body", ['{"name": "张三", "name": "李四"}', '[1e400]', '{"a": NaN}',
                                  '[' * 60 + ']' * 60, '"\\ud800"'])  # fmt: skip
def test_a_body_that_is_no_plain_json_is_told_so(training, body):
    err = training.run("file", "people", training.file("b.json", body))[2]
    assert "不是正确的 JSON" in err


def test_a_body_without_end_is_not_read_to_its_end(training):
    err = training.run("file", "people", "/dev/zero")[2]
    assert "64 MB" in err or "JSON" in err
