"""Opens a home and wires everything. The only place that knows all of it.

Only here is the key held; `moments` asks the clocks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.access import (
    accounts,
    beats,
    clockwork,
    copies,
    entry,
    factors,
    log,
    passwords,
    upkeep,
)
from station_app.access.desk import Desk
from station_app.access.roles import ENTRY, ROLES
from station_app.clocks.load import load_terms
from station_app.clocks.terms import Terms
from station_app.core.days import BEIJING, day_of
from station_app.core.errors import Damaged, Explained, Refused
from station_app.core.ids import new_id
from station_app.core.progress import Tell, unheard
from station_app.core.sound import said
from station_app.core.texts import _
from station_app.moments import both_clocks, clock, training_clock
from station_app.registers import REGISTERS
from station_app.storage import checkpoints, database_url, desks, keys, known_homes, seals
from station_app.storage.backup import write_backup
from station_app.storage.ballast import REAL, TRAINING, Ballast
from station_app.storage.blobs import BlobStore, FileBlobs, TableBlobs
from station_app.storage.checkpoints import CheckpointFile
from station_app.storage.custody import ENVELOPE, Halves
from station_app.storage.database_url import Server
from station_app.storage.device_secret import (
    Place,
    make_device_secret,
    read_device_secret,
)
from station_app.storage.durable import all_or_nothing, keep_private
from station_app.storage.engine import Engines, open_postgresql, open_sqlcipher
from station_app.storage.keys import Card, KeySlots, Locked
from station_app.storage.scratch import begin_scratch, end_scratch
from station_app.storage.second_factor import Factor
from station_app.storage.store import Store
from station_app.storage.tables import Custodian, Officer

IN_A_FILE: Literal["file"] = "file"  # where the device secret lies
OWN = ("station.db*", "*.json", "device.key", "database.url", "ballast", "blobs", "logs", "logs/*")
ON_SERVER = _(
    "本所数据库和附件都在 PostgreSQL 服务器上，请用服务器的工具（pg_dump）备份，"
    "并另存每台机器上的 keyslots.json：没有它，备份里的附件打不开"
)
CUSTODIANS = frozenset({"chief"})  # roles that keep the keys to what is sealed


@dataclass(slots=True)
class Station:
    """An unlocked home."""

    home: Path
    card: Card
    store: Store
    now: Callable[[], datetime]
    terms: Terms
    _dek: bytearray = field(repr=False)

    def desk(self, officer: str) -> Desk:
        """For an officer whose password has been proved. Raises Refused for a closed account."""
        with self.store.reading() as session:
            account = session.scalar(select(Officer).where(Officer.name == officer))
            own = beats.of_officer(session, officer, day_of(self.now()))
            here = not self.on_server or desks.is_admitted(session, officer, self.store.device)
        if account is None or not account.active:
            raise Refused(_("账号已停用，请联系安全保密管理员"))
        if not here:
            raise Refused(_("密码已在另一台计算机上重设：请安全保密管理员在本机重设您的密码"))
        return Desk(
            store=self.store,
            officer=officer,
            role=account.role,
            scope=self.card.organisation,
            now=self.now,
            terms=self.terms,
            station=self.card.name,
            training=self.card.training,
            beats=own if account.role in ENTRY else (),
        )

    def add_officer(self, by: Desk, name: str, role: str, password: str) -> None:
        passwords.check(password, self.card.training)
        with by.act("open-account") as act:
            accounts.open_account(act, name, role, self.card.kind)
        self._slot(name, password)
        with self.store.writing() as session:
            self.keep_custody(session, name, password)

    def change_role(self, by: Desk, name: str, role: str) -> None:
        with by.act("change-role") as act:
            accounts.change_role(act, name, role, self.card.kind)
        if role not in CUSTODIANS:
            slots = KeySlots.load(self.home)
            slots.end_custody(name)
            slots.save()

    def reset_password(self, by: Desk, name: str, password: str) -> None:
        passwords.check(password, self.card.training)
        with by.act("reset-password") as act:
            accounts.reset_password(act, name)
        self._slot(name, password, anew=True)

    def change_password(self, by: Desk, present: str, password: str) -> None:
        """The present one is asked again: a desk may stand open for a moment."""
        passwords.check(password, self.card.training)
        slots, secret = self._proved(by, present)
        with by.act("own-password") as act:
            accounts.own_password(act)
        slots.change_password(by.officer, present, password, secret)

    def set_factor(self, by: Desk, present: str, factor: Factor, code: str) -> None:
        """`code`: what the telephone shows, so that nobody is shut out by one that does not."""
        slots, secret = self._proved(by, present)
        if (spent := factor.spend(code, both_clocks().wall)) is None:
            raise Refused(_("动态口令不对：请核对手机的时间，再输入新的口令"))
        with by.act("set-factor") as act:
            factors.set_factor(act)
        slots.set_factor(by.officer, present, secret, spent)

    def drop_factor(self, by: Desk, present: str, code: str) -> None:
        key = unlock(self.home, by.officer, present, code)
        key[:] = bytes(len(key))  # only proved
        with by.act("drop-factor") as act:
            factors.drop_factor(act)
        secret = _secret(self.home, self.card)
        KeySlots.load(self.home).set_factor(by.officer, present, secret, None)

    def has_factor(self, officer: str) -> bool:
        slot = KeySlots.load(self.home).slots.get(officer)
        return bool(slot and slot.factor)

    def _proved(self, by: Desk, present: str) -> tuple[KeySlots, bytes]:
        secret = _secret(self.home, self.card)
        return entry.prove(self.home, secret, by.officer, present, both_clocks), secret

    def second(self, officer: str, present: str) -> Desk:
        """Another person, who proves a password of their own at this desk. Raises Locked."""
        desk = self.desk(officer)
        self._proved(desk, present)
        return desk

    def close_officer(self, by: Desk, name: str) -> None:
        with by.act("close-account") as act:
            accounts.close_account(act, name)
        slots = KeySlots.load(self.home)
        if name in slots.slots:
            slots.remove(name)
        if self.on_server:
            with self.store.writing() as session:
                desks.dismiss(session, name)

    def reopen_officer(self, by: Desk, name: str, password: str) -> None:
        passwords.check(password, self.card.training)
        with by.act("reopen-account") as act:
            accounts.reopen_account(act, name)
        self._slot(name, password)

    def keep_custody(self, session: Session, officer: str, password: str) -> None:
        """A chief's half of the keys to what is sealed, where he has none on this machine."""
        account = session.get(Officer, officer)
        if account is None or account.role not in CUSTODIANS:
            return
        slots = KeySlots.load(self.home)
        public = slots.public_of(officer)
        if not public:
            public = slots.new_half(officer, password, _secret(self.home, self.card))
        seals.enter(session, officer, public)

    def halves(self, by: Desk, present: str) -> Halves:
        """What opens sealed records, for one act: the password is asked again. Raises Locked."""
        slots, secret = self._proved(by, present)
        return slots.halves(by.officer, present, secret)

    def _slot(self, name: str, password: str, *, anew: bool = False) -> None:
        """`anew`: instead of one that was forgotten, or known to others."""
        slots = KeySlots.load(self.home)
        alone = anew and name in slots.slots
        slots.add(self._dek, name, password, _secret(self.home, self.card))
        if self.on_server:
            with self.store.writing() as session:
                desks.admit(session, name, self.store.device, alone=alone)

    @property
    def on_server(self) -> bool:
        """Whether the database is a server's, which has its own tools for backups."""
        return bool(self.store.letter)

    @property
    def key(self) -> bytes:
        """For worker processes, on an inherited pipe, and for backups."""
        return bytes(self._dek)

    def checkpoint(self) -> None:
        """As a desk is locked or left: the log as it is now is signed, if the disk takes it."""
        with suppress(Explained), self.store.writing() as session:
            checkpoints.write(session, self.store.device, self.card.organisation, self.now())

    def close(self) -> None:
        self.store.dispose()
        end_scratch(self.home)
        self._dek[:] = bytes(len(self._dek))


