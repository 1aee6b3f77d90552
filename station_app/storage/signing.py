"""The station's signing key (Ed25519): it signs papers, and how far the audit log has come.

It lies in the encrypted database, made when the first signature needs it.
"""

from __future__ import annotations

import secrets

from sqlalchemy.orm import Session

from station_app.storage import settings
from station_app.storage.driver import lock_for_numbering

SIGNING = "paper signing key"


def signing_key(session: Session) -> bytes:
    """32 raw bytes; of a session that may write."""
    if not (held := settings.get(session, SIGNING)):
        lock_for_numbering(session)
        if not (held := settings.get(session, SIGNING)):
            settings.put(session, SIGNING, held := secrets.token_hex(32))
    return bytes.fromhex(held)


def held_key(session: Session) -> bytes | None:
    """The same, where nothing was signed yet: None."""
    held = settings.get(session, SIGNING)
    return bytes.fromhex(held) if held else None
