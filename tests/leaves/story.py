"""What every service of leaves leaves behind: its part in the story of all services."""

from __future__ import annotations

from datetime import date, timedelta

from tests.conftest import NOW
from tests.corrections.supervised import taken_over
from tests.leaves.away import ASKED, COUNTY, TRAVEL, VISIT

DAY = timedelta(days=1)


def leaves(s, _folder):
    worker, person = {"by": "corrections"}, taken_over(s.desk("corrections")).id
    given = "演示县司法局", "演司〔2026〕5号", date(2026, 1, 5)
    s.do("workflows.supervision.entrusted.enter_entrustment", *given)
    s.do("workflows.supervision.entrusted.leave_entrustment")
    s.do("workflows.supervision.leaving.sheet", person, sees=[person])
    [leave] = s.act("corrections", "leave", person, **worker, **ASKED)
    s.act("leaves", "refuse", leave, by="chief", refusal="材料不实")
    [leave] = s.act("corrections", "leave", person, **worker, **ASKED)
    s.act("leaves", "approve", leave, by="chief")
    s.act("leaves", "tell", leave, **worker)
    s.now = NOW + 3 * DAY
    s.act("leaves", "contact", leave, **worker)
    s.act("leaves", "late", leave, **worker, late_cause="手术延期", on="2026-03-16")
    s.act("leaves", "leave_return", leave, **worker)
    later = {"since": "2026-04-01", "until": "2026-04-05"}
    s.do("workflows.supervision.entrusted.end_entrustment", "县局收回")
    [leave] = s.act("corrections", "leave", person, **worker, **ASKED | later)
    s.act("leaves", "receive_decision", leave, **worker, **COUNTY)
    s.act("corrections", "leave_return", person, **worker)
    [travel] = s.act("corrections", "regular_travel", person, **worker, **TRAVEL)
    s.act("travels", "receive_decision", travel, **worker, **COUNTY)
    _old, again = s.act("travels", "renew", travel, **worker)
    s.act("travels", "receive_decision", again, **worker, **COUNTY)
    s.act("travels", "end", again, **worker)
    for action, said in (("approve", {}), ("refuse", {"refusal": "案情需要"})):
        [visit] = s.act("corrections", "visitor_contact_approval", person, **worker, **VISIT)
        s.act("permits", action, visit, by="chief", **said)
    school = {"place": "演示县第二中学", "since": "2026-03-20", "reason": "家长会"}
    [entry] = s.act("corrections", "enter_place_approval", person, **worker, **school)
    s.act("permits", "receive_decision", entry, **worker, **COUNTY)
    s.act("permits", "tell", entry, **worker, organ="court")
    s.now = NOW
