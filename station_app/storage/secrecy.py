"""Records that are on no shared list (未成年社区矫正对象): which of them stay unseen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from station_app.core.register import Register


def hidden(
    registers: Mapping[str, Register], register: Register, keeper: str = ""
) -> ColumnElement[bool] | None:
    """True of what this officer does not see, or nobody where none is named; with all that
    points at it. None where nothing of the register can be secret.
    """
    conditions = list[ColumnElement[bool]]()
    if register.secret:
        flag, whose = (getattr(register.record, name) for name in register.secret)
        others = [or_(whose.is_(None), whose != keeper)] if keeper else []
        conditions.append(and_(flag.is_(True), *others))
    for name, kind in register.refs:
        target = registers[kind.register]
        above = hidden(registers, target, keeper) if target.secret else None
        if above is not None:
            theirs = select(target.record.id).where(above)
            column = getattr(register.record, name)
            conditions.append(and_(column.is_not(None), column.in_(theirs)))
    return or_(*conditions) if conditions else None


def shut(
    session: Session,
    registers: Mapping[str, Register],
    register: Register,
    ids: Iterable[UUID],
    keeper: str,
) -> set[UUID]:
    """Those of these records that this officer does not see."""
    condition = hidden(registers, register, keeper)
    if condition is None:
        return set()
    record = register.record
    return set(session.scalars(select(record.id).where(record.id.in_(list(ids)), condition)))
