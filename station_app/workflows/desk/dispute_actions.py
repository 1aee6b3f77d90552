"""What is done about a dispute, as its page and the shell offer it; and on a call, to open one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from station_app.access.act import Act
from station_app.access.action import Action
from station_app.core.kinds import Day, Flag, Ref
from station_app.core.register import Field, Merge, Register
from station_app.core.texts import Text, _
from station_app.disputes import mediating, rules, service
from station_app.disputes.register import DISPUTE_STEPS, DISPUTES, MEDIATORS
from station_app.workflows.desk import disputing
from station_app.workflows.desk.mediating import parties_of_call

Run = Callable[[Act, UUID, Mapping[str, Any]], Sequence[UUID]]
ON = Field(name="on", label=_("日期"), kind=Day(), help=_("不填为今天"))
ROUTES = Field(
    name="routes",
    label=_("已告知可以通过仲裁、行政、司法等途径解决"),
    kind=Flag(),
    required=True,
)


def _of(
    register: Register, name: str, *, required: bool = False, label: Text | None = None
) -> Field:
    """A field of a register as an action asks it."""
    field = register[name]
    return replace(
        field,
        required=required,
        merge=Merge.GUARDED,
        group=None,
        help=None,
        label=label or field.label,
    )


def _step(name: str, *, required: bool = False, label: Text | None = None) -> Field:
    return _of(DISPUTE_STEPS, name, required=required, label=label)


SAID = _step("said")
HOW = _step("said", required=True)
WHY = _step("said", required=True, label=_("理由"))
NUMBER = _step("number")
CHANNEL = _step("channel", required=True)
TERMS = tuple(_of(DISPUTES, name, required=True) for name in mediating.TERMS)


def _action(
    name: str,
    title: Text,
    run: Run,
    suits: Callable[[Any], bool],
    *fields: Field,
    right: str = service.RIGHT,
    **more: Any,
) -> Action:
    return Action(name=name, title=title, right=right, fields=fields, run=run, suits=suits, **more)


def _mediation(
    name: str, title: Text, run: Run, suits: Callable[[Any], bool], *fields: Field, **more: Any
) -> Action:
    return _action(name, title, run, suits, *fields, right=mediating.RIGHT, **more)


def _by_station(_act: Act, _one: Any) -> Mapping[str, Any]:
    return {"visitor": "station"}


def _proposed(_act: Act, one: Any) -> Mapping[str, Any]:
    return {"said": one.raise_why} if one.raise_why else {}


def _last_mediator(_act: Act, one: Any) -> Mapping[str, Any]:
    return {"mediator_id": one.mediator_id} if one.mediator_id else {}


def _own_measure(act: Act, one: Any) -> Mapping[str, Any]:
    found = disputing.own_measure(act, one)
    return {"measure_id": found} if found else {}


def _of_call(act: Act, call: Any) -> Mapping[str, Any]:
    domestic = {"domestic": True} if call.domestic else {}
    return {"facts": call.facts} | domestic | parties_of_call(act, call)


VISIT = _action(
    *("revisit", _("走访、回访"), service.revisit, rules.is_open),
    *(HOW, _step("visitor", required=True), _step("present"), ON),
    known=_by_station,
)
FOLLOWING = (
    _action(
        *("join_party", _("加入当事人"), service.join, rules.is_open),
        *(_step("person_id", required=True), SAID, ON),
    ),
    _action(
        *("tell_risk", _("报告治安风险"), service.tell_risk, rules.is_open),
        *(HOW, _step("by", label=_("报告人")), ON),
    ),
    _action(
        *("raise_level", _("升级"), service.raise_level, rules.may_rise, WHY, ON),
        known=_proposed,
    ),
    _action(
        *("lower_level", _("降级"), service.lower_level, rules.may_fall),
        *(_of(DISPUTES, "level", required=True), WHY, ON),
        right=service.GRADE,
    ),
    _action(
        *("keep_level", _("不予升级"), service.keep_level, rules.is_proposed, WHY, ON),
        right=service.GRADE,
    ),
    _action(
        *("take_over", _("接收移交"), service.take_over, rules.is_open),
        *(CHANNEL, NUMBER, SAID, ON),
    ),
    _action(
        *("hand_over", _("移交其他途径"), service.hand_over, rules.is_open),
        *(CHANNEL, _step("number", required=True), SAID, ON),
    ),
    _action(
        *("answer_channel", _("登记移交的结果"), service.answer_channel, rules.is_handed_over),
        *(HOW, NUMBER, Field(name="back", label=_("退回本所继续跟进"), kind=Flag()), ON),
    ),
    _action(
        *("link_measure", _("关联告诫书（保护令）"), disputing.link_measure, rules.is_domestic),
        _step("measure_id", required=True),
        known=_own_measure,
    ),
    _action(
        *("turn_criminal", _("民转刑"), disputing.turn_criminal, rules.may_turn),
        *(_step("case_id", required=True), SAID, ON),
    ),
    _action(
        *("mediators", _("调解员名册"), mediating.enter_mediator, rules.is_open),
        *(
            _of(MEDIATORS, name, required=name != "until")
            for name in ("person_id", "kind", "committee", "since", "until")
        ),
        right="keep-mediators",
    ),
    _action(
        *("close", _("办结"), service.close, rules.is_open),
        *(_of(DISPUTES, "result", required=True), SAID, ON),
    ),
)
MEDIATION = (
    _mediation(
        *("accept", _("受理调解"), mediating.accept, rules.may_be_accepted),
        Field(
            name="mediator_id",
            label=_("调解员"),
            kind=Ref("people", role="mediator"),
            required=True,
        ),
        Field(name="willing", label=_("各方愿意调解"), kind=Flag(), required=True),
        *(SAID, ON),
        known=_last_mediator,
    ),
    _mediation(
        *("hold", _("登记调解"), mediating.hold, rules.is_mediating),
        *(HOW, _step("place"), _step("present"), ON),
    ),
    _mediation(
        *("extend", _("延长调解期限"), mediating.extend, rules.is_mediating),
        *(_step("until", required=True), WHY, ON),
    ),
    _mediation(
        *("agree", _("达成协议"), mediating.agree, rules.is_mediating),
        *(*TERMS, _of(DISPUTES, "oral"), ON),
    ),
    _mediation(
        *("take_effect", _("协议签字、盖章"), mediating.take_effect, rules.awaits_signing),
        Field(name="signed", label=_("各方当事人、调解员已签字"), kind=Flag(), required=True),
        Field(name="sealed", label=_("已加盖调解委员会印章"), kind=Flag(), required=True),
        ON,
    ),
    _mediation("fail", _("调解不成"), mediating.fail, rules.may_fail, ROUTES, HOW, ON),
    _mediation("perform", _("履行完毕"), mediating.perform, rules.awaits_performance, ON, SAID),
    _mediation(
        *("not_perform", _("未履行"), mediating.not_perform, rules.awaits_performance),
        *(replace(ROUTES, label=_("已告知可以向人民法院起诉")), HOW, ON),
    ),
    _mediation(
        *("confirm", _("司法确认"), mediating.confirm, rules.may_be_confirmed),
        *(_of(DISPUTES, "confirmation", required=True), NUMBER, SAID, ON),
    ),
)
ACTIONS: Mapping[str, Action] = {action.name: action for action in (VISIT, *MEDIATION, *FOLLOWING)}

ON_CALLS: Mapping[str, Action] = {
    "dispute": _action(
        *("dispute", _("登记为矛盾纠纷"), disputing.from_call, disputing.may_be_one),
        *(
            _of(DISPUTES, name, required=name not in ("domestic", "committee"))
            for name in disputing.TYPED
        ),
        right="enter-dispute",
        known=_of_call,
    )
}
