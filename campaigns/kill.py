"""kill -9 in the middle of the work of one officer, or of three on one home."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from itertools import chain
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from signal import SIGKILL
from tempfile import TemporaryDirectory

from campaigns.home import faults_of, in_memory, new_home, opened
from campaigns.paper import Figure
from campaigns.work import Told, Work, lost
from station_app.core.errors import Refused

TIMES = 5000
LONGEST = 0.06  # seconds to the blow
WORKING = 0.8  # the rest is struck while it opens the home
LIVES = 10  # kills one home goes through before it is proved; what is lost stays lost

_context = get_context("forkserver")
_context.set_forkserver_preload(["campaigns.kill", "campaigns.warm"])


def run(times: int, seed: int) -> list[Figure]:
    return [
        kills(times * 3 // 5, writers=1, seed=seed),
        kills(times * 2 // 5, writers=3, seed=seed),
        kills(max(10, times // 50), writers=1, early=True, seed=seed),
    ]


def kills(times: int, *, writers: int, early: bool = False, seed: int = 1) -> Figure:
    chance, struck, acknowledged, gone = random.Random(seed), 0, 0, 0
    for first in range(0, times, LIVES):
        lives = range(first, min(times, first + LIVES))
        with TemporaryDirectory(dir=in_memory()) as folder:
            home, told = Path(folder) / "home", Counter[tuple[str, str]]()
            key = new_home(home)
            for n in lives:
                working = [_life(home, key, seed + n * 3 + w, early) for w in range(writers)]
                if chance.random() < WORKING:
                    wait([ours for _process, ours in working])
                words = [_blow(chance, *one) for one in working]
                struck += 1
                acknowledged += sum(map(len, words))
                _hear(told, chain.from_iterable(words))
            gone += len(faults_of(home, key, partial(lost, told)))
    what = f"kill -9, {writers} writing" + (", told before the commit" if early else "")
    return Figure(
        what=what, times=times, struck=struck, acknowledged=acknowledged, lost=gone, red=early
    )


def _life(home: Path, key: bytes, seed: int, early: bool) -> tuple[BaseProcess, Connection]:
    ours, theirs = _context.Pipe(duplex=False)
    process = _context.Process(target=_work, args=(home, key, seed, early, theirs))
    process.start()
    theirs.close()
    return process, ours


def _work(home: Path, key: bytes, seed: int, early: bool, ours: Connection) -> None:
    with opened(home, key) as desk:
        work = Work(desk, seed, ours.send, early=early)
        while True:
            with suppress(Refused):  # others wrote for five seconds: he tries again
                work.once()


def _blow(chance: random.Random, process: BaseProcess, ours: Connection) -> list[Told]:
    """What the process told in its life."""
    words = list[Told]()
    time.sleep(chance.uniform(0, LONGEST))
    process.kill()
    try:
        while True:
            words.append(ours.recv())
    except EOFError:
        process.join()
    if process.exitcode != -SIGKILL:
        raise RuntimeError(f"an officer ended by himself: {process.exitcode}")
    return words


def _hear(told: Counter[tuple[str, str]], words: Iterable[Told]) -> None:
    for what, who, n in words:
        told[what, who] = max(told[what, who], n)
