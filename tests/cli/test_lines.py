"""What the shell says to people who ask for no JSON."""

from __future__ import annotations

import pytest

from station_app.cli import run

ZHANG = {"name": "张三", "id_number": "339901198001010013", "education": "20"}
HOME = "演示县东门社区新丰街33号8栋4单元1604室"


@pytest.fixture
def said(training):
    """The lines a command answers without --json."""

    def said(*words, officer="officer"):
        given = training.file(f"password-{officer}", officer)
        assert run(["--as", officer, "--password-file", given, *words]) == 0
        return training.capsys.readouterr().out.splitlines()

    return said


def test_a_record_is_shown_with_the_register_s_labels_and_codes_in_words(training, said):
    id = training.enter("people", ZHANG)["ids"][0]
    found = said("show", "people", id)
    assert {"姓名: 张三", "性别: 男性", "文化程度: 大学本科教育", "已作废: 否"} <= set(found)
    assert "曾用名:" in found
    assert "None" not in "".join(found)


def test_a_history_says_what_was_before_and_after(training, said):
    id = training.enter("people", ZHANG)["ids"][0]
    change = training.file("change.json", {"education": "60", "name": "张三丰"})
    training.ok("amend", "people", id, change, "--revision", 1)
    found = said("history", "people", id)
    assert "  姓名: → 张三" in found
    assert "  姓名: 张三 → 张三丰" in found
    assert any("文化程度: 大学" in line and "→ 普通高级中学" in line for line in found)
    assert "None" not in "".join(found)


def test_an_auxiliary_s_history_is_masked_in_lines_too(training, said):
    papers = [{"type": "414", "number": "E12345678"}]
    id = training.enter("people", ZHANG | {"ethnicity": "汉", "documents": papers})["ids"][0]
    found = said("history", "people", id, officer="clerk")
    assert "  姓名: → 张*" in found
    assert "  民族: → ***" in found
    assert "E12345678" not in "".join(found)


def test_registers_are_listed_with_their_fields(said):
    found = said("registers")
    assert "people: 人员" in found
    assert "  name: 姓名 personname 必填" in found


def test_a_complaint_in_json_is_written_in_plain_chinese(training):
    given = training.file("password-officer", "officer")
    run(["--as", "officer", "--password-file", given, "--json", "show", "people", "x"])
    assert "没有这条记录" in training.capsys.readouterr().out


def test_an_english_clerk_reads_what_a_form_is_beside_its_name(training, said, monkeypatch):
    monkeypatch.setenv("STATION_LANGUAGE", "en")
    forms = {form["form"]: form["title"] for form in training.ok("forms")}
    title = forms["residence_receipt"]
    assert title == "Receipt of residence registration (居住登记凭证（回执）)"
    assert any(title in line for line in said("forms"))
