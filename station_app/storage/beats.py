"""What lies in a beat (警务区): its addresses, the rooms of its buildings, what points at them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, Select, or_, select
from sqlalchemy.orm import aliased

from station_app.core.register import Register
from station_app.storage.tables import Reference

PLACES = "places"


def lies_in(
    registers: Mapping[str, Register], register: Register, beats: Collection[str]
) -> ColumnElement[bool]:
    """What points at no address itself lies where the house or home lies that it points at.

    A person lies where something that points at him, and holds today, points.
    """
    place: Any = registers[PLACES].record
    marked = select(place.id).where(place.beat.in_(beats))
    inside = select(place.id).where(place.building_id.in_(marked))
    own = marked.union(inside).scalar_subquery()
    if register.name == PLACES:
        return place.id.in_(own)  # type: ignore[no-any-return]
    if columns := [name for name, kind in register.refs if kind.register == PLACES]:
        return or_(*(getattr(register.record, name).in_(own) for name in columns))
    pointed = ((name, registers[kind.register]) for name, kind in register.refs)
    if standing := [(name, at) for name, at in pointed if _stands(at)]:
        return or_(
            *(
                getattr(register.record, name).in_(
                    select(at.record.id).where(lies_in(registers, at, beats))
                )
                for name, at in standing
            )
        )
    return register.record.id.in_(_pointed_at(register, own))


def _pointed_at(register: Register, own: ScalarSelect[Any]) -> Select[UUID]:
    """Whom something points at that holds today and also points at one of these addresses."""
    who, where = aliased(Reference), aliased(Reference)
    return (
        select(who.to_id)
        .join(where, where.from_id == who.from_id)
        .where(
            who.to_register == register.name,
            who.until.is_(None),
            where.to_register == PLACES,
            where.to_id.in_(own),
        )
    )


def _stands(register: Register) -> bool:
    """Whether its records point at an address."""
    return any(kind.register == PLACES for _name, kind in register.refs)
