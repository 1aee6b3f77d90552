"""Proves the audit log: no event altered, added, moved or gone, and nothing beside it either.

Walked once from its first event, each chain is held against its head, the checkpoints in the
database, the keys of their devices, those of the file beside it and of this machine's memory,
those that were handed out, what the county has countersigned, the lines of who looked, and
the list of free look-ups. What is found is named by log and number.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.core.progress import Progress
from station_app.core.register import Register
from station_app.storage import audit, checkpoints, countersigned, device_signing, signing
from station_app.storage.audit import START, hash_of
from station_app.storage.checkpoints import CUT, EVERY, AuditCheckpoint, Checkpoint, NotACheckpoint
from station_app.storage.device_signing import NAMED, DeviceKey
from station_app.storage.free_looks import FreeLook
from station_app.storage.tables import AuditEvent, AuditHead, AuditRead

TOLD = 1000  # events between two words of how far one is
ADJUSTED = timedelta(minutes=5)  # a clock may be put right by so much

What = Literal[
    "chain", "checkpoint", "signature", "keys", "file",
    "memory", "anchor", "reads", "looks", "county", "tree", "clock",
]  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """The first entry of a log at which something is wrong."""

    log_id: str
    number: int
    what: What = "chain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a log is held against, beside the database."""

    device: str = ""  # whose file it is
    file: Sequence[Checkpoint] | None = None  # None: there is none
    anchors: Sequence[Checkpoint] = ()  # printed, exported, or of a backup
    memory: str = ""  # what this machine remembers and the log contradicts


@dataclass(slots=True)
class _Walked:
    """One chain, as far as it holds."""

    broken: int | None = None
    number: int = 0
    link: str = START
    hashes: dict[int, str] = field(default_factory=dict)  # of the numbers asked for
    set_back: int | None = None
    free: dict[int, tuple[str, str]] = field(default_factory=dict)  # number → officer, moment
    strange: int | None = None  # the first event with a reader that it does not name
    keys: dict[int, str] = field(default_factory=dict)  # number → the key announced by its event
    cut: int | None = None  # the first event that says the log before it was found cut
    unread: dict[str, int] = field(default_factory=dict)  # tag → the first event that lost it


def faults(
    session: Session,
    progress: Progress | None = None,
    registers: Mapping[str, Register] | None = None,
    held: Held | None = None,
) -> list[Fault]:
    """The first fault of each kind in each log; empty when all holds, but for a `clock`."""
    held, walk = held or Held(), progress or Progress()
    logs = set(session.scalars(select(AuditEvent.log_id).distinct()))
    for column in (AuditHead.log_id, AuditCheckpoint.log_id, AuditRead.log_id, FreeLook.log_id):
        logs |= set(session.scalars(select(column).distinct()))
    logs |= {one.log_id for one in held.anchors} | set(countersigned.logs(session))
    found = [
        fault
        for log_id in sorted(logs)
        for fault in _of_log(session, log_id, registers or {}, held, walk)
    ]
    tree = countersigned.tree_contradicted(session)
    return sorted([*found, *(Fault("", size, "tree") for size in tree)])


def broken(found: Iterable[Fault]) -> list[Fault]:
    """Those that say the log was tampered with; a clock may have been put back by its battery."""
    return [fault for fault in found if fault.what != "clock"]


def _of_log(
    session: Session,
    log_id: str,
    registers: Mapping[str, Register],
    held: Held,
    progress: Progress,
) -> Iterator[Fault]:
    rows = list(checkpoints.after(session, log_id, -1))
    own = [one for one in held.file or () if one.log_id == log_id]
    anchors = [one for one in held.anchors if one.log_id == log_id]
    county = countersigned.of_log(session, log_id)
    asked = {one.number for one in rows} | {one.number for one in (*own, *anchors)}
    asked |= {one.number for one in county}
    walked = _walk(session, log_id, asked, progress)
    keys = device_signing.keys_of(session, log_id)
    fits = partial(Checkpoint.fits, station=signing.held_key(session), devices=keys)
    kinds: dict[What, Iterator[int]] = {
        "chain": _chain(session, log_id, walked),
        "checkpoint": _checkpoints(rows, walked),
        "signature": _signatures(log_id, rows, [*own, *anchors], fits),
        "keys": _keys(keys, walked),
        "file": _file(rows, own, walked, known=held.device == log_id),
        "memory": _memory(log_id, held, walked),
        "anchor": (c.number for c in anchors if walked.hashes.get(c.number) != c.hash),
        "reads": _reads(session, walked, registers),
        "looks": _looks(session, log_id, walked),
        "county": countersigned.contradicted(session, log_id, county, walked.hashes),
        "clock": iter([walked.set_back] if walked.set_back else []),
    }
    for what, numbers in kinds.items():
        if (first := min(numbers, default=None)) is not None:
            yield Fault(log_id, first, what)


