"""Whatever is typed: a status, one sentence on standard error, and never a fault of ours."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import text

from station_app.app import sign_in
from station_app.cli import run
from station_app.people.register import PEOPLE

ROOT = Path(__file__).parents[2]
ABSENT = str(UUID(int=7))
NUMBERS = ("0", "-1", "999999999999", "1.5", "abc", "", "1e3", "nan")


def complained(shell, *words, statuses=(1, 2, 3), **kwargs):
    """Ended in one of the statuses with one sentence, and that is no fault of the program."""
    status, answer, err = shell.run(*words, **kwargs)
    assert status in statuses, (words, status, answer, err)
    assert err, words
    assert "\n" not in err, (words, err)
    assert (answer or {}).get("error", {}).get("code") != "fault", (words, err)
    return err


@pytest.mark.parametrize(
    ("words", "bad"),
    [
        (("find", "张三", "--limit"), NUMBERS),
        (("demo", "--people"), NUMBERS),
        (("demo", "--people", "5", "--seed"), ("-1", "abc", "")),
        (("agenda", "--within"), ("-1", "99999999999999999999", "abc", "1.5")),
        (("amend", "people", ABSENT, "-", "--revision"), NUMBERS),
    ],
)
def test_a_number_without_sense_is_refused_and_what_is_none_is_wrong_usage(training, words, bad):
    for number in bad:
        is_whole = number.removeprefix("-").isdecimal()
        complained(training, *words, number, statuses=(1,) if is_whole else (2,))
    assert training.ok("find", "张")["hits"] == []


def test_the_sentence_names_the_option_and_its_bounds(training):
    err = complained(training, "find", "张三", "--limit", "0", statuses=(1,))
    assert "--limit 应为 1 至 1000 的整数" in err
    err = complained(training, "demo", "--people", "-1", statuses=(1,))
    assert "--people 应为 1 至" in err


@pytest.mark.parametrize("name", ["--home", "--as", "--password-file", "--purpose", "--note"])
def test_an_option_without_its_value_is_wrong_usage(training, name):
    assert name in complained(training, "registers", name, statuses=(2,))


def bad_lines(shell):
    """(words, officer) that nobody can mean."""
    folder, gone = shell.folder, shell.folder / "absent" / "file"
    garbage = folder / "garbage.bin"
    garbage.write_bytes(bytes(range(256)) * 40)
    empty = Path(shell.file("empty", ""))
    latin = folder / "latin.json"
    latin.write_bytes('{"name": "张三"}'.encode("gb18030"))
    odd = os.fsdecode(b"\xff\xfe.pdf")
    for file in (folder, gone, garbage, odd):
        yield ("file", "people", file), "officer"
        yield ("amend", "people", ABSENT, file, "--revision", "1"), "officer"
        yield ("act", "people", ABSENT, "merge", file), "officer"
        yield ("import", "residents", file), "officer"
        yield ("import", "residents", empty, "--mapping", file), "officer"
        yield ("key", "trust", file), "chief"
        yield ("restore", file, "--home", folder / "new"), "admin"
        yield ("restore", file, "--home", folder / "new", "--code-file", empty), "admin"
        yield ("recover", "--code-file", file), "officer"
    for file in (empty, latin):
        yield ("file", "people", file), "officer"
    for file in (folder, garbage):
        yield ("verify", file if file is garbage else f"{file}.pdf"), "officer"
        yield ("backup", file), "admin"
        yield ("audit", "export", gone), "auditor"
        yield ("key", "export", folder), "officer"
        yield ("export", "people", file, "--reason", "核对"), "chief"
    for odd_id in ("", ABSENT, odd):
        yield ("show", "people", odd_id), "officer"
        yield ("history", "residents", odd_id), "officer"
        yield ("undo", odd_id), "officer"
        yield ("withdraw", "people", odd_id, "--reason", "误"), "officer"
        yield ("print", "household_sheet", odd_id), "officer"
        yield ("import", "residents", garbage, "--take-back", odd_id), "officer"
        yield ("verify", odd_id), "officer"
    for body in ("[]", "1", "[[]]", "{", "[" * 5000, '{"": 1}', '{"name": NaN}',
                 '{"name": "\\ud800"}', '{"name": {"a": 1}}', '{"name": ["张三"]}', '{"name": 5}',
                 '{"name": "张三", "birth": 1e400}', '{"name": "张三", "birth": "0000-00-00"}',
                 '{"name": "张\\u0000三"}', '{"name": "张三", "birth": true}'):  # fmt: skip
        yield ("file", "people", shell.file("body.json", body)), "officer"
    yield ("bench", "nothing"), "officer"
    yield ("file", "residents", shell.file("r", '{"person": 1, "place": {"line": 2}}')), "officer"
    yield ("file", "residents", shell.file("s", '{"person": {"name": 1}, "place": []}')), "officer"
    for words in (("agenda", "--on", "2026-13-01"),
                  ("agenda", "--on", "9999-12-31", "--within", "9"),
                  ("agenda", "--register", "nothing"), ("find", "张", "--register", "nothing"),
                  ("show", "nothing", ABSENT), ("act", "people", ABSENT, "nothing"),
                  ("registers", "--purpose", "x"), ("print", "nothing", ABSENT),
                  ("show", "people", ABSENT, "--purpose", "nothing"),
                  ("export", "people", folder / "o.xlsx", "--reason", " "),
                  ("export", "people", folder / "o.xlsx", "--reason", "x", "--where", "="),
                  ("export", "people", folder / "o.pdf", "--reason", "x"),
                  ("officer", "role", "nobody", "nothing"), ("officer", "off", "nobody"),
                  ("officer", "reset", "nobody", "--officer-password-file", gone),
                  ("password", "--new-password-file", folder),
                  ("init", "--kind", "x")):  # fmt: skip
        yield words, "chief" if words[0] == "export" else "officer"


def test_no_file_id_or_body_brings_the_program_down(training):
    wrong = []
    lines = list(bad_lines(training))
    if not os.environ.get("EVERY_BAD_LINE"):  # each signs in, which takes its time on purpose
        lines = random.Random(9).sample(lines, 30)
    for words, officer in lines:
        try:
            status, answer, err = training.run(*words, officer=officer)
        except BaseException as error:
            wrong.append((words, "raised", repr(error)[:200]))
            continue
        fault = isinstance(answer, dict) and answer.get("error", {}).get("code") == "fault"
        if fault or status not in (0, 1, 2, 3) or (status and not err) or "\n" in err:
            wrong.append((words, status, err))
    assert wrong == [], "\n".join(map(str, wrong))
    assert list((training.folder / "home").rglob("*report*")) == []


def test_a_paper_that_is_not_ours_is_said_so_on_standard_error(training):
    status, answer, err = training.run("verify", "7KQ2M-X9PDA")
    assert (status, answer["state"]) == (1, "not genuine")
    assert "非真件" in err


def test_what_the_check_and_the_log_find_is_said_on_standard_error(training):
    training.enter("people", {"name": "张三"})
    station, _desk = sign_in(training.folder / "home", "officer", "officer")
    with station.store.writing() as session:
        session.execute(text(f"update {PEOPLE.record.__tablename__} set name = '李四'"))
        session.execute(text("update audit_event set hash = 'x' where number = 1"))
    station.close()
    status, answer, err = training.run("check")
    assert (status, answer["ok"]) == (3, False)
    assert "处问题" in err
    status, answer, err = training.run("audit", "verify")
    assert (status, answer["ok"]) == (1, False)
    assert "第 1 条" in err


def shell_of_its_own(shell, words, **given):
    """As a shell starts it: real pipes, real files."""
    password = shell.file("password-officer", "officer")
    line = [sys.executable, "-m", "station_app", "--as", "officer", "--password-file", password]
    line += ["--home", str(shell.folder / "home"), *words]
    return subprocess.run(line, cwd=ROOT, stderr=subprocess.PIPE, text=True, check=False, **given)


def test_an_answer_that_nobody_takes_is_one_sentence(training):
    reading, writing = os.pipe()
    os.close(reading)
    with Path("/dev/full").open("w") as full:
        for out in (writing, full):
            for more in ([], ["--json"]):
                ended = shell_of_its_own(training, ["registers", *more], stdout=out)
                assert ended.returncode == 1
                assert "没有写到标准输出" in ended.stderr
                assert len(ended.stderr.strip().splitlines()) == 1
    os.close(writing)


def test_nothing_on_standard_input_is_one_sentence(training):
    ended = shell_of_its_own(
        training, ["file", "people", "-"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )
    assert ended.returncode == 1
    assert len(ended.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("words", [[], ["officer"], ["nothing"], ["find"], ["find", "--nothing"]])
def test_half_a_line_is_wrong_usage(words, capsys):
    assert run(words) == 2
    assert capsys.readouterr().err.strip()
