"""误录: a report or a contact that was entered in error goes, and what it had moved moves back.

What other registers verified is not looked for: days may then count from too early, never too late.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast
from uuid import UUID

from sqlalchemy import select

from station_app.access import records
from station_app.access.act import Act
from station_app.access.action import Action
from station_app.access.service import service
from station_app.core.kinds import Words
from station_app.core.records import Fact
from station_app.core.register import Field, Register
from station_app.core.texts import _
from station_app.corrections.records import Supervision
from station_app.reports.records import PERIODIC, WRITTEN, Contact, Report
from station_app.reports.register import CONTACTS, REPORTS
from station_app.workflows.supervision.daily import LAST
from station_app.workflows.supervision.living import supervision, touch


@service(right="take-back-report", audit="report taken back")
def take_back_report(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """By who entered it, else by the head of the office. Raises Absent, Refused."""
    gone = cast(Report, act.load(REPORTS, id))
    one = supervision(act, gone.supervision_id)
    _withdraw(act, REPORTS, gone, values["reason"])
    after = _before(act, one, gone.on) if gone.way != WRITTEN else {}
    if (name := LAST.get(gone.kind)) and getattr(one, name) == gone.on:
        asked = select(Report).where(
            Report.supervision_id == one.id,
            Report.kind == gone.kind,
            Report.withdrawn_at.is_(None),
        )
        last = act.all(asked.order_by(Report.on.desc(), Report.row.desc()).limit(1))
        after[name] = last[0].on if last else None
        if gone.kind == PERIODIC:
            after["next_report_on"] = last[0].next_on if last else None
    touch(act, one, **after)
    return [gone.id]


@service(right="take-back-report", audit="contact taken back")
def take_back_contact(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """The same of a contact."""
    gone = cast(Contact, act.load(CONTACTS, id))
    one = supervision(act, gone.supervision_id)
    _withdraw(act, CONTACTS, gone, values["reason"])
    if gone.verified:
        touch(act, one, **_before(act, one, gone.on))
    return [gone.id]


def _withdraw(act: Act, register: Register, gone: Fact, reason: str) -> None:
    records.withdraw(act, register, gone.id, reason=reason)


def _before(act: Act, one: Supervision, on: date) -> dict[str, Any]:
    """The last verified contact that still stands, where the last one has just gone."""
    if one.last_contact_on != on:
        return {}
    told = select(Report.on).where(
        Report.supervision_id == one.id, Report.way != WRITTEN, Report.withdrawn_at.is_(None)
    )
    met = select(Contact.on).where(
        Contact.supervision_id == one.id,
        Contact.verified.is_(True),
        Contact.withdrawn_at.is_(None),
    )
    days = [*act.all(told), *act.all(met), *filter(None, [one.reported_on])]
    return {"last_contact_on": max(days, default=None)}


REASON = Field(name="reason", label=_("原因"), kind=Words(longest=200), required=True)


def _action(run: Any) -> Mapping[str, Action]:
    title, right = _("误录作废"), "take-back-report"
    return {"void": Action(name="void", title=title, right=right, fields=(REASON,), run=run)}


REPORTS_ACTIONS = _action(take_back_report)
CONTACTS_ACTIONS = _action(take_back_contact)
