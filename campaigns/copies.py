"""kill -9 in the middle of a backup, of its second place, of a restore: the old state stays."""

from __future__ import annotations

import os
import random
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from signal import SIGKILL
from tempfile import TemporaryDirectory

from campaigns.home import faults_of, in_memory, new_home, opened
from campaigns.paper import Figure
from campaigns.work import Work
from station_app.access import copies, upkeep
from station_app.core.errors import Damaged
from station_app.storage import backup, restore
from station_app.storage.backup_file import check_backup
from station_app.storage.keys import KeySlots

TIMES = 50
ACTS = 40  # of an officer, before the first backup
_context = get_context("forkserver")
_context.set_forkserver_preload(["campaigns.copies", "campaigns.warm"])
Job = Callable[[Path, bytes, float, Connection], None]


def run(times: int, seed: int) -> list[Figure]:
    return [
        backups(times, seed=seed),
        backups(max(10, times // 5), seed=seed, bare=True),
        restores(times, seed=seed),
        restores(max(10, times // 5), seed=seed, bare=True),
    ]


def backups(times: int, *, seed: int = 1, bare: bool = False) -> Figure:
    """One home lives through all of it; each backup that was told of must be there and whole.

    Every second blow falls at some part of the work, the others at some part of its time; each
    fifth backup is let be.
    """
    chance, struck, told, lost = random.Random(seed), 0, list[str](), 0
    job = _bare_backup if bare else _backup
    with TemporaryDirectory(dir=in_memory()) as folder:
        home, key = _worked_in(Path(folder))
        took = _blow(_backup, home, key).took
        for n in range(times):
            part, moment = chance.random(), chance.uniform(0, took)
            blow = _blow(
                job,
                home,
                key,
                after=moment if n % 2 and n % 5 < 4 and not bare else None,
                part=part if (not n % 2 and n % 5 < 4) or bare else 2,
            )
            struck += blow.struck
            told += blow.words
            lost += len(_unsound(Path(folder), key))
        kept = {path.name for path in home.rglob("*.backup")}
        lost += sum(name not in kept for name in told if name[:8] == told[-1][:8])
        lost += len(faults_of(home, key))
    what = "killed while backing up to two places" + (", written in place" if bare else "")
    return _figure(what, times, struck, len(told), lost, bare)


def restores(times: int, *, seed: int = 1, bare: bool = False) -> Figure:
    """There is no new home or a whole one, and a second run makes it; the running one stays."""
    chance, struck, lost = random.Random(seed), 0, 0
    job = _bare_restore if bare else _restore
    with TemporaryDirectory(dir=in_memory()) as folder:
        home, key = _worked_in(Path(folder))
        with opened(home, key) as desk:
            copies.keep_copy(desk, home, key)
        took, new = _blow(_restore, home, key).took, Path(folder) / "new"
        for _n in range(times):
            shutil.rmtree(new, ignore_errors=True)
            struck += _blow(job, home, key, after=None if bare else chance.uniform(0, took)).struck
            if not new.exists():
                _blow(_restore, home, key)
            lost += _broken(new, key)
        lost += len(faults_of(home, key))
    what = "killed while restoring" + (", written in place" if bare else "")
    return _figure(what, times, struck, 1, lost, bare)


def _figure(what: str, times: int, struck: int, told: int, lost: int, bare: bool) -> Figure:
    return Figure(what=what, times=times, struck=struck, acknowledged=told, lost=lost, red=bare)


def _worked_in(folder: Path) -> tuple[Path, bytes]:
    home, stick = folder / "home", folder / "stick"
    key = new_home(home)
    stick.mkdir()
    with opened(home, key) as desk:
        work = Work(desk, 1, lambda _told: None)
        for _n in range(ACTS):
            work.once()
    with opened(home, key, "admin") as desk:
        copies.name_place(desk, stick)
    return home, key


@dataclass(frozen=True, slots=True)
class Blow:
    struck: bool
    took: float  # seconds from the beginning of the work
    words: list[str]  # what was told to be done


def _blow(job: Job, home: Path, key: bytes, after: float | None = None, part: float = 2) -> Blow:
    """Struck `after` seconds, or when so large a `part` of the work is done; else let be."""
    ours, theirs = _context.Pipe(duplex=False)
    process = _context.Process(target=_child, args=(job, home, key, part, theirs))
    process.start()
    theirs.close()
    words, began = list[str](), 0.0
    with suppress(EOFError):
        ours.recv()
        began = time.perf_counter()
        if after is not None:
            time.sleep(after)
            process.kill()
        while True:
            words.append(ours.recv())
    took = time.perf_counter() - began
    process.join()
    return Blow(process.exitcode == -SIGKILL, took, words)


def _child(job: Job, home: Path, key: bytes, part: float, told: Connection) -> None:
    told.send("begun")
    job(home, key, part, told)


def _backup(home: Path, key: bytes, part: float, told: Connection) -> None:
    def tell(done: int, left: int) -> None:
        if done >= part * (done + left):
            os.kill(os.getpid(), SIGKILL)

    with opened(home, key) as desk:
        told.send(Path(copies.keep_copy(desk, home, key, tell).file).name)


def _bare_backup(home: Path, key: bytes, part: float, told: Connection) -> None:
    vars(backup)["PART"] = ""
    _backup(home, key, part, told)


def _restore(home: Path, key: bytes, _part: float, _told: Connection) -> None:
    with opened(home, key) as desk, desk.view("last-backup") as view:
        file, now = Path(upkeep.last_backup(view).file), desk.now()
    restore.restore(file, home.with_name("new"), lambda _slots: key, lambda _card: now)


def _bare_restore(home: Path, key: bytes, part: float, told: Connection) -> None:
    vars(restore).update(PART="", _bring=lambda *_: os.kill(os.getpid(), SIGKILL))
    _restore(home, key, part, told)


def _unsound(folder: Path, key: bytes) -> list[Path]:
    """What bears the name of a backup and is none."""
    bad = []
    for path in folder.rglob("*.backup"):
        try:
            check_backup(path, key)
        except Damaged:
            bad.append(path)
            path.unlink()
    return bad


def _broken(home: Path, key: bytes) -> bool:
    try:
        KeySlots.load(home)
        return bool(faults_of(home, key))
    except Exception:
        return True
