"""Putting a home under a new key in the place of the old one: all of it or nothing.

While `new-key.swap` lies in the home the old one counts, whatever was moved already: the next
opening puts it back. Taking that file away is the moment from which the new one counts.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from station_app.core.texts import _
from station_app.storage.alone import alone
from station_app.storage.durable import sync_folder, write_durably

NEW, OLD, SWAP, LOCK = "new-key.part", "new-key.old", "new-key.swap", "new-key.lock"
SLOTS = ("keyslots.json", "keyslots.bak.json")
MOVED = ("station.db", "blobs")
BUSY = _("正在更换数据库密钥，请等它完成后再试")


@contextmanager
def preparing(home: Path) -> Iterator[Path]:
    """The folder in which the new one is made; nobody else opens the home meanwhile."""
    with alone(home / LOCK, BUSY):
        _settle(home)
        new = home / NEW
        new.mkdir(mode=0o700)
        yield new


def swap(home: Path) -> None:
    """What lies in the new folder counts when this returns, and what counted before is gone."""
    old, new = home / OLD, home / NEW
    old.mkdir(mode=0o700)
    for name in SLOTS:
        write_durably(old / name, (home / name).read_bytes())
    for folder in (new, old):
        sync_folder(folder)
    write_durably(home / SWAP, b"")
    for name in MOVED:
        if (home / name).exists():
            (home / name).rename(old / name)
        if (new / name).exists():
            (new / name).rename(home / name)
    for name in SLOTS:
        (new / name).replace(home / name)
    for folder in (home, old, new):
        sync_folder(folder)
    (home / SWAP).unlink()
    sync_folder(home)
    _clear(home)


def settle(home: Path) -> None:
    """Before a home is opened: what the power or a kill cut short is undone.

    Raises Refused while it is going on.
    """
    if any((home / name).exists() for name in (NEW, OLD, SWAP)):
        with alone(home / LOCK, BUSY):
            _settle(home)


def _settle(home: Path) -> None:
    old, new = home / OLD, home / NEW
    if (home / SWAP).exists():
        new.mkdir(mode=0o700, exist_ok=True)
        for name in MOVED:
            if (old / name).exists():
                if (home / name).exists():
                    (home / name).rename(new / name)
                (old / name).rename(home / name)
        for name in SLOTS:
            write_durably(home / name, (old / name).read_bytes())
        sync_folder(home)
        (home / SWAP).unlink()
        sync_folder(home)
    _clear(home)


def _clear(home: Path) -> None:
    for name in (NEW, OLD):
        shutil.rmtree(home / name, ignore_errors=True)
