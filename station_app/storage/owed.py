"""What is owed, by due date: whole pages by key, never an offset, and how much there is.

The key is the index `ix_duty_due` itself, so that a page is read where it begins. A line brings
along what its record is called: by its person, else by its address, of what it points at too;
one that points at neither is called by its own number and name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Integer,
    Select,
    Text,
    bindparam,
    case,
    func,
    literal,
    literal_column,
    select,
    tuple_,
)
from sqlalchemy.orm import Session

from station_app.core.kinds import Code, Kind, Serial, Words
from station_app.core.records import table_of
from station_app.core.register import Register
from station_app.storage.tables import DutyRow

Kinds = tuple[Kind, ...]
Key = tuple[date, str, UUID, str, str]  # due on, register, record, rule, since
DUTY = table_of(DutyRow).c  # not as objects: a screen is a ninetieth of asking the registers
KEY = (DUTY.due_on, DUTY.register, DUTY.record_id, DUTY.rule, DUTY.since)
ALL = 2**31 - 1  # lines
BETWEEN = "\x1f"  # the parts of a subject
NAMED = ("people", "places")  # whose own subject says who and where


@dataclass(frozen=True)
class Asked:
    """The agenda of some registers as it is asked for, and of what kind their subjects are."""

    query: Select[Any]  # parameters `last` and `most`
    kinds: Mapping[str, Kinds]


_ASKED: dict[tuple[str, ...], Asked] = {}  # building one takes as long as its answer


def asked(registers: Mapping[str, Register], names: tuple[str, ...]) -> Asked:
    if names not in _ASKED:
        _ASKED[names] = _built(registers, names)
    return _ASKED[names]


def page(
    session: Session,
    query: Select[Any],
    where: Sequence[ColumnElement[bool]] = (),
    *,
    last: date = date.max,
    after: Key | None = None,
    most: int = ALL,
) -> Sequence[Any]:
    """The longest overdue first, up to `last`: the first lines, or those that follow a key."""
    query = query.where(*where) if where else query
    if after is not None:
        there = (literal(v, c.type) for c, v in zip(KEY, after, strict=True))
        query = query.where(tuple_(*KEY) > tuple_(*there))
    return session.connection().execute(query, {"last": last, "most": most}).all()


def counts(
    session: Session, names: Sequence[str], where: Sequence[ColumnElement[bool]], *, last: date
) -> Sequence[Any]:
    """(due on, register, how many) in the order of the index, of what is due up to `last`."""
    held = (DUTY.due_on, DUTY.register)
    counted = select(*held, func.count()).where(DUTY.due_on <= last, *where)
    counted = counted.where(DUTY.register.in_(names)).group_by(*held)
    return session.connection().execute(counted).all()


def _built(registers: Mapping[str, Register], names: tuple[str, ...]) -> Asked:
    called = {name: _called(registers, registers[name]) for name in names}
    which = [(DUTY.register == _said(name), of) for name, (of, _kinds) in called.items()]
    subject = case(*which) if which else NOTHING
    line = (*KEY, DUTY.action, DUTY.owner, DUTY.course, subject)
    query = select(*line).where(
        DUTY.due_on <= bindparam("last", type_=DUTY.due_on.type),
        DUTY.register.in_([_said(name) for name in names]),
    )
    most = bindparam("most", type_=Integer())
    kinds = {name: of for name, (_column, of) in called.items()}
    return Asked(query.order_by(*KEY).limit(most), kinds)


def _called(registers: Mapping[str, Register], register: Register) -> tuple[Any, Kinds]:
    """What names the record at the end of the way, in one text, and of what kinds its parts are."""
    start, whose = table_of(register.record), register
    at = start
    found: FromClause = start
    for name, to in _way(registers, register):
        before, at, register = at, table_of(to.record), to
        found = found.join(at, at.c.id == before.c[name])
    named: Any = NOTHING
    for name in register.subject:
        named = named.concat(func.coalesce(at.c[name], NOTHING)).concat(_said(BETWEEN))
    held = select(named).select_from(found).where(start.c.id == DUTY.record_id).scalar_subquery()
    kinds = tuple(register[name].kind for name in register.subject)
    if at is start or not (own := _written(whose)):
        return held, kinds
    itself: Any = _said(BETWEEN * len(kinds))
    for name in own:
        itself = itself.concat(func.coalesce(start.c[name], NOTHING)).concat(_said(BETWEEN))
    else_ = select(itself).where(start.c.id == DUTY.record_id).scalar_subquery()
    return func.coalesce(held, else_), kinds + tuple(whose[name].kind for name in own)


def _written(register: Register) -> tuple[str, ...]:
    """What names a record itself, in words, numbers and codes."""
    said = (Words, Serial, Code)
    return tuple(name for name in register.subject if isinstance(register[name].kind, said))


def _said(word: str) -> ColumnElement[str]:
    """One of our own words, in the statement itself: as parameters they cost a third more."""
    return literal_column(f"'{word}'", Text())


NOTHING = _said("")


def _way(registers: Mapping[str, Register], register: Register) -> list[tuple[str, Register]]:
    """The fields to follow, and where each leads: to a person or an address at the end."""
    if register.name in NAMED:
        return []
    steps = [(name, registers[kind.register]) for name, kind in register.refs]
    for name, to in steps:
        if to.name in NAMED:
            return [(name, to)]
    for name, to in steps:
        if to is not register and (onward := _way(registers, to)):
            return [(name, to), *onward]
    return []
