"""The command line as cli.md fixes it: names, keys and exit statuses."""

from __future__ import annotations

import pytest

from station_app.cli import run
from station_app.storage import keys

ZHANG = {"name": "张三", "id_number": "339901198001010013", "phone": "19900001234"}
HOME = "演示县东门社区新丰街33号8栋4单元1604室"


@pytest.fixture
def zhang(training):
    return training.enter("people", ZHANG)["ids"][0]


def test_a_training_home_tells_where_it_is_and_its_recovery_code(shell):
    answer = shell.ok("init", "--training", officer=None)
    assert set(answer) == {"home", "recovery_code"}
    assert len(answer["recovery_code"].split()) == 8


def test_a_home_is_never_made_over_another(training):
    status, answer, err = training.run("init", "--training", officer=None)
    assert (status, answer["error"]["code"]) == (1, "refused")
    assert err == answer["error"]["message"]


def test_a_wrong_password_says_so_with_status_3(training):
    status, answer, err = training.run("registers", password="wrong")
    assert (status, answer["error"]["code"]) == (3, "locked")
    assert "密码" in err


def test_registers_name_their_fields_and_actions(training):
    people, *others = training.ok("registers")
    names = {"places", "residents", "housing", "tenancies", "inspections", "hazards"}
    assert names <= {register["name"] for register in others}
    assert "corrections" not in {register["name"] for register in others}
    assert {"merge", "unmerge"} <= set(people["actions"])
    assert {"name", "title", "kind", "required"} == set(people["fields"][0])
    (other,) = people["action_fields"]["merge"]
    assert (other["name"], other["required"]) == ("other", True)


def test_what_is_kept_inside_a_register_names_its_acts_with_it(training):
    asked = training.ok("registers", officer="corrections")
    (corrections,) = [each for each in asked if each["name"] == "corrections"]
    assert "leave" in corrections["action_fields"]
    assert "receive_decision" in {name for each in corrections["inner"] for name in each["actions"]}


def test_a_person_is_entered_shown_changed_and_withdrawn(training, zhang):
    shown = training.ok("show", "people", zhang)
    assert set(shown) == {"id", "register", "revision", "withdrawn", "masked", "fields"}
    assert shown["fields"]["birth"] == "1980-01-01"
    change = training.file("change.json", {"name": "张三丰"})
    assert training.ok("amend", "people", zhang, change, "--revision", 1)["revision"] == 2
    status, answer, _err = training.run("amend", "people", zhang, change, "--revision", 1)
    assert (status, answer["error"]["code"]) == (1, "conflict")
    versions = training.ok("history", "people", zhang)
    assert versions[1]["changes"] == {"name": ["张三", "张三丰"]}
    assert set(versions[0]) == {"revision", "at", "officer", "act", "changes"}
    training.ok("withdraw", "people", zhang, "--reason", "重复录入")
    assert training.ok("show", "people", zhang)["withdrawn"] is True


def test_what_is_wrong_is_said_field_by_field(training):
    bad = training.file("bad.json", {"name": "张三", "id_number": "339901198001010014"})
    status, answer, err = training.run("file", "people", bad)
    assert (status, answer["error"]["code"]) == (1, "rejected")
    assert "公民身份号码" in err
    assert "校验" in err


@pytest.mark.parametrize(
    ("number", "kept", "note"),
    [
        ("11010519491231002X", "11010519491231002X", ""),
        ("440524188001010014", "440524188001010014", "120"),
        ("33990119880808008x", "33990119880808008X", "行政区划"),
        ("339901800101001", "339901198001010013", "行政区划"),
        ("110105491231002", "11010519491231002X", ""),
        ("810000189912310013", "810000189912310013", ""),
        ("830000189912310033", "830000189912310033", ""),
        ("933840189912310018", "933840189912310018", ""),
    ],
)
def test_a_sound_number_is_kept_and_what_is_odd_about_it_is_said(training, number, kept, note):
    entered = training.enter("people", {"name": "某人", "id_number": number})
    shown = training.ok("show", "people", entered["ids"][0])
    assert shown["fields"]["id_number"] == kept
    assert note in " ".join(one["note"] for one in entered["notes"])


@pytest.mark.parametrize(
    "number", ["339901199002310012", "339901190002290014", "339901198001010014", "3.39901E+17"]
)
def test_a_number_that_cannot_be_right_is_refused(training, number):
    body = {"name": "某人", "id_number": number}
    status, _answer, err = training.run("file", "people", training.file("x.json", body))
    assert status == 1
    assert "身份号码" in err


@pytest.mark.parametrize(
    ("content", "said"),
    [("{", "JSON"), ('{"nmae": "张三"}', "没有这一项"), ("[]", "一个对象"), ("7", "一个对象")],
)
def test_a_file_that_cannot_be_read_is_explained(training, content, said):
    status, _answer, err = training.run("file", "people", training.file("x.json", content))
    assert status == 1
    assert said in err


