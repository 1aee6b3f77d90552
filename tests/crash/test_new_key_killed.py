"""A new key is killed at each step of its exchange: one whole home is there, the old or the new."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from station_app.core.errors import Explained
from station_app.storage import key_swap
from station_app.storage.keys import KeySlots
from tests.storage import test_rekey
from tests.storage.test_rekey import leftovers, sound

home, made = test_rekey.home, test_rekey.made

KILLED = """
import os, sys
from pathlib import Path
from station_app import renewal
from station_app.storage import key_swap
left = int(sys.argv[2])

def deadly(owner, name):
    real = getattr(owner, name)
    def step(*given, **more):
        global left
        if counting:
            left -= 1
            if left < 0:
                os._exit(9)
        return real(*given, **more)
    setattr(owner, name, step)

counting = False
real_swap = key_swap.swap
def swap(home):
    global counting
    counting = True
    real_swap(home)
    counting = False
key_swap.swap = swap
deadly(key_swap, "write_durably")
deadly(key_swap, "sync_folder")
for name in ("rename", "replace", "unlink", "mkdir"):
    deadly(Path, name)
renewal.renew_key(Path(sys.argv[1]), "security", "security", sys.argv[3])
"""


@pytest.mark.parametrize("step", range(0, 24, 2))
def test_killed_at_any_step_of_the_exchange_one_whole_home_is_there(home, made, step):
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(home), str(step), made[1]],
        capture_output=True, text=True, env=os.environ, timeout=60,
    )  # fmt: skip
    assert done.returncode in (0, 9), done.stderr
    events = sound(home)
    assert not leftovers(home)
    slots = KeySlots.load(home)
    try:
        old = bool(slots.unlock_with_code(made[1]))
    except Explained:
        old = False
    assert old or done.returncode == 0 or step > 14  # after its one moment the new one counts
    assert ("new key in force" in events) == (done.returncode == 0)


def test_without_putting_back_a_kill_would_have_cost_the_home(home, made, monkeypatch):
    """The guard taken away: the same kill, and nobody gets in."""
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(home), "10", made[1]], capture_output=True, timeout=60
    )
    assert done.returncode == 9
    monkeypatch.setattr(key_swap, "settle", lambda _home: None)
    with pytest.raises(Explained):
        sound(home)
    monkeypatch.undo()
    monkeypatch.setenv("STATION_TODAY", "2026-03-10")
    assert sound(home)
