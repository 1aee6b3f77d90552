"""What is longer than a message: photographs and snapshots; and whether both hold the same."""

from __future__ import annotations

import secrets
from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from station_app.core.texts import _
from station_app.county.blobs import Blobs
from station_app.county.comparing import Comparing
from station_app.county.limits import Turned, unreadable
from station_app.county.routes import takes
from station_app.county.security import Asked
from station_app.county.server import Answer, Server
from station_app.county.snapshots import Busy, Snapshots
from station_app.sync.protocol import (
    LARGEST_BLOB,
    Compare,
    Compared,
    Fetch,
    Part,
    Pulled,
    Taken,
    Wanted,
)

Sha = Annotated[str, Path(pattern="^[0-9a-f]{64}$")]
Off = Annotated[int, Query(ge=0, le=LARGEST_BLOB)]
WAIT = 20  # seconds, for a place among those whose snapshot is made
MOST_DIGITS = 15


def photographs(server: Server) -> APIRouter:
    router = APIRouter(prefix="/v1", tags=["photographs"])
    incoming = Blobs(server.push.engine, server.enrolling.derive("blob"))
    outgoing = Blobs(server.pull.engine, server.enrolling.derive("blob"))

    @router.get("/wanted", response_model=Wanted)
    async def wanted(request: Request, scope: str, after: str = "") -> Response:
        def ask(asked: Asked, _body: bytes) -> Wanted:
            server.pull.prove(asked.node, asked.node.device, scope)
            return outgoing.wanted(scope, after)

        return await server.answer_plain(request, ask)

    @router.put("/blob/{sha}", response_model=Taken)
    async def put(
        request: Request,
        sha: Sha,
        scope: str,
        off: Off,
        size: Annotated[int, Query(ge=1, le=LARGEST_BLOB)],
    ) -> Response:
        def take(asked: Asked, body: bytes) -> Taken:
            server.push.prove(asked.node, asked.node.device, scope)
            try:
                return incoming.put(scope, sha, off, size, body)
            except ValueError:
                raise unreadable("part") from None

        return await server.answer_plain(request, take, pool="push")

    @router.get("/blob/{sha}")
    async def get(request: Request, sha: Sha, scope: str, off: Off) -> Response:
        def give(asked: Asked, _body: bytes) -> Answer:
            server.pull.prove(asked.node, asked.node.device, scope)
            if (part := outgoing.get(scope, sha, off)) is None:
                raise Turned(404, "absent", _("县局没有这张照片，或还没有传完"))
            return _bytes(part, off)

        return await server.answer_plain(request, give)

    return router


def snapshot(server: Server) -> APIRouter:
    router = APIRouter(prefix="/v1", tags=["exchange"])
    snapshots = Snapshots(server.pull.engine, server.pull.clock)

    @router.get("/snapshot/{scope}")
    async def get(request: Request, scope: str) -> Response:
        def give(asked: Asked, _body: bytes) -> Answer:
            server.pull.prove(asked.node, asked.node.device, scope)
            off, etag = _range(request)
            try:
                part, begins = snapshots.get(scope, off, etag)
            except Busy:
                late = _("县局正在为别的单位准备数据，请稍后再试")
                raise Turned(
                    429, "busy", late, WAIT * (1 + secrets.randbelow(1000) / 1000)
                ) from None
            return _bytes(part, begins)

        return await server.answer_plain(request, give)

    return router


def comparing(server: Server) -> APIRouter:
    router = APIRouter(prefix="/v1", tags=["exchange"])
    book = Comparing(server.pull)

    @router.post("/digest", response_model=Compared, openapi_extra=takes(Compare))
    async def digest(request: Request) -> Response:
        def compare(asked: Asked, said: Compare) -> Compared:
            return book.compare(asked.node, said)

        return await server.answer(request, Compare, compare)

    @router.post("/rows", response_model=Pulled, openapi_extra=takes(Fetch))
    async def rows(request: Request) -> Response:
        def fetch(asked: Asked, said: Fetch) -> Pulled:
            return book.fetch(asked.node, said)

        return await server.answer(request, Fetch, fetch)

    return router


def _range(request: Request) -> tuple[int, str]:
    """From which byte of which one; without either, a new one from its first."""
    said = request.headers.get("range", "bytes=0-")
    digits = said.removeprefix("bytes=").removesuffix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= MOST_DIGITS):
        raise unreadable("Range")
    return int(digits), request.headers.get("if-range", "").strip('"')


def _bytes(part: Part, off: int) -> Response:
    end = off + len(part.content)
    headers = {"ETag": f'"{part.etag}"', "Content-Range": f"bytes {off}-{end - 1}/{part.size}"}
    return Response(part.content, 206, headers, "application/octet-stream")
