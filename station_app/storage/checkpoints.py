"""Checkpoints: how far an audit chain had come, signed, so that others can hold it.

    SA2.339901-01.<log>.<key>.<number>.<hash>.<moment>.<signature>

in the characters of a QR; `key` names that of the device (see `device_signing`). Where none was
entered yet the station's own signs: SA1, without that part. One is due after a hundred events,
after a quarter of an hour, when a desk is locked and before a backup. It lies in the database, as
a line in `audit.checkpoints` beside it, in the memory of its machine, in every backup, and on the
sheets that a chief signs: whoever rewrites the log reaches the first two, with the secret of that
machine the third, and none of the others.
"""

from __future__ import annotations

import os
from base64 import b32decode, b32encode
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Text as SqlText
from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from station_app.core.errors import Explained
from station_app.core.records import Table
from station_app.core.texts import _
from station_app.storage import device_signing
from station_app.storage.device_signing import SIGNER, DeviceKey, Signer, is_signed, name_of
from station_app.storage.driver import ask
from station_app.storage.durable import private
from station_app.storage.signing import signing_key
from station_app.storage.tables import AuditEvent, AuditHead

MAGIC = {False: "SA1", True: "SA2"}  # whether it names the key of a device
EVERY, AFTER = 100, timedelta(minutes=15)  # events, or time since the last one
MOMENT = "%Y%m%dT%H%M%SZ"
FILE = "audit.checkpoints"
LAST = """select number, at from audit_checkpoint
    where log_id = ? order by number desc limit 1"""
FIRST = 2  # checkpoints the first of which a crash may have kept out of where it is kept outside
CUT = "log_cut"  # in an event, and a setting: the checkpoint that a machine remembers otherwise
LINES = "checkpoint lines"  # of a session: what is to stand in the file once it is committed
TAIL = 4096  # bytes read to find the last line


class AuditCheckpoint(Table, kw_only=True, eq=False):
    __tablename__ = "audit_checkpoint"

    log_id: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    text: Mapped[str] = mapped_column(SqlText)


class NotACheckpoint(Explained):
    def __init__(self) -> None:
        super().__init__(_("这不是审计日志的校验点，请重新扫描校验单上的二维码，或选择导出的文件"))


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """That the event of this number had this hash."""

    org: str
    log_id: str
    number: int
    hash: str  # hexadecimal
    at: datetime
    signature: bytes = b""
    key: bytes = b""  # of the device: what names it

    @property
    def signed(self) -> str:
        log, link = _base32(UUID(self.log_id).bytes), _base32(bytes.fromhex(self.hash))
        moment = f"{self.at.astimezone(UTC):{MOMENT}}"
        key = [_base32(self.key)] if self.key else []
        return ".".join([MAGIC[bool(key)], self.org, log, *key, str(self.number), link, moment])

    @property
    def text(self) -> str:
        return f"{self.signed}.{_base32(self.signature)}"

    @property
    def short(self) -> str:
        """To be compared by eye."""
        letters = _base32(bytes.fromhex(self.hash))
        return f"{letters[:5]}-{letters[5:10]}"

    def fits(self, station: bytes | None, devices: Sequence[DeviceKey]) -> bool:
        """Whether its own device signed it, or, of a log without any such key, the station."""
        mine = [one for one in devices if one.number <= self.number]
        if mine:
            public = mine[-1].public
            named = self.key == name_of(public)
            return named and is_signed(bytes.fromhex(public), self.signature, self.signed)
        if station is None or self.key:
            return False
        public_half = Ed25519PrivateKey.from_private_bytes(station).public_key().public_bytes_raw()
        return is_signed(public_half, self.signature, self.signed)


def read(text: str) -> Checkpoint:
    """Raises NotACheckpoint."""
    try:
        magic, org, log, *key, number, link, moment, signature = text.strip().upper().split(".")
        at = datetime.strptime(moment, MOMENT).replace(tzinfo=UTC)
        log_id, hashed = str(UUID(bytes=_bytes(log))), _bytes(link).hex()
        signed, named = _bytes(signature), _bytes("".join(key))
        found = Checkpoint(org, log_id, int(number), hashed, at, signed, named)
    except ValueError:
        raise NotACheckpoint from None
    if magic not in MAGIC.values() or len(key) > 1 or found.text != text.strip().upper():
        raise NotACheckpoint
    return found


