"""What a shell may get wrong: one sentence, one status, and nothing half-written."""

from __future__ import annotations

import io
import sys

import pytest

from station_app.cli import run
from station_app.storage import keys
from tests.cli.conftest import DEMO, PEOPLE

NOBODY = "00000000-0000-0000-0000-000000000001"
HOME = "演示县东门社区新丰街33号8栋4单元1604室"


@pytest.mark.parametrize(
    "words", [(), ("nothing",), ("find",), ("find", "张三", "--limit", "x"), ("officer",)]
)
def test_wrong_usage_is_one_sentence_and_one_json_object(training, words):
    status, answer, err = training.run(*words)
    assert (status, answer["error"]["code"]) == (2, "usage")
    assert err == answer["error"]["message"]
    assert "--help" in err
    assert len(err.splitlines()) == 1


def test_a_line_that_leaves_out_who_asks_or_how_is_wrong_usage(shell, training):
    def status(*words):
        return run(["--json", *words]), shell.capsys.readouterr().out.count('"usage"')

    given = shell.file("given", "officer")
    assert status("registers", "--password-file", given) == (2, 1)
    assert status("registers", "--as", "officer") == (2, 1)
    assert status("restore", given, "--home", str(shell.folder / "new")) == (2, 1)
    assert status("recover", "--code-file", given) == (2, 1)


REAL = {
    "--name": "演示所",
    "--org": "339901-01",
    "--kind": "police",
    "--security": "s1",
    "--admin": "a1",
    "--admin-password-file": "p",
    "--key": "file",
}


@pytest.mark.parametrize(
    ("option", "value"),
    [("--kind", "fire"), ("--key", "x"), ("--org", None), ("--admin-password-file", None)],
)
def test_a_home_of_a_kind_there_is_none_of_is_wrong_usage(shell, option, value):
    said = REAL | {option: value}
    words = [word for pair in said.items() if pair[1] for word in pair]
    status, answer, _err = shell.run("init", *words, officer=None)
    assert (status, answer["error"]["code"]) == (2, "usage")


def test_a_measurement_there_is_none_of_names_those_there_are(training):
    status, answer, err = training.run("bench", "nothing")
    assert (status, answer["error"]["code"]) == (2, "usage")
    assert "search" in err


def test_a_password_file_that_is_no_text_is_said_to_be_so(training):
    (training.folder / "password").write_bytes(b"\xff\xfe\x00")
    words = ("registers", "--password-file", training.folder / "password")
    status, answer, _err = training.run(*words)
    assert (status, answer["error"]["code"]) == (1, "refused")


def test_standard_input_is_utf_8_whatever_the_terminal_speaks(training, monkeypatch):
    for body, status in (('{"name": "张三"}'.encode("utf-8-sig"), 0), (b"\xbc\xd7", 1)):
        given = io.TextIOWrapper(io.BytesIO(body), encoding="gb18030")
        monkeypatch.setattr(sys, "stdin", given)
        assert training.run("file", "people", "-")[0] == status
    assert len(training.ok("find", "张三")["hits"]) == 1


@pytest.mark.parametrize("name", [["张三"], {"first": "三"}])
def test_a_field_of_one_value_takes_no_list(training, name):
    body = training.file("list.json", {"name": name})
    status, answer, _err = training.run("file", "people", body)
    assert (status, answer["error"]["code"]) == (1, "rejected")


@pytest.mark.parametrize("within", ["99999999", "-1"])
def test_an_agenda_looks_ahead_and_no_further_than_a_century(training, within):
    status, answer, _err = training.run("agenda", "--within", within)
    assert (status, answer["error"]["code"]) == (1, "refused")


def test_an_agenda_of_no_register_is_refused(training):
    assert training.run("agenda", "--register", "nothing")[1]["error"]["code"] == "absent"


def test_a_record_points_only_at_what_is_there(training):
    person = training.enter("people", {"name": "张三"})["ids"][0]
    place = training.enter("places", {"street": "新丰街", "door_plate": "33号"})["ids"][0]
    for draft in (
        {"person_id": NOBODY, "place_id": place},
        {"person_id": place, "place_id": place},
        {"person_id": person, "place_id": person},
    ):
        status, answer, _err = training.run("file", "residents", training.file("r.json", draft))
        assert (status, answer["error"]["code"]) == (1, "rejected")
    change = training.file("change.json", {"guardian_id": NOBODY})
    assert training.run("amend", "people", person, change, "--revision", 1)[0] == 1


