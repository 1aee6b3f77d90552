"""Writes a medium: one stream, packed, encrypted to its receiver and cut into files."""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import IO, Any, Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pydantic import BaseModel

from station_app.core.errors import Full, Refused
from station_app.core.texts import _
from station_app.storage.durable import NO_ROOM, private, put_in_place, sync_folder
from station_app.sync.medium import HEADER, PIECE, Head, block, nonce, shared

DISC = 4480 << 20  # bytes of a file, unless another size is said: a DVD
LEAST = HEADER + PIECE
MOST_FILES = 128


class _Slices:
    """A stream cut into files, each behind room for its header."""

    def __init__(self, beside: Path, size: int) -> None:
        self.beside, self.room, self.left = beside, size - HEADER, 0
        self.files, self.hashes = list[Path](), list[Any]()
        self._file: IO[bytes] | None = None

    def write(self, content: bytes) -> None:
        view = memoryview(content)
        while view:
            if not self.left:
                self._begin()
            some, view = view[: self.left], view[self.left :]
            self.left -= len(some)
            self.hashes[-1].update(some)
            if self._file:
                self._file.write(some)

    def _begin(self) -> None:
        self.close()
        if len(self.files) == MOST_FILES:
            raise Refused(_("一次至多分成 {n} 份，请换大一些的介质", n=MOST_FILES))
        path = self.beside.with_name(f"{self.beside.name}.{len(self.files) + 1:03}.part")
        self._file = open(path, "wb", opener=private)  # noqa: SIM115 - closed with the next one
        self.files.append(path)
        self.hashes.append(sha256())
        self._file.write(bytes(HEADER))
        self.left = self.room

    def close(self) -> None:
        if self._file:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()

    def throw_away(self) -> None:
        if self._file:
            self._file.close()
        for file in self.files:
            file.unlink(missing_ok=True)


class _Sealing:
    """Encrypts piece by piece; the last one says so by its nonce."""

    def __init__(self, key: bytes, to: _Slices) -> None:
        self._box, self._to, self._held, self._n = AESGCM(key), to, bytearray(), 0

    def write(self, content: bytes) -> int:
        self._held += content
        while len(self._held) > PIECE:
            self._seal(bytes(self._held[:PIECE]), last=False)
            del self._held[:PIECE]
        return len(content)

    def _seal(self, piece: bytes, *, last: bool) -> None:
        self._to.write(self._box.encrypt(nonce(self._n, last=last), piece, None))
        self._n += 1

    def flush(self) -> None:
        """What is left waits for the last piece."""

    def close(self) -> None:
        self._seal(bytes(self._held), last=True)


class Put(Protocol):
    def __call__(self, name: str, message: BaseModel, /) -> object: ...


@dataclass
class Written:
    put: Put
    files: list[Path] = field(default_factory=list)  # when it is whole


@contextmanager
def written(path: Path, head: Head, key: Ed25519PrivateKey, size: int = DISC) -> Iterator[Written]:
    """`path`, or `path`.001, .002 … where it takes several: all of them there, or none.

    Raises Refused, Full.
    """
    if path.exists() or path.with_name(f"{path.name}.001").exists():
        raise Refused(_("“{name}”已经存在，请换一个文件名", name=path.name))
    slices = _Slices(path, max(size, LEAST))
    try:
        own = X25519PrivateKey.generate()
        to, ephemeral = bytes.fromhex(head.to), own.public_key().public_bytes_raw()
        sealing = _Sealing(shared(own, to, ephemeral, to), slices)
        packed = gzip.GzipFile(fileobj=sealing, mode="wb", compresslevel=6, mtime=0)
        made = Written(
            lambda name, message: packed.write(
                f'{{"{name}":{message.model_dump_json(by_alias=True)}}}\n'.encode()
            )
        )
        yield made
        packed.close()
        sealing.close()
        slices.close()
        hashes = tuple(one.hexdigest() for one in slices.hashes)
        made.files = _named(
            path, slices.files, replace(head, slices=hashes, ephemeral=ephemeral.hex()), key
        )
    except OSError as why:
        if why.errno in NO_ROOM:
            raise Full from None
        raise Refused(_("写不了“{name}”，请检查磁盘空间和文件夹权限", name=path.name)) from None
    finally:
        slices.throw_away()


def _named(path: Path, files: Sequence[Path], head: Head, key: Ed25519PrivateKey) -> list[Path]:
    signature, named = key.sign(head.text).hex(), []
    for n, file in enumerate(files, start=1):
        with file.open("r+b") as opened:
            opened.write(block(head, n, signature))
            opened.flush()
            os.fsync(opened.fileno())
    for n, file in enumerate(files, start=1):
        named.append(path if len(files) == 1 else path.with_name(f"{path.name}.{n:03}"))
        put_in_place(file, named[-1])
    sync_folder(path.parent)
    return named
