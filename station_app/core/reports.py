"""What is kept of a bug: where it happened, never about whom.

Messages of exceptions and values of variables may hold names, so only the kinds of the
errors and the places in the code are written.
"""

from __future__ import annotations

import platform
import traceback
from datetime import datetime
from pathlib import Path

FOLDER = "logs"


def report(error: BaseException) -> str:
    """The chain of errors, the first cause first: kind, then file, line and function."""
    lines = [f"python {platform.python_version()} {platform.system()}"]
    chain: list[BaseException] = []
    while error not in chain:
        chain.append(error)
        error = error.__cause__ or error.__context__ or error
    for one in reversed(chain):
        lines.append(f"{type(one).__module__}.{type(one).__qualname__}")
        lines += [
            f"  {_short(frame.filename)}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(one.__traceback__)
        ]
    return "\n".join(lines) + "\n"


def write(home: Path, error: BaseException, now: datetime) -> Path | None:
    """The file of the report; None where none can be written."""
    return keep(home, report(error), now)


def keep(home: Path, text: str, now: datetime) -> Path | None:
    """A report in its file, for this account only."""
    file = home / FOLDER / f"report-{now:%Y%m%d-%H%M%S}.txt"
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(text, encoding="utf-8")
    except OSError:
        return None
    return file


def _short(path: str) -> str:
    """Without the folders of this machine, which may hold its user's name."""
    parts = Path(path).parts
    for root in ("station_app", "ui", "site-packages"):
        if root in parts:
            return "/".join(parts[parts.index(root) :])
    return parts[-1]