def test_what_other_records_stand_on_is_not_withdrawn(training):
    filed = training.enter("people", {"name": "张三"})
    person = filed["ids"][0]
    stay = training.enter("residents", {"person_id": person, "place": HOME})
    for words in (("withdraw", "people", person, "--reason", "误录"), ("undo", filed["act"])):
        status, answer, _err = training.run(*words)
        assert (status, answer["error"]["code"]) == (1, "refused")
    training.ok("undo", stay["act"])
    training.ok("withdraw", "people", person, "--reason", "误录")


def test_an_auxiliary_reads_no_history_that_he_may_not_read(training):
    person = {"name": "张三", "id_number": "339901198001010013", "ethnicity": "汉"}
    id = training.enter("people", person)["ids"][0]
    shown = training.ok("show", "people", id, officer="clerk")
    assert shown["fields"]["ethnicity"] == "***"
    changes = training.ok("history", "people", id, officer="clerk")[0]["changes"]
    assert changes["name"] == ["", "张*"]
    assert changes["ethnicity"] == ["", "***"]
    assert training.ok("history", "people", id)[0]["changes"]["name"] == [None, "张三"]


def test_a_refused_home_leaves_nothing_behind(shell, monkeypatch):
    monkeypatch.setattr(keys, "REAL_WORK", keys.TRAINING_WORK)
    words = ["init", "--name", "演示所", "--kind", "police", "--key", "file"]
    words += ["--security", "s1", "--admin", "a1"]
    good = shell.file("good", "a-long-enough-password")
    short = shell.file("short", "short")
    for organisation, password in (("339901-01", short), ("33", good)):
        tried = [*words, "--org", organisation, "--admin-password-file", good]
        status, _answer, _err = shell.run(*tried, "--password-file", password, officer=None)
        assert status == 1
    unreachable = ["--database", "postgresql+psycopg://127.0.0.1:9/none"]
    tried = [*words, "--org", "339901-01", "--admin-password-file", good, "--password-file", good]
    assert shell.run(*tried, *unreachable, officer=None)[0] != 0
    assert list((shell.folder / "home").glob("*.json")) == []
    assert "recovery_code" in shell.ok(*tried, officer=None)


def test_a_death_entered_by_mistake_leaves_the_person_alive(training):
    stay = {"person": {"name": "张三"}, "place": HOME, "since": "2020-01-01"}
    id = training.enter("residents", stay)["ids"][0]
    death = training.file("death.json", {"reason": "死亡", "on": "2026-03-01"})
    done = training.ok("act", "residents", id, "deregister", death)
    person = done["ids"][1]
    assert training.ok("show", "people", person)["fields"]["died_on"] == "2026-03-01"
    training.ok(
        "act", "residents", id, "restore_registration", training.file("b", {"reason": "误"})
    )
    assert training.ok("show", "people", person)["fields"]["died_on"] is None


def test_a_guest_who_moves_within_the_county_keeps_his_visa(training):
    stay = {"person": {"name": "JOHN SMITH"}, "place": HOME, "abroad_kind": "外国人"}
    id = training.enter("residents", stay | {"visa_until": "2026-06-30"})["ids"][0]
    move = training.file("move.json", {"address": "演示县东门社区新丰街34号"})
    moved = training.ok("act", "residents", id, "move_within", move)["ids"][1]
    assert training.ok("show", "residents", moved)["fields"]["visa_until"] == "2026-06-30"


@pytest.mark.parametrize("name", ["", "../x", " ", "张三 李四", "a" * 31])
def test_an_account_has_a_name_that_can_be_said(training, name):
    given = training.file("given", "a-long-enough-password")
    words = ("officer", "add", name, "--role", "clerk", "--officer-password-file", given)
    assert training.run(*words, officer="security")[1]["error"]["code"] == "refused"


def test_nobody_gives_himself_another_role(training):
    answer = training.run("officer", "role", "security", "officer", officer="security")[1]
    assert answer["error"]["code"] == "refused"


def test_the_same_demonstration_is_not_filled_in_twice(demonstrated):
    assert demonstrated.run(*DEMO)[1]["error"]["code"] == "refused"
    assert demonstrated.ok(*DEMO, "--seed", 6)["people"] == 2 * PEOPLE


