"""What every service of property, tasks and footage leaves: their part in the story of all."""

from __future__ import annotations

from datetime import timedelta

from tests.conftest import NOW
from tests.footage.test_footage import ASKED
from tests.property.held import BICYCLE, CASE, entered, values
from tests.tasks.test_tasks import ORDER


def held(s, _folder):
    officer = s.desk("officer")
    case = entered(officer, "cases", CASE)

    def take(**typed):
        typed = values("property", officer, **BICYCLE | typed) | {"case_id": case.id}
        return s.do("property.service.enter", typed).id

    spot, second = take(on_spot="是", recorder="JLY-1", nature="knife"), take(name="手机")
    s.act("property", "approve", spot, by="chief")
    s.act("property", "keep", spot, place="财物室A1", keeper="keeper")
    s.act("property", "take_out", spot, why="exam", receiver="演示县价格认定中心")
    s.act("property", "keep", spot, place="财物室A1")
    s.act("property", "extend", spot, extension_number="3号", extension_told_on="2026-03-09")
    s.act("property", "decide", spot, decision="confiscated", decided_by="station")
    s.act("property", "destroy", spot, second="keeper", number="演公销3号", note="送熔炼")
    s.act("property", "announce", second)
    s.now = NOW + timedelta(days=185)
    s.act("property", "hand_in", second, receiver="县公物处置中心")
    s.now = NOW
    s.act("property", "give_back", take(), receiver="孙小满", signed="是")


def told(s, _folder):
    to = {"to_officer": "", "to_group": "社区组"}
    task = s.do("tasks.service.give", s.values("tasks", **ORDER | to)).id
    s.do("tasks.service.number_of_own", task)
    s.act("tasks", "reassign", task, to_group="治安组")
    s.act("tasks", "sign", task)
    for action, typed in (("send_back", {"returned_note": "请补充"}), ("close", {})):
        s.act("tasks", "answer", task, answer="已核查")
        s.act("tasks", action, task, by="chief", **typed)


def asked(s, _folder):
    for action, typed in (("refuse", {"refusal": "没有文书"}), ("approve", {})):
        request = s.do("footage.service.ask", values("footage", s.desk("officer"), **ASKED)).id
        s.act("footage", action, request, by="chief", **typed)
    s.act("footage", "result", request, result="none")
