"""Records for another organisation: operations of this log, and no records of this database."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from station_app.core.ids import new_id
from station_app.core.records import table_of
from station_app.core.register import Register
from station_app.storage import log, write
from station_app.storage.driver import insert_rows
from station_app.storage.exchange_tables import SentOf
from station_app.storage.log import Stamp


def send(
    session: Session,
    stamp: Stamp,
    drafts: Sequence[tuple[Register, Mapping[str, Any]]],
    to: str,
    of: Collection[UUID],
) -> None:
    """Each is proved as if it were filed here: nobody there would mend it. Raises Rejected.

    A transaction of their own: where the county refuses them, what was done here still counts.
    `of`: records of this home; when one of them goes, what these operations say of it goes too.
    """
    apart = replace(stamp, tx_id=new_id())
    for register, draft in drafts:
        record = write.drafted(stamp, register, draft)
        said = write.said_of(register, vars(record))
        op_id = log.write(session, apart, register, record.id, "send", said | {"to": to})
        rows = [{"op_id": op_id, "record_id": id} for id in of]
        insert_rows(session, table_of(SentOf), rows)
