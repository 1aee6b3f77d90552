"""What moving, positioning and the police's share leave behind: their part in the story."""

from __future__ import annotations

from tests.conftest import NOW
from tests.corrections.supervised import taken_over
from tests.relocations.homes import CHANGE, GATE, OLD

DECIDED = {"decided_by": OLD, "decision_number": "演矫变3号"}
WORKER = {"by": "corrections"}


def moving(s, _folder):
    _moving_away(s)
    _moving_here(s)
    _positioned(s)
    _at_the_station(s)
    _practised(s)
    s.now = NOW


def _moving_away(s):
    one = taken_over(s.desk("corrections"), person={"name": "赵一移"}).id

    def step(name, id, **typed):
        return s.act("relocations", name, id, **WORKER, **typed)

    [move] = s.act("corrections", "change_of_place", one, **WORKER, **CHANGE)
    step("cancel", move)
    [move] = s.act("corrections", "change_of_place", one, **WORKER, **CHANGE)
    step("ask", move, letter_number="演矫征3号")
    step("answer", move, answer="refuse", answer_reason="无固定住处")
    step("dispute", move, dispute_organ="演示市社区矫正管理局")
    step("coordinated", move, coordinated="agree", coordination_number="演市矫协1号")
    step("decide", move, decision="approved", **DECIDED)
    step("tell", move)
    step("hand_over", move)
    step("receipt_back", move)
    s.now = NOW.replace(day=20)
    step("missed", move)
    step("arrived", move)
    s.now = NOW


def _moving_here(s):
    told = {"other_organ": OLD, "destination": "演示县河西路8号", "reason": "随配偶迁居"}
    told |= {"person_id": str(s.person("钱二").id), "asked_on": "2026-03-02"}
    came = s.do("workflows.supervision.relocation_in.enter", s.values("relocations", **told))

    def step(name, **typed):
        return s.act("relocations", name, came.id, **WORKER, **typed)

    step("answer", answer="agree", on="2026-03-03")
    step("papers_in", decided_on="2026-03-05", **DECIDED)
    step("receipt")
    step("custody", custody_by="演示县看守所")
    step("arrived")
    [_came, held] = step("take_over", **GATE)
    assert s.load("corrections", held).state == "under"


def _positioned(s):
    one = taken_over(s.desk("corrections"), person={"name": "孙三定"}).id
    warning = {"ground": "breach", "facts": "见笔录", "evidence": "笔录"}
    warned = s.act("corrections", "warning", one, **WORKER, **warning)[-1]
    s.act("sanctions", "decide", warned, **WORKER, decision="approved", decision_number="演矫9号")
    asked = {"ground": "unreported", "facts": "拒不报告"}
    [use] = s.act("corrections", "positioning", one, **WORKER, **asked)

    def step(name, id, **typed):
        return s.act("positionings", name, id, **WORKER, **typed)

    step("decide", use, decision="approved", decided_by="演示县司法局局长", decision_number="定1号")
    step("tell", use)
    step("fit", use, device_number="DW-7")
    [more, _use] = step("extend", use, facts="经评估仍有必要")
    step("stop", use, end_reason="不再需要")
    assert more != use


def _practised(s):
    s.do("workflows.demo_moving._moving", [])
    s.do("workflows.demo_moving._asked_of_the_station", [])


def _at_the_station(s):
    person = str(s.person("李四").id)

    def task(kind, **typed):
        said = {"person_id": person, "kind": kind, "on": "2026-03-06", "what": "请予协助"}
        said |= {"asked_by": OLD, "document_number": "演矫函1号"}
        values = s.values("correction_tasks", **said | typed)
        return s.do("access.records.file", values, register="correction_tasks").id

    search, penalty = task("search"), task("penalty")
    s.act("correction_tasks", "finish", search, outcome="已找到")
    s.act("correction_tasks", "tell", search)
    s.act("correction_tasks", "penalty_result", penalty, result="none", reason="证据不足")
