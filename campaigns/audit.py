"""Nine attacks on the audit log by somebody who has the file, the key and all the time.

Whatever lies in the home is made to fit afterwards: hashes, head, checkpoints signed with the
station's own key, the file of checkpoints, the lines of who looked. What the attacker does not
have is the checkpoint that was printed before.
"""

from __future__ import annotations

import json
import os
import random
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import delete, select

from campaigns.home import in_memory, new_home, opened
from campaigns.paper import Figure
from station_app.access import records
from station_app.access.desk import Desk
from station_app.access.log import read_anchors, signed_log, verify_audit
from station_app.access.purposes import Purpose
from station_app.people.register import PEOPLE
from station_app.storage import audit, audit_proof, checkpoints, settings, signing
from station_app.storage.checkpoints import AuditCheckpoint, Checkpoint
from station_app.storage.free_looks import FreeLook
from station_app.storage.tables import AuditEvent, AuditHead, AuditRead

TIMES = 200
BEFORE, PRINTED, AFTERWARDS = 20, 60, 15  # acts: to the old copy, to the printed sheet, since
CLOCK = "2026-03-09T{:02}:{:02}"
VISIT = Purpose("VISIT", "2026-17", free=True)
ALL_DAY = timedelta(days=999)


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
        device = self.desk.store.device
        with self.desk.store.writing() as session:
            for table in (AuditEvent, AuditHead, AuditRead, FreeLook, AuditCheckpoint):
                session.execute(delete(table))
            for entry in entries:
                body = {name: value for name, value in entry.body.items() if name != "shown"}
                number = audit.append(session, device, body, entry.readers)
                at = datetime.fromisoformat(body["at"])
                if entry.free:
                    who, full = body["officer"], bool(entry.readers)
                    look = FreeLook(officer=who, at=at, log_id=device, number=number, full=full)
                    session.add(look)
                if checkpoints.due(session, device, number, at):
                    session.flush()
                    checkpoints.write(session, device, self.desk.scope, at)
                session.expire_all()
            session.info.pop(checkpoints.LINES, None)
        self.rewrite_file()

    def rewrite_file(self) -> None:
        with self.desk.store.reading() as session:
            rows = checkpoints.after(session, self.desk.store.device, -1)
            lines = [f"{row.text}\n" for row in rows]
        (self.home / checkpoints.FILE).write_text("".join(lines), encoding="ascii")


def change(a: Attacker) -> None:
    """It was somebody else."""
    entries = a.entries()
    entries[a.before_the_sheet()].body["officer"] = "chief"
    a.write(entries)


def remove(a: Attacker) -> None:
    entries = a.entries()
    del entries[a.before_the_sheet()]
    a.write(entries)


def insert(a: Attacker) -> None:
    """Permission for what was done, made up afterwards."""
    entries, at = a.entries(), a.before_the_sheet()
    entries.insert(at, Entry(entries[at].body | {"event": "quota lifted", "officer": "chief"}))
    a.write(entries)


def reorder(a: Attacker) -> None:
    entries, at = a.entries(), a.before_the_sheet()
    entries[at], entries[at + 1] = entries[at + 1], entries[at]
    a.write(entries)


def truncate(a: Attacker) -> None:
    a.write(a.entries()[: a.before_the_sheet()])


def regrow(a: Attacker) -> None:
    """Cut, and as many harmless acts since that nothing is missing."""
    entries = a.entries()
    cut = a.before_the_sheet()
    a.write(entries[:cut])
    work(a.desk, len(entries) - cut + a.chance.randrange(20), a.chance)


def fork(a: Attacker) -> None:
    """The copy of another day, worked on as if nothing had been."""
    work(a.desk, PRINTED + AFTERWARDS + a.chance.randrange(20), a.chance)


def sign_anew(a: Attacker) -> None:
    """Another key, and every checkpoint signed with it."""
    key = secrets.token_bytes(32)
    with a.desk.store.writing() as session:
        settings.put(session, signing.SIGNING, key.hex())
        for row in checkpoints.after(session, a.desk.store.device, -1):
            one = checkpoints.read(row.text)
            signed = Ed25519PrivateKey.from_private_bytes(key).sign(one.signed.encode())
            made = Checkpoint(one.org, one.log_id, one.number, one.hash, one.at, signed)
            row.text = made.text
    a.rewrite_file()


