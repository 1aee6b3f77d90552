"""The pages of visits, of what citizens ask and of what they write, as an officer meets them."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from ui.pages.work import Route


def citizens(call: UUID, matter: UUID, visit: UUID, letter: UUID) -> Iterator[tuple[str, Route]]:
    """Given a call, a matter that was handled, a visit, and a letter that was accepted."""
    yield "list-matters", Route("list", "matters")
    yield "matter", Route("record", "matters", matter)
    yield "matter-new", Route("form", "matters")
    yield "matter-of-call", Route("action", "calls", call, "matter")
    for name in ("handle", "tell_citizen", "close", "extend", "send_back"):
        yield f"matter-{name.replace('_', '-')}", Route("action", "matters", matter, name)
    yield "list-visits", Route("list", "visits")
    yield "visit", Route("record", "visits", visit)
    yield "visit-new", Route("form", "visits")
    yield "visit-matter", Route("action", "visits", visit, "matter")
    yield "visit-print", Route("print", "visits", visit)
    yield "list-letters", Route("list", "letters")
    yield "letter", Route("record", "letters", letter)
    yield "letter-new", Route("form", "letters")
    for name in ("accept", "forward", "answer"):
        yield f"letter-{name}", Route("action", "letters", letter, name)
    yield "letter-print", Route("print", "letters", letter)
