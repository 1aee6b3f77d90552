"""Where the database of a home with several desks stands, and which desk this home is.

Under the home's key: the address holds the password of this desk's own role on the server.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from uuid import UUID

from station_app.core.errors import Damaged
from station_app.core.texts import _
from station_app.storage.durable import write_durably
from station_app.storage.keys import Key, derive
from station_app.storage.keyslot import mac_of

FILE = "database.url"


@dataclass(frozen=True, slots=True)
class Server:
    url: str = field(repr=False)
    letter: str  # of this desk: A made the station
    device: str  # its log


def mark(home: UUID, dek: Key) -> str:
    """By which a database on a server is known as that of this home, under this key."""
    return mac_of(derive(dek, "card"), ["database", str(home)])


def write(home: Path, dek: Key, server: Server) -> None:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce, plain = os.urandom(12), json.dumps(asdict(server)).encode()
    sealed = AESGCM(derive(dek, "card", b"url")).encrypt(nonce, plain, FILE.encode())
    write_durably(home / FILE, nonce + sealed)


def read(home: Path, dek: Key) -> Server | None:
    """None for a home whose database is a file of its own."""
    path = home / FILE
    if not path.is_file():
        return None
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    raw = path.read_bytes()
    try:
        box = AESGCM(derive(dek, "card", b"url"))
        return Server(**json.loads(box.decrypt(raw[:12], raw[12:], FILE.encode())))
    except InvalidTag:
        raise Damaged(_("数据库地址文件已损坏，请从备份中找回")) from None
