"""One moment on both clocks of a machine: that of the wall can be set, the other only runs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Instant:
    wall: datetime
    up: float  # seconds since the start of the machine, its sleep included where the system tells
    boot: str = ""  # which start that was; empty where the system does not tell

    def expected(self, later: Instant) -> datetime | None:
        """What the wall clock should show `later`; None where the machine was started anew."""
        if self.boot != later.boot:
            return None
        return self.wall + timedelta(seconds=later.up - self.up)

    def jumped(self, later: Instant) -> timedelta:
        """How far the wall clock was set in between: negative is back."""
        expected = self.expected(later)
        return later.wall - expected if expected else timedelta()

    def passed(self, later: Instant) -> float:
        """Seconds in between on whichever clock saw more: what one of them slept, the other saw.

        A clock set back counts as its distance.
        """
        wall = abs((later.wall - self.wall).total_seconds())
        return max(wall, later.up - self.up) if self.boot == later.boot else wall
