"""What the services of an end, of what is answered and of figures leave behind: their part in the
story of all services.
"""

from __future__ import annotations

from datetime import date

from tests.corrections.supervised import taken_over

WORKER = {"by": "corrections"}
OVER = {"decided_on": "2024-02-20", "start": "2024-03-09", "end": "2026-03-08"}
SPAN = date(2026, 1, 1), date(2026, 3, 9)


def ending(s, _folder):
    desk = s.desk("corrections")
    one = taken_over(desk, on="2024-03-12", person={"name": "郑十期"}, **OVER).id
    s.act("corrections", "serious_incident", one, **WORKER, kind="other", text="家中失火。")
    s.act("corrections", "summary", one, **WORKER, text="遵守规定。")
    s.act("corrections", "appraisal", one, **WORKER, text="服从管理。")
    s.act("corrections", "release", one, **WORKER, document_number="演矫解〔2026〕3号")
    s.act("corrections", "release_announcement", one, **WORKER, place="司法所")
    s.act("corrections", "after_care", one, **WORKER, handed_to="安置帮教工作站")
    s.act("corrections", "archive_item", one, **WORKER, archive="working", title="来信", pages="1")
    other = taken_over(desk, person={"name": "王终止"}).id
    s.act("corrections", "termination", other, **WORKER, end_kind="died")
    _voices(s, desk)
    s.do("statistics.corrections.figures", *SPAN)
    s.do("statistics.corrections.take", *SPAN, "季度报表")


def _voices(s, desk):
    one = taken_over(desk, person={"name": "冯异议"}).id
    said = {"about": "警告", "told_on": "2026-03-02", "text": "不服。"}
    [objection] = s.act("corrections", "objection", one, **WORKER, **said)
    s.act("objections", "answer", objection, **WORKER, answer="维持。")
    s.act("objections", "to_procuratorate", objection, **WORKER)
    s.act("objections", "outcome", objection, **WORKER, outcome="维持。")
    s.act("corrections", "complaint", one, **WORKER, text="言语不当。")
    letter = {"letter": "advice", "document_number": "演检〔2026〕1号", "text": "请整改。"}
    s.act("corrections", "procuratorate_advice", one, **WORKER, **letter)
