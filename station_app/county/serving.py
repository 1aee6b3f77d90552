"""Puts the county together, and serves it over TLS until it is told to end."""

from __future__ import annotations

import logging
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from types import FrameType

import uvicorn
from fastapi import FastAPI
from pydantic_core import from_json
from sqlalchemy import Engine, create_engine
from sqlalchemy.exc import SQLAlchemyError

from station_app.core.errors import Refused
from station_app.core.garbage import set_aside
from station_app.core.texts import _
from station_app.county import home as homes
from station_app.county import large, routes
from station_app.county.audit import audits_of
from station_app.county.audit_router import audited
from station_app.county.book import Book
from station_app.county.enrolling import Enrolling
from station_app.county.home import Home, Unserved
from station_app.county.metrics import LOG
from station_app.county.page.router import page
from station_app.county.schema import bring_up
from station_app.county.security import Security
from station_app.county.server import Server, make_app
from station_app.registers import REGISTERS
from station_app.sync import protocol

CONNECTIONS = 2_000  # at a time; beyond, 503 before anything is read
ENDING = 10  # s for requests that are being answered when it is told to end
ROUTERS = (
    routes.exchange,
    large.snapshot,
    large.comparing,
    large.photographs,
    audited,
    routes.doors,
    routes.watched,
    page,
)
MESSAGES = (
    protocol.Hello,
    protocol.Push,
    protocol.Compare,
    protocol.Fetch,
    protocol.Audit,
    protocol.Enrol,
    protocol.Renew,
)


def clock() -> datetime:
    return datetime.now(UTC)


def engine_for(url: str, connections: int) -> Engine:
    return create_engine(
        url,
        pool_size=connections,
        max_overflow=0,
        pool_pre_ping=True,
        pool_timeout=20,
        json_deserializer=from_json,  # rows are mostly JSON: read in half the time
    )


def book_of(home: Home, engine: Engine, now: Callable[[], datetime] = clock) -> Book:
    card = home.card
    return Book(engine, REGISTERS, now, card.name, card.training, home.derive("identity"))


@contextmanager
def opened(home: Home) -> Iterator[Book]:
    """The book for one command beside the server. Raises Explained."""
    with home.database() as url:
        engine = engine_for(url, 2)
        try:
            _bring_up(engine)
            yield book_of(home, engine)
        finally:
            engine.dispose()


def _bring_up(engine: Engine) -> None:
    try:
        bring_up(engine)
    except SQLAlchemyError as why:
        said = _("连接不上县级服务的数据库，请检查 database.url 和 PostgreSQL 是否运行")
        raise Unserved(said) from why


def enrolling_of(home: Home, book: Book) -> Enrolling:
    return Enrolling(book, Security(book.engine, home.derive, book.clock), home.derive)


@contextmanager
def server_of(home: Home, url: str, now: Callable[[], datetime] = clock) -> Iterator[Server]:
    """Connections of their own for what comes in, what goes out and who knocks."""
    engines = [engine_for(url, connections) for connections in (4, 6, 4)]
    push, pull = (book_of(home, engine, now) for engine in engines[:2])
    security = Security(engines[2], home.derive, now)
    try:
        enrolling = Enrolling(pull, security, home.derive)
        yield Server(push, pull, security, enrolling, audits_of(home.derive, push))
    finally:
        for engine in engines:
            engine.dispose()


def app_of(server: Server) -> FastAPI:
    made = [router(server) for router in ROUTERS]
    return make_app(server, made, routes.described(*MESSAGES))


def uvicorn_of(home: Home, app: FastAPI) -> uvicorn.Server:
    config = uvicorn.Config(
        app,
        ssl_certfile=home.folder / homes.SERVER,
        ssl_keyfile=home.folder / homes.SERVER_KEY,
        log_config=None,
        access_log=False,
        server_header=False,
        http="h11",
        ws="none",
        lifespan="off",
        limit_concurrency=CONNECTIONS,
        timeout_graceful_shutdown=ENDING,
    )
    return uvicorn.Server(config)


def bound(host: str, port: int) -> socket.socket:
    """Raises Refused."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        door = socket.create_server((host, port), family=family, backlog=512)
    except OSError:
        said = _("{host} 的 {port} 端口不能使用：可能已被占用", host=host, port=port)
        raise Refused(said) from None
    # asyncio asks for it only of sockets that name their protocol; without it each answer waits
    # 40 ms for the other side's delayed acknowledgement of its first half
    door.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return door


def serve(home: Home, host: str, port: int, ready: Callable[[int], None]) -> None:
    """Until SIGTERM or Ctrl+C: what is being answered is finished. Raises Explained."""
    logging.basicConfig(stream=sys.stdout, format="%(message)s", level=logging.WARNING)
    LOG.setLevel(logging.INFO)
    with home.database() as url:
        engine = engine_for(url, 1)
        _bring_up(engine)
        engine.dispose()
        with bound(host, port) as door, server_of(home, url) as server, set_aside():
            signal.signal(signal.SIGTERM, _end)  # uvicorn ends and then hands it on to this
            ready(door.getsockname()[1])
            uvicorn_of(home, app_of(server)).run([door])


def _end(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)
