"""The board: everybody inside, until when at the latest, and what was not yet done for him."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import Act, View
from station_app.access.service import service
from station_app.clocks.due import Due, lasting
from station_app.core.show import mask
from station_app.core.texts import Text, _
from station_app.custody import rules
from station_app.custody.records import (
    APPROVED,
    BODY_CHECK,
    FAMILY_NOT_TOLD,
    FAMILY_TOLD,
    GUARDIAN,
    ITEMS_TAKEN,
    MEAL,
    STOP_QUESTION,
    Custody,
    CustodyStep,
)
from station_app.people.records import Person
from station_app.people.register import PEOPLE
from station_app.storage import references

SOON = 30  # minutes: nearer than that a limit is told in red
MEAL_AFTER = timedelta(hours=6)  # in the station since the last meal; local default
MISSING: Mapping[str, Text] = {  # action that does it → what is missing
    "approve": _("审批"),
    BODY_CHECK: _("人身检查"),
    ITEMS_TAKEN: _("随身物品"),
    "family": _("通知家属"),
    GUARDIAN: _("监护人"),
    MEAL: _("饮食"),
}


@dataclass(frozen=True, slots=True)
class Inside:
    """One person inside; `name` is masked, or what is seen of who is unknown.

    `done` is when each kind of step was last entered; `minor` only where the birth is known.
    """

    one: Custody
    name: str
    person_id: UUID | None
    minor: bool
    due: Due | None
    done: Mapping[str, datetime]

    def __eq__(self, other: object) -> bool:
        """The same person on the board, whatever has been done for him meanwhile."""
        return isinstance(other, Inside) and self.one.id == other.one.id

    def __hash__(self) -> int:
        return hash(self.one.id)

    def minutes_left(self, now: datetime) -> int | None:
        """None where no limit runs; negative once it is over."""
        return self.due.minutes_left(now) if self.due else None

    def is_urgent(self, now: datetime) -> bool:
        left = self.minutes_left(now)
        return left is not None and left < SOON

    def told(self, now: datetime) -> Text:
        """What is left, in words as well as by its number."""
        left = self.minutes_left(now)
        if left is None:
            return _("没有期限")
        if left < 0:
            return _("超过期限 {span}，应当立即放行", span=lasting(-left))
        if left < SOON:
            return _("即将届满，还剩 {span}", span=lasting(left))
        return _("还剩 {span}", span=lasting(left))

    def missing(self, now: datetime) -> tuple[str, ...]:
        """The actions that are still to be done, in the order of `MISSING`."""
        timed = rules.clock_of(self.one.ground) is not None
        family = FAMILY_TOLD in self.done or FAMILY_NOT_TOLD in self.done
        last = max(self.done.get(MEAL, self.one.arrived_at), self.one.arrived_at)
        wanted = {
            "approve": self.one.ground == STOP_QUESTION and APPROVED not in self.done,
            BODY_CHECK: timed and BODY_CHECK not in self.done,
            ITEMS_TAKEN: timed and ITEMS_TAKEN not in self.done,
            "family": timed and not family,
            GUARDIAN: self.minor and GUARDIAN not in self.done,
            MEAL: now - last >= MEAL_AFTER,
        }
        return tuple(action for action in MISSING if wanted[action])


@service(right="custody-board", audit="custody board read")
def board(act: Act) -> Sequence[Inside]:
    """The list of everybody inside, masked; an event like any list that settles."""
    found = inside(act)
    act.notes["hits"] = len(found)
    return found


def inside(view: View) -> Sequence[Inside]:
    """Everybody in the station now, whose limit is nearest first; who has none comes last."""
    query = select(Custody).where(Custody.left_at.is_(None), Custody.withdrawn_at.is_(None))
    here = view.all(query.order_by(Custody.arrived_at, Custody.row))
    people, done = _people(view, here), _done(view, here)
    found = [_one(view, one, people, done.get(one.id, {})) for one in here]
    return sorted(found, key=_nearest)


def _nearest(one: Inside) -> tuple[bool, datetime]:
    ends = one.due.due_at if one.due else None
    return ends is None, ends or one.one.arrived_at


def _one(
    view: View, one: Custody, people: Mapping[UUID, Person], done: Mapping[str, datetime]
) -> Inside:
    person = people.get(one.person_id) if one.person_id else None
    name = str(mask(PEOPLE["name"].kind, person.name)) if person else one.described or ""
    due = rules.limit(one, view.stamp.terms)
    minor = person is not None and rules.is_minor(person.birth, one.arrived_at)
    return Inside(one, name, person.id if person else None, minor, due, done)


def _people(view: View, here: Sequence[Custody]) -> dict[UUID, Person]:
    """By the id that the custody names, whoever that entry was merged into."""
    kept = {id: references.kept(view.session, id) for one in here if (id := one.person_id)}
    found = {
        person.id: person
        for person in view.all(select(Person).where(Person.id.in_(set(kept.values()))))
    }
    return {id: found[one] for id, one in kept.items() if one in found}


def _done(view: View, here: Sequence[Custody]) -> dict[UUID, dict[str, datetime]]:
    query = select(CustodyStep.custody_id, CustodyStep.kind, CustodyStep.at).where(
        CustodyStep.custody_id.in_([one.id for one in here]), CustodyStep.withdrawn_at.is_(None)
    )
    found: dict[UUID, dict[str, datetime]] = {}
    for id, kind, at in view.rows(query.order_by(CustodyStep.at)):
        found.setdefault(id, {})[kind] = at
    return found
