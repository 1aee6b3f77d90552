"""Where the database of a home with several desks stands: an address under the home's key."""

from __future__ import annotations

import os
from pathlib import Path

from station_app.core.errors import Damaged
from station_app.core.texts import _
from station_app.storage.durable import write_durably
from station_app.storage.keys import Key, derive

FILE = "database.url"


def write(home: Path, dek: Key, url: str) -> None:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(12)
    sealed = AESGCM(derive(dek, "card", b"url")).encrypt(nonce, url.encode(), FILE.encode())
    write_durably(home / FILE, nonce + sealed)


def read(home: Path, dek: Key) -> str | None:
    """None for a home whose database is a file of its own."""
    path = home / FILE
    if not path.is_file():
        return None
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    raw = path.read_bytes()
    try:
        box = AESGCM(derive(dek, "card", b"url"))
        return box.decrypt(raw[:12], raw[12:], FILE.encode()).decode()
    except InvalidTag:
        raise Damaged(_("数据库地址文件已损坏，请从备份中找回")) from None
