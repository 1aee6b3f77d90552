"""What is asked for each step at the end of a case, and where each is offered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from station_app.access.act import Act
from station_app.access.action import Action
from station_app.cases import decision_rules as rules
from station_app.cases import ending
from station_app.cases.decision_records import STATION
from station_app.cases.decision_register import CASE_DECISIONS
from station_app.cases.power import beyond, needs_review
from station_app.cases.records import CRIMINAL, SUSPECT, Case
from station_app.cases.register import CASES
from station_app.cases.rules import is_filed
from station_app.core.kinds import Day, Moment, Words
from station_app.core.register import Field, Merge
from station_app.core.texts import _
from station_app.workflows.desk import (
    closing,
    closing_decisions,
    closing_execution,
    closing_fast,
)
from station_app.workflows.desk.closing_found import decisions, people


def _asked(field: str, **how: Any) -> Field:
    return replace(CASE_DECISIONS[field], merge=Merge.GUARDED, group=None, **how)


def _of_case(name: str, **how: Any) -> Field:
    return replace(CASES[name], merge=Merge.GUARDED, group=None, **how)


ON = Field(name="on", label=_("日期"), kind=Day(), help=_("不填为今天"))
AT = Field(name="at", label=_("决定时间"), kind=Moment(), help=_("不填为现在"))
NOTE = Field(name="note", label=_("说明"), kind=Words(lines=3, longest=1000))
NUMBERED = (_asked("decision_number", required=True), _asked("remedies", required=True), AT)
WHAT = (
    _asked("person_id", required=True),
    _asked("kind", required=True),
    _asked("amount"),
)


def may_be_decided(case: Any) -> bool:
    return is_filed(case) and case.kind != CRIMINAL


def is_fast(case: Any) -> bool:
    return is_filed(case) and bool(case.fast_track)


def may_be_fast(case: Any) -> bool:
    return may_be_decided(case) and not case.fast_track


def may_be_stopped(case: Any) -> bool:
    return may_be_decided(case) and case.stop_kind is None


def is_stopping(case: Any) -> bool:
    return is_filed(case) and case.stop_kind is not None


def the_offender(act: Act, case: Case) -> Mapping[str, Any]:
    """The one suspect about whom nothing is decided yet; nobody where there are two."""
    known = {one.person_id for one in decisions(act, case.id)}
    left = people(act, case.id, SUSPECT) - known
    return {"person_id": next(iter(left))} if len(left) == 1 else {}


def within_station(one: Any) -> bool:
    return rules.is_proposed(one) and beyond(STATION, one.kind, one.amount) is None


def is_reviewed(one: Any) -> bool:
    return rules.is_proposed(one) and needs_review(one) and one.reviewed_on is None


def is_discussed(one: Any) -> bool:
    return rules.is_proposed(one) and bool(one.grave) and one.discussed_on is None


def awaits_notice(one: Any) -> bool:
    told = (one.victim_copied_on, one.family_told_on, one.organ_told_on)
    return rules.is_decided(one) and None in told


def _actions(*actions: Action) -> dict[str, Action]:
    return {action.name: action for action in actions}


CASES_ACTIONS = _actions(
    Action(
        name="fast_track",
        title=_("适用快速办理"),
        right="fast-track",
        fields=closing_fast.FIELDS,
        run=closing_fast.begin,
        suits=may_be_fast,
    ),
    Action(
        name="end_fast_track",
        title=_("转为一般程序"),
        right="fast-track",
        fields=(replace(NOTE, label=_("转为一般程序的原因"), required=True),),
        run=closing_fast.end,
        suits=is_fast,
    ),
    Action(
        name="propose_decision",
        title=_("拟作处理决定"),
        right="propose-decision",
        fields=(
            *WHAT,
            _asked("days"),
            _asked("basis", required=True),
            *(_asked(name) for name in ("review_ground", "grave", "not_detained")),
            replace(ON, label=_("提出日期")),
        ),
        run=closing_decisions.propose,
        suits=may_be_decided,
        known=the_offender,
    ),
    Action(
        name="spot_penalty",
        title=_("当场处罚"),
        right="propose-decision",
        fields=(*WHAT, _asked("basis", required=True), *NUMBERED),
        run=closing_decisions.on_the_spot,
        suits=may_be_decided,
        known=the_offender,
    ),
    Action(
        name="propose_stop",
        title=_("提出终止调查"),
        right="propose-stop",
        fields=(_of_case("stop_kind", required=True), _of_case("stop_why", required=True)),
        run=closing.propose_stop,
        suits=may_be_stopped,
    ),
    Action(
        name="stop_investigation",
        title=_("批准终止调查"),
        right="approve-stop",
        fields=(_asked("decision_number", name="number", label=_("终止案件调查决定书文号")), ON),
        run=closing.stop,
        suits=is_stopping,
    ),
    Action(
        name="return_stop",
        title=_("退回终止调查"),
        right="approve-stop",
        fields=(replace(NOTE, label=_("退回的意见"), required=True),),
        run=closing.return_stop,
        suits=is_stopping,
    ),
    Action(
        name="close_case",
        title=_("结案"),
        right="close-case",
        fields=(_of_case("close_kind", required=True), NOTE, replace(ON, label=_("结案日期"))),
        run=closing.close,
        suits=ending.may_close,
    ),
)

DECISIONS_ACTIONS = _actions(
    Action(
        name="tell",
        title=_("处罚前告知"),
        right="propose-decision",
        fields=(
            replace(ON, label=_("告知日期")),
            *(_asked(name) for name in ("defence", "guardian", "guardian_said")),
            _asked("hearing_told_on"),
        ),
        run=closing_decisions.tell,
        suits=rules.is_proposed,
    ),
    Action(
        name="hear",
        title=_("听证"),
        right="propose-decision",
        fields=(_asked("heard_on"), _asked("hearing_waived")),
        run=closing_decisions.hear,
        suits=rules.hearing_is_open,
    ),
    Action(
        name="review",
        title=_("法制审核"),
        right="review-case",
        fields=(replace(NOTE, name="opinion", label=_("审核意见"), required=True), ON),
        run=closing_decisions.review,
        suits=is_reviewed,
    ),
    Action(
        name="discuss",
        title=_("集体讨论"),
        right="decide-case",
        fields=(_asked("discussion", required=True), ON),
        run=closing_decisions.discuss,
        suits=is_discussed,
    ),
    Action(
        name="decide",
        title=_("作出决定（派出所）"),
        right="decide-case",
        fields=NUMBERED,
        run=closing_decisions.decide,
        suits=within_station,
    ),
    Action(
        name="receive",
        title=_("登记县级公安机关的决定"),
        right="propose-decision",
        fields=(_asked("decided_by", label=_("决定机关"), required=True), *NUMBERED),
        run=closing_decisions.receive,
        suits=rules.is_proposed,
    ),
    Action(
        name="serve",
        title=_("送达决定书"),
        right="execute-decision",
        fields=(_asked("served_how", required=True), replace(ON, label=_("送达日期"))),
        run=closing_execution.serve,
        suits=rules.awaits_service,
    ),
    Action(
        name="notify",
        title=_("通知家属、抄送被侵害人、通报单位"),
        right="execute-decision",
        fields=tuple(map(_asked, closing_execution.TOLD)),
        run=closing_execution.notify,
        suits=awaits_notice,
    ),
    Action(
        name="report",
        title=_("当场处罚备案"),
        right="execute-decision",
        fields=(replace(ON, label=_("备案日期")),),
        run=closing_execution.report,
        suits=rules.awaits_report,
    ),
    Action(
        name="pay",
        title=_("罚款缴纳"),
        right="execute-decision",
        fields=(_asked("paid_how", required=True), replace(ON, label=_("缴纳日期"))),
        run=closing_execution.pay,
        suits=rules.awaits_payment,
    ),
    Action(
        name="hand_in",
        title=_("罚款交回"),
        right="execute-decision",
        fields=(replace(ON, label=_("交回日期")),),
        run=closing_execution.hand_in,
        suits=rules.awaits_handing_in,
    ),
    Action(
        name="carry_out",
        title=_("执行完毕，或者不执行拘留"),
        right="execute-decision",
        fields=(replace(ON, label=_("执行日期")), _asked("not_detained")),
        run=closing_execution.carry_out,
        suits=rules.awaits_carrying_out,
    ),
)
