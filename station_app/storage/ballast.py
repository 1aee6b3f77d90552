"""Room kept for the day the disk is full: a file without content, given up then.

While it is given up, only what must be written is: the audit log, so that people can still be
looked up, drafts, and the settings of the program. Records are refused until there is room;
then the file is made again.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from station_app.storage.durable import private

NAME = "ballast"
REAL, TRAINING = 64 << 20, 4 << 20  # bytes
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Ballast:
    home: Path
    size: int

    @property
    def path(self) -> Path:
        return self.home / NAME

    @property
    def least(self) -> int:
        """Bytes that one act may need, with what the engine writes beside it."""
        return self.size // 8

    def tight(self) -> bool:
        """Whether the disk is full, looked at before every act; gives up or makes the file.

        A quota that the disk does not tell of shows when the file cannot be made.
        """
        free = shutil.disk_usage(self.home).free
        if not self.path.exists():
            return free < self.size + 2 * self.least or not self._made()
        if free >= self.least:
            return False
        self.give_up()
        return True

    def give_up(self) -> None:
        with contextlib.suppress(OSError):  # gone already, or held for a moment by a scanner
            self.path.unlink()

    def _made(self) -> bool:
        beside = self.path.with_name(f"{NAME}.{secrets.token_hex(4)}.part")
        try:
            with open(beside, "xb", opener=private) as file:
                _allocate(file, self.size)
            beside.replace(self.path)
        except OSError:
            with contextlib.suppress(OSError):
                beside.unlink()
            return False
        return True


def _allocate(file: IO[bytes], size: int) -> None:
    """Blocks of the disk, not a hole; random where the system cannot promise them."""
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(file.fileno(), 0, size)
    else:
        for _n in range(size // CHUNK):
            file.write(secrets.token_bytes(CHUNK))
    file.flush()
    os.fsync(file.fileno())
