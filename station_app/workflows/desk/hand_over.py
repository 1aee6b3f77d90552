"""交接班: what stands in the registers is handed over by two, each with an account of his own.

Who takes over proves his own password at the desk of who hands over (`Station.second`), and leaves
an event of his own with the hash of what was shown to both. The event of the hand-over is followed
by a checkpoint of the audit log, which the sheet carries as a QR: whoever keeps the sheet holds
the log.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import Act, View
from station_app.access.desk import Desk
from station_app.access.log import length
from station_app.access.matrix import may
from station_app.access.service import service
from station_app.core.errors import Conflict, Refused, Rejected
from station_app.core.records import Changes
from station_app.core.sound import said
from station_app.core.texts import _
from station_app.core.wire import canonical
from station_app.duty import rules
from station_app.duty.equipment import listed
from station_app.duty.records import Handover, Shift
from station_app.duty.register import COUNTS, HANDOVERS
from station_app.duty.service import near, shift_at
from station_app.storage.own_tables import Officer
from station_app.workflows.desk.hand_over_parts import parts

NUMBERED = "B"


@dataclass(frozen=True, slots=True)
class Counted:
    name: str
    expected: int
    counted: int
    remarks: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the page of the hand-over is opened with. `taker` is nobody where none is known."""

    shift: Shift
    next: Shift | None
    taker: str
    parts: Mapping[str, str]
    counts: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What both have seen and say: the parts as they were shown, the counts, what else there is."""

    shift_id: UUID
    parts: Mapping[str, str]
    counts: Sequence[Counted]
    remarks: str = ""

    @property
    def digest(self) -> str:
        counts = [[c.name, c.expected, c.counted, c.remarks] for c in self.counts]
        seen = {"shift": str(self.shift_id), "parts": dict(self.parts)}
        text = canonical(seen | {"counts": counts, "remarks": self.remarks})
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class HandedOver:
    id: UUID
    number: str
    act_id: UUID
    changes: Changes = field(repr=False)


@service(right="prepare-hand-over", audit=None)
def prepare(view: View) -> Prepared:
    """Of the shift that waits to be handed over. Raises Absent where the roster has none."""
    shifts = near(view)
    shift = rules.waiting(shifts, _handed(view, [one.id for one in shifts]), view.stamp.now)
    shift = cast(Shift, shift) if shift is not None else shift_at(view)
    after = rules.following(shifts, shift)
    things = tuple(Counted(one.name, one.expected, one.expected) for one in listed(view))
    return Prepared(shift, after, _taker(view, after), parts(view, shift), things)


def _handed(view: View, ids: Sequence[UUID]) -> set[UUID]:
    query = select(Handover).where(Handover.shift_id.in_(ids), Handover.withdrawn_at.is_(None))
    return {one.shift_id for one in view.all(query)}


def _taker(view: View, after: Shift | None) -> str:
    """The first of the next shift who has an account that may take over."""
    named = rules.names(after.officers) if after else ()
    query = select(Officer).where(Officer.name.in_(named), Officer.active)
    able = {
        one.name
        for one in view.all(query)
        if one.name != view.stamp.officer and may(one.role, "take-over", view.kind)
    }
    return next((name for name in named if name in able), "")


def hand_over(desk: Desk, taking: Desk, told: Told) -> HandedOver:
    """`taking` is the desk of who proved his own password here. Raises Refused, Conflict, Rejected.

    The event of who takes over stands first: a hand-over without it there is none.
    """
    if taking.officer == desk.officer:
        raise Refused(_("交班人和接班人须是两个人"))
    with desk.view("prepare-hand-over") as view:
        still_so(view, told)
    with taking.act("take-over") as act:
        take_over(act, desk.officer, told)
    with desk.act("hand-over") as act:
        made = file_hand_over(act, taking.officer, told)
    return HandedOver(made.id, made.number, act.stamp.act_id, act.changes)


@service(right="take-over", audit="took over")
def take_over(act: Act, giver: str, told: Told) -> None:
    """Who takes over has seen the same, at that desk, and says so in his own name."""
    act.notes |= {"from": giver, "shift": str(told.shift_id), "seen": told.digest}


@service(right="hand-over", audit="handed over")
def file_hand_over(act: Act, taker: str, told: Told) -> Handover:
    """Raises Conflict where something has changed since both saw it, or it was handed over."""
    shift = still_so(act, told)
    after = rules.following(near(act), shift)
    values: dict[str, Any] = {
        "number": act.next_number(NUMBERED),
        "shift_id": shift.id,
        "next_id": after.id if after else None,
        "at": act.stamp.now,
        "given_by": act.stamp.officer,
        "taken_by": taker,
        "leader": shift.leader,
        "remarks": said(told.remarks),
        "log": act.device,
        "entries": length(act),
    }
    made = cast(Handover, act.file(HANDOVERS, values | dict(told.parts)))
    act.file_all(COUNTS, [_count(made, one) for one in told.counts])
    act.notes |= {"to": taker, "seen": told.digest}
    act.signed = True
    return made


@service(right="prepare-hand-over", audit=None)
def still_so(view: View, told: Told) -> Shift:
    """As who hands over sees it; a count that is not as it should be says why.

    Raises Absent, Conflict, Rejected.
    """
    shift = shift_at(view, told.shift_id)
    if _handed(view, [shift.id]):
        raise Conflict(_("本班已经交接，不能再交接一次"))
    if parts(view, shift) != dict(told.parts):
        raise Conflict(_("情况刚有变化，请双方核对后再签"))
    today = view.stamp.today
    if wrong := [why for one in told.counts for why in rules.check_count(one, today)]:
        raise Rejected(wrong, COUNTS.labels)
    return shift


def _count(made: Handover, one: Counted) -> dict[str, Any]:
    numbers = {"name": one.name, "expected": one.expected, "counted": one.counted}
    return numbers | {"handover_id": made.id, "remarks": said(one.remarks)}
