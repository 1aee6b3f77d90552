"""When this station was last backed up, where to, and what went wrong: told to all its desks."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from station_app.access import log
from station_app.access.act import Act, View
from station_app.access.service import service
from station_app.core.days import day_of
from station_app.core.texts import Text, _
from station_app.storage import settings

EVERY = timedelta(hours=4)
OLD, TOO_OLD = timedelta(days=1), timedelta(days=7)
TROUBLES = {
    "absent": _("第二存放处不在：请插好 U 盘或连上该文件夹，再备份一次"),
    "unwritten": _("写不进第二存放处：请检查空间和权限，再备份一次"),
    "unsound": _("第二存放处读回的备份不对：请换一块盘，再备份一次"),
    "failed": _("自动备份没有做成：请系统管理员在“备份与检查”页备份一次"),
}


@dataclass(frozen=True, slots=True)
class Backup:
    """The last one that was read back and found whole."""

    at: datetime | None = None  # an instant; None: there is none yet
    file: str = ""  # as it was named by who made it
    place: str = ""  # a second folder, where each is kept once more; empty: none was named
    placed_at: datetime | None = None  # the last that stands there too
    trouble: str = ""  # key of TROUBLES, of the last attempt

    def days(self, today: date) -> int:
        return (today - day_of(self.at)).days if self.at else 0

    def due(self, now: datetime) -> bool:
        return self.at is None or now - self.at >= EVERY

    def late(self, now: datetime) -> bool:
        """Amber: a day has gone by."""
        return self.at is None or now - self.at > OLD

    def lost(self, now: datetime) -> bool:
        """Red: a week has gone by, there is none, or the last attempt went wrong."""
        return bool(self.trouble) or self.at is None or now - self.at > TOO_OLD


@service(right="note-backup", audit=None)
def note_backup(view: View, file: str) -> None:
    """A copy stands, proved readable; its event is that of `log.back_up`."""
    _keep(view, replace(last_backup(view), at=view.stamp.now, file=file, trouble=""))


@service(right="note-backup", audit=None)
def note_second(view: View) -> None:
    """It stands in the second place too, read back there."""
    _keep(view, replace(last_backup(view), placed_at=view.stamp.now, trouble=""))


@service(right="note-backup", audit=None)
def note_trouble(view: View, trouble: str) -> None:
    _keep(view, replace(last_backup(view), trouble=trouble))


@service(right="last-backup", audit=None)
def last_backup(view: View) -> Backup:
    if not (kept := settings.get(view.session, settings.LAST_BACKUP)):
        return Backup()
    told: dict[str, Any] = json.loads(kept)
    for name in ("at", "placed_at"):
        told[name] = datetime.fromisoformat(told[name]) if told.get(name) else None
    return Backup(**told)


@service(right="back-up-itself", audit="backed up by itself")
def back_up_itself(act: Act, file: str) -> None:
    """The event of a backup that the program makes in its own folder, whoever is signed in."""
    log.back_up(act, file)


@service(right="second-place", audit="second place of backups")
def name_second_place(act: Act, place: str) -> None:
    """Where each backup is kept once more; empty: nowhere."""
    _keep(act, replace(last_backup(act), place=place, placed_at=None, trouble=""))
    act.notes |= {"place": place}


def series_name(view: View) -> str:
    """Tells the backups of this home from those of one restored from them."""
    return f"{view.stamp.scope}-{settings.get(view.session, 'epoch')[-8:]}"


def trouble(backup: Backup) -> Text | None:
    return TROUBLES.get(backup.trouble)


def _keep(view: View, backup: Backup) -> None:
    told = {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in asdict(backup).items()
    }
    settings.put(view.session, settings.LAST_BACKUP, json.dumps(told, ensure_ascii=False))
