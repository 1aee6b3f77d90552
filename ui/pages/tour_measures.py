"""The pages of a measure, as an officer meets them."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from ui.pages.work import Route

ACTS = ("record", "breach", "report_move", "tell_organ", "extend", "end")


def measures(bail: UUID) -> Iterator[tuple[str, Route]]:
    """Given somebody on bail."""
    yield "list-measures", Route("list", "measures")
    yield "measure", Route("record", "measures", bail)
    yield "measure-new", Route("form", "measures")
    for name in ACTS:
        yield f"measure-{name.replace('_', '-')}", Route("action", "measures", bail, name)
    yield "measure-print", Route("print", "measures", bail)
