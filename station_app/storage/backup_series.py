"""The backups that a home keeps by itself, and their second place.

A folder of `20260309-100000.backup`, named by the time of the station, with the blobs of
all of them beside, each once. Only what was read back and found whole is counted.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from station_app.core.days import BEIJING, day_of
from station_app.core.errors import Damaged
from station_app.core.progress import Progress, Tell, unheard
from station_app.storage.backup import blobs_of, carry, write_backup
from station_app.storage.backup_file import (
    BACKUP_DAMAGED,
    PART,
    check_backup,
    read_manifest,
)
from station_app.storage.keys import Key
from station_app.storage.rotation import kept, newest, periods

FOLDER = "backups"  # of a home
ENDING = ".backup"
ASIDE = ".damaged"
NAME = "%Y%m%d-%H%M%S"


@dataclass(frozen=True, slots=True)
class Series:
    folder: Path
    dek: Key = field(repr=False)

    def files(self) -> dict[datetime, Path]:
        """By when each was made; what has another name is not ours."""
        found = {}
        for path in self.folder.glob(f"*{ENDING}"):
            with contextlib.suppress(ValueError):
                found[datetime.strptime(path.stem, NAME).replace(tzinfo=BEIJING)] = path
        return found

    def write(self, home: Path, now: datetime, tell: Tell = unheard) -> Path:
        """The next one, proved; then those go that it makes superfluous."""
        self.tidy()
        moment, there = now.astimezone(BEIJING), self.files()
        while (moment := moment.replace(microsecond=0)) in there:
            moment += timedelta(seconds=1)
        file = self.folder / f"{moment:{NAME}}{ENDING}"
        write_backup(home, self.dek, file, now, tell, self.known())
        self.rotate(now)
        return file

    def mirror(self, file: Path, there: Path, now: datetime, tell: Tell = unheard) -> Path:
        """The same backup in another place, read back there. Raises OSError, Damaged."""
        other = Series(there, self.dek)
        other.tidy()
        manifest, copy = read_manifest(file, self.dek), there / file.name
        new = [name for name in manifest.beside if not other.holds(name, self.folder / name)]
        sizes = (path.stat().st_size for path in (file, *(self.folder / n for n in new)))
        progress = Progress(sum(sizes), tell)
        for name in new:
            if carry(self.folder / name, there / name, progress) != manifest.beside[name]:
                raise Damaged(BACKUP_DAMAGED)
        carry(file, copy, progress)
        check_backup(copy, self.dek)
        other.rotate(now)
        return copy

    def holds(self, name: str, like: Path) -> bool:
        path = self.folder / name
        return path.is_file() and path.stat().st_size == like.stat().st_size

    def known(self) -> dict[str, str]:
        """Blob → SHA-256, of all that lies beside these backups."""
        known = dict[str, str]()
        for file in self.files().values():
            with contextlib.suppress(Damaged):
                known |= read_manifest(file, self.dek).beside
        return known

    def damaged(self) -> list[Path]:
        """Backups that cannot be restored, all read back; also those found so earlier."""
        bad = [path for path in self.files().values() if not self._sound(path)]
        return sorted([*bad, *self.folder.glob(f"*{ASIDE}")])

    def rotate(self, now: datetime) -> None:
        """One goes only when what stands for its day, week and month was read back and is whole.

        A damaged one is put aside first, so that it stands for nothing.
        """
        files, today = self.files(), day_of(now)
        stands = newest(files, today)
        for moment in sorted(set(files) - kept(files, today)):
            instead = {files[stands[period]] for period in periods(moment, today)}
            if bad := [path for path in instead if not self._sound(path)]:
                for path in bad:
                    path.rename(path.with_name(path.name + ASIDE))
                return self.rotate(now)
            files[moment].unlink()
        return self._sweep()

    def _sound(self, file: Path) -> bool:
        try:
            check_backup(file, self.dek)
        except Damaged:
            return False
        return True

    def _sweep(self) -> None:
        """Blobs of no backup; nothing goes while a backup does not say which are its own."""
        named = set[str]()
        try:
            for file in self.files().values():
                named |= read_manifest(file, self.dek).beside.keys()
        except Damaged:
            return
        for name, path in blobs_of(self.folder).items():
            if name not in named:
                path.unlink()

    def tidy(self) -> None:
        """What was left by one that was killed."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for part in self.folder.rglob(f"*{PART}"):
            part.unlink()
