"""What every service of the course of a case leaves behind: its part in the story of all."""

from __future__ import annotations

from tests.calls.reported import FIGHT, values
from tests.cases.accepted import FIGHT as SECURITY
from tests.cases.accepted import ON_CALL

BY = {"organ": "演示县公安局", "number": "演公延〔2026〕1号"}
CRIMINAL = {"title": "仓库被盗案", "cause": "盗窃"}


def alarm(s):
    return s.do("calls.service.enter", values(s.desk("officer"), **FIGHT)).id


def cases(s, _folder):
    one = s.act("calls", "accept_admin_case", alarm(s), **ON_CALL)[0]
    s.act("cases", "tell", one)
    s.act("cases", "involve", one, role="witness", person_id=str(s.person("钱大河").id))
    s.act("cases", "assign", one, by="chief", handler="officer", second="王五")
    s.act("cases", "pause", one, note="伤情鉴定")
    s.act("cases", "end_pause", one)
    s.act("cases", "extension", one, **BY)
    for end in ("recall", "return", "approve"):
        by = "officer" if end == "recall" else "chief"
        s.act("cases", "submit", one, matter="decision")
        s.act("cases", end, one, by=by, note="缺笔录")
    s.do("workflows.desk.case_course.case_course", one)
    gone = {"to": "演示县公安局交警大队", "note": "交通事故"}
    s.act("cases", "transfer_found", one, **gone)
    s.act("cases", "transfer_case", one, told="是", **gone)


def stopped(s, _folder):
    """Stopped, and taken up again."""
    typed = s.values("cases", **SECURITY, accepted_at="2026-03-09 9:30")
    one = s.do("cases.service.enter", typed).id
    s.act("cases", "file_case", one)
    s.act("cases", "propose_stop", one, stop_kind="no_violation", stop_why="没有违法事实")
    s.act("cases", "stop_investigation", one, by="chief")
    s.act("cases", "resume_case", one, why="发现新的证据")


def refused(s, _folder):
    """A criminal matter that is not filed, reviewed, and then filed."""
    one = s.act("calls", "accept_criminal_case", alarm(s), **CRIMINAL)[0]
    s.act("cases", "examine_longer", one, examination="doubtful")
    s.act("cases", "not_file", one, why="没有犯罪事实")
    s.act("cases", "tell", one)
    s.act("cases", "ask_review", one)
    s.act("cases", "answer_review", one, note="撤销", organ="演示县公安局")
    s.act("cases", "file_case", one)
