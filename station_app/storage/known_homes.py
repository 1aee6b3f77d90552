"""Where on this machine a home lives, by its id: a restore finds the device secret by it."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from uuid import UUID

import platformdirs

from station_app.core.wire import foreign


def _file() -> Path:
    return Path(platformdirs.user_state_dir("station-desk")) / "homes.json"


def _read() -> dict[str, str]:
    try:
        found = foreign(_file().read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def remember(home_id: UUID, home: Path) -> None:
    """A convenience only: an account without a folder of its own goes without."""
    with contextlib.suppress(OSError):
        _file().parent.mkdir(parents=True, exist_ok=True)
        known = _read() | {str(home_id): str(home.resolve())}
        _file().write_text(json.dumps(known), encoding="utf-8")


def path(home_id: UUID) -> Path | None:
    """None where it is not known, or no longer there."""
    known = _read().get(str(home_id))
    return Path(known) if known and Path(known).is_dir() else None
