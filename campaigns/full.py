"""A disk that is full: nothing saved is lost, people can still be looked up, and it goes on.

The small disk is a tmpfs in a namespace of its own (`unshare -rm`), which needs no rights where
the kernel allows it; a file that may not grow (RLIMIT_FSIZE) can be had everywhere.
"""

from __future__ import annotations

import json
import os
import random
import resource
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import asdict
from functools import cache, partial
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from unittest.mock import patch

from campaigns.home import ask, faults_of, in_memory, new_home, opened
from campaigns.paper import Figure
from campaigns.recorder import ROOT
from campaigns.work import Told, Work, lost
from station_app.access.desk import Desk
from station_app.core.errors import Full
from station_app.storage.ballast import Ballast
from station_app.storage.integrity import is_sound

TIMES = 500
DISK = 48 << 20  # bytes
LEFT = 400_000  # bytes at most before the disk is full: some acts
LOOKS = 40


def run(times: int, seed: int) -> list[Figure]:
    return [figure(name, times, seed) for name in TRIALS if name == "growth" or can_mount()]


@cache
def can_mount() -> bool:
    tried = ["unshare", "-rm", "mount", "-t", "tmpfs", "none", "/mnt"]
    return bool(which("unshare")) and subprocess.run(tried, capture_output=True).returncode == 0


def figure(name: str, times: int, seed: int = 1) -> Figure:
    """In a process that may do to itself what it likes."""
    inside = ["unshare", "-rm"] if name != "growth" else []
    command = [*inside, sys.executable, "-m", "campaigns.full", name, str(times), str(seed)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, check=True, env=environment, stdout=subprocess.PIPE)
    return Figure(**json.loads(done.stdout))


@contextmanager
def small_disk() -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        options = ["-o", f"size={DISK}", "none", folder]
        subprocess.run(["mount", "-t", "tmpfs", *options], check=True)
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", folder], check=True)


@contextmanager
def filled(folder: Path, left: int = 0) -> Iterator[None]:
    """Somebody else's file takes all but so many bytes."""
    filler, free = folder / "filler", os.statvfs(folder)
    with filler.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(1, free.f_bavail * free.f_bsize - left))
    try:
        yield
    finally:
        filler.unlink()


@contextmanager
def not_growing(home: Path, left: int) -> Iterator[None]:
    """No file of this process may grow beyond the database and so many bytes."""
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    size = max(path.stat().st_size for path in home.glob("station.db*"))
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + left, old[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)


class Trial:
    """One home on the disk in question; what went wrong is counted."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.told, self.wrong = desk, Counter[tuple[str, str]](), 0
        self.acknowledged = 0
        self.work = Work(desk, 6, self._hear)

    def _hear(self, told: Told) -> None:
        self.acknowledged += 1
        self.told[told[:2]] = max(self.told[told[:2]], told[2])

    def refused(self) -> bool:
        """Works until an act is refused for want of room; any other error ends the trial."""
        for _n in range(1000):
            try:
                self.work.once()
            except Full:
                return True
        return False

    def still_there(self) -> None:
        """Reading goes on: it needs no room."""
        self.wrong += len(lost(self.told, self.desk))

    def looks(self) -> None:
        """Each leaves its event or shows nothing; a draft is kept as well."""
        for _n in range(LOOKS):
            events = _events(self.desk)
            try:
                self.work.draft()
                self.work.look()
            except Full:
                self.wrong += 1
            else:
                self.wrong += _events(self.desk) != events + 1


def _events(desk: Desk) -> int:
    return int(ask(desk, "select count(*) from audit_event")[0][0])


def _runs_out(
    home: Path, key: bytes, times: int, no_room: Callable[[int], AbstractContextManager[None]]
) -> tuple[Trial, int]:
    """How often it ran out of room; `no_room` is given the bytes that are left."""
    chance, struck = random.Random(sys.argv[3]), 0
    with opened(home, key) as desk:
        trial = Trial(desk)
        trial.work.once()
        for _n in range(times):
            is_sound(desk.store.engines)  # the log is written back and cut: it has to grow again
            with no_room(chance.randrange(LEFT)):
                struck += trial.refused()
                trial.still_there()
            trial.work.once()  # there is room again, and it goes on without a restart
    trial.wrong += len(faults_of(home, key, partial(lost, trial.told)))
    return trial, struck


def growth(times: int) -> Figure:
    with TemporaryDirectory(dir=in_memory()) as folder, _no_ballast():
        home = Path(folder) / "home"
        trial, struck = _runs_out(home, new_home(home), times, partial(not_growing, home))
    return _figure("no file may grow", times, struck, trial)


def room(times: int) -> Figure:
    with small_disk() as folder, _no_ballast():
        home = folder / "home"
        trial, struck = _runs_out(home, new_home(home), times, partial(filled, folder))
    return _figure("disk full, nothing kept back", times, struck, trial)


def ballast(times: int, *, kept: bool = True) -> Figure:
    """To the last byte; look-ups and drafts go on from what the ballast held."""
    struck = 0
    with small_disk() as folder:
        home = folder / "home"
        key = new_home(home)
        with opened(home, key) as desk:
            trial = Trial(desk)
            trial.work.file()
            for _n in range(times):
                is_sound(desk.store.engines)
                if not kept:
                    (home / "ballast").unlink(missing_ok=True)
                with filled(folder):
                    with suppress(Full):
                        trial.work.file()
                        trial.wrong += 1  # records are not written from the ballast
                    struck += not (home / "ballast").exists()
                    trial.looks()
                    trial.still_there()
                trial.work.file()
                trial.wrong += not (home / "ballast").exists()
        trial.wrong += len(faults_of(home, key, partial(lost, trial.told)))
    what = f"disk full, {LOOKS} look-ups" + ("" if kept else ", no ballast")
    return _figure(what, times, struck, trial, red=not kept)


def _no_ballast() -> AbstractContextManager[object]:
    """The engine alone: every write meets the end of the disk."""
    return patch.multiple(Ballast, tight=lambda _: False, give_up=lambda _: None)


def _figure(what: str, times: int, struck: int, trial: Trial, *, red: bool = False) -> Figure:
    return Figure(
        what=what,
        times=times,
        struck=struck,
        acknowledged=trial.acknowledged,
        lost=trial.wrong,
        red=red,
    )


TRIALS: dict[str, Callable[[int], Figure]] = {
    "growth": growth,
    "room": room,
    "ballast": ballast,
    "no-ballast": partial(ballast, kept=False),
}

if __name__ == "__main__":
    print(json.dumps(asdict(TRIALS[sys.argv[1]](int(sys.argv[2])))))
