"""Reading a foreign file in a process of its own, which may die without harm.

The child has 512 MB and 30 seconds of processor; it answers plain data in handfuls, so the
first rows are here while the rest is read, and a slow consumer costs it no time.
"""

from __future__ import annotations

import json
import traceback
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from station_app.core.errors import Explained
from station_app.core.limits import SECONDS, limit
from station_app.core.texts import Text, _
from station_app.exchange.headings import Column, Headings, Mapped
from station_app.exchange.sheet import Line, Sheet


class ReaderFailed(RuntimeError):
    """A bug of ours in the child: where it happened, without what was read."""


@contextmanager
def read_sheet(
    path: Path,
    headings: Headings,
    *,
    own: Collection[str] = (),
    mapped: Mapped | None = None,
    only: str | None = None,
) -> Iterator[Sheet]:
    """As `reading.read_sheet`; leaving the block ends the child. Raises Explained."""
    asked = {
        "path": str(path),
        "headings": {name: list(words) for name, words in headings.items()},
        "own": list(own),
        "mapped": dict(mapped or {}),
        "only": only,
    }
    make_ready()
    child = _waiting.pop()
    try:
        child.pipe.send_bytes(json.dumps(asked).encode())
        yield _sheet(child.pipe)
    finally:
        child.end()


def make_ready() -> None:
    """Start a child before it is known what to read, while a file is chosen or a home unlocked:
    to start one takes longer than to read a ledger.
    """
    while _waiting and not _waiting[-1].alive:
        _waiting.pop().end()
    if not _waiting:
        _waiting.append(_Child())


class _Child:
    def __init__(self) -> None:
        context = get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self._process = context.Process(target=_child, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()

    @property
    def alive(self) -> bool:
        return self._process.is_alive()

    def end(self) -> None:
        self._process.kill()
        self._process.join()
        self._process.close()
        self.pipe.close()


_waiting: list[_Child] = []


def _sheet(pipe: Connection) -> Sheet:
    head = _received(pipe)
    sheet = Sheet(
        head["name"],
        {name: Column(index, heading) for name, index, heading in head["columns"]},
        tuple(head["unrecognised"]),
        tuple(head["others"]),
        iter(()),
    )
    sheet.lines = _lines(pipe, sheet.skipped)
    return sheet


def _lines(pipe: Connection, skipped: Counter[str]) -> Iterator[Line]:
    while lines := (answer := _received(pipe))["lines"]:
        yield from map(Line._make, lines)
    skipped.update(answer["skipped"])


def _received(pipe: Connection) -> Any:
    try:
        if not pipe.poll(SECONDS):
            raise Explained(_("读取表格超过 {n} 秒，已停止；请把表格分成几份后重试", n=SECONDS))
        answer = json.loads(pipe.recv_bytes())
    except (EOFError, OSError):
        raise Explained(
            _("表格太大或已损坏，读取中止；请删去数据之外的行列，或另存为 CSV 后重试")
        ) from None
    if "bug" in answer:
        raise ReaderFailed(answer["bug"])
    if "msgid" in answer:
        raise Explained(Text(answer["msgid"], tuple((n, v) for n, v in answer["args"])))
    return answer


def _child(pipe: Connection) -> None:
    limit()
    try:
        _answer(pipe)
    except Explained as error:
        _send(pipe, {"msgid": error.text.msgid, "args": error.text.args})
    except (EOFError, BrokenPipeError, MemoryError):
        return  # nobody asks or listens any more, or the end of the pipe says enough
    except Exception as error:
        where = "".join(traceback.format_tb(error.__traceback__))
        _send(pipe, {"bug": f"{where}{type(error).__name__}"})  # its message may name people
    finally:
        pipe.close()


def _answer(pipe: Connection) -> None:
    from station_app.exchange import reading  # only the child pays for the parser

    asked: dict[str, Any] = json.loads(pipe.recv_bytes())
    path = Path(asked.pop("path"))
    sheet = reading.read_sheet(path, asked.pop("headings"), **asked)
    columns = [(name, column.index, column.heading) for name, column in sheet.columns.items()]
    head = {"name": sheet.name, "columns": columns}
    _send(pipe, head | {"unrecognised": sheet.unrecognised, "others": sheet.others})
    for lines in sheet.handfuls():
        _send(pipe, {"lines": lines})
    _send(pipe, {"lines": [], "skipped": sheet.skipped})


def _send(pipe: Connection, answer: object) -> None:
    pipe.send_bytes(json.dumps(answer, ensure_ascii=False).encode())
