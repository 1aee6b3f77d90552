"""When this station was last backed up: kept with it, told to those who answer for it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime

from station_app.access.act import View
from station_app.access.service import service
from station_app.core.days import day_of
from station_app.storage import settings

KEPT = "last backup"


@dataclass(frozen=True, slots=True)
class Backup:
    at: datetime  # an instant
    file: str  # as it was named by who made it

    def days(self, today: date) -> int:
        return (today - day_of(self.at)).days


@service(right="note-backup", audit=None)
def note_backup(view: View, file: str) -> None:
    """A copy stands, proved readable; its event is that of `log.back_up`."""
    told = {"at": view.stamp.now.isoformat(), "file": file}
    settings.put(view.session, KEPT, json.dumps(told, ensure_ascii=False))


@service(right="last-backup", audit=None)
def last_backup(view: View) -> Backup | None:
    if not (kept := settings.get(view.session, KEPT)):
        return None
    told = json.loads(kept)
    return Backup(datetime.fromisoformat(told["at"]), told["file"])
