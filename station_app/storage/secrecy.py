"""Records that are on no shared list (未成年社区矫正对象): which of them stay unseen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, not_, or_, select
from sqlalchemy.orm import Session

from station_app.core.register import Register
from station_app.storage.tables import Alias, Reference


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


def of_teams(registers: Mapping[str, Register], register: Register) -> Register | None:
    """The register whose teams this one is seen by: itself, or the one that it points at."""
    reached = (register, *(registers[kind.register] for _name, kind in register.refs))
    return next((each for each in reached if each.team), None)


def is_open(registers: Mapping[str, Register], register: Register) -> bool:
    """Whether nothing of it can be secret or of a team, nor tell of what is: notes and prints are
    of any record. Of other registers the county is told no figure.
    """
    about = (register, *(registers[kind.register] for _name, kind in register.refs))
    return not any(each.secret or each.team or "subject_register" in each.by_name for each in about)


def outside(
    registers: Mapping[str, Register], register: Register, officer: str
) -> ColumnElement[bool] | None:
    """True of what is of no team that this officer is in; None where nothing is of a team."""
    if (whole := of_teams(registers, register)) is None:
        return None
    mine = _mine(registers, whole, officer)
    if whole is register:
        return not_(whole.record.id.in_(mine))
    name = next(name for name, kind in register.refs if kind.register == whole.name)
    column: ColumnElement[UUID] = getattr(register.record, name)
    return not_(column.in_(mine))


def strangers(
    registers: Mapping[str, Register], register: Register, officer: str
) -> ColumnElement[bool]:
    """True of a person or an address that no record of this officer's teams points at."""
    known = [
        select(Reference.to_id).where(
            Reference.from_register == each.name,
            Reference.from_id.in_(_mine(registers, each, officer)),
        )
        for each in registers.values()
        if each.team
    ]
    merged = [select(Alias.kept_id).where(Alias.gone_id.in_(ids)) for ids in known]
    return not_(or_(*(register.record.id.in_(ids) for ids in (*known, *merged))))


def _mine(registers: Mapping[str, Register], register: Register, officer: str) -> Select[UUID]:
    """Those in whose teams he is now."""
    assert register.team  # noqa: S101  as `of_teams` found
    members, account = registers[register.team[0]], register.team[1]
    member, until = members.record, (members.period or ("", ""))[1]
    whose = next(name for name, kind in members.refs if kind.register == register.name)
    return select(getattr(member, whose)).where(
        getattr(member, account) == officer,
        getattr(member, until).is_(None),
        member.withdrawn_at.is_(None),
    )


def shut(
    session: Session,
    registers: Mapping[str, Register],
    register: Register,
    ids: Iterable[UUID],
    keeper: str,
) -> set[UUID]:
    """Those of these records that this officer does not see."""
    return among(session, register, ids, hidden(registers, register, keeper))


def among(
    session: Session,
    register: Register,
    ids: Iterable[UUID],
    condition: ColumnElement[bool] | None,
) -> set[UUID]:
    """Those of these records of which it is true."""
    if condition is None:
        return set()
    record = register.record
    return set(session.scalars(select(record.id).where(record.id.in_(list(ids)), condition)))
