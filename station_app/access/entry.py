"""Proving who is there: password, second factor, and how often somebody may try."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path

from station_app.access.act import Act
from station_app.core.instants import Instant
from station_app.core.texts import _
from station_app.storage import settings
from station_app.storage.alone import alone
from station_app.storage.keys import KeySlots, Locked
from station_app.storage.slot_file import MENDED
from station_app.storage.tries import Tries

Clock = Callable[[], Instant]
FACTOR_LOCK = "factor.lock"
WRITINGS = 2  # of the file by a sign-in that succeeds
BUSY = _("另一处正在用动态口令登录，请稍候再试")


def tries_at(slots: KeySlots, secret: bytes, clock: Clock) -> Tries:
    """Raises Locked where the secret is another machine's: then nothing can be tried."""
    if not slots.belongs_to(secret):
        raise Locked("device")
    return Tries(slots.home, secret, frozenset(slots.slots), clock)


def unlock(
    home: Path, secret: bytes, officer: str, password: str, code: str, clock: Clock
) -> bytearray:
    """The database key. One try, counted. Raises Locked, each cause with its own sentence."""
    tries = tries_at(KeySlots.load(home), secret, clock)
    # a code that two hands give at once is good for one of them
    with alone(home / FACTOR_LOCK, BUSY) if code else nullcontext(), tries.one(officer):
        return KeySlots.load(home).unlock(officer, password, secret, code, clock().wall)


def prove(home: Path, secret: bytes, officer: str, password: str, clock: Clock) -> KeySlots:
    """That whoever sits at the open desk is still its officer. One try, counted. Raises Locked."""
    slots = KeySlots.load(home)
    with tries_at(slots, secret, clock).one(officer):
        slots.prove(officer, password, secret)
    return slots


def tell(act: Act, tries: Tries, machine: str) -> Callable[[], None]:
    """The event of a sign-in says what was tried before it, and what was mended.

    To be called once that stands.

    The database keeps the number of the last writing of each machine's file: a lower one was
    taken away or set back.
    """
    found = tries.told()
    name = f"tries {settings.get(act.session, 'device')} {machine[:16]}"
    known = int(settings.get(act.session, name, "0"))
    number = max(known, found.number)
    settings.put(act.session, name, str(number))
    altered = found.altered or found.number - WRITINGS < known
    if found.untold:
        act.notes["wrong_tries"] = {who: asdict(one) for who, one in found.untold.items()}
    if altered:
        act.notes["tries_file"] = "altered or set back"
    mended = tries.home / MENDED
    if damaged := mended.exists():
        act.notes["keyslots"] = "one copy was damaged and mended"

    def told() -> None:
        if found.untold or altered:
            tries.forget_told(number)
        if damaged:
            mended.unlink(missing_ok=True)

    return told
