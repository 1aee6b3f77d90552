"""What every service of certificates leaves behind: its part in the story of all services."""

from __future__ import annotations

from tests.certificates.asked import pdf

ASKED = {"purpose": "办理公证", "on": "2026-03-09"}


def _asked(s, person, kind):
    values = s.values("certificates", person_id=str(person), kind=kind, **ASKED)
    return s.do("certificates.service.enter", values).id


def certificates(s, _folder):
    person, desk = s.person("钱小寒").id, s.desk("officer")
    s.act("people", "certificate", person, kind="card_name", purpose="开户")
    given = _asked(s, person, "by_law")
    s.act("certificates", "promise", given, promised_on="2026-03-11")
    s.act("certificates", "issue", given, facts="属实", basis="登记")
    pdf(desk, "certificate", given)
    s.act("certificates", "void", given, void_reason="有误")
    not_given = _asked(s, person, "foundling")
    s.act("certificates", "refuse", not_given, ground="elsewhere", where_to="发现地派出所")
    pdf(desk, "certificate_refusal", not_given)
    s.act("certificates", "tell", not_given)
    s.act("certificates", "report", not_given, reported_to="演示县公安局")


def queries(s, _folder):
    one, desk = _asked(s, s.person("钱大寒").id, "no_record"), s.desk("officer")
    query = s.act("certificates", "query", one, applicant="self", purpose="留学")[0]
    s.act("record_queries", "check", query, checking_by="县局领导", checking_why="重名")
    s.act("record_queries", "checked", query)
    s.act("record_queries", "result", query, result="clean")
    pdf(desk, "no_record_certificate", query)
    s.act("record_queries", "answer", query, handed_to="钱大寒")
    s.act("record_queries", "ask_review", query, review_why="姓名有误")
    s.act("record_queries", "extend_review", query, extended_by="县局领导")
    s.act("record_queries", "review_result", query, review="corrected", review_number="复查1号")
