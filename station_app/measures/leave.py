"""Leave to go away, to meet somebody or to write (刑程 95, 120): the head of the station approves.

Where a court or procuratorate decided the measure, its consent comes first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from station_app.access.act import Act
from station_app.access.service import service
from station_app.core.errors import Problem, Refused, Rejected
from station_app.core.texts import _
from station_app.measures import kinds, rules
from station_app.measures.records import Measure
from station_app.measures.register import MEASURES
from station_app.measures.service import RIGHT, on_of, running, set_, step

DECIDE = "decide-measure-leave"
ASKED_BY = "leave_asked_on"  # who filled it in does not approve
NONE = dict.fromkeys(
    (
        *("leave_kind", "leave_asked_on", "leave_since", "leave_until"),
        *("leave_reason", "leave_approved_on"),
    )
)


@service(right=RIGHT, audit="measure leave asked for")
def ask(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """With a good reason, before it begins; one at a time. Raises Refused, Rejected."""
    one, on, what = running(act, id), on_of(act, values), values["what"]
    if not rules.may_ask(one):
        raise Refused(_("这类措施没有此项申请，或者前一次申请还没有办结"))
    if what not in kinds.of(one).leaves:
        raise Rejected([Problem("what", _("这类措施没有此项申请"))], MEASURES.labels)
    since, until = values["since"], values["until"]
    if not on <= since <= until:
        raise Refused(_("起日不早于申请日期，止日不早于起日"))
    if until > one.end:
        raise Refused(_("超出措施的期限（至 {day}）", day=one.end))
    done = step(act, one, "leave_asked", on, until=until, said=values["reason"])
    after = {"leave_kind": what, "leave_asked_on": on, "leave_since": since}
    set_(act, one, **after, leave_until=until, leave_reason=values["reason"])
    return [one.id, done]


@service(right=DECIDE, audit="measure leave approved", not_by=ASKED_BY)
def approve(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """By the head of the station, not by who entered it; consent first where it is needed."""
    one, on = _asked(act, id), on_of(act, values)
    number = values.get("number")
    if rules.needs_consent(one) and not number:
        text = _("人民法院、人民检察院决定的，批准前应当征得决定机关同意，请填写同意的文号")
        raise Rejected([Problem("number", text)], MEASURES.labels)
    if on < one.leave_asked_on:  # type: ignore[operator]
        raise Refused(_("日期早于申请日期（{day}）", day=one.leave_asked_on))
    done = step(act, one, "leave_approved", on, until=one.leave_until, number=number)
    set_(act, one, leave_approved_on=on)
    return [one.id, done]


@service(right=DECIDE, audit="measure leave refused", not_by=ASKED_BY)
def refuse(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """With its ground, which the person is told."""
    one, on = _asked(act, id), on_of(act, values)
    done = step(act, one, "leave_refused", on, said=values["said"])
    set_(act, one, **NONE)
    return [one.id, done]


@service(right=RIGHT, audit="measure leave over")
def return_(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """Back; after the last day approved it is noted as late."""
    one, on = running(act, id), on_of(act, values)
    if not rules.is_out(one) or one.leave_until is None:
        raise Refused(_("没有已批准而未办结的申请"))
    late = on > one.leave_until or None
    done = step(act, one, "leave_returned", on, late=late, said=values.get("said"))
    set_(act, one, **NONE)
    return [one.id, done]


def _asked(act: Act, id: UUID) -> Measure:
    one = running(act, id)
    if not rules.is_asked(one):
        raise Refused(_("没有等待审批的申请"))
    return one
