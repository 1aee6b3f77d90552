"""Copying a home into one under a new key, after the old one may have come into other hands.

Everything that the old key opens is written anew: the database, photographs, the slots. The old
files are removed; backups made before stay readable with the old key alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from station_app.core.errors import Damaged, Refused
from station_app.core.texts import _
from station_app.storage import key_swap
from station_app.storage.backup_file import opened, proved, sync
from station_app.storage.blobs import FileBlobs
from station_app.storage.keys import DATABASE, Key, derive

PAPER = "older paper secrets"  # setting: short codes on papers printed before are still answered
SHA = re.compile(r"[0-9a-f]{64}")
STEP = 2000  # pages copied at a time
OPEN = _("本所数据库正被使用：请先关闭其他窗口和命令，再更换密钥")

Make = Callable[[Path], Key]  # the new slots in that folder; answers the new key


def rekey(home: Path, old: Key, make: Make, pictures: Mapping[str, Sequence[str]]) -> Key:
    """The new key. `pictures`: table → columns that name photographs.

    Until it returns the old home counts. Raises Refused while anybody else has it open.
    """
    with key_swap.preparing(home) as part, _exclusive(home / DATABASE, old) as live:
        new = make(part)
        copy = part / DATABASE
        with opened(copy, derive(new, "db")) as db:
            live.backup(db, pages=STEP)
            db.execute("PRAGMA journal_mode = DELETE")
            _carry_over(db, old)
            _copy_blobs(home, part, old, new, _named(db, pictures))
            proved(db)
        sync(copy)
        key_swap.swap(home)
    return new


@contextmanager
def _exclusive(path: Path, key: Key) -> Iterator[Any]:
    """Leaving WAL needs that no other connection is open; none can be opened from then on."""
    with opened(path, derive(key, "db")) as live:
        try:
            live.execute("PRAGMA busy_timeout = 1000")
            live.execute("PRAGMA locking_mode = EXCLUSIVE")
            (mode,) = live.execute("PRAGMA journal_mode = DELETE").fetchone()
            live.execute("BEGIN EXCLUSIVE")
            live.execute("COMMIT")  # the lock stays until the connection is closed
        except sqlcipher.OperationalError:
            mode = "wal"
        if mode != "delete":
            raise Refused(OPEN)
        yield live


def _carry_over(db: Any, old: Key) -> None:
    """What of the old key is still asked for, and what was wrapped under it and ends."""
    row = db.execute("SELECT value FROM setting WHERE name = ?", (PAPER,)).fetchone()
    older = [*(json.loads(row[0]) if row else []), derive(old, "paper").hex()]
    db.execute("BEGIN IMMEDIATE")
    put = "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)"
    db.execute(put, (PAPER, json.dumps(older)))
    db.execute("DELETE FROM sealed_look")  # lent for hours: asked for again
    db.execute("COMMIT")


def _named(db: Any, pictures: Mapping[str, Sequence[str]]) -> set[str]:
    """SHA-256 of all that records show or showed."""
    found = set[str]()
    for table, columns in pictures.items():
        for column in columns:
            query = f'SELECT DISTINCT "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL'  # noqa: S608
            found |= {sha for (sha,) in db.execute(query)}
    for (body,) in db.execute("SELECT body FROM op_body"):
        found |= set(SHA.findall(body))
    return found


def _copy_blobs(home: Path, part: Path, old: Key, new: Key, named: set[str]) -> None:
    """What is not there, or no photograph but another hash, is as absent afterwards as before."""
    before, after = FileBlobs(home, old), FileBlobs(part, new)
    for sha in named:
        with suppress(Damaged):
            after.put(before.get(sha))
