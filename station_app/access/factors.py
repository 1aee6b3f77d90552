"""The second factor of one's own: the events of it. The slot is rewritten by who holds the key."""

from __future__ import annotations

from station_app.access.act import Act
from station_app.access.service import service


@service(right="set-factor", audit="second factor set")
def set_factor(act: Act) -> None:
    """From now on a code is asked beside the password."""


@service(right="drop-factor", audit="second factor dropped")
def drop_factor(act: Act) -> None:
    """The password alone opens again."""
