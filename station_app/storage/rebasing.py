"""What a record is: what the county said last and, on top, our own operations it has not taken in.

Pure. Derived fields are worked out here, never read; an operation that the county has settled
without effect counts for nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from station_app.core.kinds import Kind
from station_app.core.records import Current, Record
from station_app.core.register import Register, empty
from station_app.core.wire import stored
from station_app.storage.log import REASON
from station_app.storage.resolving import KEPT, WITHDRAWN
from station_app.storage.tables import Operation

APART = "~apart:"
Pending = Iterable[tuple[Operation, Mapping[str, Any]]]
EMPTY: tuple[Any, ...] = (None, "", [])


@dataclass(frozen=True, slots=True)
class Image:
    """One row of the county as this database keeps it."""

    register: str
    id: UUID
    seq: int
    v: Mapping[str, Any]
    w: Mapping[str, str]
    made: UUID | None
    gone: bool = False
    by: str = ""  # scope/account


@dataclass(frozen=True, slots=True)
class Standing:
    """What is to be shown."""

    values: Mapping[str, Any]  # as they are stored: of all fields, or of those a new record names
    writers: Mapping[str, str]
    made: UUID | None
    withdrawn: datetime | None
    kept: UUID | None  # merged into
    apart: frozenset[UUID]


def rebase(register: Register, image: Image, pending: Pending, shown: Record | None) -> Standing:
    """`shown` gives derived fields that do not follow from these values; None: it is new here."""
    v, w = image.v, image.w
    for op, body in pending:
        said = _said(op, body)
        v = {**v, **said}
        w = {**w, **dict.fromkeys(said, str(op.op_id))}
    kept, apart = v.get(KEPT), [name for name in v if name.startswith(APART) and v[name]]
    return Standing(
        _values(register, v, shown),
        w,
        image.made,
        datetime.fromisoformat(at) if (at := v.get(WITHDRAWN)) else None,
        UUID(kept) if kept else None,
        frozenset(UUID(name.removeprefix(APART)) for name in apart) if apart else frozenset(),
    )


def _said(op: Operation, body: Mapping[str, Any]) -> dict[str, Any]:
    """An operation as values of a row."""
    match op.kind:
        case "amend" | "state" | "resolve":
            return {name: value for name, value in body.items() if name != REASON}
        case "withdraw" | "move":
            return {WITHDRAWN: op.at.isoformat()}
        case "restore":
            return {WITHDRAWN: None}
        case "merge" | "unmerge":
            return {KEPT: body.get("kept_id")}
        case "distinct":
            return {APART + body["other_id"]: True}
        case "undistinct" if body.get("not_id"):
            return {APART + body["not_id"]: None}
        case _:
            return {}


def _values(register: Register, v: Mapping[str, Any], shown: Record | None) -> dict[str, Any]:
    said, turned = register.said, register.turned
    values = {
        name: _read(turned[name], value) if name in turned else value
        for name, value in v.items()
        if name in said
    }
    whole = {**register.blank, **{name: [] for name in register.lists}, **values}
    found = register.derive(whole)
    if shown is None:
        return values | {name: found[name] for name in register.derived if name in found}
    return whole | {name: found.get(name, getattr(shown, name)) for name in register.derived}


def _read(kind: Kind, value: Any) -> Any:
    """What another program's kind holds and this one cannot read stays in the image alone."""
    try:
        return stored(kind, value)
    except (ValueError, TypeError, AttributeError):
        return empty(kind)


def differences(register: Register, record: Record, to: Standing) -> dict[str, Any]:
    """Field → value, of those that somebody would see change."""
    return {
        name: value
        for name, value in to.values.items()
        if (now := getattr(record, name)) != value and not (now in EMPTY and value in EMPTY)
    }


def is_written_by(record: Record, to: Standing) -> bool:
    """Whether it knows already who wrote what."""
    if not isinstance(record, Current):
        return True
    return record.writers == to.writers and to.made in (None, record.made_by)
