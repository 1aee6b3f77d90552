"""Whose turn it is in the interpreter while long work goes on behind somebody's back."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

SHORT = 0.0005  # s; Python's own are ten times as long


@contextmanager
def in_short_turns() -> Iterator[None]:
    """Other threads come in soon.

    Each statement of a database gives the interpreter up and waits to have it back, so what
    consists of a hundred of them would wait a hundred times for a full turn of the long work.
    """
    before = sys.getswitchinterval()
    sys.setswitchinterval(SHORT)
    try:
        yield
    finally:
        sys.setswitchinterval(before)
