"""One encrypted file that holds a SQLCipher home, proved readable as soon as it is written.

A plain tar: `keyslots.json`, `station.db` under a key of its own, `blobs/…` as they lie
in the home, `manifest.json` with the SHA-256 of each of them, and `key.bin`, that key
wrapped under HKDF(database key, "backup") and bound to the manifest: a manifest changed
by one letter opens nothing. Passwords and recovery code open it as they open the home.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import secrets
import shutil
import tarfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

import sqlcipher3.dbapi2 as sqlcipher

from station_app.core.errors import Damaged, Refused
from station_app.core.progress import Progress, Tell, unheard
from station_app.core.texts import Text, _
from station_app.storage.blobs import FOLDER
from station_app.storage.durable import private, sync_folder
from station_app.storage.keys import DATABASE, NAMES, Key, KeySlots, Locked, derive
from station_app.storage.tar_parts import Hashing, add

FORMAT = 1
SLOTS, MANIFEST, KEY = NAMES[0], "manifest.json", "key.bin"
PART = ".part"
CHUNK = 1 << 20  # bytes
STEP = 2000  # pages copied at a time
NONCE = 12  # bytes
PATIENCE = 200  # ms: a backup makes nobody wait longer
TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
PART_NAME = re.compile(
    rf"{re.escape(SLOTS)}|{re.escape(DATABASE)}|{FOLDER}/[0-9a-f]{{2}}/[0-9a-f]{{62}}"
)
LIVE_DAMAGED = _("本所数据库已损坏，不能备份。请保留现状，从最近的备份中恢复")
BACKUP_DAMAGED = _("备份已损坏或被改动，请换另一份备份")


@dataclass(frozen=True, slots=True)
class Manifest:
    created: str  # ISO, UTC
    card: Mapping[str, Any]
    schema: str  # revision of the migrations; empty before the first
    counts: Mapping[str, int]  # table → rows
    parts: Mapping[str, str]  # name in the tar → SHA-256

    def to_bytes(self) -> bytes:
        plain = {name: getattr(self, name) for name in self.__slots__}
        return json.dumps({"format": FORMAT, **plain}, ensure_ascii=False, indent=1).encode()

    @classmethod
    def parse(cls, raw: bytes) -> Manifest:
        plain = json.loads(raw)
        if plain.pop("format") > FORMAT:
            raise Refused(_("备份由更新的版本写成。请先升级程序"))
        return cls(**plain)


def write_backup(
    home: Path, dek: Key, target: Path, now: datetime, tell: Tell = unheard
) -> Manifest:
    """Others may go on working: the copy is of one moment. Never overwrites a file.

    `tell` hears bytes copied, proved, stored and read back; what it raises leaves no file.
    """
    if target.exists():
        raise Refused(_("{file} 已存在，请换一个文件名", file=target.name))
    slots = KeySlots.load(home)
    if not slots.fits(dek):
        raise Locked("card")
    copy, key = home / f"backup.db{PART}", secrets.token_bytes(32)
    beside = target.with_name(target.name + PART)
    progress = Progress(_work(home), tell)
    try:
        schema, counts = _copy_database(home, dek, copy, key, progress)
        with open(beside, "wb", opener=private) as out, tarfile.open(fileobj=out, mode="w") as tar:
            parts = dict(_store(tar, home, copy, slots.to_bytes(), progress))
            moment = now.astimezone(UTC).isoformat()
            manifest = Manifest(moment, slots.card.plain(), schema, counts, parts)
            add(tar, MANIFEST, manifest.to_bytes())
            add(tar, KEY, _wrap(dek, key, manifest.to_bytes()))
        _sync(beside)
        check_backup(beside, dek, progress)
        beside.replace(target)
        sync_folder(target.parent)
    finally:
        copy.unlink(missing_ok=True)
        beside.unlink(missing_ok=True)
    return manifest


def _work(home: Path) -> int:
    """Bytes of what `_copy_database`, its proof, `_store` and `check_backup` read."""
    blobs = sum(path.stat().st_size for path in home.glob(f"{FOLDER}/??/*"))
    return 4 * (home / DATABASE).stat().st_size + 2 * blobs


def _copy_database(
    home: Path, dek: Key, copy: Path, key: bytes, progress: Progress
) -> tuple[str, dict[str, int]]:
    """Schema and counts of the copy, which has been checked."""
    copy.unlink(missing_ok=True)  # of a backup that the power ended
    opened = _open(home / DATABASE, derive(dek, "db")), _open(copy, key)
    with _explaining(LIVE_DAMAGED), opened[0] as live, opened[1] as new:
        live.execute(f"PRAGMA busy_timeout = {PATIENCE}")
        live.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # if it can: the copy reads the WAL too
        _copy(live, new, progress)
        new.execute("PRAGMA journal_mode = DELETE")  # one file, no WAL beside it
        proved = _proved(new)
    progress.on(copy.stat().st_size)
    return proved


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


def check_backup(file: Path, dek: Key, progress: Progress | None = None) -> Manifest:
    """Reads all of it back. Raises `Damaged`."""
    walk = progress or Progress()
    with _reading(file) as tar:
        manifest, _key = _unlocked(tar, dek)
        for name, sha in manifest.parts.items():
            _pour(tar, name, sha, None, walk)
    return manifest


def restore(file: Path, new_home: Path, unlock: Callable[[KeySlots], Key]) -> KeySlots:
    """Makes `new_home` from a backup, whole or not at all; the database key stays the same.

    `unlock` is given the slots of the backup and asks for password or recovery code.
    The device secret is not in the backup: on another machine `KeySlots.move_here` follows.
    """
    if new_home.exists() and (not new_home.is_dir() or any(new_home.iterdir())):
        raise Refused(_("{home} 不是空目录，不能恢复到其中", home=new_home.name))
    building = new_home.with_name(new_home.name + PART)
    shutil.rmtree(building, ignore_errors=True)  # of a restore that the power ended
    building.mkdir(mode=0o700, parents=True)
    try:
        with _reading(file) as tar:
            slots = KeySlots.parse(_member(tar, SLOTS).read(), building)
            dek = unlock(slots)
            _rebuild(tar, building, dek)
        slots.write()
        if new_home.exists():
            new_home.rmdir()
        building.rename(new_home)
        sync_folder(new_home.parent)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise
    return KeySlots.load(new_home)


def _rebuild(tar: tarfile.TarFile, home: Path, dek: Key) -> None:
    manifest, key = _unlocked(tar, dek)
    copy = home / f"backup.db{PART}"
    for name, sha in manifest.parts.items():
        if not PART_NAME.fullmatch(name):
            raise Damaged(BACKUP_DAMAGED)
        path = copy if name == DATABASE else home / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(path, "xb", opener=private) as out:
            _pour(tar, name, sha, out, Progress())
        _sync(path)
    with _open(copy, key) as old, _open(home / DATABASE, derive(dek, "db")) as new:
        old.backup(new)
        if _proved(new) != (manifest.schema, manifest.counts):
            raise Damaged(BACKUP_DAMAGED)
    copy.unlink()


def _store(
    tar: tarfile.TarFile, home: Path, copy: Path, slots: bytes, progress: Progress
) -> Iterator[tuple[str, str]]:
    """Name and SHA-256 of each part. Blobs last: all that the copy names are there by now."""
    add(tar, SLOTS, slots)
    yield SLOTS, hashlib.sha256(slots).hexdigest()
    blobs = sorted(home.glob(f"{FOLDER}/??/*"))
    named = {path.relative_to(home).as_posix(): path for path in blobs}
    for name, path in {DATABASE: copy, **named}.items():
        if PART_NAME.fullmatch(name):
            with path.open("rb") as file:
                reading = Hashing(file, progress)
                info = tarfile.TarInfo(name)
                info.size = os.fstat(file.fileno()).st_size
                tar.addfile(info, reading)  # type: ignore[arg-type]  # reads, no more
            yield name, reading.sha.hexdigest()


def _wrap(dek: Key, key: bytes, manifest: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(derive(dek, "backup")).encrypt(nonce, key, manifest)


def _unlocked(tar: tarfile.TarFile, dek: Key) -> tuple[Manifest, bytes]:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    raw, box = _member(tar, MANIFEST).read(), AESGCM(derive(dek, "backup"))
    wrapped = _member(tar, KEY).read()
    try:
        key = box.decrypt(wrapped[:NONCE], wrapped[NONCE:], raw)
    except (InvalidTag, ValueError):
        raise Damaged(BACKUP_DAMAGED) from None
    return Manifest.parse(raw), key


@contextlib.contextmanager
def _explaining(damage: Text) -> Iterator[None]:
    """An operational error (disk full, locked) is not damage."""
    try:
        yield
    except sqlcipher.OperationalError:
        raise
    except (tarfile.TarError, sqlcipher.DatabaseError):
        raise Damaged(damage) from None


@contextlib.contextmanager
def _reading(file: Path) -> Iterator[tarfile.TarFile]:
    with _explaining(BACKUP_DAMAGED), tarfile.open(file, "r:") as tar:
        yield tar


def _member(tar: tarfile.TarFile, name: str) -> IO[bytes]:
    try:
        file = tar.extractfile(name)
    except KeyError:
        file = None
    if file is None:
        raise Damaged(BACKUP_DAMAGED)
    return file


def _pour(
    tar: tarfile.TarFile, name: str, sha: str, out: IO[bytes] | None, progress: Progress
) -> None:
    """Copies one part, or only proves it."""
    reading = Hashing(_member(tar, name), progress)
    while chunk := reading.read(CHUNK):
        if out:
            out.write(chunk)
    if reading.sha.hexdigest() != sha:
        raise Damaged(BACKUP_DAMAGED)


@contextlib.contextmanager
def _open(path: Path, key: bytes) -> Iterator[Any]:
    connection = sqlcipher.connect(str(path), isolation_level=None)
    try:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("PRAGMA synchronous = FULL")
        yield connection
    finally:
        connection.close()


def _proved(connection: Any) -> tuple[str, dict[str, int]]:
    """Schema and rows of each table of a database that is sound page by page."""
    faults = connection.execute("PRAGMA cipher_integrity_check").fetchall()
    if faults or connection.execute("PRAGMA quick_check").fetchall() != [("ok",)]:
        raise sqlcipher.DatabaseError("not sound")
    names = [name for (name,) in connection.execute(TABLES)]
    counts = {n: connection.execute(f'SELECT count(*) FROM "{n}"').fetchone()[0] for n in names}  # noqa: S608
    revisions = "SELECT version_num FROM alembic_version"
    found = connection.execute(revisions).fetchone() if "alembic_version" in names else None
    return (found[0] if found else ""), counts


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
