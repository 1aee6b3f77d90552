"""What the services of a worker's day leave behind: their part in the story of all services."""

from __future__ import annotations

from datetime import date

from station_app.reports.records import HEALTH
from tests.corrections.supervised import taken_over

DAY = "workflows.supervision."
DECIDED = {
    "decision": "approved",
    "decided_by": "演示市社区矫正机构",
    "decision_number": "演市矫〔2026〕3号",
    "decided_on": date(2026, 3, 5),
}
ILL = {"category": "暂予监外执行", "medical_ground": "illness", "guarantor": "李母"}
GATE = {
    "deciding_organ": "演示监狱",
    "deciding_level": "prison",
    "sentence": "有期徒刑三年",
    "person": {"name": "李四", "id_number": "339901197001010019"},
}


def reports(s, _folder):
    worker = {"by": "corrections"}
    person = taken_over(s.desk("corrections"), **ILL, **GATE).id
    s.do(f"{DAY}day.report_sheet", person, sees=[person], **worker)
    s.do(f"{DAY}people.my_people", everyone=True, sees=[person], **worker)
    s.do(f"{DAY}people.find_own", "李四", **worker)
    said, wrong = {"kind": "remote", "verified": True}, {"reason": "录错了人"}
    [told] = s.do(f"{DAY}daily.take_report", person, {"outcome": "1"}, **worker)
    [met] = s.do(f"{DAY}daily.note_contact", person, said, **worker)
    s.do(f"{DAY}taking_back.take_back_report", told, wrong, **worker)
    s.do(f"{DAY}taking_back.take_back_contact", met, wrong, **worker)
    longer = {"kind": HEALTH, "months": 1, **DECIDED}
    [made] = s.do(f"{DAY}daily.extend_interval", person, longer, **worker)
    s.do(f"{DAY}daily.tell_procuratorate", made, {}, **worker)
    s.do(f"{DAY}daily.set_focus", person, {"until": s.now.date()}, **worker)
    s.do(f"{DAY}timeline.time_line", person, sees=[person], **worker)
    held = taken_over(s.desk("corrections"), person={"name": "韩禁令"}).id
    said = {"kind": "place", "content": "不得进入娱乐场所"}
    _one, ban = s.act("corrections", "injunction", held, **worker, **said)
    s.do(f"{DAY}daily.report_injunction", ban, {}, **worker)
