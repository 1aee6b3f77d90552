"""What can be done about mediation: on a case, on a call, and on each attempt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from station_app.access.act import Act
from station_app.access.action import Action
from station_app.core.kinds import Code, Day, Flag
from station_app.core.register import Field, Merge
from station_app.core.texts import Text, _
from station_app.mediations import rules
from station_app.mediations.register import MEDIATIONS
from station_app.workflows.desk import mediating
from station_app.workflows.desk.mediating import may_be_mediated


def _asked(name: str, *, required: bool = False, label: Text | None = None) -> Field:
    field = MEDIATIONS[name]
    return replace(
        field, merge=Merge.GUARDED, group=None, required=required, label=label or field.label
    )


def _all(*names: str, required: tuple[str, ...] = ()) -> tuple[Field, ...]:
    return tuple(_asked(name, required=name in required) for name in names)


WHAT = ("one_id", "other_id", "cause", "ground")
SUITED = (
    *_all(*WHAT, required=WHAT),
    Field(name="light", label=_("情节较轻"), kind=Flag(), required=True),
    Field(
        name="bar",
        label=_("不适用调解的情形"),
        kind=Code("mediation_bar"),
        required=True,
        help=_("逐项核对程序规定第一百七十九条"),
    ),
)
AGENT_OF = Field(name="agent_of", label=_("代理人由谁委托"), kind=Code("mediation_side"))
SIDES = (
    *_all("one_guardian", "one_works", "other_guardian", "other_works"),
    AGENT_OF,
    _asked("agent", label=_("代理人和委托权限")),
)
WHERE = _all("held_on", "place", "host", "second", "recorded", "present")
ON = Field(name="on", label=_("日期"), kind=Day(), help=_("不填为今天"))
INJURY = Field(
    name="injury_report_on",
    label=_("收到伤情鉴定意见日期"),
    kind=Day(),
    help=_("须作伤情鉴定的，自收到鉴定意见起算"),
)
AT_ONCE = Field(
    name="at_once", label=_("事实清楚、双方同意并已当场履行"), kind=Flag(), required=True
)
KIND = replace(_asked("kind", required=True), help=_("自行和解或者人民调解"))


def _known_of_case(act: Act, case: Any) -> Mapping[str, Any]:
    return {"bar": rules.NO_BAR} | mediating.parties(act, case)


def _known_of_call(act: Act, call: Any) -> Mapping[str, Any]:
    place = {"place": call.place_said} if call.place_said else {}
    return {"facts": call.facts, "bar": rules.NO_BAR} | place | mediating.parties_of_call(act, call)


def _known_to_host(act: Act, _one: Any) -> Mapping[str, Any]:
    return {"held_on": act.stamp.today, "host": act.stamp.officer}


ON_CASES = {
    action.name: action
    for action in (
        Action(
            name="mediate",
            title=_("治安调解"),
            right="mediate",
            fields=(*SUITED, INJURY),
            run=mediating.mediate,
            suits=may_be_mediated,
            known=_known_of_case,
        ),
        Action(
            name="recognise_settlement",
            title=_("认可自行和解（人民调解）"),
            right="recognise-settlement",
            fields=(
                KIND,
                *SUITED,
                *_all("agreement", "applied_on", required=("agreement", "applied_on")),
                replace(ON, label=_("履行日期"), required=True, help=None),
            ),
            run=mediating.recognise,
            suits=may_be_mediated,
            known=_known_of_case,
        ),
    )
}
ON_CALLS = {
    "mediate_on_scene": Action(
        name="mediate_on_scene",
        title=_("现场调解"),
        right="mediate-on-scene",
        fields=(
            *SUITED,
            AT_ONCE,
            _asked("agreement", required=True),
            *_all("facts", "way", "on_recording"),
            *WHERE,
            *SIDES,
        ),
        run=mediating.on_scene,
        known=_known_of_call,
    )
}
ACTIONS = {
    action.name: action
    for action in (
        Action(
            name="hold",
            title=_("登记调解结果"),
            right="hold-mediation",
            fields=(
                Field(name="agreed", label=_("达成协议"), kind=Flag(), required=True),
                *_all("facts", "agreement", "way", "perform_by"),
                _asked("failure", label=_("未达成协议的情况")),
                *WHERE,
                *SIDES,
            ),
            run=mediating.hold,
            suits=rules.is_planned,
            known=_known_to_host,
        ),
        Action(
            name="performed",
            title=_("协议已履行"),
            right="follow-mediation",
            fields=(ON,),
            run=mediating.performed,
            suits=rules.is_agreed,
        ),
        Action(
            name="not_performed",
            title=_("协议未履行"),
            right="follow-mediation",
            fields=(ON, _asked("failure", required=True, label=_("未履行的情况"))),
            run=mediating.not_performed,
            suits=rules.is_agreed,
        ),
    )
}
