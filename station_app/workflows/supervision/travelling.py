"""经常性跨市、县活动: asked for once, decided by the county, good for six months, then anew.

社区矫正法 27; 社区矫正法实施办法 29.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast
from uuid import UUID

from station_app.access import secrecy
from station_app.access.act import Act
from station_app.access.service import service
from station_app.core.decided import APPROVED, COUNTY, is_open
from station_app.core.errors import Refused
from station_app.core.texts import _
from station_app.leaves import rules
from station_app.leaves import service as leaves
from station_app.leaves.records import Travel
from station_app.leaves.register import TRAVELS
from station_app.workflows.supervision import deciding
from station_app.workflows.supervision.deciding import refuse_decided, rejected
from station_app.workflows.supervision.living import under

TYPED = ("reason", "places", "times", "frequency", "proof", "remarks")


@service(right="ask-travel", audit="regular travel asked for")
def ask(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """`id` is the supervision. Raises Refused where one is asked for or valid already."""
    one = under(act, id)
    for travel in leaves.travels(act, one.id):
        if is_open(travel):
            raise Refused(_("已有一份经常性活动申请待审批"))
        if rules.is_valid(travel) and travel.until and travel.until >= act.stamp.today:
            day = travel.until.isoformat()
            raise Refused(_("已批准的经常性活动有效期到 {day}，请办理重新申请", day=day))
    return [_file(act, one.id, {name: values[name] for name in TYPED if values.get(name)}, values)]


@service(right="ask-travel", audit="regular travel asked for anew")
def renew(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """The same once more, decided afresh (办 29: 期满后重新申请)."""
    travel = _travel(act, id)
    if not rules.is_valid(travel):
        raise Refused(_("这项经常性活动没有批准，或已终止、已重新申请"))
    under(act, travel.supervision_id)
    told = {name: getattr(travel, name) for name in TYPED}
    told |= {name: values[name] for name in TYPED if values.get(name)}
    on = values.get("asked_on") or act.stamp.today
    _set(act, travel, renewed_on=on)
    return [travel.id, _file(act, travel.supervision_id, told, values)]


def _file(act: Act, supervision_id: UUID, told: dict[str, Any], values: Mapping[str, Any]) -> UUID:
    told |= {"supervision_id": supervision_id, "entered_by": act.stamp.officer}
    told |= {"asked_on": values.get("asked_on") or act.stamp.today, "level": COUNTY}
    return act.file(TRAVELS, told).id


@service(right="follow-travel", audit="regular travel decided")
def receive(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """The county's decision as it came; approved it is good for six months from its first day."""
    travel = _travel(act, id)
    refuse_decided(travel)
    after = deciding.received(act, values, COUNTY)
    if after["decided_on"] < travel.asked_on:
        raise rejected("on", _("审批日期早于申请日期"))
    if after["decision"] == APPROVED:
        since = values.get("since") or after["decided_on"]
        until = act.stamp.terms.due("travel_valid", since).due_on
        after |= {"since": since, "until": until}
    return [_set(act, travel, **after)]


@service(right="follow-travel", audit="regular travel ended")
def end(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """It is needed no more, or the county took it back."""
    travel = _travel(act, id)
    if not rules.is_valid(travel):
        raise Refused(_("这项经常性活动没有批准，或已终止、已重新申请"))
    return [_set(act, travel, ended_on=values.get("on") or act.stamp.today)]


def _travel(act: Act, id: UUID) -> Travel:
    secrecy.refuse(act, TRAVELS, id)
    return cast(Travel, act.load(TRAVELS, id))


def _set(act: Act, travel: Travel, **after: Any) -> UUID:
    act.move(TRAVELS, travel, after)
    return travel.id