def set_clock_back(a: Attacker) -> None:
    """A real act, said to have been done earlier."""
    hours = a.chance.randrange(1, 8)
    with clock(hours, a.chance.randrange(60)):
        work(a.desk, 1 + a.chance.randrange(5), a.chance)


ATTACKS: dict[str, Callable[[Attacker], None]] = {
    "an entry changed": change,
    "an entry deleted": remove,
    "an entry inserted": insert,
    "two entries in another order": reorder,
    "the end cut off": truncate,
    "cut off and grown again": regrow,
    "an older copy worked on": fork,
    "signed with another key": sign_anew,
    "the clock set back": set_clock_back,
}


def run(times: int, seed: int) -> list[Figure]:
    with TemporaryDirectory(dir=in_memory()) as folder:
        victim = worked(Path(folder))
        figures = [attacks(victim, name, times, seed=seed) for name in ATTACKS]
        few = max(5, times // 10)
        return figures + [attacks(victim, name, few, seed=seed, red=True) for name in ATTACKS]


def attacks(victim: Victim, name: str, times: int, *, red: bool = False, seed: int = 1) -> Figure:
    """`red`: without the printed checkpoint; for the clock, with any jump forgiven."""
    unnoticed, struck, chance = 0, 0, random.Random(seed)
    blind = patch.object(audit_proof, "ADJUSTED", ALL_DAY) if red else nullcontext()
    for _n in range(times):
        with attacked(victim, name, chance) as (desk, changed), blind:
            struck += changed
            unnoticed += not found(desk, "" if red else victim.printed)
    return Figure(
        what=name,
        times=times,
        struck=struck,
        acknowledged=times * victim.sealed,
        lost=unnoticed,
        red=red,
    )


def found(desk: Desk, printed: str) -> list[audit_proof.Fault]:
    """What `station audit verify` tells, with the old sheet at hand or without."""
    anchors = read_anchors(printed.encode()) if printed else []
    with desk.survey("verify-audit") as act:
        return verify_audit(act, anchors=anchors)


@contextmanager
def attacked(victim: Victim, name: str, chance: random.Random) -> Iterator[tuple[Desk, bool]]:
    """The home after the attack, and whether it changed anything."""
    attack = ATTACKS[name]
    with TemporaryDirectory(dir=victim.home.parent) as folder:
        home = Path(folder) / "home"
        shutil.copytree(victim.older if attack is fork else victim.home, home)
        with clock(18), opened(home, victim.key) as desk:
            before = state(desk)
            attack(Attacker(desk, home, victim, chance))
            yield desk, state(desk) != before


def state(desk: Desk) -> object:
    with desk.store.reading() as session:
        key = settings.get(session, signing.SIGNING)
        return key, [
            (row.log_id, row.number, row.hash) for row in session.scalars(select(AuditHead))
        ]


def worked(folder: Path) -> Victim:
    """A day's work; its sheet was printed at five, and a copy taken at ten."""
    home, older, chance = folder / "victim", folder / "older", random.Random(7)
    key = new_home(home)
    with clock(9), opened(home, key) as desk:
        work(desk, BEFORE, chance)
    shutil.copytree(home, older)
    with clock(16), opened(home, key) as desk:
        work(desk, PRINTED - BEFORE, chance)
    with clock(17), opened(home, key, "chief") as desk:
        printed = signed_log(desk).text
    with clock(17, 30), opened(home, key) as desk:
        work(desk, AFTERWARDS, chance)
        if faults := found(desk, printed):
            raise AssertionError(f"not sound before any attack: {faults}")
    return Victim(home, older, key, printed)


def work(desk: Desk, acts: int, chance: random.Random) -> None:
    """People registered and looked at: some under a ticket, some freely."""
    people: list[UUID] = []
    for n in range(acts):
        if n % 3 or not people:
            with desk.act("file:people") as act:
                people.append(records.file(act, PEOPLE, {"name": "张三"}).id)
        else:
            why = VISIT if chance.random() < 0.3 else Purpose("COUNTER", "1")
            with desk.act("show:people", purpose=why) as act:
                records.show(act, PEOPLE, chance.choice(people))


@contextmanager
def clock(hour: int, minute: int = 0) -> Iterator[None]:
    with patch.dict(os.environ, {"STATION_NOW": CLOCK.format(hour, minute)}):
        yield
