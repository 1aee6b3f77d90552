"""`station statistics`: a table of figures, month by month."""

from __future__ import annotations

DECISION = {
    "person": {"name": "周强", "id_number": "339901198801010011"},
    "category": "缓刑",
    "deciding_organ": "演示县人民法院",
    "document_number": "（2026）演9901刑初7号",
    "decided_on": "2026-02-10",
    "start": "2026-02-21",
    "end": "2028-02-20",
}
SPAN = ("--from", "2026-02-01", "--to", "2026-03-09")


def test_figures_of_community_correction_by_month(training):
    [id] = training.enter("corrections", DECISION, officer="corrections")["ids"]
    given = training.file("in.json", {"on": "2026-03-02", "identity_checked": True})
    training.ok("act", "corrections", id, "initial_report_in", given, officer="corrections")
    rows = training.ok("statistics", "corrections", *SPAN, officer="corrections")
    came = next(row for row in rows if row["figure"] == "缓刑")
    assert came["months"] == {"2026-02": 0, "2026-03": 1}
    assert {row["group"] for row in rows} >= {"新接收（报到）", "月末在矫", "到期未办"}


def test_a_table_that_is_not_there_and_a_day_that_is_none_are_refused(training):
    for words, said in (
        (("statistics", "officers", *SPAN), "corrections"),
        (("statistics", "corrections", "--from", "2026-02-30", "--to", "2026-03-01"), "没有这一天"),
    ):
        status, answer, _err = training.run(*words, officer="corrections")
        assert (status, answer["error"]["code"]) == (1, "refused")
        assert said in answer["error"]["message"]


def test_the_police_have_no_right_to_them(training):
    status, answer, _err = training.run("statistics", "corrections", *SPAN, officer="officer")
    assert (status, answer["error"]["code"]) == (1, "refused")
