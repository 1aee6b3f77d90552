"""Killed during a backup or a restore, a station is left as it was; and a drill from nothing."""

from __future__ import annotations

from campaigns.copies import backups, restores
from campaigns.drill import drill


def test_a_backup_that_is_killed_leaves_the_home_and_the_backups_before_it():
    assert backups(8).held


def test_a_restore_that_is_killed_leaves_no_home_or_a_whole_one():
    assert restores(6).held


def test_written_in_place_the_loss_is_seen():
    """The same counts, with the protection taken away."""
    assert backups(8, bare=True).held
    assert restores(2, bare=True).held


def test_from_the_stick_and_the_paper_code_to_the_first_look_up(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))  # what it takes is measured elsewhere
    assert drill(60, seed=1).held
