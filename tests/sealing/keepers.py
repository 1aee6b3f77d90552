"""Custodians for a test: chiefs with halves of their own, as signing in makes them."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from station_app.storage import seals


def keeper(store, officer):
    """Public and private half of a custodian who is entered in the database."""
    private = X25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw().hex()
    with store.writing() as session:
        seals.enter(session, officer, public)
    return {public: private.private_bytes_raw()}
