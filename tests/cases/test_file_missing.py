"""What the file of a case lacks, from its own course; no database."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from station_app.core.texts import Text, render
from station_app.workflows.desk.file_missing import Held, missing

CASE, ASKED, AGREED, DECIDED, THING = range(5)
WHOLE = {
    "id": CASE, "official_number": "演公（治）立字〔2026〕1号", "state": "filed",
    "kind": "security", "filed_on": date(2026, 3, 9),
}  # fmt: skip
SIGNED = {
    "id": ASKED, "role": "suspect", "person_id": 1, "signing": "signed",
    "since": datetime(2026, 3, 9, 1, tzinfo=UTC),
}  # fmt: skip
SETTLED = {
    "id": AGREED, "agreement": "道歉", "held_on": date(2026, 3, 9), "on_recording": None, "nth": 1,
    "kind": "security",
}  # fmt: skip
PAPERS = {
    ("case_filing", CASE), ("case_filed_notice", CASE), ("statement", ASKED),
    ("mediation_agreement", AGREED), ("property_list", THING),
}  # fmt: skip


def lacking(case=(), statement=(), settled=(), without=(), unsigned=(), scans=(DECIDED,), **more):
    held = Held(
        case=SimpleNamespace(**WHOLE | dict(case)),
        papers=frozenset(PAPERS - set(without)),
        signed=frozenset(PAPERS - set(without) - set(unsigned)),
        scans=frozenset(scans),
        people=[("suspect", 1, "违法嫌疑人"), ("witness", 2, "证人")],
        statements=[SimpleNamespace(**SIGNED | dict(statement))],
        mediations=[SimpleNamespace(**SETTLED | dict(settled))],
        decisions=[DECIDED],
        property=[THING],
        **more,
    )
    return [render(line) for line in missing(held)]


def test_a_whole_file_lacks_nothing():
    assert lacking() == []


@pytest.mark.parametrize(
    ("said", "other"),
    [
        ("没有办案系统的案件编号", {"case": {"official_number": None}}),
        ("没有立案（受案）登记表", {"without": [("case_filing", CASE)]}),
        ("没有立案告知书", {"without": [("case_filed_notice", CASE)]}),
        ("没有不予立案告知书", {"case": {"state": "not_filed", "filed_on": None}}),
        ("没有移送案件通知书", {"case": {"state": "transferred"}}),
        ("有违法嫌疑人没有询问笔录", {"statement": {"role": "witness"}}),
        ("2026-03-09的询问笔录尚未核对签名", {"statement": {"signing": None}}),
        ("2026-03-09的询问笔录没有打印", {"without": [("statement", ASKED)]}),
        ("2026-03-09的询问笔录没有收回签字件", {"unsigned": [("statement", ASKED)]}),
        ("第 1 次调解的协议书没有打印", {"without": [("mediation_agreement", AGREED)]}),
        ("1 份决定书没有扫描件", {"scans": ()}),
        ("没有涉案财物清单", {"without": [("property_list", THING)]}),
        ("尚未办理：送达", {"unmet": [Text("送达")]}),
        ("询问笔录：已作废", {"lost": [Text("询问笔录：已作废")]}),
    ],
)  # fmt: skip
def test_what_is_not_there_is_told(said, other):
    assert lacking(**other) == [said]


def test_a_scan_stands_for_the_signed_paper():
    assert lacking(without=[("statement", ASKED)], scans=(DECIDED, ASKED)) == []
