"""How somebody is supervised: plan, class, injunction, exit ban (社区矫正法 24; 刑法 38, 72)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast
from uuid import UUID

from station_app.access.act import Act
from station_app.access.service import service
from station_app.core.errors import Problem, Refused, Rejected
from station_app.core.texts import _
from station_app.corrections import gate
from station_app.corrections.intake_records import ADJUSTED, FIRST, Injunction
from station_app.corrections.intake_register import CLASS_CHANGES, INJUNCTIONS, PLANS
from station_app.workflows.supervision.living import living, touch, under
from station_app.workflows.supervision.notices import EXIT_ENTRY, tell

PLANNED = ("situation", "measures", "report_days")
SAID = ("needs", "often_why", "adjusted_why")


@service(right="plan-correction", audit="planned")
def plan(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """矫正方案, or its adjustment: the last is in force, the earlier ones stay."""
    one, on = under(act, id), values["on"] or act.stamp.today
    said = {name: values[name] for name in PLANNED} | {n: values[n] or "" for n in SAID}
    kind = ADJUSTED if one.planned_on else FIRST
    filed = act.file(PLANS, said | {"supervision_id": one.id, "on": on, "kind": kind})
    touch(act, one, planned_on=on)
    return [one.id, filed.id]


@service(right="change-class", audit="classed")
def change_class(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """管理类别, decided by the county body and entered as received: organ, number, day."""
    one, on = under(act, id), values["on"] or act.stamp.today
    if one.grade == values["after"]:
        raise Refused(_("已经是这个管理类别"))
    said = {name: values[name] for name in ("after", "reason", "decision_number")}
    by = values["decided_by"] or one.executing_county
    if not by:
        wrong = Problem("decided_by", _("请写明决定机关"))
        raise Rejected([wrong], CLASS_CHANGES.labels)
    said |= {"decided_by": by, "before": one.grade, "on": on, "supervision_id": one.id}
    filed = act.file(CLASS_CHANGES, said)
    touch(act, one, grade=values["after"], graded_on=on)
    return [one.id, filed.id]


@service(right="enter-injunction", audit="injunction entered")
def injunction(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """禁止令 of the same judgment; its days are its own and lie within the term."""
    one = living(act, id)
    start, end = values["start"] or one.start, values["end"] or one.end
    if end >= start and (text := gate.injunction_problem(one, start, end)):
        raise Rejected([Problem("end", text)], INJUNCTIONS.labels)
    said = {"supervision_id": one.id, "kind": values["kind"], "content": values["content"]}
    said |= {"organ": one.deciding_organ, "start": start, "end": end}
    said["document_number"] = values["document_number"] or one.document_number
    return [one.id, act.file(INJUNCTIONS, said).id]


@service(right="enter-injunction", audit="injunction ended")
def end_injunction(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """It has run out: nothing is asked of him any more by it; before that day it is no one's."""
    found = cast(Injunction, act.load(INJUNCTIONS, id))
    on = values["on"] or act.stamp.today
    if found.ended_on:
        raise Refused(_("禁止令已于 {day} 终止", day=found.ended_on))
    if on < found.end:
        raise Refused(_("禁止令到 {day} 届满，期满前不能终止", day=found.end))
    act.set_state(INJUNCTIONS, found.id, before={"ended_on": None}, after={"ended_on": on})
    return [found.id]


@service(right="file-exit-ban", audit="exit ban filed")
def file_exit_ban(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """限制出境报备 with the exit and entry administration."""
    one, on = living(act, id), values["on"] or act.stamp.today
    if one.exit_ban_on:
        raise Refused(_("已于 {day} 报备", day=one.exit_ban_on))
    names = {EXIT_ENTRY: values["organ_name"]}
    number = values["document_number"] or ""
    told = tell(act, one, "exit_ban", [EXIT_ENTRY], on, number=number, names=names)
    touch(act, one, exit_ban_on=on)
    return [one.id, *told]
