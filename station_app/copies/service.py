"""What the station did with what it was asked, and that it told who asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, cast
from uuid import UUID

from station_app.access.act import Act
from station_app.access.action import Action
from station_app.access.service import service
from station_app.copies import rules
from station_app.copies.records import DETAINED, DONE, CorrectionTask
from station_app.copies.register import RESULTS, TASKS
from station_app.core.errors import Refused
from station_app.core.kinds import Day
from station_app.core.register import Field, Merge
from station_app.core.texts import Text, _
from station_app.identity import codes

RIGHT = "correction-task"
ON = Field(name="on", label=_("日期"), kind=Day(), help=_("不填为今天"))


def task(act: Act, id: UUID) -> CorrectionTask:
    """Raises Absent."""
    return cast(CorrectionTask, act.load(TASKS, id))


def _asked(name: str) -> Field:
    """A state field as an action asks it."""
    return replace(TASKS[name], required=True, merge=Merge.GUARDED)


def _also(name: str, help: Text) -> Field:
    return replace(TASKS[name], merge=Merge.GUARDED, help=help)


@service(right=RIGHT, audit="correction task done")
def finish(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """查找, 押送, 到场处置, 追捕, 执行逮捕: what came of it, and by whom."""
    one = task(act, id)
    if not rules.is_open(one):
        raise Refused(_("此项已经办结，或者另有办理方式"))
    done = {"state": DONE, "done_on": _on(act, one, values), "outcome": values["outcome"]}
    return _set(act, one, **done, handled_by=values["handled_by"] or act.stamp.officer)


@service(right=RIGHT, audit="penalty result entered")
def penalty_result(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """治安管理处罚建议: what was decided on it (实施办法 36); telling it is the next step."""
    one = task(act, id)
    if not rules.awaits_result(one):
        raise Refused(_("没有待处理的治安管理处罚建议"))
    on = _on(act, one, values)
    told = {"task_id": one.id, "on": on, "result": values["result"]}
    told |= {"decision_number": values["decision_number"], "reason": values["reason"] or ""}
    filed = act.file(RESULTS, told)
    outcome = codes.label("penalty_result", values["result"])
    by = act.stamp.officer
    return [*_set(act, one, state=DONE, done_on=on, outcome=outcome, handled_by=by), filed.id]


@service(right=RIGHT, audit="correction task told")
def tell(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """Who asked is told; of a detention the county body and the procuratorate (办 41)."""
    one, on = task(act, id), values["on"] or act.stamp.today
    if not rules.awaits_telling(one):
        raise Refused(_("还没有办结，或者已经反馈（通知）"))
    if on < (one.done_on or one.on):
        raise Refused(_("日期早于上一步（{day}）", day=one.done_on or one.on))
    if one.kind == DETAINED and not (values["told_to"] or values["procuratorate_on"]):
        raise Refused(_("请写明通知了哪个县级社区矫正机构，或者通知人民检察院的日期"))
    after = dict[str, Any]()
    if one.kind != DETAINED or values["told_to"]:
        after = {"told_on": on, "told_to": values["told_to"] or one.asked_by}
    if values["procuratorate_on"]:
        after["procuratorate_on"] = values["procuratorate_on"]
    ids = _set(act, one, **after)
    if one.kind == DETAINED and not rules.awaits_telling(task(act, id)):
        _set(act, task(act, id), state=DONE, done_on=on)
    return ids


def _on(act: Act, one: CorrectionTask, values: Mapping[str, Any]) -> date:
    on = values["on"] or act.stamp.today
    if on < one.on:
        raise Refused(_("日期早于上一步（{day}）", day=one.on))
    return cast(date, on)


def _set(act: Act, one: CorrectionTask, **after: Any) -> Sequence[UUID]:
    act.move(TASKS, one, after)
    return [one.id]


ACTIONS = {
    action.name: action
    for action in (
        Action(
            name="finish",
            title=_("登记办理结果"),
            right=RIGHT,
            fields=(ON, _asked("outcome"), _also("handled_by", _("不填为本人"))),
            run=finish,
            suits=rules.is_open,
        ),
        Action(
            name="penalty_result",
            title=_("登记处罚结果"),
            right=RIGHT,
            fields=(ON, RESULTS["result"], RESULTS["decision_number"], RESULTS["reason"]),
            run=penalty_result,
            suits=rules.awaits_result,
        ),
        Action(
            name="tell",
            title=_("反馈（通知）"),
            right=RIGHT,
            fields=(
                ON,
                _also("told_to", _("不填为来函机关；羁押、强制措施的写县级社区矫正机构")),
                _also("procuratorate_on", _("羁押、强制措施的，另须通知县级人民检察院")),
            ),
            run=tell,
            suits=rules.awaits_telling,
        ),
    )
}
