"""The page as HTML: templates without scripts, everything escaped, every header a browser heeds."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import Response

from station_app.core.days import BEIJING
from station_app.core.texts import Shown, render
from station_app.county.page import words

TEMPLATES = Path(__file__).parent / "templates"
STYLE = (TEMPLATES / "page.css").read_text("utf-8")
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000",
    "Cache-Control": "no-store",
}
_DRAWN = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def drawn(name: str, language: str, status: int = 200, **said: Any) -> Response:
    shown = partial(_shown, language)
    known = {
        "say": {word: shown(text) for word, text in words.SAY.items()},
        "language": language,
        "languages": words.LANGUAGES,
        "t": shown,
        "at": moment,
        "kind_of": lambda kind: shown(words.KINDS.get(kind) or kind),
        "register_of": lambda of: shown(words.register_of(of)),
        "doubt_of": lambda code: shown(words.DOUBTS.get(code) or code),
    }
    html = _DRAWN.get_template(name).render(**known, **said)
    return Response(html, status, headers=HEADERS, media_type="text/html")


def style() -> Response:
    return Response(STYLE, headers=HEADERS, media_type="text/css")


def moment(at: datetime | None) -> str:
    return f"{at.astimezone(BEIJING):%Y-%m-%d %H:%M}" if at else ""


def _shown(language: str, shown: Shown) -> str:
    return render(shown, words.catalogue(language))
