"""How a request proves which device sent it, when, and that nothing of it was changed: both sides.

One text is signed with the device's Ed25519 key (docs/exchange.md). It stands in headers, so that
a gateway which ends TLS in between changes nothing.
"""

from __future__ import annotations

import secrets
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

FIRST_LINE = "station-desk request 1"
DEVICE, TIME, NONCE = "Station-Device", "Station-Time", "Station-Nonce"
SIGNATURE, TOKEN = "Station-Signature", "Station-Token"
WINDOW = 10 * 60 * 1000  # ms that a request's time may be off, both ways
NONCE_BYTES = 16


@dataclass(frozen=True, slots=True)
class Request:
    """What is signed of one; `body` as it goes over the line, packed or not."""

    method: str
    target: str  # path and query
    body: bytes
    device: UUID
    time: int  # ms since 1970
    nonce: str  # 32 hexadecimal digits
    token: str = ""  # of the officer

    @property
    def text(self) -> bytes:
        lines = (
            *(FIRST_LINE, self.method, self.target, str(self.device), str(self.time)),
            *(self.nonce, sha256(self.token.encode()).hexdigest(), sha256(self.body).hexdigest()),
        )
        return "\n".join(lines).encode()

    def is_timely(self, now: int) -> bool:
        return abs(self.time - now) <= WINDOW

    def signed(self, key: Ed25519PrivateKey) -> dict[str, str]:
        """The headers."""
        signature = b64encode(key.sign(self.text)).decode()
        proof = {DEVICE: str(self.device), TIME: str(self.time), NONCE: self.nonce}
        token = {TOKEN: self.token} if self.token else {}
        return proof | token | {SIGNATURE: signature}

    def is_signed(self, public: bytes, signature: bytes) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(public).verify(signature, self.text)
        except (InvalidSignature, ValueError):
            return False
        return True


def new_nonce() -> str:
    return secrets.token_hex(NONCE_BYTES)


def read(
    method: str, target: str, body: bytes, headers: Mapping[str, str]
) -> tuple[Request, bytes]:
    """The request and its signature. Raises ValueError where a header is missing or no such."""
    nonce = headers.get(NONCE, "")
    if len(nonce) != 2 * NONCE_BYTES or nonce != bytes.fromhex(nonce).hex():
        raise ValueError(NONCE)
    device, time = UUID(headers.get(DEVICE, "")), headers.get(TIME, "")
    if not (time.isascii() and time.isdigit() and len(time) <= 15):
        raise ValueError(TIME)
    token = headers.get(TOKEN, "")
    signature = b64decode(headers.get(SIGNATURE, ""), validate=True)
    return Request(method, target, body, device, int(time), nonce, token), signature
