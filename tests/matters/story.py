"""What each service of matters, visits and letters leaves: its part in the story of all."""

from __future__ import annotations

from station_app.core.register import read_draft
from station_app.registers import REGISTERS
from tests.cases.story import alarm
from tests.matters.asked import HANDLED, LAMP, LETTER, TOLD

ASKED = {"kind": "hazard", "title": "楼道堆物", "raiser_said": "孙大娘"}
VISIT = {"at": "2026-03-09 09:30", "met_said": "孙大娘", "topic": "fraud"}


def matters(s, _folder):
    s.act("calls", "matter", alarm(s), **ASKED)
    asked = {"ask_kind": "hazard", "ask": "楼道灯不亮"}
    visit = s.do("workflows.desk.raising.enter_visit", _values("visits", VISIT | asked, s)).id
    s.act("visits", "matter", visit, **ASKED)
    s.do("visits.service.enter", _values("visits", VISIT, s))
    id = s.do("matters.service.enter", _values("matters", LAMP | {"raiser_said": "孙大娘"}, s)).id
    s.act("matters", "extend", id, by="chief", until="2026-03-20", extended_why="等配件")
    s.act("matters", "handle", id, **HANDLED)
    s.act("matters", "send_back", id, by="chief", returned_note="请补照片")
    s.act("matters", "handle", id, **HANDLED)
    s.act("matters", "tell_citizen", id, **TOLD)
    s.act("matters", "close", id)
    s.do("statistics.desk.matters", s.now.date().replace(day=1), s.now.date())


def letters(s, _folder):
    told = {name: said for name, said in LETTER.items() if name != "from"}
    id, sent = (s.do("letters.service.enter", _values("letters", told, s)).id for _n in range(2))
    s.act("letters", "accept", id)
    s.act("letters", "extend", id, by="chief", until="2026-06-08", extended_why="会商")
    s.act("letters", "answer", id, answered_how="written", answer="已划停车线")
    s.act("letters", "forward", sent, forwarded_to="县城管局")


def _values(register, typed, s):
    values, problems = read_draft(REGISTERS[register], typed, s.now)
    assert not problems
    return values
