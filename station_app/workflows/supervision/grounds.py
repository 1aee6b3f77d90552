"""What the record itself shows against a supervised person on a day, each with its source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import View
from station_app.core.decided import APPROVED
from station_app.core.show import show
from station_app.core.texts import Text, _
from station_app.corrections.intake_records import Injunction
from station_app.corrections.intake_register import INJUNCTIONS
from station_app.corrections.records import Supervision
from station_app.corrections.register import CORRECTIONS
from station_app.discipline import rules
from station_app.discipline.ladder import (
    BREACH,
    INJUNCTION,
    LATE,
    NO_REEXAM,
    OFF,
    PENALISED,
    REVOCATION,
    TWO_ADMONITIONS,
    TWO_WARNINGS,
    WARNED,
    Finding,
)
from station_app.discipline.records import ADMONITION, PENALTY, WARNING, Sanction, Search
from station_app.discipline.register import SANCTIONS, SEARCHES
from station_app.leaves.records import STAYED, Leave
from station_app.leaves.register import LEAVES
from station_app.reports.records import INJUNCTION as OF_INJUNCTION
from station_app.reports.records import Report
from station_app.reports.register import REPORTS

TWICE = 2
NOTHING = "1"  # of report_outcome: all in order
OWED = {  # action that fulfils a duty of his own → the ground where its day is over
    "periodic_report": BREACH,
    "health_report": BREACH,
    "injunction_report": BREACH,
    "reexam": NO_REEXAM,
}


def found(view: View, one: Supervision, on: date) -> list[Finding]:
    """Everything that could carry a step of the ladder on that day, the latest first."""
    every = [
        *_late(view, one, on),
        *_off(view, one, on),
        *_returned_late(view, one, on),
        *_missed(view, one, on),
        *_injunction(view, one, on),
        *_earlier(view, one),
    ]
    return sorted(every, key=lambda each: each.since, reverse=True)


def sanctions(view: View, supervision_id: UUID) -> Sequence[Sanction]:
    """Of one supervision, in the order in which they were proposed."""
    of_him = select(Sanction).where(
        Sanction.supervision_id == supervision_id, Sanction.withdrawn_at.is_(None)
    )
    return view.all(of_him.order_by(Sanction.row))


def searches(view: View, supervision_id: UUID) -> Sequence[Search]:
    of_him = select(Search).where(
        Search.supervision_id == supervision_id, Search.withdrawn_at.is_(None)
    )
    return view.all(of_him.order_by(Search.row))


def _late(view: View, one: Supervision, on: date) -> Iterator[Finding]:
    """报到: not yet though its days are over, or after them."""
    begins = one.effective_on or one.start
    last = one.report_by or view.stamp.terms.due("correction_report_in", begins).due_on
    until = one.reported_on
    if (until or on) <= last:
        return
    days = ((until or on) - last).days
    said = (
        _("{day} 报到，逾期 {days} 天", day=until, days=days)
        if until
        else _("应于 {day} 前报到，至今未报到，逾期 {days} 天", day=last, days=days)
    )
    yield _finding(LATE, last, until, days, said, CORRECTIONS.name, one.id)


def _off(view: View, one: Supervision, on: date) -> Iterator[Finding]:
    """脱离监管: counted from the last verified contact, to this day or until he was found."""
    if one.lost_since and one.lost_since <= on:
        since = last_seen(view, one) or one.lost_since
        yield _away(since, None, (on - since).days, CORRECTIONS.name, one.id)
    for search in searches(view, one.id):
        until = search.found_on or (None if one.lost_since else one.last_contact_on)
        if until:
            days = (until - search.last_contact).days
            yield _away(search.last_contact, until, days, SEARCHES.name, search.id)


def last_seen(view: View, one: Supervision) -> date | None:
    """The last verified contact, or the last day of a leave that he was allowed."""
    if one.last_contact_on is None:
        return None
    allowed = [
        min(leave.until, leave.returned_on or leave.until) for leave in _leaves(view, one.id)
    ]
    return max([one.last_contact_on, *(day for day in allowed if day <= view.stamp.today)])


def _leaves(view: View, supervision_id: UUID) -> Sequence[Leave]:
    of_him = select(Leave).where(
        Leave.supervision_id == supervision_id,
        Leave.withdrawn_at.is_(None),
        Leave.decision == APPROVED,
        Leave.state != STAYED,
    )
    return view.all(of_him.order_by(Leave.row))


def _returned_late(view: View, one: Supervision, on: date) -> Iterator[Finding]:
    """逾期未归 without a cause that he reported: a breach; ordered back, he was off supervision."""
    for leave in _leaves(view, one.id):
        last = leave.returned_on or on
        if last <= leave.until or leave.late_cause:
            continue
        days = (last - leave.until).days
        said = (
            _(
                "外出应于 {due} 前返回，{day} 返回，逾期 {days} 天",
                due=leave.until,
                day=last,
                days=days,
            )
            if leave.returned_on
            else _("外出应于 {due} 前返回，至今未归，逾期 {days} 天", due=leave.until, days=days)
        )
        how = (leave.until, leave.returned_on, days, said, LEAVES.name, leave.id)
        yield _finding(BREACH, *how)
        if leave.ordered_back_on and leave.returned_on:
            yield _finding(OFF, *how)


def _missed(view: View, one: Supervision, on: date) -> Iterator[Finding]:
    """What he himself owed on a day that is over: a report, a re-examination."""
    for duty in CORRECTIONS.duties(one):
        code = OWED.get(duty.action)
        if code is None:
            continue
        due = view.stamp.terms.due(duty.rule, duty.since, course=duty.course)
        if due.due_on < on:
            days = (on - due.due_on).days
            said = _(
                "{what}应于 {day} 前办理，逾期 {days} 天",
                what=Text(due.rule.title),
                day=due.due_on,
                days=days,
            )
            yield _finding(code, due.due_on, None, days, said, CORRECTIONS.name, one.id)


def _injunction(view: View, one: Supervision, on: date) -> Iterator[Finding]:
    """Whether he is under one, and what the office noted when he reported on it."""
    of_him = select(Injunction).where(
        Injunction.supervision_id == one.id, Injunction.withdrawn_at.is_(None)
    )
    for each in view.all(of_him.order_by(Injunction.row)):
        last = min(each.ended_on or each.end, each.end)
        if each.start <= on <= last:
            said = _("禁止令：{content}（至 {day}）", content=each.content, day=last)
            how = (each.start, None, 0, said, INJUNCTIONS.name, each.id)
            yield _finding(INJUNCTION, *how)
    of_it = select(Report).where(
        Report.supervision_id == one.id,
        Report.kind == OF_INJUNCTION,
        Report.outcome != NOTHING,
        Report.on <= on,
        Report.withdrawn_at.is_(None),
    )
    for report in view.all(of_it.order_by(Report.row)):
        said = _(
            "{day} 报告遵守禁止令情况：{outcome}",
            day=report.on,
            outcome=show(REPORTS["outcome"].kind, report.outcome),
        )
        yield _finding("injunction", report.on, report.on, 0, said, REPORTS.name, report.id)


def _finding(
    code: str, since: date, until: date | None, days: int, said: Text, register: str, id: UUID
) -> Finding:
    return Finding(
        code=code, since=since, until=until, days=days, said=said, register=register, id=id
    )


def _away(since: date, until: date | None, days: int, register: str, id: UUID) -> Finding:
    said = (
        _("自 {since} 至 {until} 脱离监管 {days} 天", since=since, until=until, days=days)
        if until
        else _("自 {since} 起脱离监管，已 {days} 天", since=since, days=days)
    )
    return _finding(OFF, since, until, days, said, register, id)


def _earlier(view: View, one: Supervision) -> Iterator[Finding]:
    """What was already decided against him, and a revocation that is being asked for."""
    every = sanctions(view, one.id)
    made = [each for each in every if rules.is_made(each)]
    for code, kind, least in (
        (TWO_ADMONITIONS, ADMONITION, TWICE),
        (TWO_WARNINGS, WARNING, TWICE),
        (WARNED, WARNING, 1),
        (PENALISED, PENALTY, 1),
    ):
        these = [each for each in made if each.kind == kind]
        if len(these) >= least:
            yield _listed(code, these)
    asked = [each for each in every if each.kind in rules.REVOKES and rules.is_undecided(each)]
    if asked:
        yield _listed(REVOCATION, asked)


def _listed(code: str, these: Sequence[Sanction]) -> Finding:
    last = these[-1]
    said = "；".join(
        " ".join(filter(None, (_day(each).isoformat(), each.decision_number))) for each in these
    )
    told = _("{what} {n} 次：{said}", what=_kind(last), n=len(these), said=said)
    return _finding(code, _day(last), _day(last), 0, told, SANCTIONS.name, last.id)


def _day(each: Sanction) -> date:
    return each.decided_on or each.proposed_on


def _kind(each: Sanction) -> Text | str:
    return show(SANCTIONS["kind"].kind, each.kind)
