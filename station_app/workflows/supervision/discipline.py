"""One person's discipline: what the record shows, what may be proposed on it, what not and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast
from uuid import UUID

from station_app.access.act import Act
from station_app.access.action import Action
from station_app.access.service import service
from station_app.core.texts import Text
from station_app.corrections.records import Supervision
from station_app.corrections.register import CORRECTIONS
from station_app.corrections.rules import is_living
from station_app.discipline import ladder
from station_app.discipline.ladder import Finding, Judged
from station_app.discipline.records import Commendation, Detention, Sanction, Search
from station_app.people.records import Person
from station_app.people.register import PEOPLE
from station_app.workflows.supervision import (
    commending,
    detaining,
    grounds,
    proposing,
    sanction_course,
    searching,
)
from station_app.workflows.supervision.held import detentions
from station_app.workflows.supervision.living import supervision


@dataclass(frozen=True, slots=True)
class Discipline:
    """`steps` in the order of the ladder; `not_for` are kinds that his category does not know."""

    one: Supervision
    person: Person
    found: Sequence[Finding]
    steps: Sequence[Judged]
    not_for: Mapping[str, Text]
    obstacles: Sequence[Text]  # to a commendation, outstanding deeds apart
    sanctions: Sequence[Sanction]
    searches: Sequence[Search]
    detentions: Sequence[Detention]
    commendations: Sequence[Commendation]


@service(right="discipline", purpose=True, audit="discipline looked at")
def discipline(act: Act, id: UUID) -> Discipline:
    """As of today. Raises Absent."""
    one, today = supervision(act, id), act.stamp.today
    person = cast(Person, act.load(PEOPLE, one.person_id))
    act.show(CORRECTIONS.name, one.id)
    act.show(PEOPLE.name, person.id)
    found = grounds.found(act, one, today) if is_living(one) else []
    earlier = grounds.sanctions(act, one.id)
    judged = [
        ladder.judge(step, found, today, act.stamp.terms)
        for kind in ladder.KINDS
        for step in ladder.steps(kind, one.category)
    ]
    steps = [replace(each, why=each.why or proposing.answered(earlier, each)) for each in judged]
    never = [kind for kind in ladder.KINDS if not ladder.steps(kind, one.category)]
    return Discipline(
        one,
        person,
        found,
        steps,
        {kind: ladder.not_for(kind, one.category) for kind in never},
        list(commending.obstacles(act, one, today)),
        earlier,
        grounds.searches(act, one.id),
        detentions(act, one.id),
        commending.commendations(act, one.id),
    )


OF_A_PERSON: Mapping[str, Action] = {
    **proposing.ACTIONS,
    searching.SEARCH_PERSON.name: searching.SEARCH_PERSON,
    detaining.DETENTION.name: detaining.DETENTION,
    **commending.CORRECTIONS_ACTIONS,
}
OF_THE_REST: Mapping[str, Mapping[str, Action]] = {
    "sanctions": sanction_course.ACTIONS,
    "searches": searching.ACTIONS,
    "detentions": detaining.ACTIONS,
    "commendations": commending.ACTIONS,
}
