"""Opens a station. The only place that knows all of it, and the only one that asks the clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from station_app.access.desk import Desk
from station_app.registers import REGISTERS
from station_app.storage.engine import Engines
from station_app.storage.store import Store


def clock() -> datetime:
    return datetime.now(UTC)


class Station:
    def __init__(self, engines: Engines, device: str, now: Callable[[], datetime] = clock) -> None:
        self._store = Store(engines, device, REGISTERS)
        self._now = now

    def desk(self, officer: str, role: str) -> Desk:
        """For an officer who has signed in."""
        return Desk(store=self._store, officer=officer, role=role, now=self._now)
