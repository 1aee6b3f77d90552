"""A test whose program is missing is skipped at a desk, and fails where changes are admitted."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEST = """
from tests.programs import needs

@needs("no-such-keyring", packages="gnome-keyring")
def test_of_the_keyring():
    raise FileNotFoundError("no-such-keyring")
"""


@pytest.mark.parametrize(("at", "wanted"), [({}, "1 skipped"), ({"STATION_CI": "1"}, "1 failed")])
def test_a_missing_keyring_is_skipped_at_a_desk_and_fails_in_ci(tmp_path, at, wanted):
    file = tmp_path / "test_it.py"
    file.write_text(TEST)
    inherited = {name: value for name, value in os.environ.items() if name != "STATION_CI"}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--rootdir", tmp_path, file],
        env=inherited | at | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert wanted in done.stdout, done.stdout + done.stderr


def test_ci_says_so_to_the_tests():
    assert re.search(r"^export STATION_CI=1$", (ROOT / ".ci/run").read_text(), re.MULTILINE)
