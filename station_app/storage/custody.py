"""Halves of X25519 pairs under which the keys of sealed records are wrapped (RFC 9180).

A custodian is a chief; the recovery code in its envelope is one more. The public half stands
in the database, the private half in `keyslots.json`: under Argon2id(password) and the device
secret as the password slot itself, that of the envelope under Argon2id(recovery code).
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from station_app.storage.keyslot import Key, Work, canonical, hkdf, stretch

ENVELOPE = ""  # the officer's name of the recovery code's half


@dataclass(frozen=True, slots=True)
class Half:
    """The private half of one pair, wrapped."""

    officer: str
    public: str  # hexadecimal
    work: Work
    salt: str
    wrapped: str

    @classmethod
    def make(cls, home: UUID, officer: str, password: str, secret: bytes, work: Work) -> Half:
        """A new pair. `password` of the envelope: the letters of the recovery code."""
        from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

        private = X25519PrivateKey.generate()
        public = private.public_key().public_bytes_raw().hex()
        return cls.wrap(home, officer, public, private.private_bytes_raw(), password, secret, work)

    @classmethod
    def wrap(
        cls,
        home: UUID,
        officer: str,
        public: str,
        private: bytes,
        password: str,
        secret: bytes,
        work: Work,
    ) -> Half:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        half = cls(officer, public, work, secrets.token_bytes(16).hex(), "")
        box = AESGCM(half._kek(password, secret)).encrypt(bytes(12), private, half._bound(home))
        return cls(officer, public, work, half.salt, box.hex())

    def unwrap(self, home: UUID, password: str, secret: bytes) -> bytes | None:
        """None: not this password."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        box = AESGCM(self._kek(password, secret))
        try:
            return box.decrypt(bytes(12), bytes.fromhex(self.wrapped), self._bound(home))
        except InvalidTag:
            return None

    def _kek(self, password: str, secret: bytes) -> bytes:
        """Of a salt used once, so that one nonce is enough."""
        salt = bytes.fromhex(self.salt)
        return hkdf(stretch(password, salt, self.work) + secret, b"station-desk custody", salt)

    def _bound(self, home: UUID) -> bytes:
        return canonical([str(home), self.officer, self.public])


def wrap_for(public: str, key: Key, info: bytes) -> bytes:
    """A key that only the other half of `public` opens."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
    from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

    suite = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
    to = X25519PublicKey.from_public_bytes(bytes.fromhex(public))
    return suite.encrypt(bytes(key), to, info)


def unwrap_with(private: bytes, wrapped: bytes, info: bytes) -> bytes | None:
    """None: not meant for this half, or altered."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
    from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

    suite = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
    try:
        return suite.decrypt(wrapped, X25519PrivateKey.from_private_bytes(private), info)
    except (InvalidTag, ValueError):
        return None


Halves = Mapping[str, bytes]
"""Public → private half, opened: held for one act and never kept."""
