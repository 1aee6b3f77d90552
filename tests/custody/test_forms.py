"""The papers of a stay, read back from the paper."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from station_app.core.errors import Refused
from station_app.printing.reading import text_of
from station_app.registers import FORMS
from station_app.workflows.paper import print_form
from tests.custody.inside import APPROVED, MAN, STOPPED, WHY, brought, do, when

GOLDEN = Path(__file__).parents[1] / "golden" / "custody"
UPDATE = os.environ.get("UPDATE_GOLDEN") == "1"
pytestmark = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)


@pytest.fixture
def desk(officer):
    known = replace(officer, officer="王警官", station="演示县公安局滨江派出所")
    return when(known, "2026-03-10 08:30")


def printed(desk, form, one):
    with desk.act("print", purpose=WHY) as act:
        return print_form(act, FORMS[form], one.id).pdf


def whole(desk):
    """A continued questioning with everything that can be entered of it."""
    one = brought(desk, STOPPED, described="", person=MAN, second="周警官", room="办案区2号")
    do(desk, "approve", one, **APPROVED)
    do(desk, "body_check", one, checker="same_sex", whom="周警官", text="左手背擦伤",
       at="2026-03-09 09:30")  # fmt: skip
    do(desk, "items_taken", one, text="手机，1部，黑色，屏幕有裂纹\n现金、32元\n钥匙", signed="是",
       at="2026-03-09 09:35")  # fmt: skip
    do(desk, "family", one, whom="钱大江", relation="兄", at="2026-03-09 09:50")
    do(desk, "meal", one, text="盒饭一份", at="2026-03-09 12:00")
    do(desk, "extend", one, hours="24", reason="unsettled", level="county_duty", whom="周局",
       number="演公审〔2026〕3号", at="2026-03-09 20:10")  # fmt: skip
    do(desk, "items_returned", one, signed="是", at="2026-03-10 08:00")
    do(desk, "leave", one, left_how="released", at="2026-03-10 08:05")
    return one


def test_each_paper_says_what_it_said_before(desk, tmp_path):
    one = whole(desk)
    for form in ("custody_form", "stop_and_question_form", "belongings_form"):
        pdf = printed(desk, form, one)
        (tmp_path / f"{form}.pdf").write_bytes(pdf)
        text = re.sub(r"(?m)^.*核验码.*$", "", text_of(pdf))
        assert "草稿" in text
        golden = GOLDEN / f"{form}.txt"
        if UPDATE:
            GOLDEN.mkdir(exist_ok=True)
            golden.write_text(text, encoding="utf-8")
        assert text == golden.read_text(encoding="utf-8")


def test_a_paper_is_given_of_those_it_is_about(desk):
    one = brought(desk)
    for form in ("stop_and_question_form", "belongings_form"):
        with pytest.raises(Refused):
            printed(desk, form, one)
    assert "男，约三十岁" in text_of(printed(desk, "custody_form", one))
