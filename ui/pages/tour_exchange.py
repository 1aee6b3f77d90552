"""The pages of the exchange with the county, with a county that is nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from station_app.sync.conflicts import open_cases
from station_app.sync.invented import invent
from station_app.sync.quarantine import refusals
from ui.pages.work import Route, Work


def exchanged(work: Work, person: UUID) -> Iterator[tuple[str, Route]]:
    """Somebody of whom two wrote differently, and an entry that the county refused."""
    with work.desk.view("conflicts") as view:
        found = open_cases(view)
    if not found:
        with work.desk.act("fill-demo") as act:
            invent(act, person)
    work.exchanged.emit()
    yield "exchange", Route("exchange")
    yield "conflicts", Route("conflicts")
    yield "resolve", Route("resolve", "people", person)
    yield "quarantine", Route("quarantine")
    with work.desk.view("quarantine") as view:
        last = refusals(view)[0]
    yield "resend", Route("resend", last.register, last.id, str(last.op_id))
