"""An unlocked home: its desks, and the accounts, passwords and second factors of its officers.

Only here is the key held.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.access import accounts, beats, entry, factors, passwords
from station_app.access.desk import Desk
from station_app.access.roles import ENTRY
from station_app.clocks.terms import Terms
from station_app.core.days import day_of
from station_app.core.errors import Explained, Refused
from station_app.core.texts import _
from station_app.moments import both_clocks
from station_app.storage import checkpoints, desks, seals
from station_app.storage.custody import Halves
from station_app.storage.device_secret import read_device_secret
from station_app.storage.device_signing import Signer
from station_app.storage.keys import Card, KeySlots, Locked
from station_app.storage.own_tables import Officer
from station_app.storage.scratch import end_scratch
from station_app.storage.second_factor import Factor
from station_app.storage.store import Store

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
            given = accounts.was_given(session, officer)
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
            kind=self.card.kind,
            station=self.card.name,
            given=given,
            beats=own if account.role in ENTRY else (),
        )

    def add_officer(self, by: Desk, name: str, role: str, password: str) -> None:
        self._check(password, name)
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
        self._check(password, name)
        with by.act("reset-password") as act:
            accounts.reset_password(act, name)
        self._slot(name, password, anew=True)

    def change_password(self, by: Desk, present: str, password: str) -> None:
        """The present one is asked again: a desk may stand open for a moment."""
        self._check(password, by.officer)
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
        secret = secret_of(self.home, self.card)
        key = entry.unlock(self.home, secret, by.officer, present, code, both_clocks)
        key[:] = bytes(len(key))  # only proved
        with by.act("drop-factor") as act:
            factors.drop_factor(act)
        KeySlots.load(self.home).set_factor(by.officer, present, secret, None)

    def has_factor(self, officer: str) -> bool:
        slot = KeySlots.load(self.home).slots.get(officer)
        return bool(slot and slot.factor)

    def _proved(self, by: Desk, present: str) -> tuple[KeySlots, bytes]:
        secret = secret_of(self.home, self.card)
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
        self._check(password, name)
        with by.act("reopen-account") as act:
            accounts.reopen_account(act, name)
        self._slot(name, password)

    def _check(self, password: str, officer: str) -> None:
        passwords.check(password, self.card.training, officer, self.card.name)

    def keep_custody(self, session: Session, officer: str, password: str) -> None:
        """A chief's half of the keys to what is sealed, where he has none on this machine."""
        account = session.get(Officer, officer)
        if account is None or account.role not in CUSTODIANS:
            return
        slots = KeySlots.load(self.home)
        public = slots.public_of(officer)
        if not public:
            public = slots.new_half(officer, password, secret_of(self.home, self.card))
        seals.enter(session, officer, public)

    def halves(self, by: Desk, present: str) -> Halves:
        """What opens sealed records, for one act: the password is asked again. Raises Locked."""
        slots, secret = self._proved(by, present)
        return slots.halves(by.officer, present, secret)

    def _slot(self, name: str, password: str, *, anew: bool = False) -> None:
        """`anew`: instead of one that was forgotten, or known to others."""
        slots = KeySlots.load(self.home)
        alone = anew and name in slots.slots
        slots.add(self._dek, name, password, secret_of(self.home, self.card))
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


def secret_of(home: Path, card: Card) -> bytes:
    return read_device_secret(card.secret, home, card.home)


def signer_of(home: Path, slots: KeySlots) -> Signer | None:
    """None where the home is not bound to this machine, or its keyring does not answer."""
    with suppress(Locked):
        secret = secret_of(home, slots.card)
        if slots.belongs_to(secret):
            return Signer(home, slots.card.home, slots.card.secret, secret)
    return None
