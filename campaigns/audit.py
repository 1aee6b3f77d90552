"""Nine attacks on the audit log by somebody who has the file, the key and all the time.

Whatever lies in the home is made to fit afterwards: hashes, head, checkpoints, the keys of
devices, the file of checkpoints, the lines of who looked. What the attacker does not have is the
checkpoint that was printed before; or, where he has no sheet to fear, the keyring of the machine:
then he signs with a key of his own, and the last checkpoint is remembered where he cannot reach.
"""

from __future__ import annotations

import os
import random
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal
from unittest.mock import patch
from uuid import UUID

from sqlalchemy import select

from campaigns.forging import Attacker, Entry, Victim
from campaigns.home import in_memory, new_home, opened
from campaigns.paper import Figure
from station_app import app
from station_app.access import records
from station_app.access.desk import Desk
from station_app.access.log import read_anchors, signed_log, verify_audit
from station_app.access.purposes import Purpose
from station_app.people.register import PEOPLE
from station_app.station import signer_of
from station_app.storage import audit_proof
from station_app.storage.device_secret import MEMORY
from station_app.storage.device_signing import DeviceKey, Signer
from station_app.storage.keys import KeySlots
from station_app.storage.tables import AuditHead

TIMES = 200
BEFORE, PRINTED, AFTERWARDS = 10, 30, 8  # acts: to the old copy, to the printed sheet, since
CLOCK = "2026-03-09T{:02}:{:02}"
VISIT = Purpose("VISIT", "2026-17", free=True)
ALL_DAY = timedelta(days=999)


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
    """Another key, entered as the device's, and every checkpoint signed with it."""
    a.write(a.entries())


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
        figures += [attacks(victim, name, few, against="keyring", seed=seed) for name in ATTACKS]
        return figures + [attacks(victim, name, few, against="", seed=seed) for name in ATTACKS]


Against = Literal["sheet", "keyring", ""]


def attacks(
    victim: Victim, name: str, times: int, *, against: Against = "sheet", seed: int = 1
) -> Figure:
    """`against` what is out of reach: the printed sheet, the keyring of the machine, or nothing;
    then, for the clock, any jump is forgiven too.
    """
    unnoticed, struck, chance = 0, 0, random.Random(seed)
    blind = nullcontext() if against else patch.object(audit_proof, "ADJUSTED", ALL_DAY)
    for _n in range(times):
        with attacked(victim, name, chance, against) as (desk, changed), blind:
            struck += changed
            unnoticed += not found(desk, victim.printed if against == "sheet" else "")
    return Figure(
        what=f"{name}, no sheet" if against == "keyring" else name,
        times=times,
        struck=struck,
        acknowledged=times * victim.sealed,
        lost=unnoticed,
        red=not against,
    )


def found(desk: Desk, printed: str) -> list[audit_proof.Fault]:
    """What `station audit verify` tells, with the old sheet at hand or without."""
    anchors = read_anchors(printed.encode()) if printed else []
    with desk.survey("verify-audit") as act:
        return verify_audit(act, anchors=anchors)


@contextmanager
def attacked(
    victim: Victim, name: str, chance: random.Random, against: Against
) -> Iterator[tuple[Desk, bool]]:
    """The home as it is opened after the attack, and whether that changed anything."""
    attack = ATTACKS[name]
    with TemporaryDirectory(dir=victim.home.parent) as folder, clock(18):
        home = Path(folder) / "home"
        shutil.copytree(victim.older if attack is fork else victim.home, home)
        if against == "keyring":  # it does not grow younger with the home
            shutil.copy(victim.home / MEMORY, home / MEMORY)
        memory = None if against else signer_of(home, KeySlots.load(home))
        with signing(home, against, anew=attack is sign_anew), opened(home, victim.key) as desk:
            before = state(desk)
            attack(Attacker(desk, home, victim, chance, memory))
            after = state(desk)
            if against == "sheet":  # whatever the machine remembers of it
                yield desk, after != before
                return
        with opened(home, victim.key) as desk:
            yield desk, after != before


@contextmanager
def signing(home: Path, against: Against, *, anew: bool) -> Iterator[None]:
    """With what the attacker signs: the key of the machine, where he has its secret."""
    if not anew and against != "keyring":
        yield
        return
    own = Signer(home.parent, UUID(int=0), "file", secrets.token_bytes(32))
    with patch.object(app, "signer_of", lambda _home, _slots: own):
        yield


def state(desk: Desk) -> object:
    with desk.store.reading() as session:
        keys = [(row.log_id, row.number, row.public) for row in session.scalars(select(DeviceKey))]
        heads = [(row.log_id, row.number, row.hash) for row in session.scalars(select(AuditHead))]
    return keys, heads


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
