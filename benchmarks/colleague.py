"""Somebody who works while the program is busy with something else, and waits how long."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Event, Thread
from time import monotonic

from benchmarks.harness import timed
from benchmarks.save import filings
from station_app.access import records
from station_app.access.desk import Desk
from station_app.residents.register import RESIDENTS
from station_app.storage.pages import Query

PAUSE = 0.1  # s between two of what he does
PAGE = bytes(4096)


class Colleague:
    """Saves a person and reads a list in turn, in a thread of the program that exchanges."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.saves, self.reads = desk, list[float](), list[float]()
        self._ended = Event()
        self._thread = Thread(target=self._work, daemon=True)

    def __enter__(self) -> Colleague:
        return self

    def __exit__(self, *_why: object) -> None:
        self.end()

    def idle(self, seconds: float) -> dict[str, list[float]]:
        """What it takes while nobody exchanges; then it goes on by itself."""
        until = monotonic() + seconds
        while monotonic() < until:
            self._once()
        found = {"saved a person": self.saves, "read a list": self.reads}
        self.saves, self.reads = [], []
        self._thread.start()
        return found

    def end(self) -> None:
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join()

    def _work(self) -> None:
        while not self._ended.wait(PAUSE):
            self._once()

    def _once(self) -> None:
        self.saves += filings(self.desk, 1)
        self.reads.append(timed(self._read, 1))

    def _read(self) -> None:
        with self.desk.view("list:residents") as view:
            records.page(view, RESIDENTS, Query())


class Disk:
    """Has a page written down again and again: what that takes at worst, no program does faster."""

    def __init__(self, file: Path) -> None:
        self.file, self.flushes = file, list[float]()
        self._ended = Event()
        self._thread = Thread(target=self._work, daemon=True)

    def __enter__(self) -> Disk:
        self._thread.start()
        return self

    def __exit__(self, *_why: object) -> None:
        self._ended.set()
        self._thread.join()

    def _work(self) -> None:
        with self.file.open("wb", buffering=0) as file:
            while not self._ended.wait(PAUSE / 10):
                file.write(PAGE)
                self.flushes.append(timed(lambda: os.fsync(file.fileno()), 1))
