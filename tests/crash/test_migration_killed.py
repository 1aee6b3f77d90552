"""The program is killed while it brings a database up or down: old or new, never between."""

from __future__ import annotations

import pytest

from campaigns.migration import kills, steps


@pytest.mark.parametrize("step", steps(), ids=" to ".join)
def test_a_migration_killed_at_any_statement_leaves_the_old_schema_or_the_new(step):
    assert kills(step).held


def test_without_one_transaction_tables_are_left_behind():
    assert kills(steps()[0], every=9, begin=False).held
