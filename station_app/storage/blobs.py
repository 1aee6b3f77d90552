"""Photographs and scans: stored once by content, encrypted, proved on every reading.

A record keeps the SHA-256 of the content. On disk neither name nor content tells
anything without the database key. The blob is put before the record that names it,
so that a crash leaves at most a blob nobody names, which `sweep` removes.
"""

from __future__ import annotations

import hashlib
import hmac
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from station_app.core.errors import Damaged, Refused
from station_app.core.records import Table
from station_app.core.texts import _
from station_app.storage.durable import sync_folder, write_durably
from station_app.storage.keys import Key, derive

if TYPE_CHECKING:
    from PIL import Image

FOLDER = "blobs"
FORMAT = b"SDB1"
LONGEST_SIDE = 1280  # pixels
LONGEST_ON_PAPER = 600  # pixels: some 400 to the inch in a box of 36 mm
MOST_PIXELS = 40_000_000
MOST_BYTES = 64 << 20  # of a file somebody brings
PHOTO_FORMATS = {
    b"\xff\xd8\xff": "JPEG",
    b"\x89PNG\r\n\x1a\n": "PNG",
    b"RIFF": "WEBP",
    b"BM": "BMP",
}


class BlobStore(Protocol):
    """`sha` is the SHA-256 of the content in hex; `refs` all that records name.

    `get` raises `Damaged` when the content is not there or not what was put.
    """

    def put(self, content: bytes) -> str: ...

    def get(self, sha: str) -> bytes: ...

    def lacking(self, refs: Iterable[str]) -> set[str]:
        """Of these, what is not there, without reading any."""

    def drop(self, sha: str) -> None:
        """After the act that took the last record showing it."""

    def orphans(self, refs: Iterable[str]) -> set[str]:
        """Storage names of what no record names."""

    def sweep(self, refs: Iterable[str], before: datetime) -> int:
        """Removes orphans put before that moment: the record of a later one may be on its way."""


