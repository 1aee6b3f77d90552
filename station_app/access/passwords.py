"""What a password may be."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from station_app.core.errors import Refused
from station_app.core.texts import _

LISTS = Path(__file__).parents[2] / "resources" / "passwords"
COMMON, PLACE = LISTS / "common.txt", LISTS / "place.txt"
LEAST_WORD = 2  # characters of a name that is left out of the count
SHORTEST = 12  # characters; nothing is asked in training


def check(password: str, training: bool, *names: str) -> None:
    """Any twelve characters that are not among those tried first. Raises Refused.

    Not counted: what anybody who knows this place tries next, `names` of the officer and the
    station, and the words of PLACE.
    """
    if training:
        return
    if len(password) < SHORTEST:
        raise Refused(_("密码至少 {n} 个字符", n=SHORTEST))
    if password.casefold() in _words(COMMON):
        raise Refused(_("这个密码太常见，最先被人猜到，请换一个"))
    known = {*map(str.casefold, names), *_words(PLACE)}
    if len(_without(password.casefold(), known)) < SHORTEST:
        raise Refused(_("单位名、账号名、程序名不计在内，密码仍须至少 {n} 个字符", n=SHORTEST))


def _without(password: str, words: set[str]) -> str:
    for word in sorted(words, key=len, reverse=True):
        if len(word) >= LEAST_WORD:
            password = password.replace(word, "")
    return password


@cache
def _words(file: Path) -> frozenset[str]:
    lines = file.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))
