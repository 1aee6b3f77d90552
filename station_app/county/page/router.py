"""The routes of the page. Looks only: nothing here changes anything but who is signed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from urllib.parse import parse_qs

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from station_app.core.texts import _
from station_app.county import identities, standing
from station_app.county.identities import Duplicate
from station_app.county.limits import Turned
from station_app.county.metrics import Line
from station_app.county.page import drawing
from station_app.county.page.accounts import LONGEST, Accounts
from station_app.county.page.words import LANGUAGES, language_of
from station_app.county.server import Server
from station_app.county.standing import MOST_DUPLICATES, Standing

COOKIE, LANGUAGE = "__Host-county", "__Host-language"
FRESH = timedelta(minutes=1)  # figures of all are worked out once a minute, whoever asks
MOST_BYTES = 4 << 10  # of a form


@dataclass(frozen=True, slots=True)
class Figures:
    at: datetime
    stations: list[Standing]
    pairs: list[Duplicate]


@dataclass(slots=True)
class Page:
    server: Server
    accounts: Accounts
    _kept: Figures | None = None
    _lock: Lock = field(default_factory=Lock)

    def figures(self) -> Figures:
        with self._lock:
            now, kept = self.accounts.now(), self._kept
            if kept is None or not now - FRESH < kept.at <= now:
                book = self.server.pull
                with book.engine.connect() as connection:
                    pairs = identities.duplicates(connection, MOST_DUPLICATES)
                self._kept = kept = Figures(now, standing.of_all(book), pairs)
            return kept

    def overview(self, name: str, language: str) -> Response:
        found = self.figures()
        return self._drawn("stations.html", name, language, found.at, found=found)

    def station(self, scope: str, name: str, language: str) -> Response:
        """Raises Turned for one that is not known."""
        found = standing.of_one(self.server.pull, scope)
        if found is None:
            raise Turned(404, "path", _("没有登记这个单位"))
        at = self.accounts.now()
        return self._drawn("station.html", name, language, at, found=found, s=found.standing)

    def door(self, language: str, status: int = 200, why: Turned | None = None) -> Response:
        text = why.text if why else ""
        said = self._drawn("sign_in.html", "", language, self.accounts.now(), status, why=text)
        if why and why.retry_after:
            said.headers["Retry-After"] = str(int(why.retry_after) + 1)
        return said

    def _drawn(
        self,
        template: str,
        name: str,
        language: str,
        at: datetime,
        status: int = 200,
        **said: object,
    ) -> Response:
        book = self.server.pull
        known = {"county": book.name, "training": book.training, "officer": name, "now": at}
        return drawing.drawn(template, language, status, **known, **said)


def page(server: Server) -> APIRouter:
    router = APIRouter(include_in_schema=False)
    held = Page(server, Accounts(server.security.engine, server.security.now))

    @router.get("/")
    async def overview(request: Request) -> Response:
        return await _look(held, request, held.overview)

    @router.get("/station/{scope}")
    async def station(request: Request, scope: str) -> Response:
        return await _look(held, request, lambda name, said: held.station(scope, name, said))

    @router.get("/sign-in")
    async def door(request: Request) -> Response:
        def show(_body: bytes, _line: Line) -> Response:
            return _kept(request, held.door(_language(request)))

        return await server.reply(request, show, "page")

    @router.post("/sign-in")
    async def sign_in(request: Request) -> Response:
        return await server.reply(request, lambda b, line: _sign_in(held, request, b, line), "page")

    @router.post("/sign-out")
    async def sign_out(request: Request) -> Response:
        def end(_body: bytes, line: Line) -> Response:
            _refuse_others(request)
            held.accounts.sign_out(request.cookies.get(COOKIE, ""))
            line.code = "signed-out"
            said = RedirectResponse("/sign-in", 303, drawing.HEADERS)
            said.delete_cookie(COOKIE, secure=True, httponly=True, samesite="strict")
            return said

        return await server.reply(request, end, "page")

    @router.get("/page.css")
    async def style() -> Response:
        return drawing.style()

    return router


async def _look(held: Page, request: Request, draw: Callable[[str, str], Response]) -> Response:
    """For who is signed in; the log says who looked at what."""

    def show(_body: bytes, line: Line) -> Response:
        name = held.accounts.who(request.cookies.get(COOKIE, ""))
        if name is None:
            return RedirectResponse("/sign-in", 303, drawing.HEADERS)
        line.officer, line.scope = name, str(request.path_params.get("scope", ""))[:20]
        return _kept(request, draw(name, _language(request)))

    return await held.server.reply(request, show, "page")


def _sign_in(held: Page, request: Request, body: bytes, line: Line) -> Response:
    _refuse_others(request)
    said = parse_qs(body[:MOST_BYTES].decode("utf-8", "replace"), max_num_fields=4)
    name, password = (said.get(part, [""])[0] for part in ("account", "password"))
    try:
        cookie = held.accounts.sign_in(name, password)
    except Turned as why:
        line.code = why.code
        return held.door(_language(request), why.status, why)
    line.officer, line.code = name, "signed-in"
    answer = RedirectResponse("/", 303, drawing.HEADERS)
    answer.set_cookie(
        COOKIE,
        cookie,
        max_age=int(LONGEST.total_seconds()),
        secure=True,
        httponly=True,
        samesite="strict",
    )
    return answer


def _refuse_others(request: Request) -> None:
    """A form that another site sends. Raises Turned."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise Turned(403, "origin", _("请从县局页面登录"))


def _language(request: Request) -> str:
    kept, accepts = request.cookies.get(LANGUAGE), request.headers.get("accept-language", "")
    return language_of(request.query_params.get("lang"), kept, accepts)


def _kept(request: Request, said: Response) -> Response:
    """A language that was asked for stays."""
    asked = request.query_params.get("lang", "")
    if asked in LANGUAGES:
        said.set_cookie(
            LANGUAGE, asked, secure=True, httponly=True, samesite="strict", max_age=31_536_000
        )
    return said