def test_several_are_entered_all_or_none(training):
    both = [{"name": "李四"}, {"name": "王五", "id_number": "1"}]
    status, _answer, _err = training.run("file", "people", training.file("two.json", both))
    assert status == 1
    assert training.ok("find", "李四")["hits"] == []


def test_the_same_number_is_not_entered_twice(training, zhang):
    status, _answer, err = training.run("file", "people", training.file("again.json", ZHANG))
    assert status == 1
    assert "同一号码" in err


def test_a_resident_may_bring_person_and_address_inline(training, zhang):
    entry = {"person": ZHANG, "place": HOME, "since": "2026-03-01"}
    resident = training.enter("residents", entry)["ids"][0]
    shown = training.ok("show", "residents", resident)
    assert shown["fields"]["person_id"] == zhang
    done = training.ok(
        "act", "residents", resident, "move_out", training.file("out.json", {"on": "今天"})
    )
    assert set(done) == {"act", "ids"}
    training.ok("undo", done["act"])
    assert training.ok("show", "residents", resident)["fields"]["until"] is None


IN_PARTS = {
    "county": "演示县",
    "village": "东门社区",
    "street": "新丰街",
    "door_plate": "33号",
    "building": "8栋",
    "unit": "4单元",
    "room": "1604室",
}


@pytest.mark.parametrize(
    "told", [{"place": HOME}, {"address": HOME}, {"place": IN_PARTS}, {"address": {"line": HOME}}]
)
def test_an_address_told_in_any_shape_is_the_one_that_is_there(training, told):
    first = training.enter("residents", {"person": ZHANG, "place": HOME})["ids"][0]
    second = training.enter("residents", {"person": {"name": "李四"}} | told)["ids"][0]
    there, here = (training.ok("show", "residents", id)["fields"] for id in (first, second))
    assert here["place_id"] == there["place_id"]


def test_a_new_address_told_in_parts_is_filed_with_its_building(training):
    told = {"person": ZHANG, "place": IN_PARTS | {"use": "出租"}}
    id = training.enter("residents", told)["ids"][0]
    place = training.ok("show", "residents", id)["fields"]["place_id"]
    dwelling = training.ok("show", "places", place)["fields"]
    assert (dwelling["room"], dwelling["unit"]) == ("1604室", "4单元")
    building = training.ok("show", "places", dwelling["building_id"])["fields"]
    assert (building["building"], building["room"]) == ("8栋", None)
    assert building["use"] != dwelling["use"]


@pytest.mark.parametrize(
    "told",
    [{}, {"place": 7}, {"place": {"room": "1604室"}}, {"place": HOME, "address": HOME}],
)
def test_an_address_that_is_missing_or_misshapen_names_the_key_and_the_shape(training, told):
    body = training.file("r.json", {"person": {"name": "李四"}} | told)
    status, answer, err = training.run("file", "residents", body)
    assert (status, answer["error"]["code"]) == (1, "rejected")
    assert "place" in err
    assert "address" in err if len(told) == 2 else '{"village": …' in err
    assert training.ok("find", "李四")["hits"] == []


def test_people_are_merged_and_parted(training, zhang):
    twin = training.enter("people", {"name": "张三", "birth": "1980-01-01"})["ids"][0]
    training.ok("act", "people", zhang, "merge", training.file("m.json", {"other": twin}))
    assert training.ok("show", "people", twin)["id"] == zhang
    training.ok("act", "people", zhang, "unmerge", training.file("u.json", {"other": twin}))
    assert training.ok("show", "people", twin)["id"] == twin
    again = training.ok("act", "people", zhang, "merge", training.file("m.json", {"other": twin}))
    undone = training.ok("undo", again["act"])
    assert (undone["undone"], set(undone["ids"])) == (1, {zhang, twin})
    assert training.ok("show", "people", twin)["id"] == twin


def test_find_masks_without_a_purpose_and_is_full_with_one(training, zhang):
    masked = training.ok("find", "张三")
    assert set(masked) == {"hits", "elapsed_ms"}
    assert set(masked["hits"][0]) == {"register", "id", "title", "matched"}
    assert "张三" not in masked["hits"][0]["title"]
    full = training.ok("find", "zs", "--purpose", "CASE", "--note", "案17")
    assert full["hits"][0]["id"] == zhang
    assert "张三" in full["hits"][0]["title"]


@pytest.mark.parametrize("digits", ["19900001234", "1990-0001234", "1234", "19911112222"])
def test_a_telephone_number_is_not_looked_for_without_a_purpose_and_that_is_said(
    training, zhang, digits
):
    free = training.ok("find", digits)
    assert free["hits"] == []
    assert "电话" in free["note"]
    asked = training.ok("find", digits, "--purpose", "CASE", "--note", "案17")
    assert "note" not in asked
    assert [hit["id"] for hit in asked["hits"]] == ([zhang] if "1234" in digits else [])


def test_an_id_number_is_found_without_a_purpose_and_names_say_nothing_of_telephones(
    training, zhang
):
    for typed in ("339901198001010013", "张三", "zs"):
        found = training.ok("find", typed)
        assert [hit["id"] for hit in found["hits"]] == [zhang]
        assert "note" not in found


