"""What a password may be."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from station_app.core.errors import Refused
from station_app.core.texts import _

COMMON = Path(__file__).parents[2] / "resources" / "passwords" / "common.txt"
SHORTEST = 12  # characters; nothing is asked in training


def check(password: str, training: bool) -> None:
    """Any twelve characters that are not among those tried first. Raises Refused."""
    if training:
        return
    if len(password) < SHORTEST:
        raise Refused(_("密码至少 {n} 个字符", n=SHORTEST))
    if password.casefold() in _common():
        raise Refused(_("这个密码太常见，最先被人猜到，请换一个"))


@cache
def _common() -> frozenset[str]:
    lines = COMMON.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))
