"""How far long work has come, told to whoever waits for it."""

from __future__ import annotations

from collections.abc import Callable

Tell = Callable[[int, int], None]  # done, left; what it raises ends the work


def unheard(_done: int, _left: int) -> None:
    """Nobody waits."""


class Progress:
    """`total` may be an estimate: what is left is never less than nothing."""

    def __init__(self, total: int = 0, tell: Tell = unheard) -> None:
        self._total, self._done, self._tell = total, 0, tell

    def on(self, n: int) -> None:
        """`n` more are done."""
        self._done += n
        self._tell(self._done, max(0, self._total - self._done))
