"""The pages of cards, found things and missing people, as the counter meets them."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from ui.pages.work import Route

CARD = ("hand_out", "call", "send_back")
THING = ("claim", "tell_owner", "surrender")
PERSON = ("notify", "search", "found", "hand_over", "close")


def counter(card: UUID, thing: UUID, one: UUID) -> Iterator[tuple[str, Route]]:
    """Given a card that lies here, a thing that is kept, and who is looked for."""
    yield "card-arrivals", Route("card_arrivals")
    for register, id, acts in (
        ("cards", card, CARD),
        ("lost_found", thing, THING),
        ("missing", one, PERSON),
    ):
        name = register.replace("_", "-")
        yield f"list-{name}", Route("list", register)
        yield name, Route("record", register, id)
        yield f"{name}-new", Route("form", register)
        for act in acts:
            yield f"{name}-{act.replace('_', '-')}", Route("action", register, id, act)
    yield "cards-print", Route("print", "cards", card)
