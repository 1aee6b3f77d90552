"""The papers of measures, read back from the paper."""

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
from tests.measures.executed import PLACE, WHY, at, do, enter

GOLDEN = Path(__file__).parents[1] / "golden" / "measures"
UPDATE = os.environ.get("UPDATE_GOLDEN") == "1"
pytestmark = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)
OF = {  # form → kind, whether a minor's
    "bail_notice": ("bail_pending", False),
    "surveillance_notice": ("residential_surveillance", False),
    "deprivation_notice": ("deprived_of_political_rights", False),
    "protection_notice": ("protection_order", False),
    "corrective_notice": ("corrective_education", True),
    "measure_record": ("bail_pending", False),
    "measure_leave": ("residential_surveillance", False),
    "warning_letter_dv": ("warning_letter_dv", False),
    "family_guidance_order": ("family_guidance", True),
}


@pytest.fixture
def desk(officer):
    return replace(officer, officer="王警官", station="演示县公安局滨江派出所")


def printed(desk, form, id, reason=""):
    with desk.act("print", purpose=WHY) as act:
        return print_form(act, FORMS[form], id, reason=reason).pdf


def test_each_paper_says_what_it_said_before(desk, tmp_path):
    made = {kind: enter(desk, kind).id for kind in dict(OF.values())}
    do(desk, "record", made["bail_pending"], said="三月份按时到案，住址、联系方式没有变动。")
    do(desk, "ask_leave", made["residential_surveillance"], what="visitor", since="2026-03-10",
       until="2026-03-10", reason="母亲前来探望")  # fmt: skip
    folder = Path(os.environ.get("PAPERS", tmp_path))
    for form, (kind, minors) in OF.items():
        if minors:
            with pytest.raises(Refused, match="须保密"):
                printed(desk, form, made[kind])
        pdf = printed(desk, form, made[kind], "送达本人" if minors else "")
        (folder / f"{form}.pdf").write_bytes(pdf)
        compared(form, pdf)


def compared(form, pdf):
    text = re.sub(r"(?m)^.*核验码.*$", "", text_of(pdf))
    golden = GOLDEN / f"{form}.txt"
    if UPDATE:
        GOLDEN.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8"), form


def test_that_a_deprivation_is_over_is_told_when_it_is(desk):
    made = enter(desk, "deprived_of_political_rights", end="2026-03-10", workplace="演示机械厂")
    with pytest.raises(Refused, match="才届满"):
        printed(desk, "deprivation_expired", made.id)
    compared("deprivation_expired", printed(at(desk, "03-10"), "deprivation_expired", made.id))


def test_where_the_protected_person_lives_is_not_told_to_the_other(desk):
    order = enter(desk, "protection_order")
    text = text_of(printed(desk, "protection_notice", order.id))
    assert PLACE not in text
    assert "石桥路" not in text


def test_the_paper_of_another_kind_is_refused(desk):
    bail = enter(desk)
    for form in ("surveillance_notice", "warning_letter_dv", "measure_leave"):
        with pytest.raises(Refused):
            printed(desk, form, bail.id)
