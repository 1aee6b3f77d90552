"""What a worker does with his people from day to day: reports taken, contacts, longer intervals.

Every contact that verified the person himself moves `last_contact_on` on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import Act
from station_app.access.service import service
from station_app.core.errors import Problem, Refused, Rejected
from station_app.core.texts import Text, _
from station_app.corrections import daily as clocks
from station_app.corrections.intake_records import Injunction
from station_app.corrections.intake_register import INJUNCTIONS
from station_app.corrections.records import Supervision
from station_app.reports import rules
from station_app.reports.records import (
    ACTIVITY,
    EDUCATION,
    HEALTH,
    IN_PERSON,
    INJUNCTION,
    PERIODIC,
    REEXAM,
    TALK,
    WRITTEN,
    Interval,
)
from station_app.reports.register import CONTACTS, INTERVALS, REPORTS
from station_app.workflows.supervision.living import contact, touch, under
from station_app.workflows.supervision.templates import templates_for

NORMAL = "1"
WITH_THE_PERSON = (TALK, EDUCATION, ACTIVITY)  # where nobody says that he was not there
LAST = {PERIODIC: "last_report_on", HEALTH: "last_health_on", REEXAM: "last_reexam_on"}


@service(right="take-report", audit="report taken")
def take_report(
    act: Act, id: UUID, values: Mapping[str, Any], kind: str = PERIODIC
) -> Sequence[UUID]:
    """A report of the person: periodic, of health, of a re-examination, of a change.

    Raises Absent, Refused, Rejected.
    """
    one = under(act, id)
    _refuse_strange(one, kind)
    on = _day(act, one, values)
    draft = _said(values)
    draft |= {"supervision_id": one.id, "kind": kind, "on": on, "taken_by": act.stamp.officer}
    draft["way"] = values.get("way") or IN_PERSON
    draft["outcome"] = values.get("outcome") or NORMAL
    draft["text"] = values.get("text") or _words(kind, values.get("template"))
    _refuse_late(act, one, kind, on, draft.get("next_on"))
    report = act.file(REPORTS, draft)
    after = _moved(one, kind, on, draft.get("next_on"))
    if draft["way"] == WRITTEN:
        touch(act, one, **after)
    else:
        contact(act, one, on, **after)
    if kind == INJUNCTION:
        _told_of_injunctions(act, one, on)
    return [report.id]


def _told_of_injunctions(act: Act, one: Supervision, on: date) -> None:
    """Raises Refused where no injunction runs."""
    standing = select(Injunction).where(
        Injunction.supervision_id == one.id,
        Injunction.withdrawn_at.is_(None),
        Injunction.ended_on.is_(None),
    )
    running = act.all(standing)
    if not running:
        raise Refused(_("没有正在执行的禁止令"))
    for found in running:
        before = found.last_report_on
        if before is None or before < on:
            after = {"last_report_on": on}
            act.set_state(INJUNCTIONS, found.id, before={"last_report_on": before}, after=after)


@service(right="take-report", audit="report taken")
def report_injunction(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """The same, from the injunction itself."""
    found = act.load(INJUNCTIONS, id)
    assert isinstance(found, Injunction)  # noqa: S101  so say the two types
    return take_report(act, found.supervision_id, values, kind=INJUNCTION)


def _said(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: v for name, v in values.items() if v is not None and name != "template"}


def _refuse_strange(one: Supervision, kind: str) -> None:
    """Raises Refused where the law asks no such report of this person."""
    if kind == HEALTH and not clocks.is_medical(one):
        raise Refused(_("只有暂予监外执行的社区矫正对象报告身体情况"))
    if kind == REEXAM and not clocks.is_ill(one):
        raise Refused(_("只有保外就医的社区矫正对象提交复查情况"))


def _day(act: Act, one: Supervision, values: Mapping[str, Any]) -> date:
    """Raises Rejected where it lies before the person reported in."""
    on: date = values.get("on") or act.stamp.today
    if one.reported_on and on < one.reported_on:
        raise _rejected("on", _("日期早于报到日期"))
    return on


def _words(kind: str, code: str | None) -> str:
    """Of a template; raises Rejected where there is none."""
    if not code:
        return ""
    found = templates_for(kind).get(code)
    if found is None:
        raise _rejected("template", _("没有这个常用文字"))
    return found.text


def _refuse_late(act: Act, one: Supervision, kind: str, on: date, next_on: date | None) -> None:
    """A day agreed may be earlier than the rule's, never later."""
    if next_on is None or kind != PERIODIC:
        return
    last = clocks.usual(one, on, act.stamp.terms)
    if next_on > last:
        raise _rejected("next_on", _("下次报告不得晚于按管理类别的最后一天 {day}", day=last))


