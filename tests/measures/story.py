"""What every service of measures leaves behind: its part in the story of all services."""

from __future__ import annotations

from station_app.core.register import read_draft
from station_app.registers import REGISTERS
from tests.measures.executed import DAYS, PLACE, SAMPLES


def measures(s, _folder):
    person, other = s.person("周强").id, s.person("孙丽").id
    place = s.place(PLACE).id

    def entered(kind):
        told = {k: v for k, v in SAMPLES[kind].items() if k not in ("place", "protected")}
        told |= {"kind": kind, "person_id": str(person), "place_id": str(place)} | DAYS
        told |= {"protected_id": str(other)} if "protected" in SAMPLES[kind] else {}
        values, problems = read_draft(REGISTERS["measures"], told, s.now)
        assert not problems
        return s.do("measures.service.enter", values).id

    bail = entered("bail_pending")
    s.act("measures", "tell", bail, whom="person")
    s.act("measures", "record", bail, said="按时到案")
    s.act("measures", "report_move", bail, moved_at="2026-03-08 10:00", said="换了电话")
    s.act("measures", "breach", bail, said="去了邻县")
    s.act("measures", "lose_guarantor", bail, said="保证人出国")
    s.act("measures", "tell_organ", bail, about="breach")
    away = {"what": "away", "since": "2026-03-10", "until": "2026-03-10", "reason": "就医"}
    s.act("measures", "ask_leave", bail, **away)
    s.act("measures", "refuse_leave", bail, by="chief", said="没有证明")
    s.act("measures", "ask_leave", bail, **away)
    s.act("measures", "approve_leave", bail, by="chief")
    s.act("measures", "return_leave", bail)
    s.act("measures", "change", bail, number="演公取变1号", end="2026-12-05")
    s.act("measures", "extend", bail, number="演公取延1号", end="2027-03-05")
    s.act("measures", "end", bail, end_kind="lifted", number="演公解保1号")
    letter = entered("warning_letter_dv")
    s.act("measures", "visit", letter, whom="person", visitor="station", said="未再发生")
    s.do("measures.protecting.protected", place)
