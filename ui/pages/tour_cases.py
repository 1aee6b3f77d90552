"""The pages of a case, as its officer meets them."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from ui.pages.work import Route


def cases(case: UUID, call: UUID) -> Iterator[tuple[str, Route]]:
    """Given one that is filed, and a call that is one."""
    yield "list-cases", Route("list", "cases")
    yield "case-new", Route("form", "cases")
    yield "case-accept", Route("action", "calls", call, "accept_admin_case")
    yield "case", Route("record", "cases", case)
    yield "case-course", Route("case_course", "cases", case)
    yield "case-person", Route("action", "cases", case, "involve")
    yield "case-extension", Route("action", "cases", case, "extension")
    yield "case-print", Route("print", "cases", case)
