"""What others wrote in a record since somebody began to change it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from station_app.access.act import Act
from station_app.access.records import Seen, show
from station_app.access.service import service
from station_app.core.register import Register
from station_app.storage import log


@dataclass(frozen=True, slots=True)
class Written:
    officer: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Since:
    seen: Seen  # the record as it stands
    base: Mapping[str, Any]  # field → plain value at the revision asked for
    written: Mapping[str, Written]  # field → who wrote it last since then
    last: Written  # of all that was done with it
    gone: str | None  # why it was withdrawn


@service(right="show", purpose=True, audit="read")
def since(act: Act, register: Register, id: UUID, revision: int) -> Since:
    """Raises Refused, Absent."""
    seen = show(act, register, id)
    base, written, gone = dict[str, Any](), dict[str, Written](), None
    for version in log.history(act.session, seen.record.id):
        after = {name: value for name, (_before, value) in version.changes.items()}
        last = Written(version.officer, version.at)
        gone = str(after.get(log.REASON) or "") if version.kind == "withdraw" else None
        if version.revision <= revision:
            base |= after
        else:
            written |= dict.fromkeys(after, last)
    return Since(seen, base, written, last, gone)
