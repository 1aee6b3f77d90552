"""My people: what each owes and when, when the person himself was last reached, days to the end."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import Act, View
from station_app.access.secrecy import seen
from station_app.access.service import service
from station_app.corrections import rules
from station_app.corrections.records import UNDER, Supervision
from station_app.corrections.register import CORRECTIONS
from station_app.people.records import Person
from station_app.people.register import PEOPLE
from station_app.reports.records import HEALTH, INJUNCTION, PERIODIC, REEXAM, Report
from station_app.storage.tables import DutyRow, Reference
from station_app.workflows.agenda import Item, owed_by
from station_app.workflows.find import find
from station_app.workflows.find_hits import Hit

SOME = 500  # ids in one question
HITS = 12
AHEAD = timedelta(days=30)  # what is owed later is told when it comes near
KINDS = {  # action that fulfils a duty → kind of report
    "periodic_report": PERIODIC,
    "health_report": HEALTH,
    "reexam": REEXAM,
    "injunction_report": INJUNCTION,
}


@dataclass(frozen=True, slots=True)
class Mine:
    """One person with what is owed of him, the nearest first; `told`: reported on this very day."""

    one: Supervision
    name: str
    owed: Sequence[Item]
    told: bool
    days_off: int  # since the last verified contact or missed duty; 0: none
    days_left: int | None  # to the last day of the term; negative once it is over

    @property
    def due_on(self) -> date:
        return self.owed[0].due_on if self.owed else date.max

    def is_due(self, today: date) -> bool:
        return self.due_on <= today

    @property
    def reporting(self) -> Mine:
        """With what he is to report alone."""
        return replace(self, owed=[item for item in self.owed if item.action in KINDS])


@service(right="my-people", purpose=True, audit="own people read")
def my_people(act: Act, *, everyone: bool = False) -> list[Mine]:
    """Those under supervision whose worker this officer is, or all; what is due first is first."""
    today, mine = act.stamp.today, _under(act, everyone=everyone)
    who = select(Person.id, Person.name).where(Person.id.in_([one.person_id for one in mine]))
    names = dict(act.rows(who))
    owed, told = _owed(act, [one.id for one in mine]), _told(act, today)
    for one in mine:
        act.show(CORRECTIONS.name, one.id)
        act.show(PEOPLE.name, one.person_id)
    found = [
        Mine(
            one,
            names.get(one.person_id, ""),
            owed.get(one.id, ()),
            one.id in told,
            rules.days_off(one, today),
            (one.end - today).days if one.end else None,
        )
        for one in mine
    ]
    return sorted(found, key=lambda each: (each.due_on, each.one.end or date.max, each.one.row))


@service(right="find-own", audit=None)
def find_own(view: View, text: str) -> list[Hit]:
    """Masked: who of those under supervision is meant by a card's number or a name."""
    found = find(view, text, register=CORRECTIONS.name, limit=HITS, purposeful=True)
    hits = [hit for hit in found.hits if hit.register == CORRECTIONS.name]
    here = {one.id for one in _under(view, everyone=True, ids=[hit.id for hit in hits])}
    return [hit for hit in hits if hit.id in here]


def _under(view: View, *, everyone: bool, ids: Collection[UUID] | None = None) -> list[Supervision]:
    """A minor stands only before his own worker and the chief (法 54, 58)."""
    asked = select(Supervision).where(
        Supervision.state == UNDER, Supervision.withdrawn_at.is_(None)
    )
    if not everyone:
        asked = asked.where(Supervision.worker == view.stamp.officer)
    if ids is not None:
        asked = asked.where(Supervision.id.in_(list(ids)))
    return list(view.all(asked.where(*seen(view, CORRECTIONS)).order_by(Supervision.row)))


def _told(view: View, today: date) -> set[UUID]:
    """Who has reported today."""
    asked = select(Report.supervision_id).where(Report.on == today, Report.withdrawn_at.is_(None))
    return set(view.all(asked))


def owed_of(view: View, id: UUID) -> Sequence[Item]:
    """What one supervision and all that belongs to it owe, the nearest first."""
    return _owed(view, [id]).get(id, ())


def _owed(view: View, ids: Sequence[UUID]) -> dict[UUID, list[Item]]:
    """What a supervision and all that belongs to it owe soon, the nearest first.

    Where nothing is owed soon, the one thing that comes next.
    """
    found: dict[UUID, list[Item]] = {}
    for at in range(0, len(ids), SOME):
        part = ids[at : at + SOME]
        asked = select(Reference.from_id, Reference.to_id).where(
            Reference.to_id.in_(part), Reference.from_id.in_(select(DutyRow.record_id))
        )
        whose = {id: id for id in part} | dict(view.rows(asked))
        for item in sorted(owed_by(view, list(whose)), key=lambda item: item.due_on):
            found.setdefault(whose[item.id], []).append(item)
    last = view.stamp.today + AHEAD
    return {id: [o for o in owed if o.due_on <= last] or owed[:1] for id, owed in found.items()}
