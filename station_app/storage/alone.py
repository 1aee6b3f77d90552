"""Work that must not run twice at once on one home: two windows, a window and a shell.

The lock is the operating system's, so that it ends with its process, however that ends.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from station_app.core.errors import Refused
from station_app.core.texts import Text


@contextmanager
def alone(file: Path, busy: Text) -> Iterator[None]:
    """Raises Refused with `busy` while another process is in such a block."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            _lock(handle)
        except OSError:
            raise Refused(busy) from None
        yield
    finally:
        os.close(handle)


def _lock(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
