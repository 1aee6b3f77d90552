"""The papers of community rehabilitation, read back from the paper."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from station_app.core.errors import Refused
from station_app.printing.reading import text_of
from station_app.registers import FORMS
from station_app.workflows.paper import print_form
from tests.rehabilitation.course import POSITIVE, TEST, WHY, WOMAN, at, do, enter, planned

GOLDEN = Path(__file__).parents[1] / "golden" / "rehabilitation"
UPDATE = os.environ.get("UPDATE_GOLDEN") == "1"
pytestmark = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)


def printed(desk, form, id):
    with desk.act("print", purpose=WHY) as act:
        return print_form(act, FORMS[form], id).pdf


def compared(form, pdf):
    text = re.sub(r"(?m)^.*核验码.*$", "", text_of(pdf))
    golden = GOLDEN / f"{form}.txt"
    if UPDATE:
        GOLDEN.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8"), form
    assert "吸毒人员" not in text


def test_each_paper_says_what_it_said_before(worker, tmp_path):
    folder = Path(os.environ.get("PAPERS", tmp_path))
    now = at(worker, "2026-01-31")
    one = enter(now, police_station="演示县公安局石桥派出所", person=WOMAN).id
    for form in ("rehabilitation_agreement", "breach_report", "rehabilitation_release"):
        with pytest.raises(Refused):
            printed(now, form, one)
    do(now, "report_in", one)
    for role, name in (("worker", "钱工"), ("officer", "王警官"), ("family", "何父")):
        do(now, "form_team", one, role=role, name=name, phone="19900001111")
    do(now, "agreement", one, measures="每月检测一次；每季度心理咨询一次；介绍就业。")
    first, second, third, fourth, *_rest = planned(worker, one)
    with pytest.raises(Refused, match="没有结果"):
        printed(now, "drug_test_record", first.id)
    told = TEST | POSITIVE | {"female_tester": "李工", "witness": "何父"}
    do(at(worker, "2026-02-28"), "take", first.id, "drug_tests", **told)
    for test, why in ((second, "refused"), (third, "evaded"), (fourth, "unexplained")):
        now = at(worker, test.due_on.isoformat())
        do(now, "miss", test.id, "drug_tests", missed_why=why)
    papers = {
        "rehabilitation_agreement": one,
        "drug_test_card": one,
        "drug_test_record": first.id,
        "breach_report": one,
    }
    for form, id in papers.items():
        pdf = printed(now, form, id)
        (folder / f"{form}.pdf").write_bytes(pdf)
        compared(form, pdf)
    do(now, "report_breach", one, number="石街报〔2026〕3号")
    do(at(worker, "2029-01-31"), "release", one, number="演公社戒解字〔2029〕3号")
    pdf = printed(at(worker, "2029-02-01"), "rehabilitation_release", one)
    (folder / "rehabilitation_release.pdf").write_bytes(pdf)
    compared("rehabilitation_release", pdf)
