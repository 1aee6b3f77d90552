"""外出: asked for, weighed with the last two months, decided, watched from afar, reported back.

社区矫正法 27; 社区矫正法实施办法 26–28.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast
from uuid import UUID

from station_app.access import secrecy
from station_app.access.act import Act, View
from station_app.access.service import service
from station_app.core.decided import APPROVED, COUNTY, OFFICE, REFUSED
from station_app.core.errors import Refused
from station_app.core.kinds import Code
from station_app.core.register import Field
from station_app.core.show import show
from station_app.core.texts import Text, _
from station_app.corrections.records import Supervision
from station_app.corrections.register import CORRECTIONS
from station_app.identity import divisions
from station_app.leaves import records, rules
from station_app.leaves import service as leaves
from station_app.leaves.destination import is_leaving, named
from station_app.leaves.records import RETURNED, STAYED, Leave
from station_app.leaves.register import LEAVES
from station_app.leaves.rules import DAY, Weight
from station_app.people.register import PEOPLE
from station_app.reports.records import REMOTE
from station_app.workflows.supervision import deciding, notices
from station_app.workflows.supervision.daily import note_contact
from station_app.workflows.supervision.deciding import rejected
from station_app.workflows.supervision.entrusted import entrustment
from station_app.workflows.supervision.living import contact, supervision, touch, under
from station_app.workflows.supervision.notices import PROCURATORATE

COUNTY_BODY = "higher_body"  # of an office: the county's own correction body
WAY = Field(name="way", label=_("方式"), kind=Code("leave_contact_way"))
TYPED = ("reason", "since", "until", "destination", "proof", "details", "assisting", "remarks")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a leave is asked for with: all of it stands before anything is typed."""

    supervision: Supervision
    leaves: Sequence[Leave]
    entrusted: bool


@service(right="leave-sheet", purpose=True, audit="leaves looked at")
def sheet(act: Act, supervision_id: UUID) -> Sheet:
    one = supervision(act, supervision_id)
    act.show(CORRECTIONS.name, one.id)
    act.show(PEOPLE.name, one.person_id)
    found = leaves.leaves(act, one.id)
    for leave in found:
        act.show(LEAVES.name, leave.id)
    return Sheet(one, found, entrustment(act) is not None)


