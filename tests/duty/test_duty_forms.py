"""The papers of a shift, read back from the paper."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from station_app.access import log
from station_app.access.purposes import Purpose
from station_app.core.errors import Refused
from station_app.duty import service
from station_app.duty.records import Handover
from station_app.printing.reading import text_of
from station_app.registers import FORMS
from station_app.storage import checkpoints
from station_app.workflows.paper import print_form
from tests.calls.reported import call, do
from tests.duty.shifts import WHY, hand_over, plan

GOLDEN = Path(__file__).parents[1] / "golden" / "duty"
UPDATE = os.environ.get("UPDATE_GOLDEN") == "1"
STATION = "演示县公安局滨江派出所"
pytestmark = pytest.mark.parametrize("new_store", ["sqlcipher"], indirect=True)


@pytest.fixture
def desk(officer):
    return replace(officer, station=STATION)


@pytest.fixture
def night(desk, chief):
    """A night of two calls, one of them still open, handed over in the morning."""
    shift, _day = plan(desk)
    done = call(desk, reported_at="2026-03-09 1:30", facts="两人因停车打架")
    do(desk, "dispose", done.id, disposal="mediated", course="劝和")
    call(desk, reported_at="2026-03-09 7:20", category="201000", facts="电动车被盗")
    with desk.act("write-diary") as act:
        service.write_line(act, "23:30 带辅警小郑到石桥路巡逻")
        service.write_line(act, "7:00 清点装备，打扫备勤室")
    return shift, hand_over(desk, chief, remarks="3号车送修", 手铐=(5, "一副送检")).id


def printed(desk, form, id):
    with desk.act("print", purpose=WHY) as act:
        return print_form(act, FORMS[form], id).pdf


def read(text):
    """Without what is of this run alone: codes, ids, the hash of the log."""
    text = re.sub(r"(?m)^.*核验码.*$", "", text)
    return re.sub(r"(?ms)^SA[12]\..*?截短。", "（校验点）", text)


@pytest.mark.parametrize("form", ["duty_diary", "handover_sheet"])
def test_a_paper_says_what_it_said_before(desk, night, form, tmp_path):
    pdf = printed(desk, form, night[form == "handover_sheet"])
    (tmp_path / f"{form}.pdf").write_bytes(pdf)
    text = read(text_of(pdf))
    golden = GOLDEN / f"{form}.txt"
    if UPDATE:
        GOLDEN.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


def test_the_sheet_carries_the_checkpoint_of_the_hand_over_however_late_it_is_printed(desk, night):
    _shift, id = night
    first = text_of(printed(desk, "handover_sheet", id))
    later = replace(desk, now=lambda: desk.now() + timedelta(hours=5))
    for _n in range(2):  # checkpoints that are signed since
        with later.act("seal-log" if later.may("seal-log") else "plan-week") as act:
            service.plan(act, [])
    with later.act("print", purpose=Purpose("TASK", "存档")) as act:
        again = text_of(print_form(act, FORMS["handover_sheet"], id, reason="存档").pdf)
    with desk.view("list:handovers") as view:
        kept = view.session.query(Handover).one()
        held = log.checkpoint_after(view, kept.log, kept.entries)
        newest = checkpoints.newest(view.session, kept.log)
    assert held.number == kept.entries + 1
    assert newest.number > held.number
    for text in (first, again):
        assert held.text in "".join(text.split())


def test_an_auxiliary_prints_the_diary_and_no_hand_over(desk_of, desk, night):
    clerk = replace(desk_of("clerk"), station=STATION)
    text = text_of(printed(clerk, "duty_diary", night[0]))
    assert "受案" not in text  # what he may not list
    with pytest.raises(Refused):
        printed(clerk, "handover_sheet", night[1])
