"""A visit is entered once, with its number and the officer who led it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from sqlalchemy import select

from station_app.access.act import Act
from station_app.access.roles import OFFICERS
from station_app.access.service import service
from station_app.core.errors import Problem, Rejected
from station_app.core.register import complete
from station_app.core.texts import _
from station_app.storage.own_tables import Officer
from station_app.visits.records import Visit
from station_app.visits.register import VISITS

NUMBERED = "F"


@service(right="enter-visit", audit="visit entered")
def enter(act: Act, values: Mapping[str, Any]) -> Visit:
    """走访登记; an auxiliary goes with an officer (国办发〔2016〕15号). Raises Absent, Rejected."""
    told = dict(values) | {"number": act.next_number(NUMBERED)}
    told["officer"] = told.get("officer") or act.stamp.officer
    serving = select(Officer.name).where(Officer.active.is_(True), Officer.role.in_(OFFICERS))
    known = act.all(serving)
    if known and told["officer"] not in known:
        why = _("请写明带队民警的账号：“{name}”不是本所民警", name=told["officer"])
        raise Rejected([Problem("officer", why)], VISITS.labels)
    complete(VISITS, told)
    return cast(Visit, act.file(VISITS, told))