def due(session: Session, log_id: str, number: int, now: datetime) -> bool:
    """Also where the clock stands before that of the last one. Asked by every act, so short."""
    found = ask(session, LAST, log_id)
    if not found:
        return True
    last, at = found[0]
    at = at if isinstance(at, datetime) else datetime.fromisoformat(at)
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return bool(number >= last + EVERY or not at <= now < at + AFTER)


def write(session: Session, log_id: str, org: str, now: datetime) -> AuditCheckpoint | None:
    """Of the last event; what there is already where it has one, or where nobody here may sign."""
    head, last = session.get(AuditHead, log_id), newest(session, log_id)
    if head is None or (last is not None and last.number == head.number):
        return last
    signer: Signer | None = session.info.get(SIGNER)
    public = device_signing.in_force(session, log_id)
    if public and (signer is None or signer.public != public):
        return last  # opened without the secret of its machine
    key = name_of(public) if public else b""
    made = Checkpoint(org, log_id, head.number, head.hash, now.replace(microsecond=0), key=key)
    sign = signer.sign if public and signer else _station(session)
    made = replace(made, signature=sign(made.signed))
    row = AuditCheckpoint(log_id=log_id, number=made.number, at=made.at, text=made.text)
    session.add(row)
    session.flush()
    session.info.setdefault(LINES, []).append(made.text)
    return row


def _station(session: Session) -> Callable[[str], bytes]:
    private_key = Ed25519PrivateKey.from_private_bytes(signing_key(session))
    return lambda text: private_key.sign(text.encode())


def contradicted(session: Session, log_id: str) -> str:
    """What this machine remembers of the log, where the log says otherwise; else empty.

    Where it remembers nothing of a log that it has signed for long: the last checkpoint.
    """
    signer: Signer | None = session.info.get(SIGNER)
    kept = signer.recall(log_id) if signer else None
    if signer is None or kept is None:
        return ""
    one = next(readable(kept.encode("ascii", "replace")), None)
    if one is not None:
        event = AuditEvent.log_id == log_id, AuditEvent.number == one.number
        return "" if session.scalar(select(AuditEvent.hash).where(*event)) == one.hash else one.text
    signed = [row.text for row in signed_by(session, log_id, signer.public)]
    return signed[-1] if len(signed) > FIRST else ""


def signed_by(session: Session, log_id: str, public: str) -> Sequence[AuditCheckpoint]:
    """Those of the key that is in force, if it is this one."""
    keys = device_signing.keys_of(session, log_id)
    if not keys or keys[-1].public != public:
        return []
    return list(after(session, log_id, keys[-1].number - 1))


def newest(session: Session, log_id: str) -> AuditCheckpoint | None:
    return next(after(session, log_id, -1, down=True), None)


def after(
    session: Session, log_id: str, number: int, *, down: bool = False
) -> Iterator[AuditCheckpoint]:
    mine = AuditCheckpoint.log_id == log_id, AuditCheckpoint.number > number
    order = AuditCheckpoint.number.desc() if down else AuditCheckpoint.number
    query = select(AuditCheckpoint).where(*mine).order_by(order)
    return iter(session.scalars(query.limit(1) if down else query))


@dataclass(frozen=True, slots=True)
class CheckpointFile:
    """Lines that are only ever added to. What a disk or a crash kept out follows with the next."""

    home: Path

    @property
    def path(self) -> Path:
        return self.home / FILE

    def add(self, lines: Sequence[str]) -> None:
        """Raises OSError."""
        with open(self.path, "ab", opener=private) as file:
            torn = not self._tail().endswith(b"\n") and file.tell()
            file.write(("\n" if torn else "").encode() + "".join(f"{x}\n" for x in lines).encode())
            file.flush()
            os.fsync(file.fileno())

    def last(self, log_id: str) -> int | None:
        """The number of the last line of this log; None without one."""
        found = [one.number for one in readable(self._tail()) if one.log_id == log_id]
        return max(found, default=None)

    def checkpoints(self) -> list[Checkpoint] | None:
        """None where there is no file."""
        return list(readable(self.read())) if self.path.is_file() else None

    def read(self) -> bytes:
        return self.path.read_bytes() if self.path.is_file() else b""

    def _tail(self) -> bytes:
        if not self.path.is_file():
            return b""
        with self.path.open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - TAIL))
            return file.read()


def readable(lines: bytes) -> Iterator[Checkpoint]:
    """Lines that are whole; a torn one is none."""
    for line in lines.decode("ascii", "replace").splitlines():
        try:
            yield read(line)
        except NotACheckpoint:
            continue


def _base32(data: bytes) -> str:
    return b32encode(data).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    """Raises ValueError."""
    return b32decode(text + "=" * (-len(text) % 8))
