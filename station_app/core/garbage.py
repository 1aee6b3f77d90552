"""Python's collector of reference cycles, kept out of what should be quick.

It walks everything alive again and again while records are made in bulk: a quarter of an
import, and now and then a pause of tens of milliseconds inside somebody's saving.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_lock = Lock()
_waiting = 0  # blocks running now, on any thread
_on = True  # whether it ran before the first of them: the window collects by itself


@contextmanager
def collected_later() -> Iterator[None]:
    """Cycles made in the block are collected after it; blocks may overlap."""
    global _waiting, _on
    with _lock:
        _on = _on if _waiting else gc.isenabled()
        _waiting += 1
        gc.disable()
    try:
        yield
    finally:
        with _lock:
            _waiting -= 1
            if _on and not _waiting:
                gc.enable()


@contextmanager
def set_aside() -> Iterator[None]:
    """In the block nobody looks through what was alive before it: modules, tables, registers.

    For long work that makes much and keeps little: walking cost a sixth of what a station does
    to push.
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
