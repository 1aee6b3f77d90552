"""The program is killed while officers write: what they were told is saved is there."""

from __future__ import annotations

from campaigns.kill import kills


def test_one_officer_writing_loses_nothing_he_was_told_is_saved():
    assert kills(60, writers=1).held


def test_three_officers_writing_lose_nothing_they_were_told_is_saved():
    assert kills(40, writers=3).held


def test_an_act_told_before_it_is_committed_is_found_lost():
    """The same count, with the protection taken away: it would see a loss."""
    assert kills(10, writers=1, early=True).held