def test_the_agenda_explains_itself(training):
    entry = {"person": ZHANG, "place": HOME, "arrived_on": "2026-03-01", "stay_reason": "01"}
    resident = training.enter("residents", entry)["ids"][0]
    (item,) = training.ok("agenda")
    assert set(item) == {
        "due_on",
        "overdue_days",
        "kind",
        "register",
        "id",
        "subject",
        "basis",
        "rule",
        "confirmed",
        "owner",
    }
    assert (item["id"], item["rule"]) == (resident, "residence_registration")
    assert item["overdue_days"] == 5
    assert "2026-03-04" in item["basis"]
    assert item["confirmed"] is False
    assert "地方默认，未核实" in item["basis"]


def test_a_real_home_shows_nobody_without_a_purpose(shell, monkeypatch):
    monkeypatch.setattr(keys, "REAL_WORK", keys.TRAINING_WORK)  # its cost is told in test_keys
    words = [
        "init",
        "--name",
        "演示所",
        "--org",
        "339901-01",
        "--kind",
        "police",
        "--key",
        "file",
        "--security",
        "安全员",
        "--admin",
        "管理员",
        "--admin-password-file",
        shell.file("a", "a password for admins"),
    ]
    shell.ok(*words, officer="安全员", password="a password for security")
    account = ["officer", "add", "王警官", "--role", "officer", "--officer-password-file"]
    given = shell.file("w", "long enough password")
    signed = {"officer": "安全员", "password": "a password for security"}
    shell.ok(*account, given, **signed)
    short = shell.run(
        "officer",
        "add",
        "李",
        "--role",
        "clerk",
        "--officer-password-file",
        shell.file("s", "short"),
        **signed,
    )
    assert short[0] == 1
    wang = {"officer": "王警官", "password": "long enough password"}
    person = shell.enter("people", ZHANG, **wang)["ids"][0]
    status, _answer, err = shell.run("show", "people", person, **wang)
    assert status == 1
    assert "事由" in err
    with_purpose = ("show", "people", person, "--purpose", "CASE", "--note", "案17")
    assert shell.ok(*with_purpose, **wang)["fields"]["name"] == "张三"


def test_the_log_is_proved_handed_over_and_says_who_looked(training, zhang, tmp_path):
    training.ok("show", "people", zhang, "--purpose", "CASE", "--note", "案17")
    assert training.ok("audit", "verify", officer="auditor")["ok"] is True
    training.ok("audit", "export", tmp_path / "log.jsonl", officer="auditor")
    assert (tmp_path / "log.jsonl").read_text(encoding="utf-8").count("\n") >= 3
    (look,) = training.ok("audit", "who", "people", zhang, officer="chief")
    assert (look["officer"], look["purpose"], look["note"]) == ("officer", "CASE", "案17")


def test_a_home_is_backed_up_put_back_and_recovered(shell, tmp_path):
    code = shell.ok("init", "--training", officer=None)["recovery_code"]
    zhang = shell.enter("people", ZHANG)["ids"][0]
    shell.ok("backup", tmp_path / "b", officer="admin")
    given = shell.file("code", code)
    shell.ok(
        "restore", tmp_path / "b", "--home", tmp_path / "new", "--code-file", given, officer=None
    )
    assert shell.ok("show", "people", zhang, "--home", tmp_path / "new")["id"] == zhang
    shell.ok("restore", tmp_path / "b", "--home", tmp_path / "again")
    assert shell.ok("check", "--home", tmp_path / "again")["ok"] is True
    (tmp_path / "new" / "device.key").unlink()
    assert shell.run("check", "--home", tmp_path / "new")[0] == 3
    shell.ok("recover", "--home", tmp_path / "new", "--code-file", given)
    assert shell.ok("check", "--home", tmp_path / "new")["ok"] is True


def test_a_demonstration_home_is_sound(training):
    counts = training.ok("demo", "--people", 120, "--seed", 3)
    assert counts["people"] == 120
    assert training.ok("check") == {"ok": True, "found": []}


def test_a_role_without_the_right_is_refused(training, zhang):
    status, answer, _err = training.run("show", "people", zhang, officer="auditor")
    assert (status, answer["error"]["code"]) == (1, "refused")


def test_wrong_usage_is_status_2(training, capsys):
    assert run(["find"]) == 2
    assert run(["nothing"]) == 2
    capsys.readouterr()


@pytest.mark.parametrize(
    "command",
    [
        "init",
        "recover",
        "officer add",
        "password",
        "registers",
        "file",
        "amend",
        "withdraw",
        "act",
        "undo",
        "show",
        "history",
        "find",
        "agenda",
        "check",
        "demo",
        "audit verify",
        "backup",
        "restore",
        "self-test",
        "statistics",
        "bench",
        "county enrol",
        "sync",
    ],
)
def test_every_command_shows_one_example(command, capsys):
    assert run([*command.split(), "--help"]) == 0
    assert "station" in capsys.readouterr().out.split("例")[1]
