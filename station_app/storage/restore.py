"""A home from a backup: whole or not at all, beside what runs, under an identity of its own."""

from __future__ import annotations

import shutil
import tarfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from station_app.core.days import day_of
from station_app.core.errors import Damaged, Refused
from station_app.core.progress import Progress
from station_app.core.texts import _
from station_app.storage import server_backup
from station_app.storage.backup_file import (
    BACKUP_DAMAGED,
    DUMP,
    NOTHING_BESIDE,
    PART,
    SLOTS,
    Manifest,
    flow,
    member,
    opened,
    part_names,
    pour,
    proved,
    reading,
    sync,
    unlocked,
)
from station_app.storage.durable import private, sync_folder
from station_app.storage.keys import DATABASE, Card, Key, KeySlots, derive
from station_app.storage.settings import OWN, RESTORED_ON
from station_app.storage.tar_parts import Hashing

Settle = Callable[[KeySlots, Key], None]


def restore(
    file: Path,
    new_home: Path,
    unlock: Callable[[KeySlots], Key],
    now: Callable[[Card], datetime],
    settle: Settle = lambda _slots, _dek: None,
    url: str = "",
) -> KeySlots:
    """Makes `new_home`; the database key stays the same, log and epoch are new ones.

    `unlock` is given the slots of the backup and asks for password or recovery code;
    `settle` binds them to this machine before the home appears. `url`: an empty database, where
    the one that was backed up stood on a server.
    """
    if new_home.exists() and (not new_home.is_dir() or any(new_home.iterdir())):
        raise Refused(_("{home} 不是空目录，不能恢复到其中", home=new_home.name))
    if not file.is_file():
        raise Refused(_("没有备份文件 {file}", file=str(file)))
    building = new_home.with_name(new_home.name + PART)
    shutil.rmtree(building, ignore_errors=True)  # of a restore that the power ended
    building.mkdir(mode=0o700, parents=True)
    try:
        with reading(file) as tar:
            slots = KeySlots.parse(member(tar, SLOTS).read(), building)
            dek = unlock(slots)
            if DUMP in tar.getnames():
                server_backup.rebuild(tar, building, dek, url, now(slots.card))
            elif url:
                raise Refused(_("这是单机数据库的备份，恢复时不用 --database-file"))
            else:
                _rebuild(tar, file, building, dek, now(slots.card))
        slots.write()
        settle(slots, dek)
        if new_home.exists():
            new_home.rmdir()
        building.rename(new_home)
        sync_folder(new_home.parent)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise
    return KeySlots.load(new_home)


def _rebuild(tar: tarfile.TarFile, file: Path, home: Path, dek: Key, now: datetime) -> None:
    manifest, key = unlocked(tar, dek)
    copy = home / f"backup.db{PART}"
    if not all(map(part_names().fullmatch, (*manifest.parts, *manifest.beside))):
        raise Damaged(BACKUP_DAMAGED)
    for name, sha in manifest.parts.items():
        path = copy if name == DATABASE else home / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(path, "xb", opener=private) as out:
            pour(tar, name, sha, out, Progress())
        sync(path)
    _bring(manifest, file.parent, home)
    with opened(copy, key) as old, opened(home / DATABASE, derive(dek, "db")) as new:
        old.backup(new)
        found = proved(new)
        if (found.schema, found.counts, found.heads) != (
            manifest.schema,
            manifest.counts,
            manifest.heads,
        ):
            raise Damaged(BACKUP_DAMAGED)
        _renew(new, now)
    copy.unlink()


def _bring(manifest: Manifest, series: Path, home: Path) -> None:
    """The blobs that lie beside the backup."""
    for name, sha in manifest.beside.items():
        path = home / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with (
                (series / name).open("rb") as source,
                open(path, "xb", opener=private) as out,
            ):
                flow(Hashing(source, Progress()), sha, out)
        except FileNotFoundError:
            raise Damaged(NOTHING_BESIDE) from None
        sync(path)


def _renew(database: Any, now: datetime) -> None:
    """What this copy does from now on is nobody else's: its own log, epoch and numbers."""
    tables = {name for (name,) in database.execute("SELECT name FROM sqlite_schema")}
    if "setting" in tables:
        database.execute("BEGIN IMMEDIATE")
        database.executemany("DELETE FROM setting WHERE name = ?", [(name,) for name in OWN])
        put = "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)"
        database.execute(put, (RESTORED_ON, f"{day_of(now):%Y%m%d}"))
        database.execute("COMMIT")
