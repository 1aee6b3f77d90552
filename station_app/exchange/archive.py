"""A stream sealed under a code on paper, written as it is made: nothing of it ever lies in plain.

    STATION-ARCHIVE 1\\n {"salt", "memory", "passes", "lanes"}\\n chunk chunk …

The key is Argon2id(code, salt). A chunk is four bytes of length and AES-256-GCM under the
number of the chunk as nonce; the last one, and only it, is bound to the word "end", so that a
file that was cut off, put together anew or swapped around opens nowhere.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from typing import IO

from station_app.core.errors import Damaged
from station_app.core.texts import _
from station_app.storage.keyslot import Locked, Work, read_code, stretch

MAGIC = b"STATION-ARCHIVE 1\n"
CHUNK = 1 << 20  # bytes
NONCE, SIZE = 12, 4  # bytes
MORE, END = b"more", b"end"
DAMAGED = _("归档文件已损坏、不完整或被改动，请换一份")


class Sealing:
    """Takes what is written and passes it on sealed; `close` writes the end."""

    def __init__(self, out: IO[bytes], code: str, work: Work) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        salt = secrets.token_bytes(16)
        head = {"salt": salt.hex(), "memory": work.memory, "passes": work.passes}
        out.write(MAGIC + json.dumps(head | {"lanes": work.lanes}).encode() + b"\n")
        self._box = AESGCM(stretch(read_code(code), salt, work))
        self._out, self._held, self._number = out, bytearray(), 0

    def write(self, data: bytes) -> int:
        self._held += data
        while len(self._held) > CHUNK:
            self._pass(bytes(self._held[:CHUNK]), MORE)
            del self._held[:CHUNK]
        return len(data)

    def close(self) -> None:
        self._pass(bytes(self._held), END)
        self._held.clear()

    def _pass(self, plain: bytes, what: bytes) -> None:
        sealed = self._box.encrypt(self._number.to_bytes(NONCE, "big"), plain, what)
        self._out.write(len(sealed).to_bytes(SIZE, "big") + sealed)
        self._number += 1


class Opening:
    """The same backwards, to be read. Raises Locked for another code, Damaged for the rest."""

    def __init__(self, source: IO[bytes], code: str) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        try:
            if source.readline(64) != MAGIC:
                raise ValueError
            head = json.loads(source.readline(1024))
            work = Work(int(head["memory"]), int(head["passes"]), int(head["lanes"]))
            if max(work.memory >> 20, work.passes >> 4, work.lanes >> 4):
                raise ValueError
            key = stretch(read_code(code), bytes.fromhex(head["salt"]), work)
        except (ValueError, KeyError, TypeError):
            raise Damaged(DAMAGED) from None
        self._box, self._plain, self._held = AESGCM(key), self._chunks(source), bytearray()

    def read(self, size: int = -1) -> bytes:
        while size < 0 or len(self._held) < size:
            more = next(self._plain, None)
            if more is None:
                break
            self._held += more
        taken = bytes(self._held if size < 0 else self._held[:size])
        del self._held[: len(taken)]
        return taken

    def _chunks(self, source: IO[bytes]) -> Iterator[bytes]:
        number, ended = 0, False
        while not ended:
            sealed = source.read(int.from_bytes(source.read(SIZE), "big"))
            plain = self._opened(sealed, number, MORE)
            if plain is None:
                plain, ended = self._opened(sealed, number, END), True
            if plain is None:
                raise Locked("code") if number == 0 else Damaged(DAMAGED)
            yield plain
            number += 1
        if source.read(1):
            raise Damaged(DAMAGED)

    def _opened(self, sealed: bytes, number: int, what: bytes) -> bytes | None:
        from cryptography.exceptions import InvalidTag

        try:
            return self._box.decrypt(number.to_bytes(NONCE, "big"), sealed, what)
        except (InvalidTag, ValueError):
            return None
