"""The county's home: a folder with its keys, its certificate authority and where its database is.

Nothing in it is encrypted: it lies on a server that starts by itself. Every file is readable by
the account of the server only; the authority's key is not needed to serve and may be taken away.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from station_app.core.errors import Damaged, Explained, Refused
from station_app.core.texts import _
from station_app.county import authority, loopback
from station_app.storage.durable import all_or_nothing, keep_private, write_durably
from station_app.storage.keyslot import KEY_BYTES, hkdf

CARD, KEY, DATABASE = "county.json", "county.key", "database.url"
CA, CA_KEY, SERVER, SERVER_KEY = "ca.pem", "ca.key", "server.pem", "server.key"
PORT = 8470
NO_URL = _("网址应为 https://主机名或地址:端口")


class Unserved(Explained):
    """The database of the county does not answer."""

    code = "database"


@dataclass(frozen=True, slots=True)
class Card:
    name: str  # 县局
    training: bool
    url: str  # https://host:port, as stations reach it


@dataclass(frozen=True, slots=True)
class Home:
    folder: Path
    card: Card
    key: bytes = field(repr=False)

    def derive(self, use: str, salt: bytes = b"") -> bytes:
        """32 bytes for one use: tokens, codes, HMAC of ID numbers, blobs."""
        return hkdf(self.key, b"station-county " + use.encode(), salt)

    @property
    def ca(self) -> str:
        return (self.folder / CA).read_text("ascii")

    @contextmanager
    def database(self) -> Iterator[str]:
        """Its address, while it is needed: one of trials runs that long. Raises Explained."""
        file = self.folder / DATABASE
        if file.is_file():
            yield file.read_text("utf-8").strip()
        else:
            with loopback.running(self.folder / loopback.FOLDER) as url:
                yield url


def make(
    folder: Path, *, name: str, url: str, database: str | None, training: bool, now: datetime
) -> Home:
    """A new home, whole or not at all; its database is brought up by `book`. Raises Explained."""
    host = authority.host_of(url)
    if not name.strip():
        raise Refused(_("请用 --name 写明县局名称"))
    if not host:
        raise Refused(NO_URL)
    if database is None:
        loopback.there()
    elif not _is_server(database):
        raise Refused(_("县级服务的数据库应为 postgresql+psycopg://… 的地址"))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if (folder / CARD).exists():
        raise Refused(_("此处已有县级服务，不能在上面新建"))
    with all_or_nothing(folder):
        keep_private(folder, ())
        for file, content in authority.made(name.strip(), host, now).items():
            write_durably(folder / file, content)
        write_durably(folder / KEY, secrets.token_hex(KEY_BYTES).encode())
        if database is not None:
            write_durably(folder / DATABASE, database.encode())
        card = Card(name.strip(), training, url.rstrip("/"))
        said = json.dumps(asdict(card), ensure_ascii=False, indent=1)
        write_durably(folder / CARD, said.encode())
    return opened(folder)


def _is_server(database: str) -> bool:
    try:
        return make_url(database).drivername == "postgresql+psycopg"
    except ArgumentError:
        return False


def opened(folder: Path) -> Home:
    """Raises Refused, Damaged."""
    if not (folder / CARD).is_file():
        said = _("{folder} 不是县级服务的目录，请先 station-county init", folder=str(folder))
        raise Refused(said)
    try:
        card: dict[str, Any] = json.loads((folder / CARD).read_text("utf-8"))
        key = bytes.fromhex((folder / KEY).read_text("ascii"))
        if len(key) != KEY_BYTES:
            raise ValueError(KEY)
        return Home(folder, Card(**card), key)
    except (OSError, ValueError, TypeError):
        raise Damaged(_("县级服务的密钥或登记文件已损坏，请用备份恢复")) from None
