"""export --all and the series of backups, as a shell uses them."""

from __future__ import annotations

import pytest

PERSON = {"name": "张三", "id_number": "339901198001010013", "ethnicity": "汉族"}


@pytest.fixture
def filled(training):
    training.enter("people", PERSON)
    return training


def everything(shell, *more, second="security", password="security"):
    given = shell.file("second", password)
    out = shell.folder / "all.archive"
    said = ("--reason", "移交", "--second", second, "--second-password-file", given)
    return shell.run("export", "--all", out, *said, *more, officer="chief")


def test_two_persons_take_everything_and_the_codes_open_it(filled):
    status, answer, _err = everything(filled)
    assert (status, answer["rows"]) == (0, 1)
    one, two = filled.file("one", answer["code"]), filled.file("two", answer["second_code"])
    out = filled.folder / "out"
    asked = ("--code-file", one, "--second-code-file", two)
    assert filled.ok("unpack", answer["file"], out, *asked, officer=None)["files"] > 5
    assert "张三" in (out / "records" / "people-0001.jsonl").read_text("utf-8")
    assert "ethnicity" in (out / "form-only.jsonl").read_text("utf-8")
    assert filled.run("unpack", answer["file"], filled.folder / "no", "--code-file", two)[0] == 3


@pytest.mark.parametrize(
    ("second", "password"), [("security", "wrong"), ("admin", "admin"), ("chief", "chief")]
)
def test_without_a_proved_second_person_nothing_is_written(filled, second, password):
    status, answer, err = everything(filled, second=second, password=password)
    assert status in (1, 3)
    assert err
    assert answer["error"]["message"]
    assert not (filled.folder / "all.archive").exists()


def test_one_line_without_a_second_person_is_wrong_usage(filled):
    out = filled.folder / "all.archive"
    assert filled.run("export", "--all", out, "--reason", "x", officer="chief")[0] == 2
    assert filled.run("export", "people", "--reason", "x", officer="chief")[0] == 2


def test_a_backup_without_a_file_is_one_of_the_series_and_goes_to_the_second_place(filled):
    stick = filled.folder / "stick"
    stick.mkdir()
    made = filled.ok("backup", "--place", stick, officer="admin")
    assert made["second"] == made["created"]
    (copy,) = stick.rglob("*.backup")
    code = filled.file(
        "code",
        filled.ok("init", "--training", "--home", filled.folder / "b", officer=None)[
            "recovery_code"
        ],
    )
    new = filled.folder / "new"
    assert filled.run("restore", copy, "--home", new, "--code-file", code, officer=None)[0] == 3
    filled.ok("restore", copy, "--home", new)
    assert filled.ok("check", "--home", new)["ok"]
    (stick / next(stick.iterdir()).name).rename(filled.folder / "away")
    status, answer, err = filled.run("backup", officer="admin")
    assert status == 1
    assert "第二存放处不在" in err
    assert answer["file"]
