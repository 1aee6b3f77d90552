"""The pages of a case, as its officer meets them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

from station_app.access.purposes import Purpose
from ui.pages.work import Route, Work

WHY = Purpose("CASE", "演练案件")


def cases(work: Work, case: UUID, call: UUID) -> Iterator[tuple[str, Route]]:
    """Given one that is filed, and a call to become one; the ticket in hand is put back."""
    in_hand = work.ticket
    work.set_ticket(replace(in_hand, purpose=WHY))
    yield "list-cases", Route("list", "cases")
    yield "case-new", Route("form", "cases")
    yield "case-accept", Route("action", "calls", call, "accept_admin_case")
    yield "case", Route("record", "cases", case)
    yield "case-course", Route("case_course", "cases", case)
    yield "case-person", Route("action", "cases", case, "involve")
    yield "statement", Route("statement", "cases", case, "question")
    yield "mediation", Route("action", "cases", case, "mediate")
    yield "case-extension", Route("action", "cases", case, "extension")
    yield "case-decision", Route("action", "cases", case, "propose_decision")
    yield "case-fast-track", Route("action", "cases", case, "fast_track")
    yield "case-closing", Route("case_closing", "cases", case, "close_case")
    yield "case-sampling", Route("sampling")
    yield "case-print", Route("print", "cases", case)
    work.set_ticket(in_hand)