def unlock(home: Path, officer: str, password: str, code: str = "") -> bytearray:
    """The database key. One try, counted. Raises Locked, each cause with its own sentence."""
    secret = _secret(home, KeySlots.load(home).card)
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
    store = Store(engines, REGISTERS, blobs, derive, ballast, witness, *place)
    keep_private(home, OWN)
    begin_scratch(home)
    now = training_clock if slots.card.training else clock
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
        tries = entry.tries_at(slots, _secret(home, slots.card), both_clocks)
        with desk.act("sign-in") as act:
            accounts.sign_in(act)
            station.keep_custody(act.session, officer, password)
            clockwork.look(act)
            told = entry.tell(act, tries, slots.device)
        told()
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
        passwords.check(password, training)
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any((home / n).exists() for n in (*keys.NAMES, keys.DATABASE)):
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
            for officer, (role, _password) in officers.items():
                session.add(Officer(name=officer, role=role, scope=organisation))
            envelope = KeySlots.load(home).public_of(ENVELOPE)
            session.add(Custodian(public=envelope, officer=ENVELOPE, admitted_by=ENVELOPE))
            session.flush()
            for officer, (_role, password) in officers.items():
                station.keep_custody(session, officer, password)
            if url:
                _found(session, station, officers)
    return station, code


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
    """An encrypted copy, opened and checked at once. PostgreSQL homes use the server's tools.

    `tell` hears how many bytes are done and left; what it raises leaves no file.
    """
    if file.exists():
        raise Refused(_("{file} 已存在，请换一个文件名", file=str(file)))
    if station.on_server:
        raise Refused(ON_SERVER)
    with by.act("back-up") as act:
        log.back_up(act, file.name)
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


def _secret(home: Path, card: Card) -> bytes:
    return read_device_secret(card.secret, home, UUID(str(card.home)))


def _engines(home: Path, dek: bytearray, server: Server | None) -> Engines:
    if server:
        return open_postgresql(server.url)
    return open_sqlcipher(home / keys.DATABASE, keys.derive(dek, "db"))


def _blobs(home: Path, dek: bytearray, server: Server | None) -> Callable[[Session], BlobStore]:
    if server:
        return lambda session: TableBlobs(session, dek)
    files = FileBlobs(home, dek)
    return lambda session: files
