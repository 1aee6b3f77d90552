"""What a request may be before anybody believes it: bytes, levels, names, how many at a time."""

from __future__ import annotations

import asyncio
import secrets
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from anyio import CapacityLimiter, to_thread
from pydantic import BaseModel, ValidationError
from starlette.requests import ClientDisconnect, Request

from station_app.core.texts import Text, _
from station_app.core.wire import foreign
from station_app.sync.protocol import DEEPEST, LARGEST, SCHEMA

M = TypeVar("M", bound=BaseModel)
R = TypeVar("R")
NEWER = _("本所程序比县局的新，待县局升级后再上报，数据都在本所")
PATIENCE = 60.0  # s in which a request must have come
STRANGERS = 256 << 10  # bytes of a request that no token of this county came with
SHORTEST_WAIT, JITTER = 2.0, 8_000  # who comes too many waits: from s, and up to more ms


class Turned(Exception):
    """A request that is answered with a status of HTTP, a code for programs and one sentence."""

    def __init__(self, status: int, code: str, text: Text, retry_after: float = 0) -> None:
        super().__init__(code)
        self.status, self.code, self.text, self.retry_after = status, code, text, retry_after


def unreadable(what: str) -> Turned:
    """`what`: of the form, never of the content."""
    return Turned(400, "form", _("请求内容不符合接口规定：{what}", what=what))


def too_large() -> Turned:
    return Turned(413, "size", _("请求超过 {n} MB，请分批上报", n=LARGEST >> 20))


def busy() -> Turned:
    """Not all come again in the same moment."""
    wait = SHORTEST_WAIT + secrets.randbelow(JITTER) / 1000
    return Turned(429, "busy", _("县局服务正忙，请稍后再试"), wait)


async def body_of(request: Request, most: int = LARGEST) -> bytes:
    """As it came over the line. Raises Turned where it is too long or too slow.

    What says of itself that it is too long is not read.
    """
    parts, size = list[bytes](), 0
    said = request.headers.get("content-length", "")
    if said.isdecimal() and int(said[:20]) > most:
        raise too_large()
    try:
        async with asyncio.timeout(PATIENCE):
            async for part in request.stream():
                size += len(part)
                if size > most:
                    raise too_large()
                parts.append(part)
    except TimeoutError:
        raise Turned(408, "slow", _("请求没有在 {n} 秒内传完", n=int(PATIENCE))) from None
    except ClientDisconnect:
        raise unreadable("cut") from None
    return b"".join(parts)


def unpacked(body: bytes, encoding: str) -> bytes:
    """Raises Turned for a bomb, before it has gone off."""
    if encoding in ("", "identity"):
        return body
    if encoding != "gzip":
        raise unreadable("Content-Encoding")
    unpacking = zlib.decompressobj(wbits=31)
    try:
        found = unpacking.decompress(body, LARGEST + 1)
    except zlib.error:
        raise unreadable("gzip") from None
    if len(found) > LARGEST:
        raise too_large()
    if not unpacking.eof or unpacking.unused_data:
        raise unreadable("gzip")
    return found


def message(body: bytes, model: type[M]) -> M:
    """Raises Turned: what is wrong names places in the message, and repeats nothing of it."""
    try:
        plain = foreign(body, DEEPEST)
    except ValueError:
        raise unreadable("JSON") from None
    refuse_newer(plain)
    try:
        return model.model_validate(plain)
    except ValidationError as wrong:
        raise unreadable(_place(wrong, model)) from None


def refuse_newer(plain: Any) -> None:
    """A newer program may say what this one has no names for: it is told so. Raises Turned."""
    schema = plain.get("schema") if isinstance(plain, dict) else None
    if type(schema) is int and schema > SCHEMA:
        raise Turned(426, "newer", NEWER)


def _place(wrong: ValidationError, model: type[BaseModel]) -> str:
    """Where the first fault lies, in names of the protocol alone: others are the sender's own."""
    known = {"tx", "ops", *model.model_fields}
    first = wrong.errors(include_url=False, include_input=False)[0]
    names = [str(one) for one in first["loc"] if isinstance(one, int) or one in known]
    return ".".join([model.__name__, *names, first["type"]])


@dataclass(slots=True)
class Pool:
    """So many threads for one kind of work; beyond so many that wait for one, 429."""

    threads: int
    most_waiting: int
    _limiter: CapacityLimiter | None = None  # of the loop it first runs in
    _inside: int = field(default=0)

    async def run(self, work: Callable[[], R]) -> R:
        if self._inside >= self.threads + self.most_waiting:
            raise busy()
        if self._limiter is None:
            self._limiter = CapacityLimiter(self.threads)
        self._inside += 1
        try:
            return await to_thread.run_sync(work, limiter=self._limiter)
        finally:
            self._inside -= 1
