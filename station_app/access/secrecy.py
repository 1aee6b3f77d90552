"""Who may know of a record that is kept secret: whose it is, and the chief (社区矫正法 54, 58)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, not_

from station_app.access.act import View
from station_app.core.errors import Refused
from station_app.core.register import Register
from station_app.core.texts import _
from station_app.storage import secrecy
from station_app.storage.references import Link

CHIEF = "chief"


def closed(view: View, register: Register) -> ColumnElement[bool] | None:
    """True of what this officer may not know of; None where there can be no such record."""
    if view.role == CHIEF:
        return None
    return secrecy.hidden(view.registers, register, view.stamp.officer)


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
    if view.role == CHIEF:
        return set()
    return secrecy.shut(view.session, view.registers, register, ids, view.stamp.officer)


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
