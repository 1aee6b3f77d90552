"""Writing a file so that it is there, whole, after the power has failed."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from station_app.core.errors import Full, Refused
from station_app.core.texts import _

NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
HELD = {5, 32}  # of Windows: access denied, sharing violation
PATIENCE, FIRST_WAIT = 5.0, 0.05  # s


def private(path: str, flags: int) -> int:
    """Opens for this account only: an opener for `open`."""
    return os.open(path, flags, 0o600)


def keep_private(home: Path, names: Iterable[str]) -> None:
    """A home and what goes by these patterns in it are this account's only.

    Where the disk knows no owners (Windows, a stick), what it has instead stands.
    """
    if os.name == "posix":
        with suppress(OSError):
            home.chmod(0o700)
            for path in {path for name in names for path in home.glob(name)}:
                path.chmod(0o700 if path.is_dir() else 0o600)


def write_durably(path: Path, content: bytes) -> None:
    """All of it or nothing, also when the power fails; readable by this account only.

    Raises Full, Refused.
    """
    beside = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    try:
        with open(beside, "xb", opener=private) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        put_in_place(beside, path)
    except BaseException as why:
        beside.unlink(missing_ok=True)
        if isinstance(why, OSError) and why.errno in NO_ROOM:
            raise Full from None
        raise
    sync_folder(path.parent)


def put_in_place(part: Path, path: Path) -> None:
    """Gives a file its name. On Windows a virus scanner may hold either of them for a moment.

    Raises Refused where it does not let go, OSError.
    """
    wait, end = FIRST_WAIT, time.monotonic() + PATIENCE
    while True:
        try:
            part.replace(path)
            return
        except PermissionError as why:
            if getattr(why, "winerror", None) not in HELD:
                raise
            if time.monotonic() + wait > end:
                raise _held(path) from None
        time.sleep(wait)
        wait *= 2


def _held(path: Path) -> Refused:
    file, folder = path.name, str(path.parent)
    said = _(
        "{file} 被占用，多为杀毒软件：请把 {folder} 设为例外，再试一次", file=file, folder=folder
    )
    return Refused(said)


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