@service(right="ask-leave", audit="leave asked for")
def ask(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """`id` is the supervision. Raises Refused where another leave is open or it is no leave."""
    one = under(act, id)
    asked = {name: values[name] for name in TYPED if values.get(name)}
    asked["asked_on"] = values.get("asked_on") or act.stamp.today
    since, until = asked["since"], asked["until"]
    if until < since:
        raise rejected("until", rules.ENDS_FIRST, LEAVES.labels)
    if until > one.end:
        day = one.end.isoformat()
        raise rejected("until", _("矫正期限到 {day} 为止", day=day), LEAVES.labels)
    _refuse_open(act, one)
    _refuse_near(act, asked["destination"])
    weight = weigh(act, one.id, since, until)
    asked |= {"supervision_id": one.id, "entered_by": act.stamp.officer}
    asked |= {"level": weight.level, "total": weight.total}
    return [act.file(LEAVES, asked).id]


def weigh(view: View, supervision_id: UUID, since: date, until: date, but: Any = None) -> Weight:
    """With all the person's leaves but the one itself."""
    others = [one for one in leaves.leaves(view, supervision_id) if one.id != but]
    entrusted = entrustment(view) is not None
    return rules.weigh(others, since, until, entrusted=entrusted, terms=view.stamp.terms)


def _refuse_open(view: View, one: Supervision) -> None:
    for leave in leaves.leaves(view, one.id):
        if rules.is_unsettled(leave):
            raise Refused(UNSETTLED[leave.state](leave))


UNSETTLED = {
    records.ASKED: lambda leave: _(
        "{since} 至 {until} 的外出申请尚未审批，不能再申请",
        since=leave.since.isoformat(),
        until=leave.until.isoformat(),
    ),
    records.APPROVED: lambda leave: _(
        "{since} 至 {until} 的外出还没有销假，不能再申请",
        since=leave.since.isoformat(),
        until=leave.until.isoformat(),
    ),
}


def _refuse_near(act: Act, destination: str) -> None:
    """Raises Rejected where going there is not leaving, so that nobody is asked to ask."""
    home = act.stamp.scope[:6]
    to = named(destination, home)
    if is_leaving(home, to):
        return
    why = (
        _("目的地在执行地县（区）以内，不是外出，不需要审批")
        if to == home
        else _(
            "{to}与执行地同属一个设区的市的市区，区与区之间的活动不是外出，不需要审批",
            to=divisions.full_name(to or ""),
        )
    )
    raise rejected("destination", why, LEAVES.labels)


# Deciding


@service(right="decide-leave", audit="leave approved", not_by="entered_by")
def approve(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """The head of the office, where the county entrusted it. Raises Refused."""
    return _decide(act, id, deciding.own(act, values.get("on")), by_office=True)


@service(right="decide-leave", audit="leave refused", not_by="entered_by")
def refuse(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """With a written ground: for a good reason leave is to be given (社区矫正法 27)."""
    decided = deciding.own(act, values.get("on"), refusal=values.get("refusal") or "")
    return _decide(act, id, decided, by_office=True)


@service(right="receive-leave", audit="leave decision received")
def receive(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """A decision of the county or of the level above it. Raises Refused, Rejected."""
    leave = _asked(act, id)
    needed = weigh(act, leave.supervision_id, leave.since, leave.until, leave.id).level
    at_least = needed if needed != OFFICE else COUNTY
    return _decide(act, id, deciding.received(act, values, at_least), by_office=False)


def _decide(act: Act, id: UUID, decided: dict[str, Any], *, by_office: bool) -> Sequence[UUID]:
    leave = _asked(act, id)
    weight = weigh(act, leave.supervision_id, leave.since, leave.until, leave.id)
    if by_office and weight.level != OFFICE:
        raise Refused(beyond_office(weight, entrusted=entrustment(act) is not None))
    _refuse_out_of_time(leave, decided["decided_on"], decided["decision"])
    state = records.APPROVED if decided["decision"] == APPROVED else records.REFUSED
    return [_set(act, leave, **decided, state=state, total=weight.total)]


def beyond_office(weight: Weight, *, entrusted: bool) -> Text:
    if not entrusted:
        return _("没有登记县级社区矫正机构的外出审批委托，须由县级决定；收到决定后登记")
    return _(
        "本次 {days} 天、两个月内累计 {total} 天，须由{level}决定；收到决定后登记",
        days=weight.days,
        total=weight.total,
        level=deciding.body(weight.level),
    )


def _refuse_out_of_time(leave: Leave, on: date, decision: str) -> None:
    if on < leave.asked_on:
        raise rejected("on", _("审批日期早于申请日期"))
    if decision != REFUSED and on > leave.since:
        raise rejected("on", _("外出须事先批准，审批日期不能晚于外出开始日期"))


# Afterwards


@service(right="follow-leave", audit="leave told")
def tell(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """备案 with the county, or 通报 to the procuratorate where it was decided above it (办 27)."""
    leave = _leave(act, id)
    if not rules.to_be_told(leave):
        raise Refused(_("这次外出不需要备案（通报），或已办理"))
    on, number = values.get("on") or act.stamp.today, values.get("told_number") or ""
    if leave.decided_on and on < leave.decided_on:
        raise rejected("on", _("早于审批日期"))
    one = supervision(act, leave.supervision_id)
    organ = COUNTY_BODY if leave.level == OFFICE else PROCURATORATE
    names = {COUNTY_BODY: one.executing_county or ""}
    about = (LEAVES.name, leave.id)
    told = notices.tell(act, one, "leave", [organ], on, number=number, about=about, names=names)
    return [_set(act, leave, told_on=on, told_number=number or None), *told]


@service(right="follow-leave", audit="contact during leave")
def keep_contact(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """电话、实时视频 during a leave (办 28): a contact that was verified."""
    leave, on = _out(act, id), values.get("on") or act.stamp.today
    if not leave.since <= on <= act.stamp.today:
        raise rejected("on", _("应在外出开始以后、今天以前"))
    way = show(WAY.kind, values.get("way"))
    text = "　".join(filter(None, (f"外出期间{way}", values.get("text"))))
    said = {"kind": REMOTE, "on": on, "verified": True, "text": text}
    noted = note_contact(act, leave.supervision_id, said)
    return [_set(act, leave, contacted_on=max(on, leave.contacted_on or on)), *noted]


@service(right="follow-leave", audit="late from leave")
def report_late(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """Not back in time: with a cause that was reported, or ordered back and off supervision."""
    leave, on = _out(act, id), values.get("on") or act.stamp.today
    if on < leave.until:
        raise rejected("on", _("外出期限到 {day} 为止，尚未届满", day=leave.until.isoformat()))
    if cause := values.get("late_cause"):
        return [_set(act, leave, late_cause=cause)]
    if act.stamp.today <= leave.until:
        raise rejected("late_cause", _("期限届满以前只登记因故不能按期返回的报告，请写明原因"))
    one = supervision(act, leave.supervision_id)
    touch(act, one, lost_since=one.lost_since or leave.until + DAY)
    return [_set(act, leave, ordered_back_on=on), one.id]


@service(right="follow-leave", audit="back from leave")
def come_back(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """销假 (办 28). Before the first day: he did not go, and nothing counts."""
    leave, on = _out(act, id), values.get("on") or act.stamp.today
    if on > act.stamp.today:
        raise rejected("on", rules.AFTER_TODAY)
    if leave.decided_on and on < leave.decided_on:
        raise rejected("on", _("早于审批日期"))
    late = max(0, (on - leave.until).days)
    one = supervision(act, leave.supervision_id)
    contact(act, one, on)
    after: dict[str, Any] = {"state": STAYED if on < leave.since else RETURNED, "returned_on": on}
    if late:
        after |= {"late_days": late, "late_cause": values.get("late_cause") or leave.late_cause}
    return [_set(act, leave, **after), one.id]


@service(right="follow-leave", audit="back from leave")
def come_back_of(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """The same, said of the person: the leave that is open."""
    return come_back(act, leaves.out(act, supervision(act, id).id).id, values)


def _leave(act: Act, id: UUID) -> Leave:
    secrecy.refuse(act, LEAVES, id)
    return cast(Leave, act.load(LEAVES, id))


def _asked(act: Act, id: UUID) -> Leave:
    leave = _leave(act, id)
    if not rules.is_asked(leave):
        raise Refused(_("这次外出已经审批过"))
    return leave


def _out(act: Act, id: UUID) -> Leave:
    leave = _leave(act, id)
    if not rules.is_out(leave):
        raise Refused(_("没有批准这次外出，或已经销假"))
    return leave


def _set(act: Act, leave: Leave, **after: Any) -> UUID:
    act.move(LEAVES, leave, after)
    return leave.id
