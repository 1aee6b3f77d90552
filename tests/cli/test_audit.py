"""The log from a shell: signed on paper, proved against it, and the chief's week."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from station_app import app
from station_app.access import countersigning, quotas
from station_app.printing.reading import papers_of
from station_app.storage import countersigned
from station_app.storage.countersigned import AuditCountersigned
from tests.conftest import NOW

ZHANG = {"name": "张三", "id_number": "339901198001010013"}


@pytest.fixture
def zhang(training):
    (id,) = training.enter("people", ZHANG)["ids"]
    return id


CUT = (
    "delete from audit_event where number > 2",
    "delete from audit_read where number > 2",
    "delete from free_look where number > 2",
    "delete from audit_checkpoint",
    "update audit_head set number = 2, hash = (select hash from audit_event where number = 2)",
)


def cut(home):
    """As whoever has the file and the key."""
    station = app.open_home(home, app.unlock(home, "admin", "admin"))
    with station.store.writing() as session:
        for statement in CUT:
            session.connection().exec_driver_sql(statement)
    station.close()
    (home / "audit.checkpoints").unlink()


def forget(home):
    """Who reaches the keyring of the machine as well; here it is a file."""
    (home / "device.log").unlink()


def test_a_sheet_is_printed_and_the_log_proved_against_its_qr(training, zhang, tmp_path):
    made = training.ok("audit", "checkpoint", "--out", tmp_path / "单.pdf", officer="chief")
    (paper,) = papers_of((tmp_path / "单.pdf").read_bytes())
    assert paper.qr == made["text"]
    kept = training.file("qr.txt", made["text"])
    for against in (made["text"], kept):
        answer = training.ok("audit", "verify", "--against", against, officer="auditor")
        assert (answer["ok"], answer["against"]) == (
            True,
            [{"log": made["log"], "number": made["number"]}],
        )


def test_a_log_that_was_cut_is_told_at_the_next_sign_in_and_stays_told(training, zhang, tmp_path):
    training.ok("audit", "checkpoint", officer="chief")
    cut(tmp_path / "home")
    for _n in range(2):
        status, answer, err = training.run("audit", "verify", officer="auditor")
        assert (status, answer["first_bad"]["what"], answer["first_bad"]["number"]) == (
            1,
            "memory",
            3,  # the sign-in itself, the first that was written after the cut
        )
        assert "日志曾被截短" in err
    assert "日志曾被截短" in training.run("find", "张三")[2]
    training.ok("audit", "checkpoint", officer="chief")  # the sheet says so from now on
    assert not training.run("find", "张三")[2]


def countersign(home, number):
    """As a county does that was enrolled with."""
    county = Ed25519PrivateKey.generate()
    station = app.open_home(home, app.unlock(home, "admin", "admin"))
    with station.store.writing() as session:
        countersigned.pin(session, county.public_key().public_bytes_raw().hex())
        log = station.store.device
        said = log, number, countersigned.hash_at(session, log, number), NOW
        signature = county.sign(countersigned.text_of(*said).encode()).hex()
        names = dict(zip(("log_id", "number", "hash", "at"), said, strict=True))
        session.add(AuditCountersigned(**names, signature=signature, leaf=7))
    station.close()


def doubt(home, log, code):
    station = app.open_home(home, app.unlock(home, "admin", "admin"))
    with station.desk("admin").act(countersigning.DOUBT) as act:
        countersigning.doubt(act, log, code, 2)
    station.close()


def test_verify_says_up_to_where_the_county_countersigned_and_what_contradicts(
    training, zhang, tmp_path
):
    countersign(tmp_path / "home", 2)
    answer = training.ok("audit", "verify", officer="auditor")
    (signed,) = answer["county"]["countersigned"]
    assert (answer["ok"], signed["number"], signed["leaf"]) == (True, 2, 7)
    doubt(tmp_path / "home", signed["log"], "short")
    status, answer, err = training.run("audit", "verify", officer="auditor")
    assert (status, answer["first_bad"]["what"]) == (1, "county")
    assert "比县局留存的短" in answer["county"]["doubts"][0]["why"]
    doubt(tmp_path / "home", "", "tree")
    status, answer, err = training.run("audit", "verify", officer="auditor")
    assert (status, answer["first_bad"]["what"]) == (1, "tree")
    assert "县局的校验树前后不符" in err


def test_a_log_cut_since_the_sheet_is_told_and_without_sheet_and_memory_it_is_not(
    training, zhang, tmp_path
):
    text = training.ok("audit", "checkpoint", officer="chief")["text"]
    training.ok("audit", "export", tmp_path / "log.jsonl", officer="auditor")
    training.ok("backup", tmp_path / "b", officer="admin")
    cut(tmp_path / "home")
    forget(tmp_path / "home")
    assert training.ok("audit", "verify", officer="auditor")["ok"]
    for against in (text, tmp_path / "log.jsonl", tmp_path / "b"):
        status, answer, err = training.run(
            "audit", "verify", "--against", against, officer="auditor"
        )
        assert (status, answer["first_bad"]["what"]) == (1, "anchor")
        assert "安全保密管理员" in err


def test_a_log_that_goes_on_past_its_head_is_a_damaged_home_and_names_the_entry(training, zhang):
    home = training.folder / "home"
    station = app.open_home(home, app.unlock(home, "admin", "admin"))
    with station.store.writing() as session:
        session.connection().exec_driver_sql("update audit_head set number = 1")
    station.close()
    for words, officer in ((("audit", "verify"), "auditor"), (("check",), "officer")):
        status, answer, err = training.run(*words, officer=officer)
        assert (status, answer["error"]["code"]) == (3, "damaged")
        assert "第 2 条" in err
    assert not list(home.glob("logs/*"))


def test_what_is_no_checkpoint_is_told_so(training):
    status, answer, _err = training.run("audit", "verify", "--against", "SA1.x", officer="auditor")
    assert (status, answer["error"]["code"]) == (1, "explained")


def test_a_clock_set_back_is_told_and_breaks_no_log(training, monkeypatch):
    training.ok("audit", "verify", officer="auditor")
    monkeypatch.setenv("STATION_NOW", "2026-03-08T10:00")
    answer = training.ok("audit", "verify", officer="auditor")
    assert answer["ok"]
    assert answer["clock"][0]["number"] == 3


def test_a_purpose_said_on_the_line_is_a_free_look_up_and_the_chief_s_week_has_it(
    training, zhang, monkeypatch
):
    training.ok("show", "people", zhang, "--purpose", "VISIT", "--note", "走访计划 3")
    training.ok("show", "people", zhang)  # a script in training: TASK
    training.ok("find", "张三")
    week = training.ok("audit", "looks", officer="chief")
    told = [(one["purpose"], one["note"], one["full"]) for one in week["looks"]]
    assert told == [("VISIT", "走访计划 3", True), ("", "", False)]
    looks = training.ok("audit", "who", "people", zhang, officer="chief")
    assert [one["free"] for one in looks] == [False, True]
    monkeypatch.setenv("STATION_NOW", "2026-03-16T10:00")
    training.ok("audit", "review", "--remarks", "已核对", officer="chief")
    (review,) = training.ok("audit", "looks", "--on", "2026-03-09", officer="chief")["reviews"]
    assert (review["looks"], review["remarks"]) == (2, "已核对")


def test_the_quota_holds_on_the_line_too_until_the_chief_lifts_it(training, zhang, monkeypatch):
    few = quotas.Quotas(
        **{n: getattr(quotas.quotas(), n) for n in quotas.Quotas.__slots__} | {"hour": 2}
    )
    monkeypatch.setattr(quotas, "quotas", lambda: few)
    look = ("show", "people", zhang, "--purpose", "VISIT", "--note", "走访计划 3")
    training.ok(*look)
    training.ok(*look)
    status, _answer, err = training.run(*look)
    assert (status, "所领导放行" in err) == (1, True)
    training.ok("audit", "lift", "officer", "--reason", "清查行动", officer="chief")
    training.ok(*look)


def test_the_week_goes_on_paper(training, zhang, tmp_path):
    training.ok("show", "people", zhang, "--purpose", "VISIT", "--note", "走访计划 3")
    training.ok("audit", "looks", "--out", tmp_path / "周.pdf", officer="chief")
    (paper,) = papers_of((tmp_path / "周.pdf").read_bytes())
    assert "走访计划3" in "".join(paper.text.split())
    assert "张三" not in paper.text
    training.ok("audit", "verify", "--against", paper.qr, officer="auditor")
