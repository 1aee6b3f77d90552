"""The address of a PostgreSQL server: how it is connected to, and whether anybody answers there."""

from __future__ import annotations

import socket
from typing import Any

from sqlalchemy import URL, make_url

PATIENCE = 5  # seconds to wait for another writer, and for a server to answer
PORT = 5432
HERE = (None, "", "localhost", "127.0.0.1", "::1")
PLAIN = (None, "disable", "allow", "prefer")  # modes in which TLS can be left out


def arguments(url: str) -> dict[str, Any]:
    """What the driver is given beside the address; over a network nothing goes without TLS."""
    given: dict[str, Any] = {
        "connect_timeout": PATIENCE,
        "options": f"-c lock_timeout={PATIENCE}s",
    }
    parts = make_url(url)
    if _host(parts) is not None and parts.query.get("sslmode") in PLAIN:
        given["sslmode"] = "require"
    return given


def answers(url: str) -> bool:
    """Whether a server listens there, whoever it lets in."""
    parts = make_url(url)
    try:
        host, port = _host(parts), int(parts.port or _said(parts, "port") or PORT)
        if host is None and (folder := _said(parts, "host")).startswith("/"):
            with socket.socket(socket.AF_UNIX) as line:
                line.settimeout(PATIENCE)
                line.connect(f"{folder}/.s.PGSQL.{port}")
        else:
            socket.create_connection((host or "localhost", port), PATIENCE).close()
    except OSError:
        return False
    return True


def _host(url: URL) -> str | None:
    """None for this machine."""
    name = url.host or _said(url, "host")
    return None if name in HERE or name.startswith("/") else name


def _said(url: URL, name: str) -> str:
    said = url.query.get(name, "")
    return said if isinstance(said, str) else said[0]