def _walk(session: Session, log_id: str, asked: set[int], progress: Progress) -> _Walked:
    walked, latest = _Walked(), datetime.min.replace(tzinfo=UTC)
    readers = _Readers(session, log_id)
    for number, event in enumerate(audit.events(session, log_id), start=1):
        link = hash_of(walked.link, event.body)
        if (event.number, event.hash) != (number, link):
            walked.broken = number
            break
        walked.number, walked.link = number, link
        if number in asked:
            walked.hashes[number] = link
        told = json.loads(event.body)
        at = datetime.fromisoformat(told["at"])
        if at + ADJUSTED < latest and walked.set_back is None:
            walked.set_back = number
        latest = max(latest, at)
        if told.get("free"):
            walked.free[number] = told["officer"], told["at"]
        if named := told.get(NAMED):
            walked.keys[number] = named
        if CUT in told and walked.cut is None:
            walked.cut = number
        readers.hold(walked, number, told.get("shown", ()))
        if number % TOLD == 0:
            progress.on(TOLD)
    else:
        readers.hold(walked, walked.number + 1, ())
    progress.on(walked.number % TOLD)
    return walked


class _Readers:
    """Lines of who looked, event by event."""

    def __init__(self, session: Session, log_id: str) -> None:
        asked = select(AuditRead.number, AuditRead.record_id).where(AuditRead.log_id == log_id)
        rows = session.execute(asked.order_by(AuditRead.number).execution_options(yield_per=1000))
        self._groups = groupby(rows, key=itemgetter(0))
        self._at, self._tags = 0, Counter[str]()

    def hold(self, walked: _Walked, number: int, shown: Sequence[str]) -> None:
        """Against what the event of this number says it showed."""
        while self._at < number:
            if self._tags and walked.strange is None:
                walked.strange = self._at  # an event before it named nobody
            at, rows = next(self._groups, (1 << 62, ()))
            self._at, self._tags = at, Counter(audit.tag(id) for _number, id in rows)
        found = Counter[str]()
        if self._at == number:
            found, self._tags = self._tags, Counter()
        named = Counter(shown)
        if found - named and walked.strange is None:
            walked.strange = number
        for tag in named - found:
            walked.unread.setdefault(tag, number)


def _chain(session: Session, log_id: str, walked: _Walked) -> Iterator[int]:
    head = session.get(AuditHead, log_id, populate_existing=True)
    if walked.broken is not None:
        yield walked.broken
    elif head is None or (head.number, head.hash) != (walked.number, walked.link):
        yield walked.number + 1


def _checkpoints(rows: Sequence[AuditCheckpoint], walked: _Walked) -> Iterator[int]:
    """They name other events than those there are, or are too far apart."""
    for row in rows:
        one = _readable(row)
        if one is not None and walked.broken is None and _differs(one, walked):
            yield row.number
    numbers = [0, *(row.number for row in rows), walked.number]
    for before, number in pairwise(numbers):
        if number > before + EVERY:
            yield before + 1


def _differs(one: Checkpoint, walked: _Walked) -> bool:
    return walked.hashes.get(one.number) != one.hash


def _signatures(
    log_id: str,
    rows: Sequence[AuditCheckpoint],
    others: Sequence[Checkpoint],
    fits: Callable[[Checkpoint], bool],
) -> Iterator[int]:
    for row in rows:
        one = _readable(row)
        named = one is not None and (one.log_id, one.number) == (log_id, row.number)
        if one is None or not named or not fits(one):
            yield row.number
    for one in others:
        if one.signature and not fits(one):
            yield one.number


def _keys(entered: Sequence[DeviceKey], walked: _Walked) -> Iterator[int]:
    """A key counts from the event that names it, and no other does."""
    listed = {one.number: one.public for one in entered}
    if walked.broken is None:
        numbers = listed.keys() | walked.keys.keys()
        yield from (n for n in numbers if listed.get(n) != walked.keys.get(n))


def _memory(log_id: str, held: Held, walked: _Walked) -> Iterator[int]:
    """Cut at some time, as an event says or as this machine remembers."""
    if walked.cut is not None:
        yield walked.cut
    if held.memory and held.device == log_id:
        yield checkpoints.read(held.memory).number


def _readable(row: AuditCheckpoint) -> Checkpoint | None:
    try:
        return checkpoints.read(row.text)
    except NotACheckpoint:
        return None


def _file(
    rows: Sequence[AuditCheckpoint], own: Sequence[Checkpoint], walked: _Walked, *, known: bool
) -> Iterator[int]:
    """Lines may be behind the database, never missing before the last one, never others."""
    if walked.broken is None:
        yield from (one.number for one in own if _differs(one, walked))
    if known:
        there = {one.number for one in own}
        last = max(there, default=0)
        begun = [row.number for row in rows if row.number <= last or (len(rows) > 2 and not own)]
        yield from (number for number in begun if number not in there)
        yield from there - {row.number for row in rows}


def _reads(session: Session, walked: _Walked, registers: Mapping[str, Register]) -> Iterator[int]:
    """A line of who looked that no event tells of, or one that is gone though its record stands."""
    if walked.strange is not None and walked.broken is None:
        yield walked.strange
    if walked.unread:
        for register in registers.values():
            for id in session.scalars(select(register.record.id).execution_options(yield_per=1000)):
                if (number := walked.unread.get(audit.tag(id))) is not None:
                    yield number


def _looks(session: Session, log_id: str, walked: _Walked) -> Iterator[int]:
    listed: dict[int, Any] = {
        row.number: (row.officer, row.at)
        for row in session.scalars(select(FreeLook).where(FreeLook.log_id == log_id))
    }
    if walked.broken is None:
        told = {n: (who, datetime.fromisoformat(at)) for n, (who, at) in walked.free.items()}
        yield from (n for n in listed.keys() | told.keys() if listed.get(n) != told.get(n))
