"""The pages of somebody's stay in the station, as an officer meets them."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from ui.pages.work import Route


def stay(inside: UUID) -> Iterator[tuple[str, Route]]:
    """Given who is inside."""
    yield "custody-board", Route("custody_board")
    yield "list-custody", Route("list", "custody")
    yield "custody", Route("record", "custody", inside)
    yield "custody-new", Route("form", "custody")
    for name in ("body_check", "items_taken", "family", "extend", "leave"):
        yield f"custody-{name.replace('_', '-')}", Route("action", "custody", inside, name)
    yield "custody-print", Route("print", "custody", inside)
