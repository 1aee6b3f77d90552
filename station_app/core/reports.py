"""What is kept of a bug: where it happened, never about whom.

Messages of exceptions and values of variables may hold names, so only the kinds of the
errors and the places in the code are written.
"""

from __future__ import annotations

import platform
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
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


def watch(home: Path, tell: Callable[[Path | None], None] = lambda _file: None) -> None:
    """From now on what nobody caught is reported, and shown nowhere with what it held."""

    def uncaught(error: BaseException | None, thread: bool = False) -> None:
        if error is None or isinstance(error, KeyboardInterrupt | SystemExit):
            return
        file = write(home, error, datetime.now(UTC)) if home.is_dir() else None
        with suppress(OSError, AttributeError):  # a window without a terminal has no such file
            sys.stderr.write(report(error))
        if not thread:
            tell(file)

    sys.excepthook = lambda _kind, error, _traceback: uncaught(error)
    sys.unraisablehook = lambda unraisable: uncaught(unraisable.exc_value, thread=True)
    threading.excepthook = lambda args: uncaught(args.exc_value, thread=True)


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
