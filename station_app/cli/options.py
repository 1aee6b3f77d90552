"""What is said before or after any command: where the home is, who asks, and why."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import platformdirs
import typer

from station_app.access import log
from station_app.access.desk import CHANGE_IT, Desk
from station_app.access.purposes import Purpose
from station_app.app import sign_in
from station_app.cli.wording import aside
from station_app.core.errors import Explained, Refused
from station_app.core.texts import _
from station_app.station import Station


class Misused(Explained):
    """What is said of a line that no command can read."""

    code = "usage"
    status = 2


VALUED = {
    "--home": "home",
    "--as": "officer",
    "--password-file": "password_file",
    "--factor-file": "factor_file",
    "--purpose": "purpose",
    "--note": "note",
}


class Stopped(Explained):
    """Somebody pressed Ctrl+C."""

    code = "stopped"


@dataclass(slots=True)
class Options:
    """Taken from anywhere on the line; the environment stands in for what is not said."""

    home: str = ""
    officer: str = ""
    password_file: str = ""
    factor_file: str = ""
    purpose: str = ""
    note: str = ""
    json: bool = False

    @property
    def folder(self) -> Path:
        said = self.home or os.environ.get("STATION_HOME", "")
        return Path(said) if said else Path(platformdirs.user_data_dir("station-desk"))

    @property
    def who(self) -> str:
        return self.officer or os.environ.get("STATION_OFFICER", "")

    def password(self) -> str:
        file = self.password_file or os.environ.get("STATION_PASSWORD_FILE", "")
        if not file:
            raise Misused(_("请用 --password-file 指定密码文件，密码不能写在命令行里"))
        return secret(file)

    @property
    def code(self) -> str:
        """A one-time code, or one on paper, of an officer with a second factor."""
        file = self.factor_file or os.environ.get("STATION_FACTOR_FILE", "")
        return secret(file) if file else ""

    def why(self, desk: Desk) -> Purpose | None:
        """The purpose said; in a training home a look without one counts as TASK.

        No ticket or case has brought it: a look for it is a free one, and counted.
        """
        if said := self.said_why:
            return said
        return Purpose("TASK", self.note) if desk.training else None

    @property
    def said_why(self) -> Purpose | None:
        return Purpose(self.purpose, self.note, free=True) if self.purpose else None


OPTIONS = Options()


def take(words: Sequence[str]) -> list[str]:
    """Set OPTIONS from the line and answer what is left of it."""
    OPTIONS.__init__()  # type: ignore[misc]  # one process, one line
    left, rest = list[str](), iter(words)
    OPTIONS.json = "--json" in words
    for word in rest:
        name, equals, value = word.partition("=")
        if word == "--":
            left += [word, *rest]
        elif word == "--json":
            OPTIONS.json = True
        elif name in VALUED:
            setattr(OPTIONS, VALUED[name], value if equals else _value_of(name, rest))
        else:
            left.append(word)
    return left


def _value_of(name: str, rest: Iterator[str]) -> str:
    value = next(rest, None)
    if value is None:
        raise Misused(_("{name} 后面要写明内容", name=name))
    return value


def whole(name: str, otherwise: int | None, least: int, most: int) -> Any:
    """An option that is a whole number, Refused out of bounds; asked for without `otherwise`."""

    def within(number: int | None) -> int | None:
        if number is not None and not least <= number <= most:
            said = _("{name} 应为 {least} 至 {most} 的整数", name=name, least=least, most=most)
            raise Refused(said)
        return number

    default = ... if otherwise is None else otherwise
    return typer.Option(default, name, metavar="N", callback=within)


def secret(file: str | Path) -> str:
    """The first line of a file that holds a password or a recovery code."""
    try:
        lines = Path(file).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as wrong:
        if isinstance(wrong, UnicodeDecodeError):
            raise Refused(_("文件 {file} 不是 UTF-8 编码", file=str(file))) from None
        raise Refused(_("读不了文件 {file}", file=str(file))) from None
    return lines[0].strip() if lines else ""


@contextmanager
def signed_in() -> Iterator[tuple[Station, Desk]]:
    """The home, unlocked for the officer who asks."""
    if not OPTIONS.who:
        raise Misused(_("请用 --as 指明账号"))
    station, desk = sign_in(OPTIONS.folder, OPTIONS.who, OPTIONS.password(), OPTIONS.code)
    try:
        if desk.given:  # who reads it from a file has nobody to ask for another
            aside(CHANGE_IT)
            desk = replace(desk, given=False)
        _tell_of_cut(desk)
        yield station, desk
    finally:
        station.close()


def _tell_of_cut(desk: Desk) -> None:
    with desk.view("verify-audit") as view:
        if log.was_cut(view):
            aside(log.WAS_CUT)
