"""The only place where the clocks of the machine are asked."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from pathlib import Path

from station_app.core.days import read_moment
from station_app.core.errors import Refused
from station_app.core.instants import Instant
from station_app.core.texts import _

BOOTTIME = hasattr(time, "CLOCK_BOOTTIME")
BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


def clock() -> datetime:
    return datetime.now(UTC)


def both_clocks() -> Instant:
    up = time.clock_gettime(time.CLOCK_BOOTTIME) if BOOTTIME else time.monotonic()
    return Instant(clock(), up, BOOT_ID.read_text() if BOOT_ID.is_file() else "")


def training_clock() -> datetime:
    """`STATION_NOW` or `STATION_TODAY` of UTC+8 set the clock; only in training."""
    day = os.environ.get("STATION_TODAY")
    moment = os.environ.get("STATION_NOW") or (day and f"{day}T10:00")
    try:
        return read_moment(moment, clock()) if moment else clock()
    except ValueError:
        raise Refused(_("演练时钟应写作 2026-03-07 或 2026-03-07T09:30")) from None
