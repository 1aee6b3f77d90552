"""What the page of a report begins with: who, what is owed, the words at hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import Act
from station_app.access.service import service
from station_app.corrections import daily, rules
from station_app.corrections.records import Supervision
from station_app.corrections.register import CORRECTIONS
from station_app.people.records import Person
from station_app.people.register import PEOPLE
from station_app.reports.records import PERIODIC, Report
from station_app.workflows.agenda import Item
from station_app.workflows.supervision.living import under
from station_app.workflows.supervision.people import KINDS, owed_of


@dataclass(frozen=True, slots=True)
class Day:
    """`usual`: the last day of the next periodic report, where today's is the last one."""

    one: Supervision
    person: Person
    owed: Sequence[Item]
    kinds: Sequence[str]  # of reports that are owed, the nearest first
    usual: date
    days_off: int
    before: Report | None  # the last one


@service(right="report-sheet", purpose=True, audit="report prepared")
def report_sheet(act: Act, id: UUID) -> Day:
    """Raises Absent, Refused where nobody is under supervision by it."""
    one = under(act, id)
    person = act.load(PEOPLE, one.person_id)
    assert isinstance(person, Person)  # noqa: S101  so say the two types
    act.show(CORRECTIONS.name, one.id)
    act.show(PEOPLE.name, person.id)
    owed = owed_of(act, one.id)
    kinds = [KINDS[item.action] for item in owed if item.action in KINDS]
    last = select(Report).where(Report.supervision_id == one.id, Report.withdrawn_at.is_(None))
    before = act.all(last.order_by(Report.on.desc(), Report.row.desc()).limit(1))
    today = act.stamp.today
    return Day(
        one,
        person,
        owed,
        list(dict.fromkeys(kinds)) or [PERIODIC],
        daily.usual(one, today, act.stamp.terms),
        rules.days_off(one, today),
        before[0] if before else None,
    )


def texts_of(found: Day) -> Mapping[str, str]:
    """Field → text a report opens with."""
    return {"kind": found.kinds[0], "next_on": found.usual.isoformat()}
