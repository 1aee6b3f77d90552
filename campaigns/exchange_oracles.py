"""What must hold when everybody has exchanged everything (docs/exchange.md, reliability.md 2.11).

Each answers sentences of what does not hold.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import select

from campaigns.exchange_home import PEOPLE
from campaigns.exchange_replay import PLAIN, SHOWN, County, merged, read, same
from campaigns.exchange_station import Station, photo
from campaigns.exchange_world import World, written
from station_app.core.errors import Damaged
from station_app.core.records import Record
from station_app.core.wire import plain
from station_app.registers import REGISTERS
from station_app.storage.blobs import tidy_photo
from station_app.storage.exchange_tables import ConflictCase
from station_app.storage.outbox import PULLED, Waiting
from station_app.storage.tables import Alias, Distinct, OpBody, Operation
from station_app.sync import digest, sending
from station_app.sync.protocol import APART, CONFLICT, KEPT, WITHDRAWN
from station_app.sync.sums import row_sum, total
from station_app.workflows.check import check


def faults(world: World, *, thorough: bool = False) -> list[str]:
    """`thorough`: each home is checked as `station check` does."""
    found = list[str]()
    counties = {scope: read(world, scope) for scope in world.scopes}
    for at, station in enumerate(world.stations):
        county = counties[world.scopes[at // 2]]
        said = [*shown(station, county), *same_sum(station, county), *said_there(station, county)]
        said += [*photographs(station, county), *bases(world, station)]
        if thorough:
            with station.desk("admin").survey("check") as act:
                said += [f"check: {one.what} {one.where}" for one in check(act)]
        if waits := station.waiting():
            said.append(f"{waits} wait")
        found += [f"{station.name}: {one}" for one in said]
    for county in counties.values():
        world.count("conflict", sum(ent == CONFLICT for ent, _id in county.rows))
        world.count("refused", len(county.refused))
        said = [*numbered(county), *merged(county), *rings(county), *at_home(world, county)]
        found += [f"{county.id}: {one}" for one in said]
    return found + once(world, counties)


# The county


def numbered(county: County) -> Iterable[str]:
    if [line.seq for line in county.log] != list(range(1, county.head + 1)):
        yield f"log {[line.seq for line in county.log]}, head {county.head}"
    sums = (row_sum(r.ent, r.id, r.seq, r.v, r.w) for r in county.rows.values() if not r.gone)
    if total(sums).to_bytes(32, "big") != county.digest:
        yield "the digest is not that of the rows"


def rings(county: County) -> Iterable[str]:
    """Of entries that are one person, one stands for all."""
    into = {
        id: UUID(kept) for id, row in county.standing("people").items() if (kept := row.v.get(KEPT))
    }
    for id in into:
        seen, at = {id}, into[id]
        while at in into and at not in seen:
            seen.add(at)
            at = into[at]
        if at == id:
            yield "somebody was merged into himself"


def at_home(world: World, county: County) -> Iterable[str]:
    """Nothing of one scope in another but who was handed over, and of him the fields alone."""
    others = set(world.scopes) - {county.id}
    for (ent, id), row in county.rows.items():
        if ent == CONFLICT or row.gone:
            continue
        if county.id not in world.belongs.get(id, {county.id}):
            yield f"{ent} of {others} stands here"
        if ent == "people":
            arrived = [
                b
                for line in county.log
                if line.id == id and line.kind == "move"
                if (b := county.bodies.get(line.op_id)) and "to" not in b
            ]
            if any(b["set"].get("guardian_id") for b in arrived):
                yield "a reference came along with who moved"


def once(world: World, counties: Mapping[str, County]) -> list[str]:
    """Each operation in the log of its scope, refused, or gone with a disk; a person in one."""
    found = list[str]()
    there = Counter(line.op_id for county in counties.values() for line in county.log)
    moved = {line.op_id for c in counties.values() for line in c.log if line.kind == "move"}
    refused = {op for county in counties.values() for op in county.refused}
    ever = set(world.ever).union(*(written(station) for station in world.stations))
    for op, times in there.items():
        if times > (2 if op in moved else 1):
            found.append(f"operation {op} stands {times} times")
        if op not in ever:
            found.append(f"nobody wrote operation {op}")
        if op in refused:
            found.append(f"operation {op} is in the log and refused")
    people = Counter(id for county in counties.values() for id in county.standing("people"))
    found += ["somebody stands in two scopes"] * any(n > 1 for n in people.values())
    missing = ever - there.keys() - refused - world.lost
    return found + [f"{len(missing)} operations are lost"] * bool(missing)


# A home


def shown(station: Station, county: County) -> Iterable[str]:
    with station.store.reading() as session:
        merged_ = dict(session.execute(select(Alias.gone_id, Alias.kept_id)).all())
        apart = {*session.execute(select(Distinct.one_id, Distinct.other_id)).all()}
        cases = {case.id: case for case in session.scalars(select(ConflictCase))}
        here = {
            name: {one.id: one for one in session.scalars(select(REGISTERS[name].record))}
            for name in SHOWN
        }
        own = select(Operation.record_id).where(Operation.acked_seq == 0)
        refused = set(session.scalars(own))
    for name in SHOWN:
        standing = county.standing(name)
        for id, row in standing.items():
            record = here[name].get(id)
            if record is None:
                yield f"{name} of the county is not here"
                continue
            for what, mine, theirs in _differs(name, record, row.v):
                yield f"{name} {what} is {mine!r}, at the county {theirs!r}"
            if name == "people":
                kept, told = merged_.get(id), row.v.get(KEPT)
                if told and UUID(told) not in here[name]:
                    told = None  # who it is has gone from here
                if (str(kept) if kept else None) != (told or None):
                    yield f"merged into {kept}, at the county {told}"
                others = {UUID(n.removeprefix(APART)) for n in row.v if n.startswith(APART)}
                if others & here[name].keys() != {other for one, other in apart if one == id}:
                    yield "other people are told from this one than at the county"
        for id, record in here[name].items():
            if id not in standing and record.withdrawn_at is None and id not in refused:
                yield f"{name} stands here alone"
    theirs = {id: bool(row.v["closed_by"]) for id, row in county.standing(CONFLICT).items()}
    if theirs != {id: case.closed_at is not None for id, case in cases.items()}:
        yield "open cases are not the county's"


def _differs(name: str, record: Record, v: Mapping[str, Any]) -> Iterable[tuple[str, Any, Any]]:
    for field_, kind in PLAIN[name].items():
        value = getattr(record, field_)
        mine = plain(kind, value) if value is not None and not isinstance(value, str) else value
        if not same(mine, v.get(field_)):
            yield field_, mine, v.get(field_)
    if (record.withdrawn_at is not None) is not bool(v.get(WITHDRAWN)):
        yield "withdrawn", record.withdrawn_at, v.get(WITHDRAWN)


def same_sum(station: Station, county: County) -> Iterable[str]:
    with station.desk().view("exchange") as view:
        cursor, _registers, sums = digest.held_here(view, county.id)
    if cursor != county.head:
        yield f"cursor {cursor}, head {county.head}"
    if total(sums.values()).to_bytes(32, "big") != county.digest:
        yield "holds other rows than the county"


def said_there(station: Station, county: County) -> Iterable[str]:
    """All that was written here is in the county's log, with what its author saw."""
    asked = select(Operation, OpBody.body).outerjoin(OpBody, OpBody.op_id == Operation.op_id)
    with station.store.reading() as session:
        for op, body in session.execute(asked.where(Operation.kind != PULLED)):
            there = county.bodies.get(op.op_id)
            if body is None or there is None or op.kind in sending.ERASED:
                continue
            sent = sending.on_wire(REGISTERS.get(op.register), Waiting(1, op, body))
            if {n: v for n, v in sent.set.items() if n not in there["set"]}:
                yield f"{op.kind} lost {sorted(sent.set.keys() - there['set'].keys())} on its way"
            elif any(there["set"][n] != v for n, v in sent.set.items()):
                yield f"{op.kind} says something else at the county"


def bases(world: World, station: Station) -> Iterable[str]:
    """An edit is written over what its author saw, not over what came meanwhile."""
    with station.store.reading() as session:
        mine = select(Operation).where(Operation.kind == "amend", Operation.register == PEOPLE.name)
        for op in session.scalars(mine):
            seen = world.saw.get(op.op_id, {})
            if any(seen.get(name, writer) != writer for name, writer in op.base.items()):
                yield "an edit says it was made over what nobody saw"


@cache
def taken() -> tuple[str, ...]:
    kept = (tidy_photo(photo(colour)) for colour in range(3))
    return tuple(hashlib.sha256(one).hexdigest() for one in kept)


def photographs(station: Station, county: County) -> Iterable[str]:
    """What a home shows is the photograph that was named, and no other is kept."""
    named = {row.v.get("photo") or "" for row in county.standing("people").values()}
    with station.desk().view("exchange") as view:
        if view.blobs.orphans(taken()):
            yield "a photograph is kept that nobody took"
        for sha in named - {""}:
            if view.blobs.lacking([sha]):
                yield "a photograph has not come"
                continue
            try:
                view.blobs.get(sha)
            except Damaged:
                yield "a photograph is not the one that was named"
