"""The pages of a shift, as an officer meets them."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from ui.pages.work import Route


def shifts(shift: UUID) -> Iterator[tuple[str, Route]]:
    """Given a line of the roster."""
    yield "list-duty", Route("list", "duty")
    yield "roster", Route("roster")
    yield "diary", Route("diary")
    yield "diary-entry", Route("action", "duty", shift, "write")
    yield "diary-print", Route("print", "duty", shift)
    yield "hand-over", Route("hand_over")
    yield "equipment", Route("equipment")
    yield "telephones", Route("telephones")
