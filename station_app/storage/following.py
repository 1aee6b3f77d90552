"""What follows from new records: search keys, references, duties and tallies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import repeat
from typing import Any

from sqlalchemy.orm import Session

from station_app.core.records import plainly
from station_app.core.register import Register
from station_app.storage import duties, references, search, tallies
from station_app.storage.log import Stamp


@dataclass(frozen=True, slots=True)
class Following:
    """What follows from the values of one record alone."""

    keys: search.Keys
    links: list[dict[str, Any]]
    counted: list[tallies.Cell]


def of(register: Register, known: dict[str, Any]) -> Following:
    read = plainly(known)
    gone = read.withdrawn_at is not None
    return Following(
        search.keys_of(register, known, withdrawn=gone),
        list(references.of(register, read)),
        list(tallies.cells(register, known, withdrawn=gone)),
    )


def write(
    session: Session,
    stamp: Stamp,
    register: Register,
    new: Iterable[tuple[dict[str, Any], Following]],
    owners: Iterable[str] | None = None,
) -> None:
    """`owners`: who entered each, where that was not who writes."""
    keys, counted = [], list[tallies.Cell]()
    links, owed = list[dict[str, Any]](), list[dict[str, Any]]()
    for (known, follows), owner in zip(new, owners or repeat(stamp.officer), strict=False):
        keys.append((known["row"], follows.keys))
        links += follows.links
        owed += duties.of(stamp, register, plainly(known), owner)
        counted += follows.counted
    search.write(session, register, keys)
    references.write(session, links)
    duties.write(session, stamp, owed)
    tallies.count(session, (), counted)
