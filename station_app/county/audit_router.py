"""`POST /v1/audit`: a station sends how its audit logs go on."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from station_app.county.routes import takes
from station_app.county.security import Asked
from station_app.county.server import Server
from station_app.sync.protocol import Audit, Audited


def audited(server: Server) -> APIRouter:
    router = APIRouter(prefix="/v1", tags=["exchange"])

    @router.post("/audit", response_model=Audited, openapi_extra=takes(Audit))
    async def audit(request: Request) -> Response:
        def take(asked: Asked, said: Audit) -> Audited:
            answer = server.audits.take(asked.node, said)
            if answer.fault:
                server.metrics.faults.labels(answer.fault).inc()
            return answer

        return await server.answer(request, Audit, take, pool="push")

    return router
