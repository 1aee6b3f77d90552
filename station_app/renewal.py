"""更换密钥: a new database key for a whole home, once the old one may be in other hands."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from station_app import app
from station_app.access import accounts
from station_app.core.errors import Refused
from station_app.core.kinds import Picture
from station_app.core.records import table_of
from station_app.core.texts import _
from station_app.registers import REGISTERS
from station_app.storage import keys, seals
from station_app.storage.custody import ENVELOPE, Half
from station_app.storage.device_secret import read_device_secret
from station_app.storage.keys import Key, KeySlots
from station_app.storage.keyslot import new_code, read_code
from station_app.storage.own_tables import Officer
from station_app.storage.rekey import rekey

WORDS = 4  # of a password that is given out: 48 bits, and the device secret besides


@dataclass(frozen=True, slots=True)
class Renewed:
    recovery_code: str = field(repr=False)
    passwords: dict[str, str] = field(repr=False)  # of everybody else, to be changed by them


def renew_key(home: Path, officer: str, password: str, envelope: str, code: str = "") -> Renewed:
    """Nobody else may have the home open. `envelope` is the recovery code that was in force.

    The officer keeps his password; everybody else is given one, for his was wrapped with the
    old key. Killed in the middle the old home counts. Raises Refused, Locked.
    """
    slots = KeySlots.load(home)
    halves = slots.halves_of_code(envelope)
    secret = read_device_secret(slots.card.secret, home, slots.card.home)
    others = _begin(home, officer, password, code)
    passwords = {name: _password(name, slots.card.training) for name in others}
    old = slots.unlock_with_code(envelope)
    given: list[str] = []

    def make(part: Path) -> Key:
        work = slots.recovery.work
        made = passwords | {officer: password}
        dek, recovery = keys.create(part, slots.card, made, secret, work)
        new = KeySlots.load(part)
        new.custody = {
            public: Half.wrap(
                slots.card.home, ENVELOPE, public, private, read_code(recovery), b"", work
            )
            for public, private in halves.items()
        }
        new.save()
        given.append(recovery)
        return dek

    pictures = {
        table_of(each.record).name: [f.name for f in each.fields if isinstance(f.kind, Picture)]
        for each in REGISTERS.values()
    }
    rekey(home, old, make, pictures)
    _end(home, given[0], officer, passwords)
    return Renewed(given[0], passwords)


def _begin(home: Path, officer: str, password: str, code: str) -> list[str]:
    """May he? Answers who else signs in here."""
    station, desk = app.sign_in(home, officer, password, code)
    try:
        if station.on_server:
            raise Refused(_("PostgreSQL 上的数据库不由本程序加密，请更换各账号密码和服务器密码"))
        with desk.act("renew-key") as act:
            accounts.renew_key(act)
        with station.store.reading() as session:
            active = select(Officer.name).where(Officer.active.is_(True), Officer.name != officer)
            return sorted(session.scalars(active))
    finally:
        station.close()


def _end(home: Path, recovery: str, officer: str, passwords: dict[str, str]) -> None:
    """The log says that it was done; chiefs are given the keys to what is sealed again."""
    slots = KeySlots.load(home)
    station = app.open_home(home, slots.unlock_with_code(recovery))
    try:
        with station.desk(officer).act("note-new-key") as act:
            accounts.note_new_key(act)
        with station.store.writing() as session:
            for name, password in passwords.items():
                accounts.give_password(session, name, to_change=not slots.card.training)
                station.keep_custody(session, name, password)
                if public := KeySlots.load(home).public_of(name):
                    seals.admit(session, slots.halves_of_code(recovery), public, ENVELOPE)
    finally:
        station.close()


def _password(name: str, training: bool) -> str:
    return name if training else " ".join(new_code().split()[:WORDS])
