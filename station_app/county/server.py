"""The county on the line: who asks is proved, what was sent is read, the book answers.

Without state of its own: any number of these may serve one database.
"""

from __future__ import annotations

import gzip
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeVar
from uuid import uuid4

from fastapi import APIRouter, FastAPI
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from sqlalchemy.exc import DataError, DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnection
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from station_app.core.texts import _
from station_app.core.wire import canonical
from station_app.county import limits
from station_app.county.audit import Audits
from station_app.county.book import Book, Rejected
from station_app.county.enrolling import Enrolling
from station_app.county.limits import Pool, Turned, busy, unreadable
from station_app.county.metrics import LOG, Line, Metrics
from station_app.county.security import Asked, Security
from station_app.sync.protocol import LARGEST
from station_app.sync.signing import TOKEN

M = TypeVar("M", bound=BaseModel)
Answer = BaseModel | Response
PLAIN = 1 << 10  # bytes of an answer that are not worth packing
JSON = "application/json"


@dataclass(slots=True)
class Server:
    """`push` and `pull` are one book over connections of their own: neither starves the other."""

    push: Book
    pull: Book
    security: Security
    enrolling: Enrolling
    audits: Audits
    metrics: Metrics = field(default_factory=Metrics)
    pools: dict[str, Pool] = field(
        default_factory=lambda: {
            "push": Pool(4, 64),
            "pull": Pool(4, 64),
            "door": Pool(2, 16),
            "page": Pool(2, 16),
        }
    )

    async def answer(
        self,
        request: Request,
        model: type[M],
        work: Callable[[Asked, M], Answer],
        *,
        pool: Literal["push", "pull"] = "pull",
        officer: bool = True,
    ) -> Response:
        """For a message of a device. `officer`: one who is signed in there and may exchange."""

        def serve(body: bytes, line: Line) -> Answer:
            asked = self._proved(request, body, line, officer=officer)
            return work(asked, limits.message(_unpacked(request, body), model))

        return await self.reply(request, serve, pool, officer=officer)

    async def answer_plain(
        self,
        request: Request,
        work: Callable[[Asked, bytes], Answer],
        *,
        pool: Literal["push", "pull"] = "pull",
    ) -> Response:
        """For a request whose body, if any, is no message."""

        def serve(body: bytes, line: Line) -> Answer:
            asked = self._proved(request, body, line, officer=True)
            return work(asked, body)

        return await self.reply(request, serve, pool, officer=True)

    async def reply(
        self,
        request: Request,
        serve: Callable[[bytes, Line], Answer],
        pool: str,
        *,
        officer: bool = False,
    ) -> Response:
        """`officer`: one is needed. Who brings no token of ours is not heard for long."""
        began, route = time.perf_counter(), request.scope.get("route")
        line = Line(uuid4().hex[:12], getattr(route, "path", ""))
        try:
            known = officer and self.security.is_ours(request.headers.get(TOKEN, ""))
            body = await limits.body_of(request, LARGEST if known else limits.STRANGERS)
            said = await self.pools[pool].run(lambda: _packed(request, serve(body, line)))
        except Exception as why:
            refused = turned(why)
            line.code = refused.code
            if refused.status == 500:
                LOG.error(canonical({"request": line.request, "fault": _frames(why)}))
            said = refusal(refused)
        line.status, line.seconds = said.status_code, time.perf_counter() - began
        line.write(self.metrics, self.security.now())
        said.headers["Station-Request"] = line.request
        said.headers["Station-Time"] = str(self.security.ms())
        return said

    def _proved(self, request: Request, body: bytes, line: Line, *, officer: bool) -> Asked:
        signed, signature = self.security.read(
            request.method, target(request), body, request.headers
        )
        asked = self.security.prove(signed, signature)
        line.device, line.scope = str(asked.node.device), asked.node.scope
        if officer:
            self.security.admit(asked)
        return asked


def target(request: Request) -> str:
    """Path and query as they were signed."""
    query: bytes = request.scope["query_string"]
    path: bytes = request.scope["raw_path"]
    return (path + (b"?" + query if query else b"")).decode("ascii", "replace")


def _unpacked(request: Request, body: bytes) -> bytes:
    return limits.unpacked(body, request.headers.get("content-encoding", ""))


def _packed(request: Request, said: Answer) -> Response:
    if isinstance(said, Response):
        return said
    body = said.model_dump_json(by_alias=True).encode()
    if len(body) < PLAIN or "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(body, media_type=JSON)
    packed = gzip.compress(body, 3, mtime=0)
    return Response(packed, media_type=JSON, headers={"Content-Encoding": "gzip"})


def turned(why: Exception) -> Turned:
    """What whoever asks is told."""
    match why:
        case Turned():
            return why
        case Rejected():
            return Turned(why.http, why.code, why.text)
        case DataError():  # numbers and characters that no database keeps
            return unreadable("value")
        case NoConnection():
            return busy()
        case DBAPIError() if why.connection_invalidated or _is_passing(why):
            wait = busy().retry_after
            return Turned(503, "database", _("县局数据库暂时没有响应，请稍后再试"), wait)
        case RequestValidationError():
            return unreadable("query")
        case HTTPException():
            return Turned(why.status_code, "path", _("没有这个接口"))
        case _:
            return Turned(500, "fault", _("县局服务出错，这次请求没有生效"))


def _is_passing(why: DBAPIError) -> bool:
    """Not reached, shutting down, a deadlock: gone when it is tried again."""
    state: str | None = getattr(why.orig, "sqlstate", None)
    return state is None or state[:2] in ("08", "40", "53", "57") or state == "55P03"


def _frames(why: Exception) -> list[str]:
    """Where it happened: what an error says may hold names."""
    places = traceback.extract_tb(why.__traceback__)
    return [type(why).__name__, *(f"{Path(p.filename).name}:{p.lineno}" for p in places[-8:])]


def refusal(why: Turned) -> Response:
    body = canonical({"error": {"code": why.code, "message": str(why.text)}}).encode()
    wait = {"Retry-After": str(int(why.retry_after) + 1)} if why.retry_after else {}
    return Response(body, why.status, headers=wait, media_type=JSON)


async def _turned_away(_request: Request, why: Exception) -> Response:
    return refusal(turned(why))


def make_app(server: Server, routers: list[APIRouter], messages: dict[str, Any]) -> FastAPI:
    """`messages`: schemas of what is sent, for /openapi.json."""
    app = FastAPI(title="station-county", version="1", docs_url=None, redoc_url=None)
    for kind in (RequestValidationError, HTTPException):
        app.add_exception_handler(kind, _turned_away)
    for router in routers:
        app.include_router(router)
    described = app.openapi

    def openapi() -> dict[str, Any]:
        found = described()
        found.setdefault("components", {}).setdefault("schemas", {}).update(messages)
        return found

    app.openapi = openapi  # type: ignore[method-assign]
    return app
