"""Writing a backup: one moment of a home at work, proved readable as soon as it is written."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import tarfile
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from station_app.core.errors import Refused
from station_app.core.progress import Progress, Tell, unheard
from station_app.core.texts import _
from station_app.storage.backup_file import (
    BLOB_NAME,
    CHUNK,
    KEY,
    MANIFEST,
    PART,
    SLOTS,
    Manifest,
    Proved,
    check_backup,
    explaining,
    flow,
    opened,
    proved,
    sync,
    wrap,
)
from station_app.storage.blobs import FOLDER
from station_app.storage.checkpoints import FILE as CHECKPOINTS
from station_app.storage.checkpoints import CheckpointFile
from station_app.storage.durable import private, put_in_place, sync_folder
from station_app.storage.keys import DATABASE, Key, KeySlots, Locked, derive
from station_app.storage.tar_parts import Hashing, add

STEP = 2000  # pages copied at a time
PATIENCE = 200  # ms: a backup makes nobody wait longer
TURNS = 16  # a blob beside a backup is read again once in so many days
LIVE_DAMAGED = _("本所数据库已损坏，不能备份。请保留现状，从最近的备份中恢复")


def write_backup(
    home: Path,
    dek: Key,
    target: Path,
    now: datetime,
    tell: Tell = unheard,
    known: Mapping[str, str] | None = None,
) -> Manifest:
    """Others may go on working: the copy is of one moment. Never overwrites a file.

    With `known` (blob → SHA-256, of what lies beside `target` already) only new blobs are
    copied, to beside it. `tell` hears bytes copied, proved, stored and read back; what it
    raises leaves no file.
    """
    if target.exists():
        raise Refused(_("{file} 已存在，请换一个文件名", file=target.name))
    slots = KeySlots.load(home)
    if not slots.fits(dek):
        raise Locked("card")
    copy, key = home / f"backup.db{PART}", secrets.token_bytes(32)
    witness = CheckpointFile(home).read()  # before the copy, which must not be behind it
    part = target.with_name(target.name + PART)
    progress = Progress(_work(home, known), tell)
    try:
        found = _copy_database(home, dek, copy, key, progress)
        with written(part) as tar:
            parts = {SLOTS: hashlib.sha256(slots.to_bytes()).hexdigest()}
            add(tar, SLOTS, slots.to_bytes())
            if witness:
                parts[CHECKPOINTS] = hashlib.sha256(witness).hexdigest()
                add(tar, CHECKPOINTS, witness)
            parts |= _store(tar, {DATABASE: copy}, progress)
            # blobs last: all that the copy names are there by now
            beside = {} if known is None else dict(_carry(home, target, known, now, progress))
            parts |= _store(tar, blobs_of(home) if known is None else {}, progress)
            moment, card = now.astimezone(UTC).isoformat(), slots.card.plain()
            facts = found.schema, found.counts, found.heads
            manifest = Manifest(moment, card, *facts, parts, beside)
            add(tar, MANIFEST, manifest.to_bytes())
            add(tar, KEY, wrap(dek, key, manifest.to_bytes()))
        sync(part)
        check_backup(part, dek, progress)
        put_in_place(part, target)
        sync_folder(target.parent)
    finally:
        copy.unlink(missing_ok=True)
        part.unlink(missing_ok=True)
    return manifest


@contextlib.contextmanager
def written(part: Path) -> Iterator[tarfile.TarFile]:
    with (
        explaining(LIVE_DAMAGED),
        open(part, "wb", opener=private) as out,
        tarfile.open(fileobj=out, mode="w") as tar,
    ):
        yield tar


def blobs_of(folder: Path) -> dict[str, Path]:
    """Name → file, of a home or of a series of backups."""
    found = sorted(folder.glob(f"{FOLDER}/??/*"))
    named = {path.relative_to(folder).as_posix(): path for path in found}
    return {name: path for name, path in named.items() if BLOB_NAME.fullmatch(name)}


def carry(path: Path, to: Path, progress: Progress) -> str:
    """Copies one file so that it is there whole or not at all, and reads it back; its SHA-256."""
    to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = to.with_name(f"{to.name}{PART}")
    try:
        with path.open("rb") as source, open(part, "wb", opener=private) as out:
            hashing = Hashing(source, progress)
            while chunk := hashing.read(CHUNK):
                out.write(chunk)
        sync(part)
        with part.open("rb") as back:
            flow(Hashing(back, Progress()), hashing.sha.hexdigest(), None)
        put_in_place(part, to)
        sync_folder(to.parent)
    finally:
        part.unlink(missing_ok=True)
    return hashing.sha.hexdigest()


def _work(home: Path, known: Mapping[str, str] | None) -> int:
    """Bytes of what `_copy_database`, its proof, `_store` or `_carry` and `check_backup` read."""
    blobs = {name: path.stat().st_size for name, path in blobs_of(home).items()}
    new = sum(size for name, size in blobs.items() if name not in (known or {}))
    return 4 * (home / DATABASE).stat().st_size + new * (2 if known is None else 1)


def _copy_database(home: Path, dek: Key, copy: Path, key: bytes, progress: Progress) -> Proved:
    """What the copy holds, which has been checked."""
    copy.unlink(missing_ok=True)  # of a backup that the power ended
    both = opened(home / DATABASE, derive(dek, "db")), opened(copy, key)
    with explaining(LIVE_DAMAGED), both[0] as live, both[1] as new:
        live.execute(f"PRAGMA busy_timeout = {PATIENCE}")
        live.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # if it can: the copy reads the WAL too
        _copy(live, new, progress)
        new.execute("PRAGMA journal_mode = DELETE")  # one file, no WAL beside it
        found = proved(new)
    progress.on(copy.stat().st_size)
    return found


def _copy(live: Any, new: Any, progress: Progress) -> None:
    """Step by step within one reading, so that no writing makes it begin anew."""
    (size,) = live.execute("PRAGMA page_size").fetchone()
    copied = 0

    def step(_status: int, left: int, pages: int) -> None:
        nonlocal copied
        progress.on((pages - left - copied) * int(size))
        copied = pages - left

    live.execute("BEGIN")
    live.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    live.backup(new, pages=STEP, progress=step)
    live.execute("COMMIT")


def _store(
    tar: tarfile.TarFile, files: Mapping[str, Path], progress: Progress
) -> Iterator[tuple[str, str]]:
    """Name and SHA-256 of each part."""
    for name, path in files.items():
        with path.open("rb") as file:
            reading = Hashing(file, progress)
            info = tarfile.TarInfo(name)
            info.size = os.fstat(file.fileno()).st_size
            tar.addfile(info, reading)  # type: ignore[arg-type]  # reads, no more
        yield name, reading.sha.hexdigest()


def _carry(
    home: Path, target: Path, known: Mapping[str, str], now: datetime, progress: Progress
) -> Iterator[tuple[str, str]]:
    """Name and SHA-256 of each blob, which then lies beside the backup.

    What lies there already is copied again only where it is cut short or, on its turn, changed.
    """
    turn = now.date().toordinal() % TURNS
    for name, path in blobs_of(home).items():
        there, sha = target.parent / name, known.get(name, "")
        with contextlib.suppress(OSError):
            whole = there.stat().st_size == path.stat().st_size
            if sha and whole and (_turn(name) != turn or _hash(there) == sha):
                yield name, sha
                continue
        yield name, carry(path, there, progress)


def _turn(name: str) -> int:
    return int(name[-1], TURNS)


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
