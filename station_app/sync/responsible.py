"""Whose record it is: who decides where two have written."""

from __future__ import annotations

from sqlalchemy import select

from station_app.access import beats
from station_app.access.act import View
from station_app.core.records import Record
from station_app.core.register import Register
from station_app.storage import log
from station_app.storage.beats import lies_in
from station_app.storage.tables import Operation


def is_responsible(view: View, register: Register, record: Record) -> bool:
    """The chief; whom the record names; whose beat it lies in; else who entered it."""
    officer, session = view.stamp.officer, view.session
    if view.role == "chief":
        return True
    if not view.may("resolve-conflict"):
        return False
    if named := {duty.owner for duty in register.duties(record) if duty.owner}:
        return officer in named
    for whose in (beats.own(view), beats.held(session, view.stamp.today)):
        lying = select(register.record.id).where(
            register.record.id == record.id, lies_in(view.registers, register, whose)
        )
        if whose and view.all(lying):
            return whose == beats.own(view)
    first = log.operations(session, Operation.record_id == record.id)[:1]
    return any(op.actor in (officer, f"{view.stamp.scope}/{officer}") for op, _body in first)
