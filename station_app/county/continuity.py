"""Whether what a station sends of an audit log goes on from what the county holds; pure."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from uuid import UUID

from station_app.storage.audit import START, hash_of
from station_app.storage.checkpoints import NotACheckpoint, read
from station_app.storage.device_signing import NAMED, DeviceKey
from station_app.sync.protocol import Audit

SLACK = timedelta(minutes=5)  # by which a clock may be put right


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What the county holds of a log."""

    scope: str
    epoch: UUID
    number: int = 0
    hash: str = START
    latest: datetime | None = None
    keys: Sequence[tuple[int, str]] = ()  # public halves, each from the event that named it on


@dataclass(slots=True)
class Went:
    """`fault`: nothing is taken. `told`: taken, and somebody at the county is to look."""

    number: int
    hash: str
    latest: datetime | None
    keys: list[tuple[int, str]]
    fault: tuple[str, int] | None = None
    told: list[tuple[str, int]] = field(default_factory=list)
    new: int = 0  # events, the last of those sent


def follow(held: Held, scope: str, message: Audit, hashes: Mapping[int, str]) -> Went:
    """`hashes`: of the events held from `after` on, as many as were sent, and the checkpoint's."""
    went = Went(held.number, held.hash, held.latest, list(held.keys))
    if held.scope != scope:
        went.fault = "owner", 0
    elif message.altered is not None:
        went.fault = "altered", message.altered
    elif message.after <= held.number:  # else the county has lost some: it asks for them
        went.fault = _differs(message, hashes) or _shorter(held, message, went)
        if went.fault is None:
            went.fault = _go_on(held, message, went)
        if went.fault is None:
            went.fault = _unsigned(scope, message, went, hashes)
    return went


def _differs(message: Audit, hashes: Mapping[int, str]) -> tuple[str, int] | None:
    """Something that is held already was sent otherwise."""
    sent = [message.before, *(event.hash for event in message.events)]
    for number, link in zip(count(message.after), sent, strict=False):
        if hashes.get(number, link) != link:
            return "rewritten", number
    return None


def _shorter(held: Held, message: Audit, went: Went) -> tuple[str, int] | None:
    """A restored copy begins an epoch, and a log of its own; the older one ends earlier there."""
    if message.last >= held.number:
        return None
    if message.own or message.epoch == held.epoch:
        return "short", message.last + 1
    went.told.append(("restored", message.last + 1))
    return None


def _go_on(held: Held, message: Audit, went: Went) -> tuple[str, int] | None:
    for number, event in zip(count(message.after + 1), message.events, strict=False):
        if number <= held.number:
            continue
        try:
            told = json.loads(event.body)
            at, link = datetime.fromisoformat(told["at"]), hash_of(went.hash, event.body)
            named = str(told.get(NAMED) or "")
            bytes.fromhex(named)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return "chain", number
        if link != event.hash or at.tzinfo is None:
            return "chain", number
        went.number, went.hash, went.new = number, link, went.new + 1
        _note(went, number, at, named)
    return None


def _note(went: Went, number: int, at: datetime, named: str) -> None:
    behind = went.latest is not None and at + SLACK < went.latest
    if behind and "clock" not in dict(went.told):
        went.told.append(("clock", number))
    went.latest = max(went.latest or at, at)
    if named:
        if went.keys and went.keys[-1][1] != named:
            went.told.append(("key", number))
        went.keys.append((number, named))


def _unsigned(
    scope: str, message: Audit, went: Went, hashes: Mapping[int, str]
) -> tuple[str, int] | None:
    """The checkpoint is another's, of another log, of another event, or of no key it named."""
    if not message.checkpoint:
        return None
    try:
        one = read(message.checkpoint)
    except NotACheckpoint:
        return "signature", 0
    at = one.number - message.after - 1
    sent = message.events[at].hash if 0 <= at < len(message.events) else hashes.get(one.number)
    log = str(message.log)
    if (one.log_id, one.org, one.hash) != (log, scope, sent):
        return "signature", one.number
    keys = [DeviceKey(log_id=log, number=n, public=public) for n, public in went.keys]
    named = [key for key in keys if key.number <= one.number]
    return None if not named or one.fits(None, keys) else ("signature", one.number)
