"""What every service of community rehabilitation leaves: its part in the story of all services."""

from __future__ import annotations

from sqlalchemy import select

from station_app.core.register import read_draft
from station_app.registers import REGISTERS
from station_app.rehabilitation.testing_records import DrugTest
from tests.rehabilitation.course import DECISION, POSITIVE, TEST

BY = "rehabilitation"


def rehabilitation(s, _folder):
    one = _entered(s, "郑凯", decided_on="2025-06-01", start="2025-06-02")
    _act(s, "report_in", one, on="2025-06-09")
    _helped(s, one)
    _tested(s, one)
    _act(s, "relapse", one, said="在邻县被查获")
    _act(s, "report_breach", one, number="石街报〔2026〕1号")
    _act(s, "pause", one, on="2026-03-08", organ="演示县公安局", number="演公拘字〔2026〕9号")
    _act(s, "resume", one)
    _act(s, "change_of_place", one, to="清水街道")
    _act(s, "confirm_move", one)
    late = _entered(s, "何敏")
    _act(s, "refuse", late, said="电话不接")
    _act(s, "terminate", late, end_kind="died")
    days = {"decided_on": "2026-01-01", "start": "2026-01-05"}
    short = _entered(s, "冯凯", kind="recovery", months="1", **days)
    _act(s, "report_in", short, on="2026-01-20")
    _act(s, "release", short, number="演公社康解字〔2026〕1号")


def _entered(s, name, **typed):
    told = {field: said for field, said in DECISION.items() if field != "place"} | typed
    told |= {"person_id": str(s.person(name, by=BY).id)}
    values, problems = read_draft(REGISTERS["rehabilitation"], told, s.now)
    assert not problems
    return s.do("workflows.rehabilitating.entry.enter", values, by=BY).id


def _act(s, name, id, register="rehabilitation", **typed):
    return s.act(register, name, id, by=BY, **typed)


def _helped(s, one):
    member = s.act("rehabilitation", "form_team", one, by=BY, role="medic", name="孙医生")[1]
    _act(s, "leave", member, "rehabilitation_team")
    _act(s, "agreement", one, measures="每月检测")
    _act(s, "plan", one, said="先戒断，再就业")
    _act(s, "help", one, kind="talk", said="情绪稳定")
    _act(s, "summary", one, kind="half_year", said="按时检测")
    away = _act(s, "absence", one, since="2026-03-01", destination="省城")[1]
    _act(s, "come_back", away, "absences")
    _act(s, "count_breach", one)


def _tested(s, one):
    done = _act(s, "drug_test", one, surprise="是", on="2025-06-10", **TEST | POSITIVE)[1]
    _act(s, "object", done, "drug_tests", on="2025-06-12")
    _act(s, "lab_decided", done, "drug_tests", on="2025-06-13", lab="演示市检测中心")
    _act(s, "lab_result", done, "drug_tests", on="2025-06-14", lab_result="negative")
    _act(s, "discard_samples", done, "drug_tests")
    with s.store.reading() as session:
        mine = select(DrugTest.id).where(DrugTest.rehabilitation_id == one, DrugTest.state == "due")
        first, second, *_rest = session.scalars(mine.order_by(DrugTest.due_on)).all()
    _act(s, "miss", first, "drug_tests", missed_why="leave", missed_said="已书面报告")
    _act(s, "reschedule", second, "drug_tests", due_on="2026-03-09", moved_why="住院")
    _act(s, "take", second, "drug_tests", **TEST)
    _act(s, "surprise_missed", one, missed_why="refused")
