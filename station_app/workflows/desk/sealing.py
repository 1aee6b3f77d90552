"""封存: what closes takes everything with it that stands on it, in whatever register it is kept.

治安管理处罚法 136; 预防未成年人犯罪法 59 (administrative penalties, coercive measures,
non-prosecution, 专门(矫治)教育).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import Act, View
from station_app.core.register import Register
from station_app.printing.records import Print
from station_app.storage.tables import Reference

Named = tuple[Register, UUID]


def seal_with(act: Act, register: Register, ids: Sequence[UUID]) -> None:
    """Seals these records of one register, all that points at them, and their papers.

    Raises Absent, and Refused where nobody could ever open it. What the act has written of them
    before is sealed with them; its event names none.
    """
    seal_all(act, [(register, id) for id in ids])


def seal_all(act: Act, wanted: Sequence[Named]) -> None:
    """As `seal_with`, of several registers."""
    found = {id: of for of, id in wanted}
    found |= standing_on(act, found)
    found |= _withdrawn(act, found)
    found |= dict.fromkeys(_papers(act, found), act.registers["prints"])
    (first, register), *along = found.items()
    act.seal(register, first, [(of, id) for id, of in along])


def standing_on(view: View, ids: Iterable[UUID]) -> dict[UUID, Register]:
    """What points at these records, at that again, and so on; the records themselves left out."""
    found, new = dict[UUID, Register](), list(ids)
    known = set(new)
    while new:
        pointing = select(Reference.from_register, Reference.from_id)
        rows = view.rows(pointing.where(Reference.to_id.in_(new)).order_by(Reference.from_id))
        fresh = {id: view.registers[name] for name, id in rows if id not in known}
        known |= fresh.keys()
        found |= fresh
        new = list(fresh)
    return found


def _withdrawn(view: View, found: Mapping[UUID, Register]) -> dict[UUID, Register]:
    """误录 of what goes: it points nowhere any more, and still says whom it named."""
    into, gone = {of.name for of in found.values()}, dict[UUID, Register]()
    for register in view.registers.values():
        id, withdrawn_at = register.record.id, register.record.withdrawn_at
        for name in (name for name, kind in register.refs if kind.register in into):
            pointed = getattr(register.record, name).in_(list(found))
            mistaken = select(id).where(pointed, withdrawn_at.is_not(None))
            gone |= dict.fromkeys(view.all(mistaken), register)
    return gone


def _papers(view: View, ids: Iterable[UUID]) -> Sequence[UUID]:
    """What was printed of them: its number and its code tell that there was something."""
    return view.all(select(Print.id).where(Print.subject_id.in_([str(id) for id in ids])))
