"""What is carried by hand: a file, or several of a disc's size, that one receiver alone can read.

Each file is a header of 16 KiB in the clear and a slice of one stream: JSON lines, packed with
gzip, encrypted to the receiver. The header is signed by the sender and names the hash of every
slice, so that nothing is believed before all of it was proved (docs/exchange.md, “By hand”).
"""

from __future__ import annotations

import gzip
import os
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from hashlib import file_digest, sha256
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import IO, Any, Literal, Protocol

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pydantic import BaseModel

from station_app.core.errors import Full, Refused
from station_app.core.texts import _
from station_app.core.wire import canonical, foreign
from station_app.storage.durable import NO_ROOM, private, put_in_place, sync_folder
from station_app.storage.keyslot import hkdf
from station_app.sync.protocol import DEEPEST, LARGEST

FORMAT = "station-desk bundle 1"
HEADER = 16 << 10  # bytes of a file that are not its slice
PIECE = 64 << 10  # bytes that are encrypted at a time
TAG = 16
DISC = 4480 << 20  # bytes of a file, unless another size is said: a DVD
LEAST = HEADER + PIECE
MOST_FILES = 128
LONGEST = 2 * LARGEST  # bytes of a line
ALTERED = _("介质上的文件不完整或被改动过，没有采用，请重新拷贝")
Name = Literal["bundle", "answer", "enrol", "enrolled"]
Line = tuple[str, Any]  # the name of a message, and the message


@dataclass(frozen=True, slots=True)
class Head:
    """What everybody may read of it. Keys and hashes are hexadecimal."""

    what: Name
    county: str  # its name
    scope: str
    device: str
    epoch: str  # of the database that wrote it, or is answered; empty while it joins
    medium: int  # 介质编号: 1, 2, 3 … of this device; an answer has the number that it answers
    made: str  # instant
    key: str  # Ed25519 of the sender
    to: str  # X25519 of the receiver
    reply: str = ""  # X25519 that an answer is encrypted to
    ephemeral: str = ""
    slices: tuple[str, ...] = ()  # SHA-256 of each, in their order

    @property
    def text(self) -> bytes:
        """What is signed."""
        return f"{FORMAT}\n{canonical(asdict(self))}".encode()


def public(key: Ed25519PrivateKey | X25519PrivateKey) -> str:
    return key.public_key().public_bytes_raw().hex()


# Writing


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


def nonce(n: int, *, last: bool) -> bytes:
    return n.to_bytes(11) + bytes([last])


def _shared(mine: X25519PrivateKey, theirs: bytes, ephemeral: bytes, to: bytes) -> bytes:
    secret = mine.exchange(X25519PublicKey.from_public_bytes(theirs))
    return hkdf(secret, FORMAT.encode(), ephemeral + to)


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
        sealing = _Sealing(_shared(own, to, ephemeral, to), slices)
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
            opened.write(_block(head, n, signature))
            opened.flush()
            os.fsync(opened.fileno())
    for n, file in enumerate(files, start=1):
        named.append(path if len(files) == 1 else path.with_name(f"{path.name}.{n:03}"))
        put_in_place(file, named[-1])
    sync_folder(path.parent)
    return named


def _block(head: Head, part: int, signature: str) -> bytes:
    said = {"format": FORMAT, **asdict(head), "part": part, "signature": signature}
    return f"{canonical(said)}\n".encode().ljust(HEADER)


# Reading


