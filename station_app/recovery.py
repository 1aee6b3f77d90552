"""A home put back from a backup, or opened again by its recovery code."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from station_app.access import accounts, passwords
from station_app.access.roles import ROLES
from station_app.app import IN_A_FILE, open_home
from station_app.joining import found
from station_app.moments import clock, training_clock
from station_app.storage import desks, keys, known_homes, seals
from station_app.storage.custody import ENVELOPE
from station_app.storage.device_secret import (
    Place,
    copy_device_secret,
    kept_device_secret,
    make_device_secret,
    read_device_secret,
)
from station_app.storage.keys import Card, KeySlots
from station_app.storage.restore import restore as restore_backup


def restore_by_code(
    file: Path, home: Path, code: str, officer: tuple[str, str] | None, url: str = ""
) -> str:
    """On any machine. The officer named gets that password; others ask security for new ones.

    `url`: an empty database, for a backup of one on a server. Answers the SQL that is left for
    whoever administers it.
    """

    def settle(slots: KeySlots, dek: keys.Key) -> None:
        _settle_here(slots, dek, officer)

    slots = restore_backup(file, home, lambda s: s.unlock_with_code(code), _now, settle, url)
    _remember(slots, home)
    if url:
        named = [officer[0]] if officer else list(slots.slots) if slots.card.training else []
        _admit(home, slots.unlock_with_code(code), named)
    _custody_by_code(home, code, officer)
    return _founded(home, slots.unlock_with_code(code)) if url else ""


def restore_by_password(
    file: Path, home: Path, officer: str, password: str, code: str = "", url: str = ""
) -> str:
    """On the machine the backup was made on: its device secret is needed."""

    def unlock(slots: KeySlots) -> bytearray:
        old = known_homes.path(slots.card.home) or home
        secret = read_device_secret(slots.card.secret, old, slots.card.home)
        return slots.unlock(officer, password, secret, code, clock())

    def settle(slots: KeySlots, _dek: keys.Key) -> None:
        if slots.card.secret == IN_A_FILE and (old := known_homes.path(slots.card.home)):
            copy_device_secret(old, slots.home)

    slots = restore_backup(file, home, unlock, _now, settle, url)
    _remember(slots, home)
    return _founded(home, unlock(slots)) if url else ""


def _admit(home: Path, dek: bytearray, officers: Iterable[str]) -> None:
    """Who was given a password just now may sign in with it."""
    station = open_home(home, dek)
    try:
        with station.store.writing() as session:
            for officer in officers:
                desks.admit(session, officer, station.store.device, alone=False)
    finally:
        station.close()


def _founded(home: Path, dek: bytearray) -> str:
    station = open_home(home, dek)
    try:
        return found(station)
    finally:
        station.close()


def _now(card: Card) -> datetime:
    return training_clock() if card.training else clock()


def _remember(slots: KeySlots, home: Path) -> None:
    """Unless the home that was backed up is still on this machine."""
    if known_homes.path(slots.card.home) is None:
        known_homes.remember(slots.card.home, home)


def recover(home: Path, code: str, officer: str, password: str, place: Place | None = None) -> None:
    """After a lost device secret: the code opens the home, and it is bound to this machine."""
    slots = KeySlots.load(home)
    dek = slots.unlock_with_code(code)
    passwords.check(password, slots.card.training, officer, slots.card.name)
    station = open_home(home, dek)
    try:
        with station.desk(officer).act("recover") as act:
            accounts.recover(act)
    finally:
        station.close()
    _move_here(slots, slots.unlock_with_code(code), (officer, password), place)
    _custody_by_code(home, code, (officer, password))


def _custody_by_code(home: Path, code: str, officer: tuple[str, str] | None) -> None:
    """A chief who lost his half gets another, and the sealed envelope admits him."""
    slots = KeySlots.load(home)
    if officer is None and slots.card.training:
        officer = ("chief", "chief")
    if officer is None or slots.public_of(officer[0]):
        return
    station = open_home(home, slots.unlock_with_code(code))
    try:
        with station.store.writing() as session:
            station.keep_custody(session, *officer)
            if public := KeySlots.load(home).public_of(officer[0]):
                seals.admit(session, slots.halves_of_code(code), public, ENVELOPE)
    finally:
        station.close()


def _settle_here(slots: KeySlots, dek: keys.Key, officer: tuple[str, str] | None) -> None:
    """On the machine of the home that was backed up its passwords stay, and its secret does."""
    place: Place = IN_A_FILE if slots.card.secret == IN_A_FILE else "keyring"
    old = known_homes.path(slots.card.home) or slots.home
    secret = kept_device_secret(place, old, slots.card.home)
    if secret is None:
        _move_here(slots, dek, officer)
        return
    if place == IN_A_FILE:
        copy_device_secret(old, slots.home)
    if not slots.belongs_to(secret):
        _bind(slots, dek, secret, slots.card.secret, officer)
    elif officer:
        slots.add(dek, *officer, secret)


def _move_here(
    slots: KeySlots,
    dek: keys.Key,
    officer: tuple[str, str] | None,
    wanted: Place | None = None,
) -> None:
    """Bind the passwords to this machine; all but one are lost with the old binding."""
    where = wanted or (IN_A_FILE if slots.card.secret == IN_A_FILE else "keyring")
    secret, place = make_device_secret(where, slots.home, slots.card.home, replace=True)
    _bind(slots, dek, secret, place, officer)


def _bind(
    slots: KeySlots, dek: keys.Key, secret: bytes, place: str, officer: tuple[str, str] | None
) -> None:
    slots.move_here(dek, secret, place)
    if officer:
        slots.add(dek, *officer, secret)
    elif slots.card.training:
        for role in ROLES:
            slots.add(dek, role, role, secret)
