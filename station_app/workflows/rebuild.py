"""重算: search keys, references, duties and figures of a whole station, worked out anew.

In slices, so that others go on working (decisions/0004): killed in the middle it is begun again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from sqlalchemy import select

from station_app.access.act import Act
from station_app.access.desk import Desk
from station_app.access.service import service
from station_app.core.ids import new_id

SOME = 100  # records in one slice


def rebuild(desk: Desk) -> Mapping[str, int]:
    """Register → records. The first and the last slice are told to the log."""
    act_id, done = new_id(), Counter[str]()
    with desk.act("rebuild", act_id=act_id) as act:
        begin_rebuild(act)
    for name in desk.registers:
        last: int | None = 0
        while last is not None:
            with desk.act("rebuild", act_id=act_id, told=False) as act:
                last, n = rebuild_some(act, name, last)
            done[name] += n
        with desk.act("rebuild", act_id=act_id, told=False) as act:
            rebuild_rest(act, name)
    with desk.act("rebuild", act_id=act_id) as act:
        end_rebuild(act, done)
    return done


@service(right="rebuild", audit="rebuild begun")
def begin_rebuild(act: Act) -> None:
    """The event of it."""


@service(right="rebuild", audit="rebuilt in part")
def rebuild_some(act: Act, name: str, last: int) -> tuple[int | None, int]:
    """Those behind row `last`: the last row of this slice, None at the end; and how many."""
    register = act.registers[name]
    record = register.record
    found = act.all(select(record).where(record.row > last).order_by(record.row).limit(SOME))
    if found:
        act.rebuild(register, found)
    return (found[-1].row if found else None), len(found)


@service(right="rebuild", audit="rebuilt in part")
def rebuild_rest(act: Act, name: str) -> None:
    """What belongs to no record any more, and the figures."""
    act.recount(act.registers[name])


@service(right="rebuild", audit="rebuilt")
def end_rebuild(act: Act, done: Mapping[str, int]) -> None:
    """The event that it is done."""
    act.notes |= {"records": sum(done.values())}
