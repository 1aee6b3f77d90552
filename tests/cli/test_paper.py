"""Printing and checking paper from the shell."""

from __future__ import annotations

import pytest
from PIL import Image

HOME = "演示县东门社区新丰街33号8栋4单元1604室"
ZHANG = {"name": "张𠀀", "id_number": "339901198001010013"}


@pytest.fixture
def resident(training):
    entry = {"person": ZHANG, "place": HOME, "household": "17", "relation_to_head": "户主"}
    return training.enter("residents", entry)["ids"][0]


def test_forms_are_listed_with_their_titles(training):
    forms = training.ok("forms")
    assert {"form": "household_sheet", "title": "常住人口信息表", "register": "residents"} in forms


def test_a_paper_is_the_same_until_its_record_changes(training, resident, tmp_path):
    out = tmp_path / "a.pdf"
    made = training.ok("print", "household_sheet", resident, "--out", out)
    assert {"file", "pages", "code"} <= set(made)
    assert training.ok("verify", made["code"])["state"] == "same"
    assert training.ok("verify", out)["state"] == "same"
    person = training.ok("show", "residents", resident)["fields"]["person_id"]
    training.ok("amend", "people", person, training.file("c", {"name": "张二"}), "--revision", 1)
    for shown in (made["code"], out):
        status, answer, _err = training.run("verify", shown)
        assert (status, answer["state"]) == (1, "changed")
    training.ok("withdraw", "residents", resident, "--reason", "误录")
    assert training.run("verify", made["code"])[1]["state"] == "withdrawn"


def test_a_form_is_known_by_its_title_too(training, resident, tmp_path):
    training.ok("print", "常住人口信息表", resident, "--out", tmp_path / "a.pdf")


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("zh", "居住登记凭证(回执)"),
        ("en", "居住登记凭证（回执）"),
        ("en", "receipt of residence registration (居住登记凭证(回执))"),
    ],
)
def test_a_title_is_known_with_brackets_of_either_width_and_as_it_is_listed(
    training, monkeypatch, tmp_path, language, title
):
    monkeypatch.setenv("STATION_LANGUAGE", language)
    stay = {"person": ZHANG, "place": HOME, "arrived_on": "2026-03-01"}
    id = training.enter("residents", stay | {"registered_on": "2026-03-02"})["ids"][0]
    out = tmp_path / "a.pdf"
    training.ok("print", title, id, "--out", out)
    assert training.ok("verify", out)["form"] == "residence_receipt"


def test_a_second_copy_asks_for_a_reason(training, resident, tmp_path):
    training.ok("print", "household_sheet", resident, "--out", tmp_path / "a.pdf")
    again = ("print", "household_sheet", resident, "--out", tmp_path / "b.pdf")
    assert training.run(*again)[0] == 1
    training.ok(*again, "--reason", "首份打印模糊")


@pytest.mark.parametrize("code", ["ABCDE-FGH23", "00000-00000"])
def test_a_code_nobody_gave_out_is_not_genuine(training, code):
    status, answer, _err = training.run("verify", code)
    assert (status, answer["state"]) == (1, "not genuine")


def test_another_station_that_knows_the_key_says_genuine(training, resident, tmp_path):
    out, key, other = tmp_path / "a.pdf", tmp_path / "k", tmp_path / "other"
    training.ok("print", "household_sheet", resident, "--out", out)
    training.ok("key", "export", key)
    training.ok("init", "--training", "--home", other, officer=None)
    assert training.run("verify", out, "--home", other)[1]["state"] in ("not genuine", "genuine")
    training.ok("key", "trust", key, "--home", other, officer="admin")
    assert training.ok("verify", out, "--home", other)["state"] == "genuine"


def test_an_installation_proves_itself(training):
    answer = training.ok("self-test", officer=None)
    assert answer["ok"] is True
    assert {"database", "found", "fonts", "printed", "checked", "backup"} <= set(answer["steps"])


def test_what_becomes_of_a_paper_is_entered_from_the_shell(training, resident, tmp_path):
    made = training.ok("print", "household_sheet", resident, "--out", tmp_path / "a.pdf")
    why = ("--purpose", "COUNTER", "--note", "接待单 1")
    paper = made["print"]
    assert training.ok("verify", made["code"])["stage"] == "printed"
    training.ok(*why, "act", "prints", paper, "signed", training.file("s", {"person": "王警官"}))
    served = {"person": "张三", "way": "留置送达"}
    status, _answer, err = training.run(
        *why, "act", "prints", paper, "served", training.file("v", served)
    )
    assert (status, "见证人" in err) == (1, True)
    served["witness"] = "居委会"
    training.ok(*why, "act", "prints", paper, "served", training.file("v", served))
    scan = tmp_path / "scan.png"
    Image.new("RGB", (20, 30)).save(scan)
    back = training.file("b", {"scan": str(scan)})
    step = training.ok(*why, "act", "prints", paper, "back", back)["ids"][0]
    [line] = training.ok("papers", resident)
    assert (line["print"], line["stage"], line["copy"]) == (paper, "back", 1)
    training.ok(*why, "withdraw", "paper_steps", step, "--reason", "误录")
    found = training.ok("verify", made["code"])
    assert (found["state"], found["stage"], found["print"]) == ("same", "served", paper)
    assert training.ok("check")["ok"]


def test_values_alone_are_refused_in_words_until_the_county_orders_it(training, resident):
    status, _answer, err = training.run("print", "household_sheet", resident, "--overprint")
    assert (status, "没有准许" in err) == (1, True)