def _seal(dek: Key, sha: str, content: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    # One key per content, so one nonce is enough, and the same content is the same file.
    box = AESGCM(derive(dek, "blob", bytes.fromhex(sha)))
    return FORMAT + box.encrypt(bytes(12), content, FORMAT)


def _open(dek: Key, sha: str, sealed: bytes) -> bytes:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    box = AESGCM(derive(dek, "blob", bytes.fromhex(sha)))
    try:
        content = box.decrypt(bytes(12), sealed[len(FORMAT) :], sealed[: len(FORMAT)])
    except InvalidTag:
        content = None
    if content is None or hashlib.sha256(content).hexdigest() != sha:
        raise Damaged(_("附件 {sha} 已损坏，请从备份中找回", sha=sha[:12]))
    return content


def _gone(sha: str) -> Damaged:
    return Damaged(_("附件 {sha} 不在原处，请从备份中找回", sha=sha[:12]))


@dataclass(frozen=True, slots=True)
class FileBlobs:
    """Beside a SQLCipher database: `blobs/ab/cdef…`, one file each."""

    home: Path
    dek: Key

    def put(self, content: bytes) -> str:
        sha = hashlib.sha256(content).hexdigest()
        path = self._path(sha)
        for folder in (path.parent.parent, path.parent):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_durably(path, _seal(self.dek, sha, content))  # again: heals, and is young again
        sync_folder(path.parent.parent)  # folders that were just made lose their own names too
        sync_folder(self.home)
        return sha

    def get(self, sha: str) -> bytes:
        try:
            return _open(self.dek, sha, self._path(sha).read_bytes())
        except FileNotFoundError:
            raise _gone(sha) from None

    def lacking(self, refs: Iterable[str]) -> set[str]:
        key = derive(self.dek, "blob")
        return {sha for sha in refs if not self._at(key, sha).is_file()}

    def drop(self, sha: str) -> None:
        self._path(sha).unlink(missing_ok=True)

    def orphans(self, refs: Iterable[str]) -> set[str]:
        folder = self.home / FOLDER
        named = {self._path(sha) for sha in refs}
        found = {path for path in folder.glob("*/*") if path.is_file()}
        return {path.relative_to(folder).as_posix() for path in found - named}

    def sweep(self, refs: Iterable[str], before: datetime) -> int:
        paths = [self.home / FOLDER / name for name in self.orphans(refs)]
        old = [path for path in paths if path.stat().st_mtime < before.timestamp()]
        for path in old:
            path.unlink()
        return len(old)

    def _path(self, sha: str) -> Path:
        return self._at(derive(self.dek, "blob"), sha)

    def _at(self, key: bytes, sha: str) -> Path:
        name = hmac.new(key, sha.encode(), hashlib.sha256).hexdigest()
        return self.home / FOLDER / name[:2] / name[2:]


class Blob(Table, kw_only=True, eq=False):
    """In a PostgreSQL database, which several desks share."""

    __tablename__ = "blob"

    sha: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[bytes]  # encrypted
    put_at: Mapped[datetime] = mapped_column(init=False, server_default=func.now())


@dataclass(frozen=True, slots=True)
class TableBlobs:
    """In the session's own transaction."""

    session: Session
    dek: Key

    def put(self, content: bytes) -> str:
        sha = hashlib.sha256(content).hexdigest()
        sealed = _seal(self.dek, sha, content)
        put = insert(Blob).values(sha=sha, content=sealed)
        again = {"content": sealed, "put_at": func.now()}
        self.session.execute(put.on_conflict_do_update(index_elements=["sha"], set_=again))
        return sha

    def get(self, sha: str) -> bytes:
        sealed = self.session.scalar(select(Blob.content).where(Blob.sha == sha))
        if sealed is None:
            raise _gone(sha)
        return _open(self.dek, sha, sealed)

    def lacking(self, refs: Iterable[str]) -> set[str]:
        return set(refs) - self._stored()

    def drop(self, sha: str) -> None:
        self.session.execute(delete(Blob).where(Blob.sha == sha))

    def orphans(self, refs: Iterable[str]) -> set[str]:
        return self._stored() - set(refs)

    def sweep(self, refs: Iterable[str], before: datetime) -> int:
        old = delete(Blob).where(Blob.sha.in_(self.orphans(refs)), Blob.put_at < before)
        return len(self.session.scalars(old.returning(Blob.sha)).all())

    def _stored(self) -> set[str]:
        return set(self.session.scalars(select(Blob.sha)))


def damaged(blobs: BlobStore, refs: Iterable[str]) -> Iterator[str]:
    """Of these, what is not there or not what was put. Reads every one."""
    for sha in refs:
        try:
            blobs.get(sha)
        except Damaged:
            yield sha


def looks_like_photo(raw: bytes) -> bool:
    """By its first bytes, whatever its name says: nothing else reaches a decoder."""
    return len(raw) <= MOST_BYTES and raw.startswith(tuple(PHOTO_FORMATS))


def read_photo(path: Path) -> bytes:
    """A file from outside, which may be a pipe without end. Raises Refused, OSError."""
    if not path.is_file() or path.stat().st_size > MOST_BYTES:
        raise Refused(_("不是照片，或超过 {n} MB", n=MOST_BYTES >> 20))
    with path.open("rb") as file:
        return file.read(MOST_BYTES)


def tidy_photo(raw: bytes) -> bytes:
    """A JPEG of at most 1280 pixels a side, upright, without position, camera or remarks.

    Raises `Refused` for what is no photograph, too large to open, or incomplete.
    """
    return _tidied(raw, LONGEST_SIDE)


def print_photo(stored: bytes) -> bytes:
    """A kept photograph as it is printed: smaller, so that a batch of papers is no album."""
    return _tidied(stored, LONGEST_ON_PAPER)


def _tidied(raw: bytes, longest: int) -> bytes:
    import warnings

    from PIL import Image

    bombs = (Image.DecompressionBombError, Image.DecompressionBombWarning)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what the picture says of itself is thrown away
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            upright = _upright(raw)
    except bombs:
        raise _too_large() from None
    except (OSError, SyntaxError, ValueError, EOFError):
        raise Refused(_("照片文件不完整，请重新拍摄或重新复制")) from None
    upright.thumbnail((longest, longest))
    clean = Image.new("RGB", upright.size, "white")  # pixels only: nothing else comes along
    clean.paste(upright, mask=upright)
    tidy = io.BytesIO()
    clean.save(tidy, "JPEG", quality=85, optimize=True)
    return tidy.getvalue()


def _upright(raw: bytes) -> Image.Image:
    from PIL import Image, ImageOps

    if not looks_like_photo(raw):
        raise Refused(_("不是照片：只收 JPEG、PNG、WebP、BMP 格式"))
    formats = [name for magic, name in PHOTO_FORMATS.items() if raw.startswith(magic)]
    with Image.open(io.BytesIO(raw), formats=formats) as photo:
        if photo.width * photo.height > MOST_PIXELS:
            raise _too_large()
        photo.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is decoded smaller at once
        return ImageOps.exif_transpose(photo).convert("RGBA")


def _too_large() -> Refused:
    return Refused(_("照片超过 {n} 万像素，请缩小后再用", n=MOST_PIXELS // 10_000))