def _moved(one: Supervision, kind: str, on: date, next_on: date | None) -> dict[str, Any]:
    """What was entered late moves nothing back."""
    name = LAST.get(kind)
    if name is None or ((before := getattr(one, name)) is not None and before > on):
        return {}
    return {name: on} | ({"next_report_on": next_on} if kind == PERIODIC else {})


@service(right="note-contact", audit="contact noted")
def note_contact(
    act: Act, id: UUID, values: Mapping[str, Any], kind: str | None = None
) -> Sequence[UUID]:
    """通信联络、信息化核查、实地查访（法26）, a talk, education, public activity."""
    one = under(act, id)
    kind, on = kind or values["kind"], _day(act, one, values)
    verified = kind in WITH_THE_PERSON if values.get("verified") is None else values["verified"]
    draft = _said(values)
    draft |= {"supervision_id": one.id, "kind": kind, "on": on, "worker": act.stamp.officer}
    draft |= {"verified": verified}
    draft |= {"text": values.get("text") or _words(kind, values.get("template"))}
    noted = act.file(CONTACTS, draft)
    if verified:
        contact(act, one, on)
    return [noted.id]


@service(right="extend-interval", audit="interval extended")
def extend_interval(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """A decision of the level above, as it was received (办24(2)); the procuratorate is told."""
    one = under(act, id)
    kind = values["kind"]
    if kind not in LAST or kind == PERIODIC:
        raise _rejected("kind", _("只有病情报告和复查情况的期限可以延长"))
    _refuse_strange(one, kind)
    draft = _said(values) | {"supervision_id": one.id, "entered_by": act.stamp.officer}
    draft["level"] = values.get("level") or rules.level_for(values["months"])
    made = act.file(INTERVALS, draft)
    assert isinstance(made, Interval)  # noqa: S101  so say the two types
    if made.decision == "approved":
        touch(act, one, **{clocks.EXTENDED[kind]: values["months"]})
    return [made.id]


@service(right="extend-interval", audit="procuratorate told of interval")
def tell_procuratorate(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """办24(2): the procuratorate is told of a longer interval."""
    made = act.load(INTERVALS, id)
    assert isinstance(made, Interval)  # noqa: S101  so say the two types
    if not rules.untold(made):
        raise Refused(_("没有批准延长，或者已经告知检察院"))
    on = values.get("on") or act.stamp.today
    act.set_state(INTERVALS, made.id, before={"told_on": None}, after={"told_on": on})
    return [made.id]


@service(right="set-focus", audit="weekly reports asked")
def set_focus(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """重点时段: until that day this person reports every week (local)."""
    one, until = under(act, id), values.get("until")
    if until and until < act.stamp.today:
        raise _rejected("until", _("重点时段的末日早于今天"))
    touch(act, one, focus_until=until)
    return [one.id]


LABELS = REPORTS.labels | {"until": _("重点时段至"), "template": _("常用文字")}


def _rejected(field: str, why: Text) -> Rejected:
    return Rejected([Problem(field, why)], LABELS)
