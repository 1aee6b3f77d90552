"""A bug is reported by kind and place; what it was about is in no report and on no terminal."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MARKER = "留痕甲乙丙"
FAILING = f"""
import sys, threading
from pathlib import Path
from station_app.core import reports
if sys.argv[2] == "watched":
    reports.watch(Path(sys.argv[1]))

class Bearer:
    def __del__(self):
        raise ValueError({MARKER!r})

def fail(name):
    raise LookupError(f"no such person: {{name}}") from ValueError(name)

thread = threading.Thread(target=fail, args=({MARKER!r},))
thread.start()
thread.join()
one = Bearer()
del one
fail({MARKER!r})
"""


@pytest.fixture
def failed(tmp_path):
    def failed(watched):
        return subprocess.run(
            [sys.executable, "-c", FAILING, str(tmp_path), watched],
            capture_output=True, text=True, cwd=ROOT, timeout=60,
        )  # fmt: skip

    return failed


def test_what_nobody_caught_is_told_without_what_it_was_about(failed, tmp_path):
    assert failed("bare").stderr.count(MARKER) >= 3  # as Python tells it
    told = failed("watched")
    assert MARKER not in told.stdout + told.stderr
    assert told.returncode == 1
    assert "builtins.LookupError" in told.stderr
    assert "builtins.ValueError" in told.stderr  # its cause, the thread's and the finaliser's
    reports = [path.read_text("utf-8") for path in (tmp_path / "logs").iterdir()]
    assert reports
    assert not any(MARKER in report for report in reports)
    assert any(" fail" in report for report in reports)
