"""Every record of a register, a part at a time, so that a large one never fills the memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from station_app.access.act import Act
from station_app.core.records import Record
from station_app.core.register import Register


def in_parts(act: Act, register: Register, most: int) -> Iterator[Sequence[Record]]:
    """Each part is let go of before the next is read. Withdrawn ones are there too."""
    last = 0
    while True:
        query = select(register.record).where(register.record.row > last)
        records = act.all(query.order_by(register.record.row).limit(most))
        if not records:
            return
        last = records[-1].row
        yield records
        for record in records:
            act.session.expunge(record)
