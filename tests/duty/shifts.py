"""A roster and a hand-over as officers enter them; nobody in them exists."""

from __future__ import annotations

from station_app.access.purposes import Purpose
from station_app.duty import service
from station_app.duty.service import Planned
from station_app.workflows.desk import hand_over as handing
from station_app.workflows.desk.hand_over import Counted, Told

WHY = Purpose("TASK", "交接班")


def plan(desk, *lines, **changed):
    """Yesterday's night, which ends this morning, and the day after it."""
    today = desk.today
    usual = (
        Planned(today - service.rules.DAY, "18:00-10:30", "李所长", "officer", "周警官"),
        Planned(today, "10:30-18:00", "chief", "chief、王警官", "吴警官", "小郑"),
    )
    with desk.act("plan-week") as act:
        return service.plan(act, lines or usual)


def prepared(desk):
    with desk.view("prepare-hand-over") as view:
        return handing.prepare(view)


def told(found, *, remarks="", **counted):
    """As it was shown; `counted` gives what is fewer, with why."""
    counts = []
    for one in found.counts:
        n, why = counted.get(one.name, (one.expected, ""))
        counts.append(Counted(one.name, one.expected, n, why))
    return Told(found.shift.id, found.parts, tuple(counts), remarks)


def hand_over(desk, taking, **said):
    return handing.hand_over(desk, taking, told(prepared(desk), **said))
