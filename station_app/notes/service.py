"""Noting something on a record of any register, and reading what was noted with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import Act
from station_app.access.action import Action
from station_app.access.purposes import opens
from station_app.access.service import service
from station_app.access.titles import no_right
from station_app.core.errors import Refused
from station_app.core.register import Register
from station_app.core.texts import _
from station_app.notes.records import Note
from station_app.notes.register import NOTES
from station_app.storage import references
from station_app.storage.tables import Operation


@dataclass(frozen=True, slots=True)
class Noted:
    note: Note
    at: datetime
    officer: str


@service(right="note", audit="noted")
def note(act: Act, name: str, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """Only on a record that this role may read. Raises Absent, Refused."""
    register = act.registers[name]
    if not act.may(f"show:{name}"):
        raise Refused(no_right(f"show:{name}", act.registers))
    one = act.load(register, id)
    told = {"subject_register": name, "subject_id": str(one.id), "scan": values["scan"]}
    kept = act.file(NOTES, told | {"said": values["said"] or ""})
    act.touch(name, one.id)
    return [kept.id]


@service(right="show", purpose=True, audit="read")
def notes_of(act: Act, register: Register, id: UUID) -> list[Noted]:
    """What was noted on a record and on those merged into it, the last first."""
    if act.purpose and not opens(act.purpose, register, training=act.training):
        raise Refused(_("这项事由不需要查看“{register}”，请另行说明事由", register=register.title))
    act.show(register.name, id)
    ids = [str(one) for one in references.family(act.session, id)]
    mine = select(Note).where(Note.subject_id.in_(ids), Note.withdrawn_at.is_(None))
    found = act.all(mine.order_by(Note.row.desc()))
    filed = Operation.record_id.in_([one.id for one in found]), Operation.kind == "file"
    rows = act.rows(select(Operation.record_id, Operation.at, Operation.actor).where(*filed))
    by = {record: (at, officer) for record, at, officer in rows}
    return [Noted(one, *by[one.id]) for one in found]


def noting(register: Register) -> Action:
    """The act of this register's records that adds a note."""
    return Action(
        name="note",
        title=_("添加备注（扫描件）"),
        right="note",
        fields=(NOTES["said"], NOTES["scan"]),
        run=partial(note_on, register.name),
    )


def note_on(name: str, act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    return note(act, name, id, values)
