"""What a county's log makes of each record: merging worked out a second time, by other code.

Who edited without having seen what stood must have a case.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import select

from campaigns.exchange_world import World
from station_app.core.register import Merge
from station_app.county.tables import BODY, LOG, REJECTED, ROW, SCOPE
from station_app.registers import REGISTERS
from station_app.sync.protocol import CONFLICT, WITHDRAWN

EMPTY: tuple[Any, ...] = (None, "", [])
SHOWN = ("people", "places", "residents")
PLAIN = {
    name: {f.name: f.kind for f in REGISTERS[name].fields if f.merge is not Merge.DERIVED}
    for name in SHOWN
}


@dataclass
class County:
    """One scope, read at once."""

    id: str
    head: int = 0
    digest: bytes = b""
    log: list[Any] = field(default_factory=list)
    bodies: dict[UUID, Any] = field(default_factory=dict)
    refused: set[UUID] = field(default_factory=set)
    rows: dict[tuple[str, UUID], Any] = field(default_factory=dict)

    def standing(self, ent: str) -> dict[UUID, Any]:
        return {id: row for (of, id), row in self.rows.items() if of == ent and not row.gone}

    def holds(self, id: UUID) -> bool:
        return any(of == id and not row.gone for (_ent, of), row in self.rows.items())


def read(world: World, scope: str) -> County:
    with world.book.engine.connect() as at:
        head, sum_ = at.execute(
            select(SCOPE.c.head, SCOPE.c.digest).where(SCOPE.c.id == scope)
        ).one()
        log = at.execute(select(LOG).where(LOG.c.scope == scope).order_by(LOG.c.seq)).all()
        bodies = at.execute(select(BODY.c.op_id, BODY.c.body).where(BODY.c.scope == scope)).all()
        refused = at.scalars(select(REJECTED.c.op_id).where(REJECTED.c.scope == scope)).all()
        rows = at.execute(select(ROW).where(ROW.c.scope == scope)).all()
    by_key = {(row.ent, row.id): row for row in rows}
    named = {row.op_id: row.body for row in bodies}
    return County(scope, head, sum_, list(log), named, set(refused), by_key)


def merged(county: County) -> Iterable[str]:
    """What the log makes of each record; of those whose bodies are gone nothing is said."""
    rows = dict[UUID, _Merged]()
    actor = {str(line.op_id): line for line in county.log}
    whole = {line.id for line in county.log} - {
        line.id
        for line in county.log
        if county.bodies.get(line.op_id) is None and line.kind not in ("void",)
    }
    for line in county.log:
        if line.id in whole and line.ent in SHOWN:
            yield from _step(county, rows, line, county.bodies[line.op_id], actor)
    for id, row in rows.items():
        stands = next((r for (_e, of), r in county.rows.items() if of == id), None)
        if stands is None or stands.gone:
            if not row.gone:
                yield "a record of the log has no row"
        elif row.gone:
            yield "who was moved away stands here"
        else:
            for name in {*row.v, *stands.v}:
                if not same(row.v.get(name), stands.v.get(name)):
                    yield f"{name} is {stands.v.get(name)!r}, by the log {row.v.get(name)!r}"


@dataclass
class _Merged:
    made: str
    v: dict[str, Any]
    w: dict[str, str] = field(default_factory=dict)
    gone: bool = False

    def put(self, op: str, values: Mapping[str, Any]) -> None:
        self.v |= values
        self.w |= dict.fromkeys(values, op)


def _step(
    county: County, rows: dict[UUID, _Merged], line: Any, body: Any, lines: Mapping[str, Any]
) -> Iterable[str]:
    op, said = str(line.op_id), body["set"] if body else {}
    row = rows.get(line.id)
    if line.kind == "file" or (line.kind == "move" and "to" not in body):
        rows[line.id] = _Merged(op, dict(said))
    elif row is None:
        yield f"{line.kind} before there was a record"
    elif line.kind == "move":
        row.gone = True
    elif line.kind in ("amend", "state"):
        for name, value in said.items():
            yield from _field(county, row, line, (name, value), body.get("base", {}), lines)
    elif line.result == "applied":
        row.put(op, said)
    elif line.result == "conflict":
        [name] = said
        if (CONFLICT, uuid5(line.op_id, name)) not in county.rows:
            yield f"{line.kind} stands nowhere"


def _field(
    county: County,
    row: _Merged,
    line: Any,
    said: tuple[str, Any],
    base: Mapping[str, str],
    lines: Mapping[str, Any],
) -> Iterable[str]:
    (name, value), op = said, str(line.op_id)
    writer, stands = row.w.get(name, row.made), row.v.get(name)
    withdrawn, seen = bool(row.v.get(WITHDRAWN)), base.get(name)
    of_seen = (county.bodies.get(UUID(seen)) or {}).get("set", {}) if seen else {}
    saw = seen == writer or (seen is not None and name in of_seen and same(of_seen[name], stands))
    known = PLAIN[line.ent]
    field = REGISTERS[line.ent].by_name.get(name)
    if saw and not withdrawn:
        row.put(op, {name: value})
    elif same(value, stands):
        return
    elif field and name in known and field.merge is Merge.FREE and not withdrawn:
        other = lines.get(writer)
        if (line.hlc, op) > (other.hlc if other else 0, writer):
            row.put(op, {name: value})
    elif (CONFLICT, uuid5(line.op_id, name)) not in county.rows:
        yield f"{line.kind} of {name} by {line.actor} is neither there nor in a case"


def same(one: Any, other: Any) -> bool:
    return bool(one == other) or (one in EMPTY and other in EMPTY)
