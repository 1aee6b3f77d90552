"""Whether an address is under a protection order: told to the desk on duty, without any name."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import Act
from station_app.access.service import service
from station_app.measures.kinds import PROTECTION
from station_app.measures.records import RUNNING, Measure
from station_app.measures.register import MEASURES
from station_app.storage import references


@service(right="protected-place", audit="asked whether an address is protected")
def protected(act: Act, place_id: UUID) -> date | None:
    """The last day of an order in force there (反家庭暴力法 32); each is named in the log.

    Not who asked for it, against whom, nor by what paper: that its handler and the chief know.
    """
    today = act.stamp.today
    there = select(Measure).where(
        Measure.kind == PROTECTION,
        Measure.place_id.in_(references.family(act.session, place_id)),
        Measure.state == RUNNING,
        Measure.start <= today,
        Measure.end >= today,
        Measure.withdrawn_at.is_(None),
    )
    found = act.all(there)
    for one in found:
        act.touch(MEASURES.name, one.id)
    return max((one.end for one in found), default=None)
