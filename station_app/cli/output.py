"""Answers: JSON for scripts, lines for people, and one sentence where it went wrong."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn, ParamSpec
from uuid import UUID

import typer
from typer.exceptions import TyperException

from station_app.cli.options import OPTIONS, Misused
from station_app.cli.wording import aside, words, writable
from station_app.core import reports
from station_app.core.errors import Explained, Refused
from station_app.core.sound import escaped_in_json
from station_app.core.texts import Shown, Text, _
from station_app.core.wire import foreign

P = ParamSpec("P")
MOST_BYTES = 64 << 20  # of a body


class Fault(Explained):
    """What is said of a bug."""

    code = "fault"


class Undelivered(Explained):
    """What was done is done; nobody took the answer."""

    code = "undelivered"


class Line:
    """What something is called and what it is, in one or several words."""

    def __init__(self, label: Shown, *value: Shown, inner: bool = False) -> None:
        self.label, self.value, self.inner = label, value, inner

    def __str__(self) -> str:
        said = " ".join(filter(None, map(words, self.value)))
        return f"{'  ' if self.inner else ''}{words(self.label)}: {said}".rstrip()


@dataclass(frozen=True, slots=True)
class Told:
    """An answer that people read otherwise than scripts do."""

    body: Any
    lines: Iterable[Line]


def plain(value: Any) -> Any:
    """As JSON holds it: texts rendered, days and ids as text, instants in UTC."""
    match value:
        case Text():
            return words(value)
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        case UUID() | date() | Path():
            return str(value)
        case Mapping():
            return {str(name): plain(one) for name, one in value.items()}
        case list() | tuple() | set() | frozenset():
            return [plain(one) for one in value]
        case _:
            return value


def answer(value: Any) -> None:
    """A mapping or a list of them, or what stands for one."""
    told = value if isinstance(value, Told) else None
    body = plain(told.body if told else value)
    lines: Iterable[object] = told.lines if told else _lines(body)
    if OPTIONS.json:
        lines = [in_json(body)]
    try:
        for line in lines:
            typer.echo(writable(str(line)).replace("\n", "\n    "))  # no text is a line of its own
    except OSError:
        _give_up_answering()
        raise Undelivered(_("办理已经完成，但结果没有写到标准输出：管道已关闭或磁盘已满")) from None


def in_json(body: Any) -> str:
    return escaped_in_json(json.dumps(body, ensure_ascii=False))


def _give_up_answering() -> None:
    """So that the interpreter does not stumble over the same pipe as it ends."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def end(value: Any, why: Text, status: int) -> NoReturn:
    """An answer that is no good news: one sentence to standard error, and its status."""
    answer(value)
    aside(why)
    raise typer.Exit(status)


def _lines(body: Any) -> list[str]:
    if isinstance(body, list):
        return [_row(one) for one in body] or [words(_("（无）"))]
    if isinstance(body, dict):
        found = list[str]()
        for name, value in body.items():
            if isinstance(value, list) and value and isinstance(value[0], dict):
                found += [f"{name}:", *(f"  {_row(one)}" for one in value)]
            else:
                found.append(f"{name}: {_row(value)}".rstrip())
        return found
    return [] if body is None else [_row(body)]


def _row(one: Any) -> str:
    if isinstance(one, dict):
        shown = [_row(value) for value in one.values() if value not in (None, "", [])]
        return "  ".join(shown)
    if isinstance(one, list):
        return ", ".join(_row(each) for each in one)
    return "" if one is None else str(one)


def fail(error: Explained) -> int:
    """One sentence to standard error; its status."""
    message = writable(words(error.text)).replace("\n", " ")
    with contextlib.suppress(OSError):
        typer.echo(message, err=True)
    if OPTIONS.json:
        body = {"error": {"code": error.code, "message": message}}
        try:
            typer.echo(in_json(body))
        except OSError:
            _give_up_answering()
    return error.status


def advise(misused: TyperException) -> int:
    """Wrong usage: what is wrong with the line, and where its words are listed."""
    context = getattr(misused, "ctx", None)
    command = context.command_path if context else "station"
    wrong = " ".join(misused.format_message().split())
    return fail(
        Misused(_("命令用法不对（{wrong}），请看 {command} --help", wrong=wrong, command=command))
    )


def apologise(bug: Exception) -> int:
    """A fault of the program: nothing half-written, a report without personal data."""
    home = OPTIONS.folder
    file = reports.write(home, bug, datetime.now(UTC)) if home.is_dir() else None
    text = _(
        "程序出错，这次操作没有写入任何记录；出错报告（不含个人信息）：{file}",
        file=str(file or "—"),
    )
    return fail(Fault(text))


def command(app: typer.Typer, name: str, **options: Any) -> Callable[..., Any]:
    """A command whose answer is what its function returns."""

    def declare(work: Callable[P, Any]) -> Callable[P, None]:
        @app.command(name, **options)
        @wraps(work)
        def run(*args: P.args, **kwargs: P.kwargs) -> None:
            body = work(*args, **kwargs)
            if body is not None:
                answer(body)

        return run

    return declare


def write_file(file: Path, content: bytes) -> None:
    """Raises Refused where the disk or the folder does not take it."""
    try:
        file.write_bytes(content)
    except OSError:
        raise Refused(_("写不了“{name}”，请检查磁盘空间和文件夹权限", name=file.name)) from None


def _read(file: str) -> bytes:
    """`-` is standard input: nothing where it was closed before we began."""
    if file == "-":
        return sys.stdin.buffer.read(MOST_BYTES + 1) if sys.stdin is not None else b""
    with Path(file).open("rb") as opened:
        return opened.read(MOST_BYTES + 1)


def read_json(file: str) -> Any:
    """A file of JSON, `-` for standard input."""
    try:
        body = _read(file)
        text = body.decode("utf-8-sig")
    except (OSError, ValueError) as wrong:
        if isinstance(wrong, UnicodeDecodeError):
            raise Refused(_("文件 {file} 不是 UTF-8 编码", file=file)) from None
        raise Refused(_("读不了文件 {file}", file=file)) from None
    if len(body) > MOST_BYTES:
        raise Refused(_("文件超过 {n} MB，请分成几份导入", n=MOST_BYTES >> 20))
    try:
        return foreign(text)
    except ValueError:
        raise Refused(_("文件 {file} 不是正确的 JSON", file=file)) from None
