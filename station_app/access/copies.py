"""The backup that a station makes by itself, whoever is signed in, and its second place."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from station_app.access import upkeep
from station_app.access.desk import Desk
from station_app.access.upkeep import TROUBLES, Backup
from station_app.core.errors import Damaged, Explained, Full, Refused
from station_app.core.progress import Tell, unheard
from station_app.core.texts import _
from station_app.storage.alone import alone
from station_app.storage.backup_series import FOLDER, Series
from station_app.storage.keys import Key

LOCK = "busy"
BUSY = _("另一个窗口正在备份，请稍候再试")
NAME = "station-desk-backup"  # in the second place: without it no stick is in the slot


def keep_before(home: Path, dek: Key, now: datetime) -> None:
    """One more of the series, of a database that is about to be brought up: the way back.

    Nobody is signed in yet, so it leaves no event. Raises Explained, OSError; then nothing may
    be changed.
    """
    series = Series(home / FOLDER, dek)
    with alone(series.folder / LOCK, BUSY):
        series.write(home, now)


def keep_copy(
    desk: Desk, home: Path, dek: Key, tell: Tell = unheard, *, if_due: bool = False
) -> Backup:
    """One more of the series in the home, and in the second place where one was named.

    `if_due`: only where the last is four hours old, as the open window asks every few minutes.
    What stands when the second place fails is a backup; `trouble` of the answer says the rest.
    Raises Explained where there is none; then that is noted too.
    """
    series = Series(home / FOLDER, dek)
    with alone(series.folder / LOCK, BUSY):
        last = _last(desk)
        if if_due and not last.due(desk.now()):
            return last
        with desk.act("back-up-itself") as act:
            upkeep.back_up_itself(act, FOLDER)
        try:
            file = series.write(home, desk.now(), tell)
        except (Explained, OSError):
            _note(desk, "failed")
            raise
        with desk.jot("note-backup") as view:
            upkeep.note_backup(view, str(file))
        if last.place:
            _keep_second(desk, series, file, Path(last.place), tell)
        return _last(desk)


def name_place(desk: Desk, folder: Path | None) -> None:
    """A folder on another disk, where from now on each backup is kept once more; none: nowhere.

    A folder is made in it, so that a stick that is not in its slot is told from an empty one.
    """
    with desk.act("second-place") as act:
        there = folder and folder.resolve() / NAME / upkeep.series_name(act)
        if there and not _made(there):
            raise Refused(_("写不进 {folder}，请另选文件夹", folder=str(folder)))
        upkeep.name_second_place(act, str(there or ""))


def _made(folder: Path) -> bool:
    if not folder.parents[1].is_dir():
        return False
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK)


def _keep_second(desk: Desk, series: Series, file: Path, there: Path, tell: Tell) -> None:
    if not there.is_dir():
        return _note(desk, "absent")
    try:
        series.mirror(file, there, desk.now(), tell)
    except Damaged:
        return _note(desk, "unsound")
    except (OSError, Full):
        return _note(desk, "unwritten" if there.is_dir() else "absent")
    with desk.jot("note-backup") as view:
        upkeep.note_second(view)
    return None


def _note(desk: Desk, trouble: str) -> None:
    if trouble not in TROUBLES:
        raise KeyError(trouble)
    with desk.jot("note-backup") as view:
        upkeep.note_trouble(view, trouble)


def _last(desk: Desk) -> Backup:
    with desk.view("last-backup") as view:
        return upkeep.last_backup(view)
