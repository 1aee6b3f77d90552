"""Opens a home and wires everything. The only place that knows all of it.

`station` is what is open then; `moments` asks the clocks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Literal

from sqlalchemy.orm import Session

from station_app.access import (
    accounts,
    clockwork,
    copies,
    entry,
    log,
    passwords,
    rulebook,
    upkeep,
)
from station_app.access.desk import Desk
from station_app.access.roles import ROLES
from station_app.clocks.load import load_terms
from station_app.core.days import BEIJING
from station_app.core.errors import Damaged, Refused
from station_app.core.ids import new_id
from station_app.core.progress import Tell, unheard
from station_app.core.sound import said
from station_app.core.texts import _
from station_app.moments import both_clocks, clock, training_clock
from station_app.registers import REGISTERS
from station_app.station import Station, secret_of, signer_of
from station_app.storage import database_url, desks, keys, known_homes, schema, server_backup
from station_app.storage.backup import write_backup
from station_app.storage.ballast import REAL, TRAINING, Ballast
from station_app.storage.blobs import BlobStore, FileBlobs, TableBlobs
from station_app.storage.checkpoints import CheckpointFile
from station_app.storage.custody import ENVELOPE
from station_app.storage.database_url import Server
from station_app.storage.device_secret import Place, make_device_secret
from station_app.storage.durable import all_or_nothing, keep_private
from station_app.storage.engine import Engines, open_postgresql, open_sqlcipher
from station_app.storage.keys import Card, KeySlots, Locked
from station_app.storage.own_tables import Custodian, Officer
from station_app.storage.scratch import begin_scratch
from station_app.storage.slot_file import NAMES
from station_app.storage.store import Store

IN_A_FILE: Literal["file"] = "file"  # where the device secret lies
OWN = ("station.db*", "*.json", "device.*", "database.url", "ballast", "blobs", "logs", "logs/*")
ON_SERVER = _(
    "本所数据库和附件都在 PostgreSQL 服务器上，不自动备份：请备份到指定文件，"
    "或由服务器管理员用 pg_dump 备份，并另存每台机器上的 keyslots.json，没有它附件打不开"
)


def unlock(home: Path, officer: str, password: str, code: str = "") -> bytearray:
    """The database key. One try, counted. Raises Locked, each cause with its own sentence."""
    secret = secret_of(home, KeySlots.load(home).card)
    return entry.unlock(home, secret, officer, password, code, both_clocks)


def open_home(home: Path, dek: bytearray, *, new: bool = False) -> Station:
    """Raises Damaged when the key is right and the database is not, or not there."""
    slots = KeySlots.load(home)
    if not slots.fits(dek):
        raise Locked("card")
    server = database_url.read(home, dek)
    if not (new or server or (home / keys.DATABASE).is_file()):
        raise Damaged(_("数据库文件不见了，请用备份恢复"))
    ballast = None if server else Ballast(home, TRAINING if slots.card.training else REAL)
    if ballast:
        ballast.tight()  # opening a database needs a little room
    engines, blobs = _engines(home, dek, server), _blobs(home, dek, server)
    derive, witness = partial(keys.derive, dek), CheckpointFile(home)
    place = (server.device, server.letter) if server else ("", "")
    if server:
        desks.prove(engines, database_url.mark(slots.card.home, dek), new=new)
    signer, now = signer_of(home, slots), training_clock if slots.card.training else clock
    if not server and schema.is_older(engines):
        copies.keep_before(home, dek, now())
    store = Store(engines, REGISTERS, blobs, derive, ballast, witness, *place, signer)
    keep_private(home, OWN)
    begin_scratch(home)
    if server and not new:
        _arrive(store, slots, now())
    return Station(home, slots.card, store, now, load_terms("city"), dek)


def _arrive(store: Store, slots: KeySlots, now: datetime) -> None:
    """The first time with the card this home was made from. Raises Refused."""
    with store.reading() as session:
        here = desks.is_here(session, store.letter, store.device)
    if not here:
        with store.writing() as session:
            desks.arrive(session, store.letter, store.device, now, slots.slots)


def sign_in(home: Path, officer: str, password: str, code: str = "") -> tuple[Station, Desk]:
    """`code` where the officer has a second factor: without one Locked says that it is asked."""
    station = open_home(home, unlock(home, officer, password, code))
    try:
        desk = station.desk(officer)
        slots = KeySlots.load(home)
        tries = entry.tries_at(slots, secret_of(home, slots.card), both_clocks)
        with desk.act("sign-in") as act:
            accounts.sign_in(act)
            station.keep_custody(act.session, officer, password)
            clockwork.look(act)
            told = entry.tell(act, tries, slots.device)
        told()
        rulebook.settle(desk)  # what was left when rules were changed and the machine fell
    except BaseException:
        station.close()
        raise
    return station, desk


def make_home(
    home: Path,
    *,
    name: str,
    organisation: str,
    kind: str,
    officers: Mapping[str, tuple[str, str]],
    training: bool = False,
    place: Place = "keyring",
    url: str | None = None,
) -> tuple[Station, str]:
    """A new home with its first officers {name: (role, password)}, and its recovery code."""
    for officer, (_role, password) in officers.items():
        accounts.check_name(officer)
        passwords.check(password, training, officer, name)
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any((home / n).exists() for n in (*NAMES, keys.DATABASE)):
        raise Refused(_("此处已有数据库，不能在上面新建"))
    keep_private(home, ())
    home_id = new_id()
    with all_or_nothing(home):
        secret, where = make_device_secret("file" if training else place, home, home_id)
        created = clock().astimezone(BEIJING).date().isoformat()
        card = Card(home_id, kind, organisation, said(name), training, created, where)
        work = keys.TRAINING_WORK if training else keys.REAL_WORK
        typed = {officer: password for officer, (_role, password) in officers.items()}
        dek, code = keys.create(home, card, typed, secret, work)
        if url:
            server = Server(url, desks.FIRST, str(new_id()))
            database_url.write(home, dek, server)
        station = open_home(home, dek, new=True)
        known_homes.remember(home_id, home)
        with station.store.writing() as session:
            _enter_first(session, station, officers)
            if url:
                _found(session, station, officers)
    return station, code


def _enter_first(
    session: Session, station: Station, officers: Mapping[str, tuple[str, str]]
) -> None:
    """The first accounts, and who keeps the keys to what is sealed."""
    for officer, (role, _password) in officers.items():
        session.add(Officer(name=officer, role=role, scope=station.card.organisation))
    envelope = KeySlots.load(station.home).public_of(ENVELOPE)
    session.add(Custodian(public=envelope, officer=ENVELOPE, admitted_by=ENVELOPE))
    session.flush()
    for officer, (_role, password) in officers.items():
        station.keep_custody(session, officer, password)


def _found(session: Session, station: Station, officers: Iterable[str]) -> None:
    """The first desk of a station on a server."""
    store, mark = station.store, database_url.mark(station.card.home, station.key)
    first = desks.Workplace(store.letter, "", clock().isoformat(), store.device)
    desks.found(session, mark, first, str(new_id()))
    for officer in officers:
        desks.admit(session, officer, store.device, alone=True)


def make_training_home(home: Path, name: str, url: str | None = None) -> tuple[Station, str]:
    """Fixed officers, one a role, each with its own name as password."""
    return make_home(
        home,
        name=name,
        organisation="339901-01",
        kind="training",
        officers={role: (role, role) for role in ROLES},
        training=True,
        url=url,
    )


def backup(station: Station, by: Desk, file: Path, tell: Tell = unheard) -> dict[str, Any]:
    """An encrypted copy, opened and checked at once; of a server's database by its pg_dump.

    `tell` hears how many bytes are done and left; what it raises leaves no file.
    """
    if file.exists():
        raise Refused(_("{file} 已存在，请换一个文件名", file=str(file)))
    server = database_url.read(station.home, station.key)
    with by.act("back-up") as act:
        log.back_up(act, file.name)
    if server:
        made = server_backup.write_backup(station.home, station.key, server, file, by.now(), tell)
    else:
        made = write_backup(station.home, station.key, file, by.now(), tell)
    with by.jot("note-backup") as view:
        upkeep.note_backup(view, str(file))
    return {"file": file, "created": made.created, "counts": dict(made.counts)}


def keep_copy(
    station: Station, by: Desk, tell: Tell = unheard, *, if_due: bool = False
) -> upkeep.Backup:
    """One more of the backups in the home itself, and in their second place. See `copies`."""
    if station.on_server:
        raise Refused(ON_SERVER)
    return copies.keep_copy(by, station.home, station.key, tell, if_due=if_due)


def _engines(home: Path, dek: bytearray, server: Server | None) -> Engines:
    if server:
        return open_postgresql(server.url)
    return open_sqlcipher(home / keys.DATABASE, keys.derive(dek, "db"))


def _blobs(home: Path, dek: bytearray, server: Server | None) -> Callable[[Session], BlobStore]:
    if server:
        return lambda session: TableBlobs(session, dek)
    files = FileBlobs(home, dek)
    return lambda session: files
