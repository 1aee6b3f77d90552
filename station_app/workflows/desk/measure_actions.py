"""What is done on a measure, as its page and the shell offer it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from station_app.access.act import Act
from station_app.access.action import Action
from station_app.core.kinds import Code, Day, Moment, Serial, Words
from station_app.core.register import Field, Merge
from station_app.core.texts import Text, _
from station_app.measures import leave, rules, service
from station_app.measures.register import MEASURE_STEPS, MEASURES
from station_app.workflows.desk import measure_ending

ON = Field(name="on", label=_("日期"), kind=Day(), help=_("不填为今天"))
NUMBER = Field(name="number", label=_("文号"), kind=Serial(longest=60))
CONSENT = replace(
    NUMBER, label=_("决定机关同意的文号"), help=_("人民法院、人民检察院决定的，先征得同意")
)
NUMBERED = replace(NUMBER, required=True)
SAID = replace(MEASURE_STEPS["said"], merge=Merge.GUARDED)
HOW = replace(SAID, required=True)
WHOM = Field(name="whom", label=_("对谁"), kind=Code("measure_whom"), required=True)


def _asked(name: str, *, required: bool = False) -> Field:
    """A field of the register as an action asks it."""
    return replace(MEASURES[name], required=required, merge=Merge.GUARDED, group=None, help=None)


def _one_left(_act: Act, one: Any) -> Mapping[str, Any]:
    """Who is still to be told, where it is one alone."""
    left = rules.untold(one)
    return {"whom": left[0]} if len(left) == 1 else {}


def _one_about(_act: Act, one: Any) -> Mapping[str, Any]:
    about = list(rules.to_tell(one))
    return {"about": about[0]} if len(about) == 1 else {}


def _action(
    name: str,
    title: Text,
    run: Callable[[Act, UUID, Mapping[str, Any]], Sequence[UUID]],
    suits: Callable[[Any], bool],
    *fields: Field,
    right: str = service.RIGHT,
    **more: Any,
) -> Action:
    return Action(name=name, title=title, right=right, fields=fields, run=run, suits=suits, **more)


ACTIONS: Mapping[str, Action] = {
    action.name: action
    for action in (
        _action(
            *("tell", _("告知（宣布、送达）"), service.tell, rules.awaits_telling),
            *(WHOM, ON, SAID),
            known=_one_left,
        ),
        _action("record", _("执行情况笔录"), service.record, rules.is_recorded, HOW, ON),
        _action(
            *("visit", _("查访"), service.visit, rules.is_visited),
            *(WHOM, HOW, ON),
            Field(name="visitor", label=_("查访单位"), kind=Code("measure_visitor"), required=True),
        ),
        _action(
            *("ask_leave", _("申请外出（会见、通信）"), leave.ask, rules.may_ask),
            Field(name="what", label=_("申请事项"), kind=Code("measure_leave"), required=True),
            Field(name="since", label=_("起日"), kind=Day(), required=True),
            Field(name="until", label=_("止日"), kind=Day(), required=True),
            Field(name="reason", label=_("理由"), kind=Words(longest=200), required=True),
            ON,
        ),
        _action(
            *("approve_leave", _("批准申请"), leave.approve, rules.is_asked, CONSENT, ON),
            right=leave.DECIDE,
        ),
        _action(
            *("refuse_leave", _("不批准申请"), leave.refuse, rules.is_asked, HOW, ON),
            right=leave.DECIDE,
        ),
        _action("return_leave", _("销假（申请事项办结）"), leave.return_, rules.is_out, ON, SAID),
        _action(
            *("report_move", _("报告变动"), service.report_move, rules.may_move),
            Field(name="moved_at", label=_("变动时间"), kind=Moment(), required=True),
            Field(name="reported_at", label=_("报告时间"), kind=Moment(), help=_("不填为现在")),
            *(HOW, _asked("place_id"), _asked("workplace")),
        ),
        _action("breach", _("违反规定"), service.breach, rules.is_running, HOW, ON),
        _action(
            *("lose_guarantor", _("保证人不愿（不能）担保"), service.lose_guarantor),
            *(rules.has_guarantor, HOW, ON),
        ),
        _action(
            *("tell_organ", _("通知决定机关"), service.tell_organ, rules.tells_organ),
            Field(name="about", label=_("通知事项"), kind=Code("measure_about"), required=True),
            *(ON, NUMBER, SAID),
            known=_one_about,
        ),
        _action(
            *("extend", _("延长"), measure_ending.extend, rules.may_be_extended),
            *(_asked("end", required=True), NUMBERED, ON),
            right=measure_ending.RIGHT,
        ),
        _action(
            *("change", _("变更"), measure_ending.change, rules.is_running),
            *(NUMBERED, _asked("orders"), _asked("end"), ON),
            right=measure_ending.RIGHT,
        ),
        _action(
            *("end", _("结束（解除、期满、撤销）"), measure_ending.end, rules.is_running),
            *(_asked("end_kind", required=True), NUMBER, ON, SAID),
            right=measure_ending.RIGHT,
        ),
    )
}
