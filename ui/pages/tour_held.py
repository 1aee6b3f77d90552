"""The pages of what is held, told to do and asked for, as an officer meets them."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from ui.pages.work import Route


def ledger(thing: UUID, task: UUID, request: UUID) -> Iterator[tuple[str, Route]]:
    """Given a thing in the safe, a task that was signed for, and a request for footage."""
    yield "list-property", Route("list", "property")
    yield "property", Route("record", "property", thing)
    yield "property-new", Route("form", "property")
    for name in ("keep", "take_out", "give_back", "extend", "decide"):
        yield f"property-{name.replace('_', '-')}", Route("action", "property", thing, name)
    yield "property-print", Route("print", "property", thing)
    yield "list-tasks", Route("list", "tasks")
    yield "task", Route("record", "tasks", task)
    yield "task-new", Route("form", "tasks")
    yield "task-answer", Route("action", "tasks", task, "answer")
    yield "list-footage", Route("list", "footage")
    yield "footage", Route("record", "footage", request)
    yield "footage-new", Route("form", "footage")
