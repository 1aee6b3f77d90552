"""Real homes of a police station and of a correction office: each keeps its own, in words."""

from __future__ import annotations

import pytest

from station_app.storage import keys

GIVEN, OWN = "安全员代设的密码 2026", "只有本人知道的 那一句话 没有别人"
SUPERVISION = {
    "person": {"name": "赵一"},
    "category": "probation",
    "deciding_organ": "演示县人民法院",
    "deciding_level": "basic",
    "document_number": "（2026）示0101刑初1号",
    "start": "2026-02-01",
    "end": "2028-01-31",
}
REHABILITATION = {
    "person": {"name": "赵一"},
    "kind": "detox",
    "deciding_organ": "演示县公安局",
    "document_number": "演公社戒字〔2026〕7号",
    "decided_on": "2026-01-20",
    "start": "2026-01-21",
}
COPY = {
    "person": {"name": "赵一"},
    "kind": "judgment",
    "on": "2026-03-02",
    "from_organ": "演示县人民法院",
}


@pytest.fixture
def home(shell, monkeypatch):
    """A real home of a kind, and one officer of it who has his own password."""
    monkeypatch.setattr(keys, "REAL_WORK", keys.TRAINING_WORK)

    def made(kind, officer, role):
        monkeypatch.setenv("STATION_HOME", str(shell.folder / kind))
        words = ["init", "--name", "演示", "--org", "339901-01", "--kind", kind, "--key", "file"]
        words += [
            "--security",
            "安",
            "--admin",
            "管",
            "--admin-password-file",
            shell.file("a", OWN),
        ]
        security = {"officer": "安", "password": OWN}
        shell.ok(*words, **security)
        given = shell.file("given", GIVEN)
        shell.ok(
            *("officer", "add", officer, "--role", role, "--officer-password-file", given),
            **security,
        )
        his = shell.file("own", OWN)
        shell.ok("password", "--new-password-file", his, officer=officer, password=GIVEN)

        def ask(*said):
            return shell.run(*said, officer=officer, password=OWN)

        return ask

    return made


def named(answer):
    """With what is kept inside each."""
    inner = {each["name"] for register in answer for each in register["inner"]}
    return inner | {register["name"] for register in answer}


def enter(shell, ask, register, typed):
    why = ("--purpose", "TASK", "--note", "交办3号")
    return ask(*why, "file", register, shell.file("entry.json", typed))


def test_a_police_home_has_copies_and_tasks_and_no_supervision(shell, home):
    ask = home("police", "王警官", "officer")
    _status, answer, _err = ask("registers")
    assert {"correction_copies", "correction_tasks", "residents"} <= named(answer)
    assert not named(answer) & {"corrections", "relocations", "assessments", "leaves"}
    status, answer, _err = enter(shell, ask, "corrections", SUPERVISION)
    assert (status, answer["error"]["code"]) == (1, "refused")
    assert answer["error"]["message"] == "没有办理“登记（社区矫正）”的权限"
    assert enter(shell, ask, "correction_copies", COPY)[0] == 0
    account = ["officer", "add", "矫", "--role", "corrections", "--officer-password-file"]
    given = shell.file("given", GIVEN)
    assert shell.run(*account, given, officer="安", password=OWN)[0] == 1


def test_an_office_has_its_supervisions_and_nothing_of_the_police(shell, home):
    ask = home("justice", "老王", "corrections")
    _status, answer, _err = ask("registers")
    assert {register["name"] for register in answer} == {"people", "places", "corrections"}
    assert {"relocations", "positionings", "leaves"} <= named(answer)
    assert not named(answer) & {"correction_tasks", "residents", "rounds"}
    status, answer, _err = enter(shell, ask, "correction_copies", COPY)
    assert (status, answer["error"]["code"]) == (1, "refused")
    assert enter(shell, ask, "corrections", SUPERVISION)[0] == 0
    for register in ("correction_tasks", "residents", "housing"):
        assert enter(shell, ask, register, {})[0] == 1


def test_a_township_has_its_rehabilitation_and_an_officer_who_enters_nothing(shell, home):
    ask = home("township", "老钱", "rehabilitation")
    _status, answer, _err = ask("registers")
    assert {register["name"] for register in answer} == {"people", "places", "rehabilitation"}
    assert {"drug_tests", "absences", "rehabilitation_team"} <= named(answer)
    why = ("--purpose", "VISIT", "--note", "社戒3号")
    given = shell.file("entry.json", REHABILITATION)
    status, made, _err = ask(*why, "file", "rehabilitation", given)
    assert status == 0
    show = ("show", "rehabilitation", made["ids"][0])
    assert ask(*why, *show)[0] == 0
    assert ask("--purpose", "TASK", "--note", "交办3号", *show)[0] == 1
    assert enter(shell, ask, "corrections", SUPERVISION)[0] == 1
    account = ["officer", "add", "王警官", "--role", "officer", "--officer-password-file"]
    shell.ok(*account, shell.file("given", GIVEN), officer="安", password=OWN)
    him = {"officer": "王警官", "password": OWN}
    shell.ok("password", "--new-password-file", shell.file("own", OWN), officer="王警官",
             password=GIVEN)  # fmt: skip
    assert shell.run(*why, *show, **him)[0] == 1  # of no team
    assert shell.run("find", "赵一", **him)[1]["hits"] == []
    assert (
        shell.run(*why, "file", "people", shell.file("entry.json", {"name": "钱二"}), **him)[0] == 1
    )
    clerk = ["officer", "add", "辅", "--role", "clerk", "--officer-password-file"]
    assert shell.run(*clerk, shell.file("given", GIVEN), officer="安", password=OWN)[0] == 1


@pytest.mark.parametrize(
    ("kind", "theirs", "not_theirs"),
    [
        ("police", {"rental_house_form", "task_feedback"}, {"change_decision", "leave_approval"}),
        ("justice", {"change_decision", "leave_approval"}, {"rental_house_form", "task_feedback"}),
    ],
)
def test_the_head_of_a_home_prints_the_papers_of_its_registers(home, kind, theirs, not_theirs):
    _status, answer, _err = home(kind, "周所长", "chief")("forms")
    forms = {form["form"] for form in answer}
    assert theirs <= forms
    assert not forms & not_theirs


def test_a_training_home_holds_them_all(training):
    found = set()
    for officer in ("officer", "corrections"):
        found |= named(training.ok("registers", officer=officer))
    assert {"corrections", "correction_copies", "correction_tasks", "residents"} <= found
    training.enter("corrections", SUPERVISION, officer="corrections")
    training.enter("correction_copies", COPY, officer="officer")
