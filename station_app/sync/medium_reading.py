"""Reads a medium: which files belong together, who signed it, and what it says."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import file_digest
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from station_app.core.errors import Refused
from station_app.core.texts import _
from station_app.core.wire import foreign
from station_app.sync.medium import (
    ALTERED,
    HEADER,
    PIECE,
    TAG,
    Head,
    Name,
    nonce,
    read_block,
    shared,
)
from station_app.sync.protocol import DEEPEST, LARGEST

LONGEST = 2 * LARGEST  # bytes of a line
Line = tuple[str, Any]  # the name of a message, and the message


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
            box = AESGCM(shared(key, ephemeral, ephemeral, to))
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
    """Raises Refused."""
    try:
        with path.open("rb") as opened:
            return read_block(opened.read(HEADER))
    except (OSError, ValueError):
        raise _foreign(path) from None


def _foreign(path: Path) -> Refused:
    return Refused(_("“{name}”不是上报下发的介质文件，或已损坏，没有采用", name=path.name))
