"""Who works beside long work has the interpreter soon, and afterwards it is as before."""

from __future__ import annotations

import sys

import pytest

from station_app.core.turns import SHORT, in_short_turns


def test_turns_are_short_while_it_lasts_whatever_ends_it():
    before = sys.getswitchinterval()
    assert before > 2 * SHORT

    def broken():
        with in_short_turns():
            assert sys.getswitchinterval() == pytest.approx(SHORT)
            raise ConnectionError

    with pytest.raises(ConnectionError):
        broken()
    assert sys.getswitchinterval() == before
