"""What the other desks of the station have saved since one last looked."""

from __future__ import annotations

from uuid import UUID

from station_app.access.act import View
from station_app.access.service import service
from station_app.core.records import Changes
from station_app.storage import news as kept
from station_app.storage.news import Heads

ANY = UUID(int=0)


@service(right="news", audit=None)
def news(view: View, device: str, before: Heads | None) -> tuple[Heads, Changes]:
    """The state of today, to be handed in next time, and what was written between.

    Nobody is shown anything by it: open pages read again what they show.
    """
    now = kept.heads(view.session, device)
    if before is None or before == now:
        return now, Changes(frozenset())
    found = kept.written(view.session, before, now)
    if found is None:
        found = frozenset((name, ANY) for name in view.registers)
    return now, Changes(found)
