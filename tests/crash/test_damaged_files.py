"""The log cut off, a bit turned over: only whole acts are left, and damage is told."""

from __future__ import annotations

import pytest

from campaigns import wal
from campaigns.rot import flips, photographs


@pytest.fixture(scope="module")
def written():
    return wal.work()


def test_a_log_cut_off_anywhere_holds_the_acts_before_the_cut(written):
    assert wal.cut(written, 5000).held


def test_a_log_cut_off_at_every_length_of_its_last_sector_holds_the_acts_before(written):
    assert wal.cut_everywhere(written, len(written.log) - 512).held


def test_a_database_cut_off_is_not_taken_for_whole(written):
    assert wal.cut_database(written, 40).held


def test_every_flipped_bit_is_found_by_the_check():
    assert flips(300).held


def test_without_the_mac_of_its_pages_flipped_bits_stay_unnoticed():
    assert flips(40, signed=False).held


def test_every_flipped_bit_of_a_photograph_is_found_by_the_check():
    assert photographs(20).held
