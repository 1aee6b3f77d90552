"""An administrator with the file, the key and an hour rewrites the log; the sheet was printed."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from campaigns.audit import ATTACKS, attacks, worked
from campaigns.home import in_memory


@pytest.fixture(scope="module")
def victim():
    with TemporaryDirectory(dir=in_memory()) as folder:
        yield worked(Path(folder))


@pytest.mark.parametrize("name", ATTACKS)
def test_fifty_times_over_each_attack_is_found_with_the_sheet(victim, name):
    assert attacks(victim, name, 50, seed=13).held
