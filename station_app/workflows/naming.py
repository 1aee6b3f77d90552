"""What records are called on a list of many registers: by their person, else by their address."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import View
from station_app.core.register import Register
from station_app.storage import pages

NAMED = ("people", "places")  # whose own subject says who and where
SOME = 5000  # ids asked for at once


def subjects(view: View, records: Iterable[tuple[str, UUID]]) -> dict[UUID, str]:
    """Masked. A hazard is called by the house it points at, which is called by its address."""
    wanted = dict[str, dict[UUID, None]]()
    for name, id in records:
        wanted.setdefault(name, {})[id] = None
    found = dict[UUID, str]()
    for name, ids in wanted.items():
        held = list(ids)
        for at in range(0, len(held), SOME):
            found |= _of(view, view.registers[name], held[at : at + SOME])
    return found


def _of(view: View, register: Register, ids: Sequence[UUID]) -> dict[UUID, str]:
    at, asked = register, select(register.record.id)
    for name, to in _way(view, register):
        asked = asked.join(to.record, to.record.id == getattr(at.record, name))
        at = to
    asked = asked.add_columns(*(getattr(at.record, name) for name in at.subject))
    return {
        id: pages.title(at, dict(zip(at.subject, values, strict=True)))
        for id, *values in view.rows(asked.where(register.record.id.in_(ids)))
    }


def _way(view: View, register: Register) -> list[tuple[str, Register]]:
    """The fields to follow, and where each leads: to a person or an address at the end."""
    if register.name in NAMED:
        return []
    steps = [(name, view.registers[kind.register]) for name, kind in register.refs]
    for name, to in steps:
        if to.name in NAMED:
            return [(name, to)]
    for name, to in steps:
        if to is not register and (onward := _way(view, to)):
            return [(name, to), *onward]
    return []
