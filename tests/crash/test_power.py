"""The power fails at every call that touches a file, and what was not synced is gone or torn."""

from __future__ import annotations

from campaigns.power import WORDS, cut, recorded
from campaigns.recorder import compiler
from tests.programs import unless

pytestmark = unless(compiler(), "Linux with a C compiler: uv sync --group compiler")


def test_a_power_cut_loses_nothing_that_was_told_to_be_saved():
    (session,) = recorded(["nothing"], acts=60)
    assert cut(session, 2000).held


def test_without_the_protection_the_loss_is_seen():
    """Writes not synced at every commit, never synced, photographs not synced."""
    taken_away = [name for name in WORDS if name != "nothing"]
    assert all(cut(session, 100).held for session in recorded(taken_away, acts=60))
