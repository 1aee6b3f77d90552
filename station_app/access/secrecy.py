"""Who may know of a record that is kept secret: whose it is, and the chief (社区矫正法 54, 58)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, not_, or_, true

from station_app.access.act import View
from station_app.core.errors import Refused
from station_app.core.register import Register
from station_app.core.texts import _
from station_app.storage import secrecy
from station_app.storage.references import Link

CHIEF, OFFICER, TOWNSHIP = "chief", "officer", "township"
ANYBODY = ("people", "places")


def closed(view: View, register: Register) -> ColumnElement[bool] | None:
    """True of what this officer may not know of; None where there can be no such record."""
    conditions = [_of_others(view, register)]
    if view.role != CHIEF:
        conditions.append(secrecy.hidden(view.registers, register, view.stamp.officer))
    held_back = [each for each in conditions if each is not None]
    return or_(*held_back) if held_back else None


def _of_others(view: View, register: Register) -> ColumnElement[bool] | None:
    """Of what is seen by its team: all of it to who may list none, other teams' to an officer.

    In a home whose people are there for that alone he knows none of the others either.
    """
    of_teams = secrecy.of_teams(view.registers, register)
    if of_teams and not view.may(f"list:{of_teams.name}"):
        return true()
    if view.role != OFFICER:
        return None
    if of_teams is None and register.name in ANYBODY and view.kind == TOWNSHIP:
        return secrecy.strangers(view.registers, register, view.stamp.officer)
    return secrecy.outside(view.registers, register, view.stamp.officer)


def seen(view: View, register: Register) -> Sequence[ColumnElement[bool]]:
    """What narrows a list to what this officer may know of."""
    condition = closed(view, register)
    return () if condition is None else (not_(condition),)


def shared(view: View, register: Register) -> Sequence[ColumnElement[bool]]:
    """What narrows a list that goes out of the house: nothing secret is on it, whoever asks."""
    condition = secrecy.hidden(view.registers, register)
    return () if condition is None else (not_(condition),)


def shut(view: View, register: Register, ids: Iterable[UUID]) -> set[UUID]:
    """Those of these records that this officer may not know of."""
    return secrecy.among(view.session, register, ids, closed(view, register))


def open_links(view: View, links: Sequence[Link]) -> list[Link]:
    """Without those whose record is shut to this officer: neither shown nor counted."""
    of = {link.register: list[UUID]() for link in links}
    for link in links:
        of[link.register].append(link.id)
    closed = {id for name, ids in of.items() for id in shut(view, view.registers[name], ids)}
    return [link for link in links if link.id not in closed]


def refuse(view: View, register: Register, id: UUID) -> None:
    """Raises Refused where the record is kept from this officer."""
    if shut(view, register, [id]):
        raise Refused(_("这条记录保密，只有其经办人员和所领导可以查阅、办理"))
