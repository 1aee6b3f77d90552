"""The Qt wheel itself: 6.12.0 on Python 3.11 lost one reference to None with every such call."""

from __future__ import annotations

import subprocess
import sys

CALLS = 1_000
PROGRAM = f"""
import sys
from PySide6.QtCore import QObject

thing = QObject()
thing.setObjectName("warm")
before = sys.getrefcount(None)
for _ in range({CALLS}):
    thing.setObjectName("none")
print(sys.getrefcount(None) - before)
"""


def test_a_call_that_returns_nothing_keeps_the_count_of_none():
    """A process of its own: a wheel that fails this aborts sooner or later."""
    ran = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    assert abs(int(ran.stdout)) < CALLS // 10
