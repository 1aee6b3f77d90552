"""A shift handed over from a shell, and what its sheet is worth against a log that was cut."""

from __future__ import annotations

import pytest

from station_app.printing.reading import text_of
from tests.cli.test_audit import cut, forget

SHIFTS = [
    {"since": "2026-03-08 18:00", "until": "2026-03-09 10:30", "leader": "李所长",
     "officers": "officer"},
    {"since": "2026-03-09 10:30", "until": "2026-03-09 18:00", "leader": "陈所长",
     "officers": "chief"},
]  # fmt: skip


@pytest.fixture
def handed(training):
    training.enter("duty", SHIFTS)
    training.file("password-chief", "chief")
    counts = training.file("counts.json", {"手铐": {"counted": 5, "remarks": "一副送检"}})
    taking = ("--taker", "chief", "--taker-password-file", training.folder / "password-chief")
    return training.ok("hand-over", *taking, "--counts", counts)


def qr_of(pdf):
    """As it is typed in from the sheet: what stands beside the square."""
    lines = text_of(pdf).splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("SA2."))
    end = next(n for n, line in enumerate(lines[at:], at) if line.startswith("第 "))
    return "".join(lines[at:end])


def test_a_log_cut_after_the_hand_over_is_told_by_its_sheet_and_without_it_by_nothing(
    training, handed, tmp_path
):
    sheet = tmp_path / "交接班记录.pdf"
    training.ok("print", "handover_sheet", handed["id"], "--out", sheet)
    printed = qr_of(sheet.read_bytes())
    for _n in range(3):  # the new shift works on
        training.ok("find", "张三", officer="chief")
    whole = training.ok("audit", "verify", "--against", printed, officer="auditor")
    assert whole["ok"]
    cut(tmp_path / "home")
    forget(tmp_path / "home")
    status, answer, err = training.run("audit", "verify", "--against", printed, officer="auditor")
    assert (status, answer["first_bad"]["what"]) == (1, "anchor")
    assert "对不上" in err
    assert training.ok("audit", "verify", officer="auditor")["ok"]  # the sheet was not asked


def test_one_account_does_not_hand_over_to_itself_nor_with_a_wrong_password(training):
    training.enter("duty", SHIFTS)
    own = training.file("own", "officer")
    for taker, password in (("officer", own), ("chief", own), ("clerk", own), ("nobody", own)):
        status, answer, _err = training.run(
            "hand-over", "--taker", taker, "--taker-password-file", password
        )
        assert status in (1, 3), (taker, answer)
    auxiliary = training.file("auxiliary", "clerk")
    assert training.run("hand-over", "--taker", "clerk", "--taker-password-file", auxiliary)[0] == 1
    assert training.ok("audit", "verify")["ok"]
