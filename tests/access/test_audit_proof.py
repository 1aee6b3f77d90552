"""The log of a real home, tampered with piece by piece; each guard is once taken away."""

from __future__ import annotations

import random
import shutil
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pytest
from sqlalchemy import text

from campaigns.audit import ATTACKS, Attacker, attacks, clock, found, work, worked
from campaigns.home import in_memory, opened
from station_app import app
from station_app.access.log import anchors_of, read_anchors, signed_log, verify_audit
from station_app.core.errors import Explained, Refused
from station_app.storage import audit_proof, checkpoints
from station_app.storage.checkpoints import FILE, Checkpoint, NotACheckpoint
from station_app.storage.restore import restore
from station_app.workflows.check import check


@pytest.fixture(scope="module")
def victim():
    with TemporaryDirectory(dir=in_memory()) as folder:
        yield worked(Path(folder))


@pytest.fixture
def home(victim, tmp_path):
    shutil.copytree(victim.home, tmp_path / "home")
    return tmp_path / "home"


@pytest.fixture
def desk(victim, home):
    with clock(18), opened(home, victim.key) as desk:
        yield desk


@contextmanager
def opened_home(home, key):
    station = app.open_home(home, bytearray(key))
    try:
        yield station
    finally:
        station.close()


def tamper(desk, *statements):
    with desk.store.writing() as session:
        for statement in statements:
            session.execute(text(statement))


def told(desk, printed=""):
    return {fault.what for fault in found(desk, printed)}


@pytest.mark.parametrize("name", ATTACKS)
def test_each_attack_is_found_with_the_sheet_that_was_printed_before(victim, name):
    assert attacks(victim, name, 2, seed=11).held


@pytest.mark.parametrize(
    "name",
    [
        "an entry changed",
        "signed with another key",
        "an older copy worked on",
        "cut off and grown again",
    ],
)
def test_without_the_sheet_who_has_file_and_key_is_not_found(victim, name):
    assert attacks(victim, name, 1, against="", seed=12).held


def test_what_was_done_after_the_last_sheet_can_be_rewritten(victim):
    """Not a wish but the limit: it is one sheet wide."""
    with patch("campaigns.audit.Attacker.before_the_sheet", lambda a: a.victim.sealed + 3):
        assert attacks(victim, "an entry changed", 1, seed=1).lost == 1


