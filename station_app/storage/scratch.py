"""Where this process puts temporary files: a folder of its own in the home.

Libraries spill in plain: rows of a workbook, pages on their way to a printer. They are told to
do it here, for this account only; a folder goes with its process, and what a killed one
left goes when the home is next opened. A lock that ends with its process tells the two apart.
"""

from __future__ import annotations

import os
import secrets
import shutil
import sys
import tempfile
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

FOLDER = "tmp"
NAMES = ("TMPDIR", "TEMP", "TMP")  # what Qt, CUPS and child processes go by


@dataclass(slots=True)
class _Own:
    home: Path
    folder: Path
    lock: int
    uses: int = 1


_owned: list[_Own] = []
_before: dict[str, str | None] = {}
_one_at_a_time = threading.Lock()


def begin_scratch(home: Path) -> None:
    """From now on temporary files go there. A disk that is full leaves them no place at all."""
    with _one_at_a_time:
        home = home.resolve()
        for own in _owned:
            if own.home == home:
                own.uses += 1
                return
        if not _owned:
            _before.update({name: os.environ.get(name) for name in NAMES})
        own = _Own(home, home / FOLDER / secrets.token_hex(8), -1)
        _owned.append(own)
        with suppress(OSError):
            _make(own)
        _point()


def end_scratch(home: Path) -> None:
    """All of it goes, and temporary files go where they went before."""
    with _one_at_a_time:
        home = home.resolve()
        own = next((own for own in _owned if own.home == home), None)
        if own is None:
            return
        own.uses -= 1
        if not own.uses:
            _owned.remove(own)
            _point()
            _drop(own.folder)
            if own.lock >= 0:
                os.close(own.lock)


def _make(own: _Own) -> None:
    base = own.folder.parent
    if base.is_symlink():
        base.unlink()
    base.mkdir(mode=0o700, exist_ok=True)
    gate = _locked(base / "lock", wait=True)
    try:
        _sweep(base)
        own.lock = _locked(_lock_of(own.folder))
        own.folder.mkdir(mode=0o700)
    finally:
        os.close(gate)


def _sweep(base: Path) -> None:
    """What no living process holds."""
    for folder in [path for path in base.iterdir() if path.is_dir()]:
        with suppress(OSError):  # held: its process lives
            os.close(_locked(_lock_of(folder)))
            _drop(folder)


def _drop(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    with suppress(OSError):
        _lock_of(folder).unlink()


def _lock_of(folder: Path) -> Path:
    return folder.with_suffix(".lock")


def _locked(file: Path, *, wait: bool = False) -> int:
    """Raises OSError where another process holds it, unless it waits."""
    handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError:
        os.close(handle)
        raise
    return handle


def _point() -> None:
    if _owned:
        tempfile.tempdir = str(_owned[-1].folder)
        os.environ.update(dict.fromkeys(NAMES, tempfile.tempdir))
        return
    tempfile.tempdir = None
    for name, value in _before.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
