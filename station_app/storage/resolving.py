"""What closes a conflict case beside the values of fields: names of a row that are no fields."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from station_app.core.errors import Refused
from station_app.core.records import Current, Record
from station_app.core.register import Register
from station_app.core.texts import _
from station_app.storage import log, references
from station_app.storage.log import Stamp
from station_app.storage.tables import Alias, BaseImage, Operation

WITHDRAWN, KEPT = "~withdrawn", "~kept"


def apply(session: Session, stamp: Stamp, record: Record, chosen: Mapping[str, Any]) -> None:
    """Whether it is withdrawn, and into which it is merged. Raises Refused at a ring."""
    if WITHDRAWN in chosen:
        at = chosen[WITHDRAWN]
        record.withdrawn_at = datetime.fromisoformat(at) if at else None
    if KEPT not in chosen:
        return
    alias, into = session.get(Alias, record.id), chosen[KEPT]
    if alias is not None:
        session.delete(alias)
        session.flush()
    if into is not None:
        if references.kept(session, UUID(into)) == record.id:
            raise Refused(_("这两条记录已经合并"))
        session.add(Alias(gone_id=record.id, kept_id=UUID(into), act_id=stamp.act_id))
        session.flush()


def tell(
    session: Session,
    stamp: Stamp,
    register: Register,
    record: Record,
    chosen: Mapping[str, Any],
    reason: str,
) -> None:
    """One operation a name, on the one that wrote it last."""
    for name, value in chosen.items():
        base = {name: _writer(session, record, name)}
        body = {name: value, log.REASON: reason}
        op_id = log.write(session, stamp, register, record.id, "resolve", body, base)
        if isinstance(record, Current):
            record.writers = record.writers | {name: str(op_id)}


def _writer(session: Session, record: Record, name: str) -> str:
    """Which operation wrote it; of what is no field here, the county says."""
    if isinstance(record, Current) and (name in record.writers or not name.startswith("~")):
        return record.writer(name)
    image = session.scalar(select(BaseImage).where(BaseImage.record_id == record.id).limit(1))
    if image is not None and (told := image.w.get(name) or image.made_by):
        return str(told)
    first = select(Operation.op_id).where(Operation.record_id == record.id)
    return str(session.scalars(first.order_by(Operation.n).limit(1)).one())
