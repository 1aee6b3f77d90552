"""What merging works on: rows of a scope in memory, and one operation at its place. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID

from station_app.sync.protocol import CONFLICT, KEPT, WITHDRAWN, Op


class Refused(Exception):
    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Image:
    """The newest state of one record, or of one conflict case."""

    ent: str
    id: UUID
    seq: int
    gone: bool = False
    made: str = ""  # the operation that filed it
    owner: str = ""  # scope/account of that operation
    by: str = ""  # scope/account of the last one
    at: str = ""
    v: dict[str, Any] = field(default_factory=dict)
    w: dict[str, str] = field(default_factory=dict)  # only of what changed since filing
    about: UUID | None = None  # the record of a conflict case
    hash: bytes = b""  # as it stands in the digest of its scope

    def writer(self, name: str) -> str:
        return self.w.get(name, self.made)

    @property
    def is_open(self) -> bool:
        return self.ent == CONFLICT and not self.gone and not self.v["closed_by"]


class Written(NamedTuple):
    """An operation of the log, as far as merging asks for it."""

    actor: str
    hlc: int
    set: Mapping[str, Any]


@dataclass(slots=True)
class Sheet:
    """Rows of one scope in memory; what a transaction changes lies apart until it is kept."""

    rows: dict[tuple[str, UUID], Image] = field(default_factory=dict)
    changed: dict[tuple[str, UUID], Image] = field(default_factory=dict)
    about: dict[UUID, set[UUID]] = field(default_factory=dict)  # record → its conflict cases

    def get(self, ent: str, id: UUID) -> Image | None:
        return self.changed.get((ent, id)) or self.rows.get((ent, id))

    def load(self, image: Image) -> None:
        self.rows[image.ent, image.id] = image
        self._note(image)

    def put(self, image: Image) -> None:
        self.changed[image.ent, image.id] = image
        self._note(image)

    def _note(self, image: Image) -> None:
        if image.about is not None:
            self.about.setdefault(image.about, set()).add(image.id)

    def cases(self, id: UUID) -> list[Image]:
        found = (self.get(CONFLICT, case) for case in self.about.get(id, ()))
        return [case for case in found if case is not None]

    def keep(self) -> None:
        self.rows |= self.changed
        self.changed.clear()

    def drop(self) -> None:
        self.changed.clear()


class Step(NamedTuple):
    """One operation at its place."""

    op: Op
    id: str  # of the operation, as rows name who wrote them
    who: str  # scope/account
    seq: int
    hlc: int  # clamped
    chief: bool = False
    there_seq: int = 0  # its place in the scope it goes to


def needed(op: Op, row: Image | None, *, every: bool = False) -> set[str]:
    """The operations of the log that merging will ask for, where `row` stands as it is.

    `every`: it will not, since other operations of the batch change it too.
    """
    if row is None or row.gone:
        return set()
    if op.kind in ("amend", "state"):
        names = set(op.set)
        if WITHDRAWN in row.v:
            return {row.writer(WITHDRAWN)} | {op.base[n] for n in names if n in op.base}
    elif op.kind == "withdraw":
        names = fields_of(op.base) | fields_of(row.w)
    elif op.kind == "merge":
        return {row.writer(KEPT)} if row.v.get(KEPT) else set()
    else:
        return set()
    before = row.made if op.kind == "withdraw" else ""
    differ = [n for n in names if every or op.base.get(n, before) != row.writer(n)]
    return {row.writer(n) for n in differ} | {b for n in differ if (b := op.base.get(n, before))}


def kept_id(v: Mapping[str, Any]) -> UUID | None:
    """Whom these values say an entry was merged into."""
    try:
        return UUID(v[KEPT]) if v.get(KEPT) else None
    except (ValueError, TypeError, AttributeError):
        return None


def fields_of(names: Mapping[str, Any]) -> set[str]:
    return {name for name in names if not name.startswith("~")}
