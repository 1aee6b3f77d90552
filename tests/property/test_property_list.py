"""涉案财物清单: one list of what was taken together, for the file and for whose it is."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from station_app.access import standing
from station_app.printing.reading import text_of
from station_app.registers import FORMS
from station_app.workflows.paper import print_form
from tests.property.held import BICYCLE, CASE, WHY, entered

GOLDEN = Path(__file__).parents[1] / "golden" / "property" / "property_list.txt"
UPDATE = os.environ.get("UPDATE_GOLDEN") == "1"


def printed(desk, id):
    with desk.act("print", purpose=WHY) as act:
        return text_of(print_form(act, FORMS["property_list"], id).pdf)


@pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)
def test_a_list_names_what_was_taken_together_and_is_a_draft(officer, desk_of, tmp_path):
    desk = replace(officer, officer="王警官", station="演示县公安局滨江派出所")
    case = str(entered(desk, "cases", CASE).id)
    alike = BICYCLE | {"case_id": case, "list_number": "演公保清3号", "officer": "王警官"}
    first = entered(desk, "property", alike | {"bag": "F0001", "name": "电动自行车"}).id
    phone = {"name": "手机", "quantity": "2部", "features": "黑色；屏幕碎裂", "bag": "F0002"}
    entered(desk, "property", alike | phone)
    entered(desk, "property", alike | {"name": "充电器", "list_number": "演公保清4号"})
    text = printed(desk, first)
    assert "充电器" not in text
    text = re.sub(r"(?m)^.*核验码.*$", "", text)
    if UPDATE:
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")
    assert "草稿" in text
    assert "交持有人" in text
    admin = desk_of("admin")
    with admin.act("order-stand-alone") as act:
        standing.enter_order(act, "演示县公安局", "演公发〔2026〕7号", admin.today)
    assert "草稿" not in printed(desk, first)
