"""What may be asked over the line. One function a topic; `serving` puts them together."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema
from sqlalchemy import text
from starlette.requests import Request
from starlette.responses import Response

from station_app.county.greeting import greet
from station_app.county.limits import message
from station_app.county.metrics import Line
from station_app.county.security import Asked
from station_app.county.server import Server, target
from station_app.sync.protocol import (
    PAGE,
    Certified,
    Enrol,
    Greeting,
    Hello,
    Pulled,
    Push,
    Pushed,
    Renew,
)

HIGHEST = 2**63 - 1
SCHEMAS = "#/components/schemas/"


def takes(model: type[BaseModel]) -> dict[str, Any]:
    """For /openapi.json: the message is read by hand, after its signature was proved."""
    of = {"schema": {"$ref": SCHEMAS + model.__name__}}
    return {"requestBody": {"required": True, "content": {"application/json": of}}}


def described(*models: type[BaseModel]) -> dict[str, Any]:
    _names, found = models_json_schema(
        [(model, "validation") for model in models], ref_template=SCHEMAS + "{model}"
    )
    return dict(found["$defs"])


def exchange(server: Server) -> APIRouter:
    router = APIRouter(prefix="/v1", tags=["exchange"])

    @router.post("/hello", response_model=Greeting, openapi_extra=takes(Hello))
    async def hello(request: Request) -> Response:
        def greet(asked: Asked, said: Hello) -> Greeting:
            return _greet(server, asked, said)

        return await server.answer(request, Hello, greet, officer=False)

    @router.post("/push", response_model=Pushed, openapi_extra=takes(Push))
    async def push(request: Request) -> Response:
        def take(asked: Asked, said: Push) -> Pushed:
            pushed = server.push.push(asked.node, said)
            for result, n in Counter(ack.result for ack in pushed.acks.values()).items():
                server.metrics.operations.labels(result).inc(n)
            return pushed

        return await server.answer(request, Push, take, pool="push")

    @router.get("/pull", response_model=Pulled)
    async def pull(
        request: Request,
        scope: str,
        after: Annotated[int, Query(ge=0, le=HIGHEST)],
        limit: Annotated[int, Query(ge=1, le=PAGE)] = PAGE,
    ) -> Response:
        return await server.answer_plain(
            request, lambda asked, _body: server.pull.pull(asked.node, scope, after, limit)
        )

    return router


def _greet(server: Server, asked: Asked, said: Hello) -> Greeting:
    known = server.pull, server.security, server.audits
    greeting, who = greet(*known, asked.node, asked.until, said)
    token, until = server.security.token(asked.node, who)
    return greeting.model_copy(update={"token": token, "token_until": until})


def doors(server: Server) -> APIRouter:
    router = APIRouter(prefix="/v1", tags=["devices"])

    @router.post("/enrol", response_model=Certified, openapi_extra=takes(Enrol))
    async def enrol(request: Request) -> Response:
        def enter(body: bytes, line: Line) -> Certified:
            headers = request.headers
            signed, signature = server.security.read(request.method, target(request), body, headers)
            certified = server.enrolling.enrol(signed, signature, message(body, Enrol))
            line.device, line.scope = str(certified.device), certified.scope
            return certified

        return await server.reply(request, enter, "door")

    @router.post("/renew", response_model=Certified, openapi_extra=takes(Renew))
    async def renew(request: Request) -> Response:
        return await server.answer(request, Renew, server.enrolling.renew)

    return router


def watched(server: Server) -> APIRouter:
    """For who looks after the server: no device, no content."""
    router = APIRouter(tags=["watched"])

    @router.get("/healthz")
    async def healthz(request: Request) -> Response:
        def ask(_body: bytes, _line: Line) -> Response:
            with server.pull.engine.connect() as connection:
                connection.execute(text("select 1"))
            return Response('{"ok":true}', media_type="application/json")

        return await server.reply(request, ask, "door")

    @router.get("/metrics")
    async def metrics() -> Response:
        return Response(server.metrics.text(), media_type="text/plain; version=0.0.4")

    return router
