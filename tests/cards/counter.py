"""Cards, things and people as they come to the counter; nobody in it exists."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from station_app.access import action, records
from station_app.access.purposes import Purpose
from station_app.core.register import read_draft
from station_app.printing.reading import text_of
from station_app.registers import ACTIONS, FORMS, REGISTERS
from station_app.storage.tables import DutyRow
from station_app.workflows import inline
from station_app.workflows.paper import print_form

GOLDEN = Path(__file__).parents[1] / "golden" / "counter"
WHY = Purpose("COUNTER", "接待单 12")
CASE = Purpose("CASE", "339901-01J202603090001")
HOLDER = {"name": "郑一鸣", "id_number": "339901198505050019"}
AGENT = {"name": "吴二喜", "id_number": "339901197606060019"}
CARD = {"kind": "id_card", "why": "expired", "accepted_on": "2026-03-09"}
THING = {
    "kind": "found",
    "name": "黑色钱包",
    "features": "皮质，左下角磨损",
    "contents": "现金320元，公交卡1张",
    "on": "2026-03-09",
    "person_said": "孙小满",
    "place_said": "石桥路公交站",
    "kept_where": "值班室3号柜",
}
MISSED = {
    "kind": "missed",
    "reported_at": "2026-03-09 9:30",
    "described": "身高约一米二，穿红色外套",
    "place_said": "石桥小学门口",
    "facts": "放学后没有回家",
    "reporter_said": "郑一鸣，父亲",
}


class Counter:
    """Those who work at it, and a clock that is moved on."""

    def __init__(self, desk_of):
        self.now = datetime(2026, 3, 9, 2, tzinfo=UTC)
        self.desks = {role: desk_of(role, role, now=lambda: self.now) for role in ROLES}
        self.clerk, self.officer = self.desks["clerk"], self.desks["officer"]

    def on(self, day, hour=10):
        self.now = datetime.fromisoformat(f"{day}T{hour - 8:02}:00").replace(tzinfo=UTC)
        return self

    def enter(self, register, by="clerk", **typed):
        with self.desks[by].act(f"file:{register}", purpose=why(register)) as act:
            return inline.file_typed(act, REGISTERS[register], [typed])[0].id

    def act(self, register, name, id, by="clerk", **typed):
        return action.perform(self.desks[by], ACTIONS[register], name, id, typed, why(register)).ids

    def shown(self, register, id):
        with self.officer.act(f"show:{register}", purpose=why(register)) as act:
            return records.show(act, REGISTERS[register], id).record

    def owed(self, id):
        with self.officer.view("list:cards") as view:
            rows = view.all(select(DutyRow).where(DutyRow.record_id == id))
        return sorted((row.rule, row.due_on.isoformat()) for row in rows)

    def person(self, who):
        return str(self.enter("people", **who))


def why(register):
    """Cards and things are counter work; who is missed is a case."""
    return CASE if register.startswith(("missing", "calls")) else WHY


ROLES = ("clerk", "officer", "chief")


def values(register, desk, **typed):
    read, problems = read_draft(REGISTERS[register], typed, desk.now())
    assert not problems, problems
    return read


def compared(desk, form, id):
    """The paper says what it said before."""
    with desk.act("print", purpose=why(FORMS[form].form.register)) as act:
        pdf = print_form(act, FORMS[form], id).pdf
    if folder := os.environ.get("PAPERS"):
        (Path(folder) / f"{form}.pdf").write_bytes(pdf)
    text, golden = re.sub(r"(?m)^.*核验码.*$", "", text_of(pdf)), GOLDEN / f"{form}.txt"
    if os.environ.get("UPDATE_GOLDEN") == "1":
        GOLDEN.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8"), form
