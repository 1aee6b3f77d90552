"""Writing a file so that it is there, whole, after the power has failed."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from station_app.core.errors import Full

NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def write_durably(path: Path, content: bytes) -> None:
    """All of it or nothing, also when the power fails; readable by this account only.

    Raises Full.
    """
    beside = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    try:
        with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException as why:
        beside.unlink(missing_ok=True)
        if isinstance(why, OSError) and why.errno in NO_ROOM:
            raise Full from None
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """So that a name just made or replaced in it stays."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def all_or_nothing(folder: Path) -> Iterator[None]:
    """What the block put into a folder goes again when the block fails."""
    found = set(folder.iterdir())
    try:
        yield
    except BaseException:
        for made in set(folder.iterdir()) - found:
            if made.is_dir():
                shutil.rmtree(made)
            else:
                made.unlink()
        raise
