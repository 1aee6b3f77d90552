"""The county's signed tree head, in the words of C2SP: signed-note and tlog-checkpoint, Ed25519.

station-desk/county/GENERATION
SIZE
ROOT (Base64)

— station-desk/county/GENERATION BASE64(key id, signature)
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ORIGIN = "station-desk/county/"
ED25519 = b"\x01"
KEY_ID = 4  # bytes


@dataclass(frozen=True, slots=True)
class Head:
    generation: UUID  # incarnation of the county
    size: int
    root: bytes

    @property
    def text(self) -> str:
        root = b64encode(self.root).decode()
        return f"{ORIGIN}{self.generation}\n{self.size}\n{root}\n"


def write(head: Head, key: Ed25519PrivateKey) -> str:
    name = f"{ORIGIN}{head.generation}"
    known = _key_id(name, key.public_key().public_bytes_raw())
    signature = b64encode(known + key.sign(head.text.encode())).decode()
    return f"{head.text}\n— {name} {signature}\n"


def read(note: str, public: bytes) -> Head:
    """Raises ValueError where it is none, or not signed with this key."""
    body, parted, line = note.partition("\n\n")
    name, size, root = body.split("\n")
    head = Head(UUID(name.removeprefix(ORIGIN)), int(size), b64decode(root, validate=True))
    mark, signer, signature = line.rstrip("\n").split(" ")
    signed = b64decode(signature, validate=True)
    same = f"{body}\n" == head.text and (mark, signer, parted) == ("—", name, "\n\n")
    if not same or signed[:KEY_ID] != _key_id(name, public):
        raise ValueError(name)
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signed[KEY_ID:], head.text.encode())
    except InvalidSignature:
        raise ValueError(name) from None
    return head


def _key_id(name: str, public: bytes) -> bytes:
    return sha256(name.encode() + b"\n" + ED25519 + public).digest()[:KEY_ID]
