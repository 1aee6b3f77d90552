"""What is kept about records that are not there, or no longer say it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import aliased

from station_app.access.act import Act
from station_app.core.register import Register
from station_app.storage.own_tables import Sealed
from station_app.storage.tables import BaseImage, DigitKey, DutyRow, Operation, Reference, SearchKey

KEYS = (("text", SearchKey.lane), ("digits", DigitKey.register))
TELLING = (  # what tells of records by register and id
    ("operations", Operation.record_id, Operation.register),
    ("references", Reference.from_id, Reference.from_register),
    ("duties", DutyRow.record_id, DutyRow.register),
)


def kept_keys(act: Act) -> dict[str, Counter[int]]:
    """How many search keys there are of each kind and lane."""
    found = {}
    for kind, lane in KEYS:
        counted = act.session.execute(select(lane, func.count()).group_by(lane))
        found[kind] = Counter(dict(counted.all()))
    return found


def superfluous(
    register: Register, kept: Mapping[str, Counter[int]], expected: Counter[str]
) -> Iterator[int]:
    """How many keys a search would hit that no record holds, by kind of key."""
    for kind, lanes in kept.items():
        n = lanes[2 * register.number] + lanes[2 * register.number + 1]
        if n > expected[kind]:
            yield n - expected[kind]


def orphans(act: Act) -> Iterator[tuple[str, str]]:
    """(What tells of it, register/id) of a record that somebody took away past every act."""
    for what, id, name in TELLING:
        for known in act.session.scalars(select(name).distinct()).all():
            if register := act.registers.get(known):
                for record_id in act.session.scalars(_gone(register, id, name)):
                    yield what, f"{known}/{record_id}"


def _gone(register: Register, id: Any, name: Any) -> Select[tuple[UUID]]:
    """Ids of records that are neither here, nor sealed, nor purged, nor elsewhere by the county."""
    other = aliased(Operation)
    lawful = (
        exists().where(register.record.id == id),
        exists().where(Sealed.record_id == id),
        exists().where(other.record_id == id, other.kind.in_(("purge", "send"))),
        exists().where(BaseImage.record_id == id, BaseImage.gone),
    )
    return select(id).where(name == register.name, *(~case for case in lawful)).distinct()