UNSIGNED = "substr(text, 1, length(text) - 103) || '" + "A" * 103 + "'"
EARLIER = "select record_id, log_id, number - 1 from audit_read limit 1"
CHANGED = "update audit_event set body = replace(body, 'officer', 'o') where number = 9"
TAMPERED = {
    "an entry changed": ("chain", CHANGED),
    "an entry gone": ("chain", "delete from audit_event where number = 9"),
    "the end gone": ("chain", "delete from audit_event where number > 30"),
    "another head": ("chain", "update audit_head set hash = replace(hash, '1', '2')"),
    "a checkpoint changed": (
        "signature",
        "update audit_checkpoint set text = replace(text, '.1.', '.2.')",
    ),
    "a checkpoint unsigned": ("signature", f"update audit_checkpoint set text = {UNSIGNED}"),
    "no checkpoint left": ("file", "delete from audit_checkpoint"),
    "somebody did not look": ("reads", "delete from audit_read"),
    "somebody looked who did not": ("reads", f"insert into audit_read {EARLIER}"),
    "a free look-up off the list": ("looks", "delete from free_look where full = 1"),
    "a free look-up of another": ("looks", "update free_look set officer = 'chief'"),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_what_is_not_made_to_fit_is_found_without_any_sheet(desk, name):
    what, statement = TAMPERED[name]
    tamper(desk, statement)
    assert what in told(desk)


def test_a_log_nobody_touched_is_whole(desk, victim):
    assert found(desk, victim.printed) == []


def test_without_its_hash_a_changed_entry_is_not_found(desk):
    """The guard taken away."""
    with desk.store.reading() as session:
        kept = dict(session.execute(text("select number, hash from audit_event")).all())
    tamper(desk, CHANGED)
    numbers = iter(sorted(kept))
    with patch.object(audit_proof, "hash_of", lambda _before, _body: kept[next(numbers)]):
        assert found(desk, "") == []


def test_without_its_check_a_checkpoint_needs_no_signature(desk):
    """The guard taken away."""
    tamper(desk, TAMPERED["a checkpoint unsigned"][1])
    with patch.object(Checkpoint, "fits", lambda _self, **_keys: True):
        assert found(desk, "") == []
    assert told(desk) == {"signature"}


# The file outside the database


def test_the_file_holds_every_checkpoint_of_the_database(desk, home):
    with desk.store.reading() as session:
        kept = session.scalars(text("select text from audit_checkpoint order by number")).all()
    assert (home / FILE).read_text("ascii").splitlines() == list(kept)
    assert len(kept) > 3


def test_a_file_that_is_cut_changed_or_taken_away_is_told(desk, home):
    lines = (home / FILE).read_text("ascii").splitlines(keepends=True)
    other = Checkpoint("339901-01", desk.store.device, 9, "00" * 32, desk.now(), bytes(64)).text
    for content in (lines[1:], [*lines, f"{other}\n"]):
        (home / FILE).write_text("".join(content), "ascii")
        assert "file" in told(desk)
    (home / FILE).unlink()
    assert told(desk) == {"file"}


def test_the_check_asks_nobody_to_restore_a_database_because_that_file_was_cut(desk, home):
    lines = (home / FILE).read_text("ascii").splitlines(keepends=True)
    (home / FILE).write_text("".join(lines[1:]), "ascii")
    with desk.act("check") as act:
        asked = [str(finding.mend) for finding in check(act) if finding.what == "audit"]
    assert asked
    assert all("校验点文件不符" in mend and "用最近一次备份恢复" not in mend for mend in asked)


def test_a_file_taken_away_is_not_made_up_for(desk, home):
    (home / FILE).unlink()
    with clock(20):
        work(desk, 1, random.Random(1))
    assert len((home / FILE).read_text("ascii").splitlines()) == 1
    assert told(desk) == {"file"}


def test_lines_that_a_crash_or_a_full_disk_kept_out_follow_with_the_next(desk, home):
    whole = (home / FILE).read_bytes()
    lines = whole.splitlines(keepends=True)
    (home / FILE).write_bytes(b"".join(lines[:-2]) + lines[-2][:40])  # torn by a power cut
    assert told(desk) == set()
    with clock(20):
        work(desk, 1, random.Random(1))
    with desk.store.reading() as session:
        kept = session.scalars(text("select text from audit_checkpoint")).all()
    assert set(kept) <= set((home / FILE).read_text("ascii").splitlines())
    assert len(kept) == len(lines) + 2
    assert told(desk) == set()


def test_a_file_that_cannot_be_written_keeps_nobody_from_working(desk, home):
    (home / FILE).unlink()
    (home / FILE).mkdir()
    with clock(20):
        work(desk, 1, random.Random(1))
    assert desk.store.witness is not None


# When


def test_a_checkpoint_is_due_after_a_hundred_events_or_a_quarter_of_an_hour(victim, tmp_path):
    shutil.copytree(victim.home, tmp_path / "home")
    with opened(tmp_path / "home", victim.key) as desk, desk.store.reading() as session:
        numbers = session.scalars(text("select number from audit_checkpoint order by number")).all()
        last = checkpoints.newest(session, desk.store.device)
        again = last.at + checkpoints.AFTER
        asked = [
            (last.number + 1, last.at),
            (last.number + 99, again - checkpoints.AFTER / 2),
            (last.number + 100, last.at),
            (last.number + 1, again),
            (last.number + 1, last.at - checkpoints.AFTER),  # a clock set back is held at once
        ]
        due = [checkpoints.due(session, desk.store.device, *one) for one in asked]
    assert numbers[0] == 1
    assert due == [False, False, True, True, True]


# What was handed out


def test_a_sheet_is_read_by_its_qr_or_as_typed(victim):
    (one,) = read_anchors(f"  {victim.printed.lower()}\n".encode())
    assert one.number == victim.sealed


@pytest.mark.parametrize("content", [b"", b"SA1.x", b"\xff\xfe", b'{"log": 1}', b"[]"])
def test_what_is_no_checkpoint_is_told_so(content):
    with pytest.raises(NotACheckpoint, match="校验"):
        read_anchors(content)


def test_one_letter_wrong_on_a_sheet_is_no_checkpoint_or_not_signed(victim, desk):
    at = victim.printed.rindex(".") + 5
    wrong = (
        victim.printed[:at] + ("A" if victim.printed[at] != "A" else "B") + victim.printed[at + 1 :]
    )
    assert told(desk, wrong) == {"signature"}


def test_only_the_chief_and_the_auditor_sign_the_log(victim, home):
    with clock(18), opened(home, victim.key, "chief") as chief:
        before = checkpoints.read(victim.printed).number
        assert signed_log(chief).number > before
    with opened(home, victim.key) as officer, pytest.raises(Refused):
        signed_log(officer)


def test_a_disk_that_holds_no_event_gives_no_answer(desk):
    """Fail closed: neither the look-up nor its refusal is answered without the event."""
    tamper(desk, "alter table audit_event rename to gone")
    with pytest.raises(Exception, match="audit_event") as failed:
        work(desk, 1, random.Random(1))
    assert not isinstance(failed.value, Explained)


# Backups


def test_a_backup_carries_the_file_and_proves_the_log_of_the_home_it_is_from(
    victim, home, tmp_path
):
    with clock(18), opened_home(home, victim.key) as station:
        made = app.backup(station, station.desk("admin"), tmp_path / "b")["file"]
    anchors = anchors_of(made)
    with clock(19), opened(home, victim.key) as desk:
        with desk.survey("verify-audit") as act:
            assert verify_audit(act, anchors=anchors) == []
        assert max(one.number for one in anchors) > victim.sealed
        entries = Attacker(desk, home, victim, random.Random(1))
        entries.write(entries.entries()[:-3])
        with desk.survey("verify-audit") as act:
            assert "anchor" in {fault.what for fault in verify_audit(act, anchors=anchors)}


def test_a_restored_home_has_a_whole_log_and_goes_on_in_its_own(victim, home, tmp_path):
    with clock(18), opened_home(home, victim.key) as station:
        app.backup(station, station.desk("admin"), tmp_path / "b")
        now = station.now()
    restore(tmp_path / "b", tmp_path / "new", lambda _slots: bytearray(victim.key), lambda _: now)
    with clock(19), opened(tmp_path / "new", victim.key) as desk:
        work(desk, 3, random.Random(2))
        assert found(desk, victim.printed) == []
