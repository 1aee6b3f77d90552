"""The database key and the slots that hold it.

The key is 32 random bytes. A password slot wraps it under Argon2id(password) together
with this machine's device secret; the recovery slot under Argon2id(recovery code) alone.
Every other key is derived from it (HKDF-SHA256, RFC 5869) and kept nowhere.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Literal

from station_app.core.errors import Refused
from station_app.core.texts import _
from station_app.storage import tries
from station_app.storage.custody import ENVELOPE, Half, Halves
from station_app.storage.keyslot import (
    REAL_WORK,
    TRAINING_WORK,
    Key,
    Locked,
    Opened,
    Slot,
    Work,
    hkdf,
    mac_of,
    new_code,
    read_code,
    stretch,
)
from station_app.storage.second_factor import Factor
from station_app.storage.slot_file import NAMES, Card, SlotFile

__all__ = [
    "REAL_WORK",
    "TRAINING_WORK",
    "Card",
    "Key",
    "KeySlots",
    "Locked",
    "Work",
    "create",
    "derive",
]

DATABASE = "station.db"

Use = Literal["db", "blob", "idx", "paper", "draft", "backup", "card", "seal", "county", "arriving"]


def derive(dek: Key, use: Use, salt: bytes = b"") -> bytes:
    """32 bytes for one use."""
    return hkdf(dek, b"station-desk " + use.encode(), salt)


@dataclass(slots=True)
class KeySlots(SlotFile):
    """What the slots of one home open. Every change is written at once, to both copies."""

    def unlock(
        self,
        officer: str,
        password: str,
        secret: bytes,
        code: str = "",
        now: datetime | None = None,
    ) -> bytearray:
        """`code` and `now` where the officer has a second factor; a code that was taken is spent.

        Raises Locked, each cause with its own reason.
        """
        opened = self._unwrapped(officer, password, secret)
        if opened.factor:
            spent = opened.factor.spend(code, now) if code and now else None
            if spent is None:
                opened.dek[:] = bytes(len(opened.dek))
                raise Locked("second_factor" if code else "code_needed")
            slot = self.slots[officer].having(spent, opened.stem, self.card.home, secret)
            self.slots[officer] = slot
            self.save()
        return self._proved(opened.dek)

    def prove(self, officer: str, password: str, secret: bytes) -> None:
        """Is this the officer's password? Raises Locked. The key is given to nobody."""
        opened = self._unwrapped(officer, password, secret)
        opened.dek[:] = bytes(len(opened.dek))

    def _unwrapped(self, officer: str, password: str, secret: bytes) -> Opened:
        self._check_device(secret)
        slot = self.slots.get(officer)
        if slot is None:  # the same work as for a known officer, so that time tells nothing
            stretch(password, bytes(16), self.recovery.work)
            raise Locked("password")
        if not slot.unmoved(self.card.home, secret):
            raise Locked("slot")
        opened = slot.unwrap(self.card.home, password, secret)
        if opened is None:
            raise Locked("password")
        return opened

    def unlock_with_code(self, code: str) -> bytearray:
        """Needs no device secret. Raises `Explained` when it cannot be a recovery code."""
        opened = self.recovery.unwrap(self.card.home, read_code(code), b"")
        if opened is None:
            raise Locked("code")
        return self._proved(opened.dek)

    def fits(self, dek: Key) -> bool:
        """Is this the key of this home? If so, what does not open with it is corrupt."""
        return hmac.compare_digest(self.seal, _seal(dek, self.card))

    def add(self, dek: Key, officer: str, password: str, secret: bytes) -> None:
        """Also gives an officer who forgot the old password a new one."""
        self._check_key(dek)
        self._check_device(secret)
        home, work = self.card.home, self.recovery.work
        self.slots[officer] = Slot.wrap(dek, home, officer, password, secret, work)
        self.end_custody(officer)  # his half was under the old password
        self.save()

    def change_password(self, officer: str, old: str, new: str, secret: bytes) -> None:
        """The second factor stays as it is."""
        opened = self._unwrapped(officer, old, secret)
        halves = self.halves(officer, old, secret) if self.public_of(officer) else {}
        self.rewrap(halves, officer, new, secret)
        self._wrap(opened.dek, officer, new, secret, opened.factor)

    def set_factor(self, officer: str, password: str, secret: bytes, factor: Factor | None) -> None:
        """From now on the password alone opens no more; or, with None, does again."""
        opened = self._unwrapped(officer, password, secret)
        self._wrap(opened.dek, officer, password, secret, factor)

    def factor_of(self, officer: str, password: str, secret: bytes) -> Factor | None:
        return self._unwrapped(officer, password, secret).factor

    def _wrap(
        self, dek: bytearray, officer: str, password: str, secret: bytes, factor: Factor | None
    ) -> None:
        home, work = self.card.home, self.recovery.work
        self.slots[officer] = Slot.wrap(dek, home, officer, password, secret, work, factor)
        dek[:] = bytes(len(dek))
        self.save()

    def remove(self, officer: str) -> None:
        """The officer's password opens nothing any more. The key itself stays the same."""
        del self.slots[officer]
        self.end_custody(officer)
        self.save()

    def new_half(self, officer: str, password: str, secret: bytes) -> str:
        """A pair for a custodian; what he had opens nothing any more. Answers its public half."""
        self._check_device(secret)
        self.end_custody(officer)
        half = Half.make(self.card.home, officer, password, secret, self.recovery.work)
        self.custody[half.public] = half
        self.save()
        return half.public

    def rewrap(self, halves: Halves, officer: str, password: str, secret: bytes) -> None:
        """The same half under a new password; not yet saved."""
        home, work = self.card.home, self.recovery.work
        for public, private in halves.items():
            new = Half.wrap(home, officer, public, private, password, secret, work)
            self.custody[public] = new

    def end_custody(self, officer: str) -> None:
        """Not yet saved."""
        self.custody = {p: half for p, half in self.custody.items() if half.officer != officer}

    def public_of(self, officer: str) -> str:
        """Empty where he has no half here."""
        return next((p for p, half in self.custody.items() if half.officer == officer), "")

    def halves(self, officer: str, password: str, secret: bytes) -> Halves:
        """The private half of this officer, opened. Raises Locked."""
        return self._opened(officer, password, secret, "password")

    def halves_of_code(self, code: str) -> Halves:
        """That of the sealed envelope. Raises Locked."""
        return self._opened(ENVELOPE, read_code(code), b"", "code")

    def _opened(self, officer: str, password: str, secret: bytes, otherwise: str) -> Halves:
        public = self.public_of(officer)
        if not public:
            raise Locked("no_half")
        private = self.custody[public].unwrap(self.card.home, password, secret)
        if private is None:
            raise Locked(otherwise)
        return {public: private}

    def renew_code(self, dek: Key) -> str:
        """The new recovery code; the old one opens nothing any more."""
        self._check_key(dek)
        code = new_code()
        home, work = self.card.home, self.recovery.work
        self.recovery = Slot.wrap(dek, home, "", read_code(code), b"", work)
        self.end_custody(ENVELOPE)
        envelope = Half.make(home, ENVELOPE, read_code(code), b"", work)
        self.custody[envelope.public] = envelope
        self.save()
        return code

    def move_here(self, dek: Key, secret: bytes, place: str) -> None:
        """After recovery: takes a new device secret. What was wrapped with the old one goes."""
        self._check_key(dek)
        (self.home / tries.FILE).unlink(missing_ok=True)
        self.card = replace(self.card, secret=place)
        self.seal, self.device = _seal(dek, self.card), _device(secret, self.card)
        self.slots.clear()
        self.custody = {p: half for p, half in self.custody.items() if half.officer == ENVELOPE}
        self.save()

    def belongs_to(self, secret: bytes) -> bool:
        """Is this the device secret that the passwords were wrapped with?"""
        return hmac.compare_digest(self.device, _device(secret, self.card))

    def _check_device(self, secret: bytes) -> None:
        if not self.belongs_to(secret):
            raise Locked("device")

    def _check_key(self, dek: Key) -> None:
        if not self.fits(dek):
            raise Locked("card")

    def _proved(self, dek: bytearray) -> bytearray:
        self._check_key(dek)
        return dek


def create(
    home: Path, card: Card, passwords: Mapping[str, str], secret: bytes, work: Work
) -> tuple[bytearray, str]:
    """Database key and recovery code of a new home; `passwords` by officer.

    `Refused` rather than making a key beside an older database.
    """
    if any((home / name).exists() for name in (*NAMES, DATABASE)):
        raise Refused(_("此处已有数据库，不能在上面新建"))
    dek, code = bytearray(secrets.token_bytes(32)), new_code()
    recovery = Slot.wrap(dek, card.home, "", read_code(code), b"", work)
    slots = KeySlots(home, card, _seal(dek, card), _device(secret, card), recovery)
    for officer, password in passwords.items():
        slots.slots[officer] = Slot.wrap(dek, card.home, officer, password, secret, work)
    envelope = Half.make(card.home, ENVELOPE, read_code(code), b"", work)
    slots.custody[envelope.public] = envelope
    home.mkdir(parents=True, exist_ok=True)
    slots.save()
    return dek, code


def _seal(dek: Key, card: Card) -> str:
    return mac_of(derive(dek, "card"), card.plain())


def _device(secret: bytes, card: Card) -> str:
    return mac_of(secret, ["device", str(card.home)])
