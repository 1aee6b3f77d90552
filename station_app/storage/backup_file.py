"""What a backup is made of, and how one is opened and proved.

A plain tar: `keyslots.json`, `station.db` under a key of its own, `blobs/…` as they lie
in the home, `manifest.json` with the SHA-256 of each of them, and `key.bin`, that key
wrapped under HKDF(database key, "backup") and bound to the manifest: a manifest changed
by one letter opens nothing. Passwords and recovery code open it as they open the home.
Backups of one series share their blobs, which then lie beside them, each copied once.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import secrets
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import sqlcipher3.dbapi2 as sqlcipher

from station_app.core.errors import Damaged, Full, Refused
from station_app.core.progress import Progress
from station_app.core.texts import Text, _
from station_app.storage.audit import START, hash_of
from station_app.storage.blobs import FOLDER
from station_app.storage.checkpoints import FILE as CHECKPOINTS
from station_app.storage.durable import NO_ROOM as NO_SPACE
from station_app.storage.engine import NO_ROOM
from station_app.storage.keys import DATABASE, Key, derive
from station_app.storage.slot_file import NAMES
from station_app.storage.tar_parts import Hashing

FORMAT = 1
DUMP = "station.dump"  # of a PostgreSQL database, in place of the file
SLOTS, MANIFEST, KEY = NAMES[0], "manifest.json", "key.bin"
PART = ".part"
CHUNK = 1 << 20  # bytes
NONCE = 12  # bytes
TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
EVENTS = "SELECT log_id, number, body, hash FROM audit_event ORDER BY log_id, number"
HEADS = "SELECT log_id, number, hash FROM audit_head"
BLOB_NAME = re.compile(rf"{FOLDER}/[0-9a-f]{{2}}/[0-9a-f]{{62}}")
BACKUP_DAMAGED = _("备份已损坏或被改动，请换另一份备份")
NOTHING_BESIDE = _("备份旁边缺少附件（blobs 文件夹），请把整个备份文件夹一起拿来")

Heads = dict[str, list[Any]]  # log → number and hash of its last event


@dataclass(frozen=True, slots=True)
class Manifest:
    created: str  # ISO, UTC
    card: Mapping[str, Any]
    schema: str  # revision of the migrations; empty before the first
    counts: Mapping[str, int]  # table → rows
    heads: Heads
    parts: Mapping[str, str]  # name in the tar → SHA-256
    beside: Mapping[str, str] = field(default_factory=dict)  # the same of blobs beside the tar
    device: str = ""  # of several desks on a server, the one that made it

    def to_bytes(self) -> bytes:
        plain = {name: getattr(self, name) for name in self.__slots__}
        return json.dumps({"format": FORMAT, **plain}, ensure_ascii=False, indent=1).encode()

    @classmethod
    def parse(cls, raw: bytes) -> Manifest:
        plain = json.loads(raw)
        if plain.pop("format") > FORMAT:
            raise Refused(_("备份由更新的版本写成。请先升级程序"))
        return cls(**plain)


@dataclass(frozen=True, slots=True)
class Proved:
    """What a sound database holds."""

    schema: str
    counts: dict[str, int]
    heads: Heads


def check_backup(file: Path, dek: Key, progress: Progress | None = None) -> Manifest:
    """Reads all of the file back, and sees that its blobs are beside it. Raises Damaged."""
    walk = progress or Progress()
    with reading(file) as tar:
        manifest, _key = unlocked(tar, dek)
        for name, sha in manifest.parts.items():
            pour(tar, name, sha, None, walk)
    if any(not (file.parent / name).is_file() for name in manifest.beside):
        raise Damaged(NOTHING_BESIDE)
    return manifest


def read_manifest(file: Path, dek: Key) -> Manifest:
    """Genuine, but what it names was not read. Raises Damaged."""
    with reading(file) as tar:
        return unlocked(tar, dek)[0]


def wrap(dek: Key, key: bytes, manifest: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(derive(dek, "backup")).encrypt(nonce, key, manifest)


def unlocked(tar: tarfile.TarFile, dek: Key) -> tuple[Manifest, bytes]:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    raw, box = member(tar, MANIFEST).read(), AESGCM(derive(dek, "backup"))
    wrapped = member(tar, KEY).read()
    try:
        key = box.decrypt(wrapped[:NONCE], wrapped[NONCE:], raw)
    except (InvalidTag, ValueError):
        raise Damaged(BACKUP_DAMAGED) from None
    return Manifest.parse(raw), key


@contextlib.contextmanager
def explaining(damage: Text) -> Iterator[None]:
    """A full disk, a database that is locked are not damage. Raises Damaged, Full."""
    try:
        yield
    except sqlcipher.OperationalError as why:
        if getattr(why, "sqlite_errorname", None) in NO_ROOM:
            raise Full from None
        raise
    except OSError as why:
        if why.errno in NO_SPACE:
            raise Full from None
        raise
    except (tarfile.TarError, sqlcipher.DatabaseError):
        raise Damaged(damage) from None


@contextlib.contextmanager
def reading(file: Path) -> Iterator[tarfile.TarFile]:
    """Of a file that ends where its tar does. Raises Damaged."""
    with explaining(BACKUP_DAMAGED), tarfile.open(file, "r:") as tar:
        _check_end(tar, file.stat().st_size)
        yield tar


def _check_end(tar: tarfile.TarFile, size: int) -> None:
    """Behind the last part come two empty blocks, filled up to a whole record, and no more."""
    tar.getmembers()  # reads to the end, and leaves `offset` there
    records = -(-(tar.offset + 2 * tarfile.BLOCKSIZE) // tarfile.RECORDSIZE)
    source = tar.fileobj
    if source is None or size != records * tarfile.RECORDSIZE:
        raise Damaged(BACKUP_DAMAGED)
    source.seek(tar.offset)
    if any(source.read(tarfile.RECORDSIZE + tarfile.BLOCKSIZE)):
        raise Damaged(BACKUP_DAMAGED)


def member(tar: tarfile.TarFile, name: str) -> IO[bytes]:
    try:
        file = tar.extractfile(name)
    except KeyError:
        file = None
    if file is None:
        raise Damaged(BACKUP_DAMAGED)
    return file


def pour(
    tar: tarfile.TarFile, name: str, sha: str, out: IO[bytes] | None, progress: Progress
) -> None:
    """Copies one part, or only proves it."""
    flow(Hashing(member(tar, name), progress), sha, out)


def flow(source: Hashing, sha: str, out: IO[bytes] | None) -> None:
    while chunk := source.read(CHUNK):
        if out:
            out.write(chunk)
    if source.sha.hexdigest() != sha:
        raise Damaged(BACKUP_DAMAGED)


@contextlib.contextmanager
def opened(path: Path, key: bytes) -> Iterator[Any]:
    connection = sqlcipher.connect(str(path), isolation_level=None)
    try:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("PRAGMA synchronous = FULL")
        yield connection
    finally:
        connection.close()


def proved(connection: Any) -> Proved:
    """Of a database that is sound page by page, with every audit chain unbroken.

    Raises sqlcipher's DatabaseError.
    """
    faults = connection.execute("PRAGMA cipher_integrity_check").fetchall()
    if faults or connection.execute("PRAGMA quick_check").fetchall() != [("ok",)]:
        raise sqlcipher.DatabaseError("not sound")
    names = [name for (name,) in connection.execute(TABLES)]
    counts = {n: connection.execute(f'SELECT count(*) FROM "{n}"').fetchone()[0] for n in names}  # noqa: S608
    revisions = "SELECT version_num FROM alembic_version"
    found = connection.execute(revisions).fetchone() if "alembic_version" in names else None
    heads = _heads(connection) if "audit_event" in names else {}
    return Proved(found[0] if found else "", counts, heads)


def _heads(connection: Any) -> Heads:
    """By walking every chain from its first event."""
    heads = Heads()
    for log, number, body, link in connection.execute(EVENTS):
        before, hashed = heads.get(log, [0, START])
        heads[log] = [number, link]
        if heads[log] != [before + 1, hash_of(hashed, body)]:
            raise sqlcipher.DatabaseError("audit chain")
    if heads != {log: [number, link] for log, number, link in connection.execute(HEADS)}:
        raise sqlcipher.DatabaseError("audit head")
    return heads


def sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def part_names() -> re.Pattern[str]:
    """What may stand in a tar, and so be written into a new home."""
    own = "|".join(map(re.escape, (SLOTS, DATABASE, DUMP, CHECKPOINTS)))
    return re.compile(rf"{own}|{BLOB_NAME.pattern}")
