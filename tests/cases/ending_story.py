"""What every service at the end of a case leaves: its part in the story of all."""

from __future__ import annotations

from tests.cases.accepted import FIGHT

FINE = {"kind": "罚款", "amount": "300", "basis": "《治安管理处罚法》第五十一条"}
NUMBER = {"decision_number": "演公行罚决字〔2026〕9号", "remedies": "是"}
DECISIONS = "case_decisions"


def _filed(s, name):
    man = s.person(name).id
    case = s.do("cases.service.enter", s.values("cases", accepted_at="2026-03-09 9:30", **FIGHT))
    s.act("cases", "file_case", case.id)
    s.act("cases", "involve", case.id, person_id=str(man), role="违法嫌疑人")
    return case.id, {"person_id": str(man)} | FINE


def decided(s, _folder):
    case, fine = _filed(s, "钱大川")
    consent = {"fast_from": "2026-03-09 9:40", "fast_consent_on": "2026-03-09", "admits": "是"}
    s.act("cases", "fast_track", case, **consent)
    s.act("cases", "end_fast_track", case, note="案情复杂")
    s.do("workflows.desk.sampling.draw", s.desk("chief").today, 50)
    s.do("workflows.desk.sampling.samples")
    s.act("cases", "find_sampling", case, by="chief", finding="没有起止时间")
    s.act("cases", "answer_sampling", case, answer="已补正")
    grave = {"amount": "4000", "grave": "是", "review_ground": "complex"}
    one = s.act("cases", "propose_decision", case, **fine | grave)[0]
    s.act(DECISIONS, "tell", one, hearing_told_on="2026-03-09")
    s.act(DECISIONS, "hear", one, hearing_waived="是")
    s.act(DECISIONS, "review", one, by="chief", opinion="同意")
    s.act(DECISIONS, "discuss", one, by="chief", discussion="同意")
    s.act(DECISIONS, "receive", one, decided_by="演示县公安局", **NUMBER)
    s.act(DECISIONS, "serve", one, served_how="direct")
    s.act(DECISIONS, "pay", one, paid_how="cash_remote")
    s.act(DECISIONS, "hand_in", one)
    s.act(DECISIONS, "notify", one, victim_copied_on="2026-03-09")
    s.do("workflows.desk.closing.checklist", case)
    s.act("cases", "close_case", case, close_kind="executed")


def stopped(s, _folder):
    case, fine = _filed(s, "赵六")
    stop = {"stop_kind": "other", "stop_why": "和解"}
    s.act("cases", "propose_stop", case, **stop)
    s.act("cases", "return_stop", case, by="chief", note="理由不足")
    s.act("cases", "propose_stop", case, **stop)
    s.act("cases", "stop_investigation", case, by="chief")
    case, fine = _filed(s, "孙七")
    spot = s.act("cases", "spot_penalty", case, **fine, **NUMBER)[0]
    s.act(DECISIONS, "report", spot)
    case, fine = _filed(s, "周八")
    held = fine | {"kind": "行政拘留", "amount": "", "days": "3"}
    one = s.act("cases", "propose_decision", case, **held)[0]
    s.act(DECISIONS, "tell", one)
    s.act(DECISIONS, "receive", one, decided_by="演示县公安局", **NUMBER)
    s.act(DECISIONS, "carry_out", one)
    case, fine = _filed(s, "吴九")
    one = s.act("cases", "propose_decision", case, **fine)[0]
    s.act(DECISIONS, "tell", one)
    s.act(DECISIONS, "decide", one, by="chief", **NUMBER)
