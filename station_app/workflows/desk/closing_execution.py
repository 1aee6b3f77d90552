"""What follows a decision: reported, served, told, paid, handed in, carried out.

治安管理处罚法 16, 23, 116, 120, 123, 124, 134.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast
from uuid import UUID

from station_app.access.act import Act
from station_app.access.service import service
from station_app.cases import decision_rules as rules
from station_app.cases.decision_records import BANK, EXECUTED, CaseDecision
from station_app.cases.decision_register import CASE_DECISIONS
from station_app.core.errors import Refused
from station_app.core.texts import _
from station_app.workflows.desk.closing_found import mark, wrong

TOLD = ("victim_copied_on", "family_told_on", "organ_told_on")


def _decided(act: Act, id: UUID) -> CaseDecision:
    one = cast(CaseDecision, act.load(CASE_DECISIONS, id))
    if one.withdrawn_at or not rules.is_decided(one):
        raise Refused(_("尚未作出决定"))
    return one


def _on(act: Act, values: Mapping[str, Any]) -> date:
    return values.get("on") or act.stamp.today


def _set(act: Act, one: CaseDecision, kind: str, on: date, after: dict[str, Any]) -> list[UUID]:
    """With its step; and it is executed with the last that was left to do."""
    touched = mark(act, one, kind, on, after)
    if one.state != EXECUTED and rules.is_executed(one):
        last = {"state": EXECUTED}
        act.set_state(CASE_DECISIONS, one.id, before={"state": one.state}, after=last)
    return touched


@service(right="execute-decision", audit="decision served")
def serve(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """送达 (治 116); of a detention that is not carried out, why (23)."""
    one = _decided(act, id)
    if not rules.awaits_service(one):
        raise Refused(_("已于 {day} 送达", day=one.served_on))
    on = _on(act, values)
    return _set(act, one, "served", on, {"served_on": on, "served_how": values["served_how"]})


@service(right="execute-decision", audit="decision notified")
def notify(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """The victim's copy, the family of who is detained, the organ of a public official."""
    one = _decided(act, id)
    after = {name: values[name] for name in TOLD if values.get(name)}
    if not after:
        raise Refused(_("请写通知日期"))
    return _set(act, one, "notified", max(after.values()), after)


@service(right="execute-decision", audit="spot penalty reported")
def report(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """当场处罚报所属公安机关备案 (治 120)."""
    one = _decided(act, id)
    if not rules.awaits_report(one):
        raise Refused(_("不需要备案，或者已经备案"))
    on = _on(act, values)
    return _set(act, one, "spot_reported", on, {"reported_on": on})


@service(right="execute-decision", audit="fine paid")
def pay(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    one = _decided(act, id)
    if not rules.awaits_payment(one):
        raise Refused(_("没有待缴纳的罚款"))
    on = _on(act, values)
    return _set(act, one, "fine_paid", on, {"paid_on": on, "paid_how": values["paid_how"]})


@service(right="execute-decision", audit="fine handed in")
def hand_in(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """Cash taken on the spot goes to the station within two days (治 124)."""
    one = _decided(act, id)
    if one.paid_how in (None, BANK) or one.handed_in_on:
        raise Refused(_("没有待交回的罚款"))
    on = _on(act, values)
    return _set(act, one, "handed_in", on, {"handed_in_on": on})


@service(right="execute-decision", audit="decision carried out")
def carry_out(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """Detention and the rest have been carried out on a day, or detention is not (治 23)."""
    one = _decided(act, id)
    if not rules.awaits_carrying_out(one):
        raise Refused(_("没有待执行的处罚，或者已经执行"))
    ground = values.get("not_detained")
    if ground and not rules.awaits_detention(one):
        raise wrong("not_detained", _("只用于行政拘留"))
    if ground and values.get("on"):
        raise wrong("on", _("不执行的不写执行日期"))
    if ground:
        return _set(act, one, "executed", act.stamp.today, {"not_detained": ground})
    on = _on(act, values)
    return _set(act, one, "executed", on, {"carried_out_on": on})
