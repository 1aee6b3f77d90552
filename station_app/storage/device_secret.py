"""The device secret: 32 random bytes that bind the passwords of a home to this machine.

It lies in the keyring of the operating system, or in `device.key` beside the database.
Only keyrings that the system itself guards are taken: `keyrings.alt` keeps plain text.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from uuid import UUID

from station_app.core.errors import Explained, Refused
from station_app.core.texts import _
from station_app.storage.durable import write_durably
from station_app.storage.keyslot import Locked

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

Place = Literal["keyring", "file"]

IN_PLACE = _("本机密钥已在原处，不能另造")
SERVICE = "station-desk"
FILE = "device.key"
MEMORY = "device.log"  # what `remember` keeps, where the secret is a file
GUARDED = {
    f"keyring.backends.{name}"
    for name in ("SecretService", "libsecret", "kwallet", "Windows", "macOS")
}


def make_device_secret(
    place: Place, home: Path, id: UUID, *, replace: bool = False
) -> tuple[bytes, str]:
    """A new secret, and what `Card.secret` is to say of where it lies.

    `replace` is for recovery: the passwords wrapped with the old one are lost with it.
    """
    secret = secrets.token_bytes(32)
    if place == "file":
        if (home / FILE).exists() and not replace:
            raise Refused(IN_PLACE)
        home.mkdir(parents=True, exist_ok=True)
        write_durably(home / FILE, secret.hex().encode())
        return secret, place
    backend = _guarded_keyring()
    with _open(backend):
        if backend.get_password(SERVICE, str(id)) and not replace:
            raise Refused(IN_PLACE)
        backend.set_password(SERVICE, str(id), secret.hex())
    return secret, type(backend).__module__


def read_device_secret(where: str, home: Path, id: UUID) -> bytes:
    """`where` is `Card.secret`."""
    if where == "file":
        path = home / FILE
        return _parsed(path.read_text("ascii", "replace") if path.is_file() else None)
    backend = _guarded_keyring(where)
    if (now := type(backend).__module__) != where:
        raise Locked("keyring_changed", then=_short(where), now=_short(now))
    with _open(backend):
        found = backend.get_password(SERVICE, str(id))
    return _parsed(found)


def kept_device_secret(place: Place, home: Path, id: UUID) -> bytes | None:
    """That of a home of this machine; none where it has none that could be used."""
    where = place if place == "file" else type(_guarded_keyring()).__module__
    try:
        return read_device_secret(where, home, id)
    except Locked:
        return None


def copy_device_secret(old: Path, new: Path) -> None:
    """To a home put back from a backup on the same machine."""
    write_durably(new / FILE, (old / FILE).read_bytes())


def remember(where: str, home: Path, name: str, text: str) -> None:
    """A line beside the device secret, in place of the one of this name. Raises Locked, OSError."""
    if where == "file":
        write_durably(home / MEMORY, f"{name} {text}".encode())
        return
    backend = _guarded_keyring(where)
    with _open(backend):
        backend.set_password(SERVICE, name, text)


def recall(where: str, home: Path, name: str) -> str:
    """Empty where there is none. Raises Locked, OSError."""
    if where == "file":
        path = home / MEMORY
        line = path.read_text("ascii", "replace") if path.is_file() else ""
        return line.removeprefix(f"{name} ") if line.startswith(f"{name} ") else ""
    backend = _guarded_keyring(where)
    with _open(backend):
        return backend.get_password(SERVICE, name) or ""


def _parsed(found: str | None) -> bytes:
    if found is None:
        raise Locked("device_missing")
    try:
        return bytes.fromhex(found)
    except ValueError:
        raise Locked("device") from None


def _guarded_keyring(wanted: str = "") -> KeyringBackend:
    """The one that keeps the secret where it is there, else the first of a chain."""
    import keyring

    chosen = keyring.get_keyring()
    chain = getattr(chosen, "backends", [chosen])
    guarded = [backend for backend in chain if type(backend).__module__ in GUARDED]
    if not guarded:
        raise Locked("keyring_gone", then=_short(wanted)) if wanted else Locked("no_keyring")
    backend: KeyringBackend = next((b for b in guarded if type(b).__module__ == wanted), guarded[0])
    if hasattr(backend, "persist"):  # Windows: else it roams with the domain profile
        backend.persist = "local machine"
    return backend


@contextmanager
def _open(backend: KeyringBackend) -> Iterator[None]:
    """Each system's keyring fails in its own way: what is not ours means it cannot be read."""
    try:
        yield
    except Explained:
        raise
    except Exception as problem:
        raise Locked("keyring_locked") from problem


def _short(where: str) -> str:
    return where.rpartition(".")[2]
