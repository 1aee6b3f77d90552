"""The pages of certificates, as the counter meets them."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from ui.pages.work import Route


def certificates(person: UUID, waiting: UUID, refused: UUID) -> Iterator[tuple[str, Route]]:
    """Given a person, one that waits to be issued, and one that was refused."""
    yield "list-certificates", Route("list", "certificates")
    yield "certificate-of-person", Route("action", "people", person, "certificate")
    yield "certificate", Route("record", "certificates", waiting)
    yield "certificate-new", Route("form", "certificates")
    for name in ("issue", "promise", "refuse"):
        yield f"certificate-{name}", Route("action", "certificates", waiting, name)
    yield "certificate-refused", Route("record", "certificates", refused)
    for name in ("tell", "report"):
        yield f"certificate-{name}", Route("action", "certificates", refused, name)
    yield "certificate-refusal", Route("print", "certificates", refused)


def queries(query: UUID) -> Iterator[tuple[str, Route]]:
    """Given a query that was received and is not answered."""
    yield "record-query", Route("record", "record_queries", query)
    yield "record-query-result", Route("action", "record_queries", query, "result")
    yield "record-query-print", Route("print", "record_queries", query)
