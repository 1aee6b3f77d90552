"""County templates, voided numbers and usual texts from the shell."""

from __future__ import annotations

import pytest

from tests.printing import county_pdf

ORDER = ("--issuer", "演示县司法局", "--number", "演司〔2026〕9号", "--day", "2026-03-01")
FORM = "execution_archive"


@pytest.fixture
def supervised(training):
    entry = {
        "person": {"name": "吴𠀀明", "id_number": "339901198001010013"},
        "category": "缓刑",
        "deciding_organ": "演示县人民法院",
        "document_number": "（2026）演9901刑初7号",
        "start": "2026-01-01",
        "end": "2026-12-31",
    }
    return training.enter("corrections", entry, officer="corrections")["ids"][0]


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "county.pdf"
    path.write_bytes(county_pdf.template())
    return path


def test_a_template_is_loaded_printed_on_verified_and_taken_back(
    training, supervised, file, tmp_path
):
    told = training.ok("template", "load", FORM, file, *ORDER, officer="chief")
    assert told["places"]["姓名"] == "姓名"
    assert told["fields_without_value"] == ["正文", "经办科室"]
    assert "矫正类别" in told["values_without_place"]
    told = training.ok("template", "place", FORM, "经办科室", "矫正类别", officer="chief")
    assert told["fields_without_value"] == ["正文"]
    [loaded] = [one for one in training.ok("template", "list", officer="chief") if one["loaded"]]
    assert (loaded["form"], loaded["day"]) == (FORM, "2026-03-01")
    out = tmp_path / "a.pdf"
    why = ("--purpose", "CORRECTION", "--note", "2026-17")
    training.ok(*why, "print", FORM, supervised, "--out", out, officer="corrections")
    assert training.ok("verify", out, officer="corrections")["state"] == "same"
    training.ok("template", "end", FORM, "--reason", "县局换发", officer="chief")
    assert not any(one["loaded"] for one in training.ok("template", "list", officer="chief"))


def test_a_worker_loads_none_and_a_file_that_is_not_there_is_said(training, file, tmp_path):
    status, answer, _err = training.run(
        "template", "load", FORM, file, *ORDER, officer="corrections"
    )
    assert (status, answer["error"]["code"]) == (1, "refused")
    gone = tmp_path / "gone.pdf"
    status, _answer, err = training.run("template", "load", FORM, gone, *ORDER, officer="chief")
    assert status == 1
    assert "没有这个文件" in err


def test_a_voided_number_is_listed_and_refused(training):
    number = "（2026）演9901刑初8号"
    said = ("--paper", "警告决定书", "--reason", "写错姓名")
    training.ok("number", "void", number, *said, officer="corrections")
    [one] = training.ok("number", "list", officer="corrections")
    assert (one["number"], one["paper"], one["officer"]) == (number, "警告决定书", "corrections")
    status, _answer, err = training.run("number", "void", number, *said, officer="corrections")
    assert status == 1
    assert "已经登记作废" in err


def test_a_text_is_kept_for_a_field_that_there_is(training):
    said = ("--title", "已约时间", "--text", "已约时间复查。")
    kept = training.ok("text", "keep", "hazards.recheck", "remarks", *said)
    [one] = training.ok("text", "list")
    assert (one["id"], one["title"]) == (kept["id"], "已约时间")
    training.ok("text", "drop", kept["id"])
    assert training.ok("text", "list") == []
    status, _answer, err = training.run("text", "keep", "hazards.recheck", "nothing", *said)
    assert status == 1
    assert "多行文字栏" in err
