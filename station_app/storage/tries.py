"""Tries at the passwords of a home, counted in `tries.json` beside the database.

They must be counted before anything is unlocked, so they cannot stand in the database; a MAC
under the device secret and a number that only grows, compared at every opening, tell whether
the file was altered, taken away or set back. What it does not protect: docs/security.md, Keys.
"""

from __future__ import annotations

import hmac
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from math import ceil
from pathlib import Path
from typing import Any

from station_app.core.errors import Refused
from station_app.core.instants import Instant
from station_app.core.texts import _
from station_app.core.wire import foreign
from station_app.storage.alone import alone
from station_app.storage.durable import write_durably
from station_app.storage.keyslot import Key, Locked, canonical, mac_of

FILE, LOCK = "tries.json", "tries.lock"
DEVICE = ""  # counts everybody's
FREE = {DEVICE: 20}  # tries before the first wait
FREE_OF_ONE = 5
WAITS = (30, 60, 300, 900)  # seconds; the last for every further try
MOST_NAMES = 100  # made-up accounts that are remembered
GUESSES = {"password", "second_factor"}
PATIENCE = 100  # turns of a twentieth of a second for the file
BUSY = _("另一处正在登录，请稍候再试")


@dataclass(slots=True)
class Count:
    """Wrong tries in a row."""

    wrong: int = 0
    until: float = 0.0  # POSIX time before which nothing is tried
    up_until: float = 0.0
    boot: str = ""


@dataclass(slots=True)
class Untold:
    """Wrong tries that no event tells of yet."""

    n: int
    first: str  # ISO, UTC
    last: str


@dataclass(slots=True)
class State:
    number: int = 0  # of this writing; it only grows
    counts: dict[str, Count] = field(default_factory=dict)
    untold: dict[str, Untold] = field(default_factory=dict)  # account, empty for unknown ones
    altered: bool = False  # the file that was found had not been written here


@dataclass(frozen=True, slots=True)
class Tries:
    """Of one home on one machine."""

    home: Path
    secret: Key = field(repr=False)
    known: frozenset[str]  # accounts that have a slot
    clock: Callable[[], Instant]

    @contextmanager
    def one(self, officer: str) -> Iterator[None]:
        """One try at a password. Counted before it is made: whoever ends the program gains nothing.

        Raises Locked where one has to wait.
        """
        self._count(officer)
        try:
            yield
        except Locked as wrong:
            if wrong.reason not in GUESSES:
                self._take_back(officer)
            raise
        self._take_back(officer, all=True)

    def told(self) -> State:
        """What the next event is to say."""
        return self._read()

    def forget_told(self, number: int) -> None:
        """The event stands. `number` is what the database knew: never less from now on."""
        with self._changing() as state:
            state.untold.clear()
            state.altered = False
            state.number = max(state.number, number)

    def _count(self, officer: str) -> None:
        now = self.clock()
        names = DEVICE, self._key(officer)
        with self._changing() as state:
            counts = [state.counts.setdefault(name, Count()) for name in names]
            left = max(_left(count, now) for count in counts)
            if left <= 0:
                for name, count in zip(names, counts, strict=True):
                    _add(count, FREE.get(name, FREE_OF_ONE), now)
                _note(state, officer if officer in self.known else DEVICE, now.wall)
                _prune(state)
        if left > 0:
            raise Locked("wait", seconds=ceil(left))

    def _take_back(self, officer: str, *, all: bool = False) -> None:
        """It was no guess; `all`: it was right, and the tries before it are forgiven."""
        with self._changing() as state:
            for name in (DEVICE, self._key(officer)):
                if count := state.counts.get(name):
                    wrong = 0 if all else count.wrong - 1
                    state.counts[name] = Count(wrong)
            name = officer if officer in self.known else DEVICE
            if (untold := state.untold.get(name)) and untold.n > 1:
                untold.n -= 1
            else:
                state.untold.pop(name, None)

    def _key(self, officer: str) -> str:
        """Of what is no account nothing readable is kept: people type passwords there."""
        if officer in self.known:
            return officer
        return "?" + mac_of(self.secret, ["account", officer])[:16]

    @contextmanager
    def _changing(self) -> Iterator[State]:
        with self._waiting():
            state = self._read()
            yield state
            state.number += 1
            self._write(state)

    @contextmanager
    def _waiting(self) -> Iterator[None]:
        for turn in range(PATIENCE):
            try:
                with alone(self.home / LOCK, BUSY):
                    yield
                    return
            except Refused as busy:
                if busy.text is not BUSY or turn == PATIENCE - 1:
                    raise
                time.sleep(0.05)

    def _read(self) -> State:
        try:
            plain = foreign((self.home / FILE).read_bytes())
            mac = plain.pop("mac")
            if hmac.compare_digest(mac, self._mac(plain)):
                counts = {name: Count(**one) for name, one in plain["counts"].items()}
                untold = {name: Untold(**one) for name, one in plain["untold"].items()}
                return State(plain["number"], counts, untold, plain["altered"])
        except FileNotFoundError:
            return State()  # a home that was just made or restored; else the number tells
        except (ValueError, TypeError, KeyError, AttributeError):
            pass
        now = self.clock()
        spent = Count(FREE[DEVICE] - 1)
        _add(spent, FREE[DEVICE], now)
        return State(counts={DEVICE: spent}, altered=True)

    def _write(self, state: State) -> None:
        plain = asdict(state)
        body = canonical(plain | {"mac": self._mac(plain)})
        write_durably(self.home / FILE, body)

    def _mac(self, plain: dict[str, Any]) -> str:
        return mac_of(self.secret, ["tries", plain])


def _left(count: Count, now: Instant) -> float:
    """Seconds still to wait, on whichever clock is slower.

    A wall clock set back makes nobody wait longer than the wait is.
    """
    left = count.until - now.wall.timestamp()
    if left > WAITS[-1]:
        left = WAITS[-1]
        count.until = now.wall.timestamp() + left
    same_start = now.boot and count.boot == now.boot
    return max(left, count.up_until - now.up if same_start else 0.0)


def _add(count: Count, free: int, now: Instant) -> None:
    count.wrong += 1
    if count.wrong >= free:
        wait = WAITS[min(count.wrong - free, len(WAITS) - 1)]
        count.until, count.up_until = now.wall.timestamp() + wait, now.up + wait
        count.boot = now.boot


def _note(state: State, name: str, at: datetime) -> None:
    untold = state.untold.setdefault(name, Untold(0, at.isoformat(), ""))
    untold.n, untold.last = untold.n + 1, at.isoformat()


def _prune(state: State) -> None:
    made_up = [name for name in state.counts if name.startswith("?")]
    for name in made_up[: max(0, len(made_up) - MOST_NAMES)]:
        del state.counts[name]