@dataclass(frozen=True, slots=True)
class Medium:
    head: Head
    signature: bytes
    files: tuple[Path, ...]  # in the order of their slices

    def prove(self, sender: str) -> None:
        """That `sender` signed it, and that every byte is as it was signed. Raises Refused."""
        try:
            if sender != self.head.key:
                raise InvalidSignature
            known = Ed25519PublicKey.from_public_bytes(bytes.fromhex(sender))
            known.verify(self.signature, self.head.text)
        except (InvalidSignature, ValueError):
            raise Refused(ALTERED) from None
        for file, slice in zip(self.files, self.head.slices, strict=True):
            with file.open("rb") as opened:
                opened.seek(HEADER)
                if file_digest(opened, "sha256").hexdigest() != slice:
                    raise Refused(ALTERED)

    def lines(self, key: X25519PrivateKey) -> Iterator[Line]:
        """Each message as it was put. Raises Refused."""
        to, ephemeral = bytes.fromhex(self.head.to), bytes.fromhex(self.head.ephemeral)
        try:
            box = AESGCM(_shared(key, ephemeral, ephemeral, to))
            with BufferedReader(_Opening(box, self.files), PIECE) as opened:
                packed = gzip.GzipFile(fileobj=opened)
                while line := packed.readline(LONGEST):
                    ((name, message),) = foreign(line, DEEPEST + 1).items()
                    yield name, message
        except (InvalidTag, OSError, EOFError, zlib.error, ValueError, AttributeError):
            raise Refused(ALTERED) from None


class _Opening(RawIOBase):
    """The stream behind several files, decrypted piece by piece."""

    def __init__(self, box: AESGCM, files: Sequence[Path]) -> None:
        self._box, self._raw, self._n, self._plain = box, _joined(files), 0, b""
        self._next = next(self._raw, b"")

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int:
        while not self._plain and self._next:
            sealed, self._next = self._next, next(self._raw, b"")
            number = nonce(self._n, last=not self._next)
            self._plain, self._n = self._box.decrypt(number, sealed, None), self._n + 1
        some, self._plain = self._plain[: len(into)], self._plain[len(into) :]
        into[: len(some)] = some
        return len(some)


def _joined(files: Sequence[Path]) -> Iterator[bytes]:
    """In pieces as they were encrypted, whatever the cut of the files."""
    held = b""
    for file in files:
        with file.open("rb") as opened:
            opened.seek(HEADER)
            while some := opened.read(PIECE + TAG - len(held)):
                held += some
                if len(held) == PIECE + TAG:
                    yield held
                    held = b""
    if held:
        yield held


def opened(paths: Sequence[Path], what: Name) -> Medium:
    """All files of one medium, in any order; their headers alone are read. Raises Refused."""
    found = dict[int, Path]()
    heads = set[tuple[Head, bytes]]()
    for path in paths:
        head, part, signature = _head(path)
        if head.what != what:
            raise _foreign(path)
        heads.add((head, signature))
        found[part] = path
    if len(heads) != 1 or len(found) != len(paths):
        raise Refused(_("这些文件不是同一份介质的，请只选介质编号相同的各份"))
    ((head, signature),) = heads
    lacking = [n for n in range(1, len(head.slices) + 1) if n not in found]
    if lacking or len(found) != len(head.slices):
        n, of = (lacking or [0])[0], len(head.slices)
        raise Refused(_("缺少第 {n} 份（共 {of} 份），请把各份放在一起再读", n=n, of=of))
    return Medium(head, signature, tuple(found[n] for n in sorted(found)))


def _head(path: Path) -> tuple[Head, int, bytes]:
    """Raises Refused where the block is not byte for byte as it would be written."""
    try:
        with path.open("rb") as opened:
            block = opened.read(HEADER)
        said = foreign(block.rstrip(), 2)
        part, signature = said.pop("part"), said.pop("signature")
        if said.pop("format") != FORMAT:
            raise ValueError(FORMAT)
        head = Head(**said | {"slices": tuple(said["slices"])})
        if block != _block(head, part, signature) or not isinstance(part, int):
            raise ValueError(path.name)
        return head, part, bytes.fromhex(signature)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        raise _foreign(path) from None


def _foreign(path: Path) -> Refused:
    return Refused(_("“{name}”不是上报下发的介质文件，或已损坏，没有采用", name=path.name))
