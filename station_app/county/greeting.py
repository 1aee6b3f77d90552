"""The first word to a station, over the line and by hand."""

from __future__ import annotations

from datetime import datetime

from station_app.core.texts import _
from station_app.county.audit import Audits
from station_app.county.book import Book, Node
from station_app.county.enrolling import is_due
from station_app.county.limits import Turned
from station_app.county.security import Officer, Security
from station_app.sync.protocol import Greeting, Hello


def greet(
    book: Book, security: Security, audits: Audits, node: Node, until: datetime, said: Hello
) -> tuple[Greeting, Officer]:
    """Without a token. `until`: of the device's certificate. Raises Turned, Rejected."""
    officer = next((o for o in said.officers if o.name == said.officer and o.active), None)
    if officer is None:
        raise Turned(403, "officer", _("经办人不在本所上报的账号之中"))
    who = Officer(officer.name, officer.role)
    security.refuse_role(node, who)
    greeting = book.hello(node, said)
    due = ["renew-key"] if is_due(until, security.now()) else []
    more = {"orders": [*greeting.orders, *due], "tree": audits.head(said.tree)}
    return greeting.model_copy(update=more), who