def test_a_file_that_cannot_be_written_is_said_to_be_so(training):
    nowhere = training.folder / "absent" / "file"
    for officer, words in (("officer", ("key", "export")), ("auditor", ("audit", "export"))):
        answer = training.run(*words, nowhere, officer=officer)[1]
        assert answer["error"]["code"] == "refused"


def test_only_the_two_that_were_merged_are_two_again(training):
    names = [{"name": "张三"}, {"name": "张三"}, {"name": "李四"}]
    zhang, twin, li = training.enter("people", names)["ids"]
    training.ok("act", "people", zhang, "merge", training.file("m.json", {"other": twin}))
    wrong = training.file("wrong.json", {"other": li})
    assert training.run("act", "people", zhang, "unmerge", wrong)[1]["error"]["code"] == "refused"
    assert training.run("act", "people", li, "unmerge", wrong)[1]["error"]["code"] == "refused"
    right = training.file("right.json", {"other": twin})
    training.ok("act", "people", zhang, "unmerge", right)


@pytest.mark.parametrize("at", [0.0, 0.3, 0.5, 0.7, 1.0])
def test_a_flipped_bit_is_damage_with_status_3_wherever_it_lies(demonstrated, at):
    file = demonstrated.folder / "home" / "station.db"
    content = bytearray(file.read_bytes())
    content[int(at * (len(content) - 1))] ^= 1
    file.write_bytes(content)
    assert demonstrated.run("check")[0] == 3


def test_a_damaged_file_is_one_line_and_a_report_holds_the_rest(demonstrated):
    file = demonstrated.folder / "home" / "station.db"
    sound = file.read_bytes()
    for first in range(len(sound) // 4096 - 10, 10, -8):  # until a sign-in needs none of these
        content = bytearray(sound)
        for page in range(8):
            content[(first + page) * 4096 + 100] ^= 1
        file.write_bytes(content)
        status, answer, _err = demonstrated.run("check")
        assert status == 3
        if "found" in answer:
            break
        for left in file.parent.glob("station.db-*"):
            left.unlink()
    (finding,) = answer["found"]
    assert finding["what"] == "file"
    assert "\n" not in finding["where"]
    (report,) = (demonstrated.folder / "home" / "logs").glob("report-*.txt")
    lines = report.read_text(encoding="utf-8").splitlines()
    assert lines[0] == finding["where"]
    assert len(lines) >= 8
    assert f" {len(lines)} " in finding["mend"]
    assert str(report) in finding["mend"]


def test_a_shortened_database_is_damage_and_a_lost_one_is_not_made_anew(demonstrated):
    file = demonstrated.folder / "home" / "station.db"
    file.write_bytes(file.read_bytes()[:8192])
    status, answer, _err = demonstrated.run("check")
    assert (status, answer["error"]["code"]) == (3, "damaged")
    for left in file.parent.glob("station.db*"):
        left.unlink()
    status, answer, _err = demonstrated.run("registers")
    assert (status, answer["error"]["code"]) == (3, "damaged")
    assert not file.exists()


def test_a_backup_goes_into_a_folder_that_is_there(training):
    nowhere = training.folder / "absent" / "station.backup"
    assert training.run("backup", nowhere, officer="admin")[1]["error"]["code"] == "refused"


@pytest.mark.parametrize("url", ["sqlite:////tmp/station.db", "junk", "postgresql://127.0.0.1:1/x"])
def test_no_home_is_made_in_an_engine_that_does_not_encrypt(shell, url):
    answer = shell.run("init", "--training", "--database", url, officer=None)[1]
    assert answer["error"]["code"] == "refused"
    assert list((shell.folder / "home").iterdir()) == []


def test_a_server_that_does_not_answer_is_said_to_be_so(shell):
    url = "postgresql+psycopg://127.0.0.1:1/x"
    status, answer, _err = shell.run("init", "--training", "--database", url, officer=None)
    assert (status, answer["error"]["code"]) == (3, "unreachable")


@pytest.mark.parametrize("name", ["STATION_TODAY", "STATION_NOW"])
def test_a_clock_that_is_no_day_is_said_to_be_so(training, monkeypatch, name):
    monkeypatch.delenv("STATION_NOW")
    monkeypatch.setenv(name, "2026-13-45")
    assert training.run("agenda")[1]["error"]["code"] == "refused"
