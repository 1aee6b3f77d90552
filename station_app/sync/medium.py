"""What is carried by hand: a file, or several of a disc's size, that one receiver alone can read.

Each file is a header of 16 KiB in the clear and a slice of one stream: JSON lines, packed with
gzip, encrypted to the receiver. The header is signed by the sender and names the hash of every
slice, so that nothing is believed before all of it was proved (docs/exchange.md, “By hand”).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from station_app.core.texts import _
from station_app.core.wire import canonical, foreign
from station_app.storage.keyslot import hkdf

FORMAT = "station-desk bundle 1"
HEADER = 16 << 10  # bytes of a file that are not its slice
PIECE = 64 << 10  # bytes that are encrypted at a time
TAG = 16
ALTERED = _("介质上的文件不完整或被改动过，没有采用，请重新拷贝")
Name = Literal["bundle", "answer", "enrol", "enrolled"]


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


def block(head: Head, part: int, signature: str) -> bytes:
    said = {"format": FORMAT, **asdict(head), "part": part, "signature": signature}
    return f"{canonical(said)}\n".encode().ljust(HEADER)


def read_block(found: bytes) -> tuple[Head, int, bytes]:
    """Head, part and signature. Raises ValueError where it is a byte other than it is written."""
    try:
        said = foreign(found.rstrip(), 2)
        part, signature = said.pop("part"), said.pop("signature")
        del said["format"]
        head = Head(**said | {"slices": tuple(said["slices"])})
        if found != block(head, part, signature) or not isinstance(part, int):
            raise ValueError(FORMAT)
        return head, part, bytes.fromhex(signature)
    except (TypeError, KeyError, AttributeError) as why:
        raise ValueError(FORMAT) from why


def nonce(n: int, *, last: bool) -> bytes:
    return n.to_bytes(11) + bytes([last])


def shared(mine: X25519PrivateKey, theirs: bytes, ephemeral: bytes, to: bytes) -> bytes:
    secret = mine.exchange(X25519PublicKey.from_public_bytes(theirs))
    return hkdf(secret, FORMAT.encode(), ephemeral + to)
