"""Records for another organisation: operations of this log, and no records of this database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from station_app.core.ids import new_id
from station_app.core.register import Register
from station_app.storage import log, write
from station_app.storage.log import Stamp


def send(
    session: Session,
    stamp: Stamp,
    drafts: Sequence[tuple[Register, Mapping[str, Any]]],
    to: str,
) -> None:
    """Each is proved as if it were filed here: nobody there would mend it. Raises Rejected.

    A transaction of their own: where the county refuses them, what was done here still counts.
    """
    apart = replace(stamp, tx_id=new_id())
    for register, draft in drafts:
        record = write.drafted(stamp, register, draft)
        said = write.said_of(register, vars(record))
        log.write(session, apart, register, record.id, "send", said | {"to": to})
