"""Writing the audit log of a home anew, every part of it fitting every other."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select

from station_app.access.desk import Desk
from station_app.core.records import Table, table_of
from station_app.core.wire import canonical
from station_app.storage import audit, checkpoints
from station_app.storage.checkpoints import AuditCheckpoint, Checkpoint
from station_app.storage.device_signing import NAMED, DeviceKey, Signer, name_of
from station_app.storage.driver import insert_rows
from station_app.storage.free_looks import FreeLook
from station_app.storage.tables import AuditEvent, AuditHead, AuditRead

LOG = AuditEvent, AuditHead, AuditRead, FreeLook, AuditCheckpoint, DeviceKey


@dataclass(slots=True)
class Entry:
    """One event with what stands beside it."""

    body: dict[str, Any]
    readers: list[UUID] = field(default_factory=list)
    free: bool = False


@dataclass(frozen=True, slots=True)
class Victim:
    """A worked home, an older copy of it, and the checkpoint on paper."""

    home: Path
    older: Path
    key: bytes
    printed: str  # the text of the QR

    @property
    def sealed(self) -> int:
        return checkpoints.read(self.printed).number


@dataclass(slots=True)
class Attacker:
    """Somebody at the open database, with the key of everything."""

    desk: Desk
    home: Path
    victim: Victim
    chance: random.Random
    memory: Signer | None = None  # the machine's own, where he has its secret

    def before_the_sheet(self) -> int:
        """Somewhere in what the printed checkpoint covers; counted from 0."""
        return self.chance.randrange(1, self.victim.sealed - 1)

    def entries(self) -> list[Entry]:
        with self.desk.store.reading() as session:
            found = {e.number: Entry(json.loads(e.body)) for e in audit.events(session)}
            for row in session.scalars(select(AuditRead)):
                found[row.number].readers.append(row.record_id)
            for look in session.scalars(select(FreeLook)):
                found[look.number].free = True
        return [found[number] for number in sorted(found)]

    def write(self, entries: list[Entry]) -> None:
        """The whole log anew, every part of it fitting every other."""
        device, link = self.desk.store.device, audit.START
        signer, last = self.desk.store.signer, None
        rows: dict[type[Table], list[dict[str, Any]]] = {table: [] for table in LOG}
        for number, entry in enumerate(entries, start=1):
            one, at = {"log_id": device, "number": number}, datetime.fromisoformat(entry.body["at"])
            told = {name: value for name, value in entry.body.items() if name != "shown"}
            told |= {NAMED: signer.public} if NAMED in told and signer else {}
            told |= {"shown": sorted(map(audit.tag, entry.readers))} if entry.readers else {}
            body = canonical(told)
            link = audit.hash_of(link, body)
            rows[AuditEvent].append(one | {"body": body, "hash": link})
            rows[AuditRead] += [one | {"record_id": id} for id in entry.readers]
            if entry.free:
                look = {"officer": told["officer"], "at": at, "full": bool(entry.readers)}
                rows[FreeLook].append(one | look)
            if NAMED in told:
                rows[DeviceKey].append(one | {"public": told[NAMED]})
            if signer and (last is None or not last.at <= at < last.at + checkpoints.AFTER):
                last = self.signed(signer, number, link, at)
                rows[AuditCheckpoint].append(one | {"at": at, "text": last.text})
        rows[AuditHead].append({"log_id": device, "number": len(entries), "hash": link})
        with self.desk.store.writing() as session:
            for table, lines in rows.items():
                session.execute(delete(table))
                insert_rows(session, table_of(table), lines)
        self.rewrite_file()

    def signed(self, signer: Signer, number: int, link: str, at: datetime) -> Checkpoint:
        whose = self.desk.scope, self.desk.store.device
        made = Checkpoint(*whose, number, link, at, key=name_of(signer.public))
        return replace(made, signature=signer.sign(made.signed))

    def rewrite_file(self) -> None:
        with self.desk.store.reading() as session:
            rows = checkpoints.after(session, self.desk.store.device, -1)
            lines = [f"{row.text}\n" for row in rows]
        (self.home / checkpoints.FILE).write_text("".join(lines), encoding="ascii")
        if self.memory and lines:
            self.memory.remember(self.desk.store.device, lines[-1].strip())
