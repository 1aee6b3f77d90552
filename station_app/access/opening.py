"""A record as its page shows it, with all that belongs to it: one reading, one event."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import Act
from station_app.access.records import Seen, everything_about, show, titles
from station_app.access.service import service
from station_app.core.records import Record
from station_app.core.register import Register
from station_app.storage import references
from station_app.storage.references import Link
from station_app.storage.tables import Operation

MOST = 100  # links of one register that are shown; the rest are counted


@dataclass(frozen=True, slots=True)
class Apart:
    """Somebody this was found not to be: 确认非同一人."""

    other: UUID
    act_id: UUID
    officer: str  # who found it


@dataclass(frozen=True, slots=True)
class Opened:
    seen: Seen
    links: list[Link]  # those that hold today first
    counted: Mapping[str, int]  # register → links that are not shown
    ends: Mapping[UUID, Record]  # the linked records of the registers named in `through`
    titles: Mapping[UUID, str]  # full names of links, and of what `seen` and `ends` point at
    merged: bool  # whether other entries are read as this one
    apart: list[Apart]


@service(right="show", purpose=True, audit="read")
def open_record(act: Act, register: Register, id: UUID, *, through: Collection[str] = ()) -> Opened:
    """`through`: registers whose records have no name of their own, but those of who and where.

    What the role may not see is left out or counted. Raises Refused, Absent.
    """
    seen = show(act, register, id)
    links, counted = _links(act, register, seen.record.id)
    ends = _ends(act, [link for link in links if link.register in through])
    named = [(link.register, link.id) for link in links if link.register not in through]
    named += _pointed_at(register, [seen.record])
    for name in through:
        ours = {link.id for link in links if link.register == name}
        named += _pointed_at(act.registers[name], [ends[id] for id in ends if id in ours])
    family = references.family(act.session, id)
    apart = _apart(act, family)
    named += [(register.name, one.other) for one in apart]
    return Opened(seen, links, counted, ends, _titles(act, named), len(family) > 1, apart)


def _apart(act: Act, family: Sequence[UUID]) -> list[Apart]:
    pairs = references.apart(act.session, family)
    said = select(Operation.act_id, Operation.actor).where(
        Operation.act_id.in_([act_id for _other, act_id in pairs])
    )
    by = dict[UUID, str](act.rows(said)) if pairs else {}
    return [Apart(other, act_id, by[act_id]) for other, act_id in pairs]


def _links(act: Act, register: Register, id: UUID) -> tuple[list[Link], dict[str, int]]:
    if not act.may(f"everything-about:{register.name}"):
        return [], {}
    found, counted = everything_about(act, register, id)
    shown = dict[str, list[Link]]()
    for link in sorted(found, key=lambda link: link.until is not None):
        held = shown.setdefault(link.register, [])
        if act.may(f"show:{link.register}") and len(held) < MOST:
            held.append(link)
        else:
            counted[link.register] = counted.get(link.register, 0) + 1
    return [link for links in shown.values() for link in links], counted


def _ends(act: Act, links: Iterable[Link]) -> dict[UUID, Record]:
    wanted = dict[str, list[UUID]]()
    for link in links:
        act.show(link.register, link.id)
        wanted.setdefault(link.register, []).append(link.id)
    found = dict[UUID, Record]()
    for name, ids in wanted.items():
        record = act.registers[name].record
        found |= {one.id: one for one in act.all(select(record).where(record.id.in_(ids)))}
    return found


def _pointed_at(register: Register, records: Iterable[Record]) -> list[tuple[str, UUID]]:
    return [
        (kind.register, id)
        for record in records
        for name, kind in register.refs
        if (id := getattr(record, name))
    ]


def _titles(act: Act, named: Iterable[tuple[str, UUID]]) -> dict[UUID, str]:
    wanted = dict[str, dict[UUID, None]]()
    for name, id in named:
        wanted.setdefault(name, {})[id] = None
    found = dict[UUID, str]()
    for name, ids in wanted.items():
        if act.may(f"titles:{name}"):
            found |= titles(act, act.registers[name], list(ids))
    return found
