"""The pages of a dispute, as its officer meets them."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from ui.pages.work import Route

ACTS = ("revisit", "accept", "raise_level", "hand_over", "turn_criminal", "mediators", "close")


def disputes(one: UUID, call: UUID) -> Iterator[tuple[str, Route]]:
    """Given one that is not settled, and a call to become one."""
    yield "list-disputes", Route("list", "disputes")
    yield "dispute", Route("record", "disputes", one)
    yield "dispute-new", Route("form", "disputes")
    yield "dispute-of-call", Route("action", "calls", call, "dispute")
    for name in ACTS:
        yield f"dispute-{name.replace('_', '-')}", Route("action", "disputes", one, name)
    yield "dispute-print", Route("print", "disputes", one)
