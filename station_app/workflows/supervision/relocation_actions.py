"""What is asked at each step of a change of place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from station_app.access.act import Act
from station_app.access.action import Action, nothing_known
from station_app.core.kinds import Day
from station_app.core.register import Field, Merge
from station_app.core.texts import Text, _
from station_app.corrections import rules as supervisions
from station_app.corrections.register import CORRECTIONS
from station_app.relocations import rules
from station_app.relocations.register import RELOCATIONS
from station_app.workflows.supervision import relocation as work
from station_app.workflows.supervision import relocation_in as here
from station_app.workflows.supervision.police import CARRIED

ON = Field(name="on", label=_("日期"), kind=Day(), help=_("不填为今天"))


def _asked(name: str, *, required: bool = True, help: Text | None = None) -> Field:
    """A field of the register as an action asks it."""
    field = RELOCATIONS[name]
    return replace(field, required=required, merge=Merge.GUARDED, help=help or field.help)


def _also(*names: str) -> tuple[Field, ...]:
    return tuple(_asked(name, required=False) for name in names)


def copied_today(act: Act, _one: Any) -> Mapping[str, Any]:
    """The copies usually go out with the papers; what is not sent yet is cleared."""
    return dict.fromkeys(("decider_on", "procuratorate_on", "police_on"), act.stamp.today)


def as_the_letter_says(act: Act, _one: Any) -> Mapping[str, Any]:
    return {"worker": act.stamp.officer}


CHANGE_OF_PLACE = Action(
    name="change_of_place",
    title=_("申请变更执行地"),
    right=work.RIGHT,
    fields=(
        ON,
        _asked("other_organ", help=_("新执行地县级社区矫正机构")),
        *(_asked("destination"), _asked("reason")),
        *_also("moving_on", "proof"),
    ),
    run=work.change_of_place,
    suits=supervisions.is_under,
)


def _action(
    name: str,
    title: Text,
    run: Callable[[Act, UUID, Mapping[str, Any]], Sequence[UUID]],
    suits: Callable[[Any], bool],
    *fields: Field,
    known: Callable[[Act, Any], Mapping[str, Any]] = nothing_known,
) -> Action:
    return Action(
        name=name,
        title=title,
        right=work.RIGHT,
        fields=(ON, *fields),
        run=run,
        suits=suits,
        known=known,
    )


def _goes_out(one: Any) -> bool:
    return rules.is_out(one) and rules.owes_papers(one)


def _comes_in(one: Any) -> bool:
    return not rules.is_out(one) and rules.owes_papers(one)


def _receipt_out(one: Any) -> bool:
    return not rules.is_out(one) and rules.owes_receipt(one)


def _receipt_back(one: Any) -> bool:
    return rules.is_out(one) and rules.owes_receipt(one)


GATE = tuple(replace(CORRECTIONS[name], group=CORRECTIONS["category"].group) for name in here.GATE)

ACTIONS = {
    action.name: action
    for action in (
        _action(
            "ask",
            _("征求新执行地意见"),
            work.ask,
            rules.awaits_letter,
            _asked("letter_number"),
            CARRIED,
        ),
        _action(
            "answer",
            _("登记新执行地意见（回复）"),
            work.answer,
            rules.awaits_answer,
            _asked("answer"),
            *_also("answer_number", "answer_reason"),
        ),
        _action(
            "dispute",
            _("报请上一级协调"),
            work.dispute,
            rules.may_dispute,
            _asked("dispute_organ"),
        ),
        _action(
            "coordinated",
            _("登记协调结果"),
            work.coordinated,
            rules.may_coordinate,
            *(_asked("coordinated"), _asked("coordination_number")),
        ),
        _action(
            "decide",
            _("登记变更决定"),
            work.decide,
            rules.awaits_decision,
            *(_asked("decision"), _asked("decided_by"), _asked("decision_number")),
            *_also("refusal"),
        ),
        _action("tell", _("告知社区矫正对象"), work.tell, rules.awaits_telling),
        _action(
            "hand_over",
            _("移交法律文书和档案"),
            work.hand_over,
            _goes_out,
            *_also("decider_on", "procuratorate_on", "police_on"),
            known=copied_today,
        ),
        _action(
            "papers_in",
            _("收到法律文书和档案"),
            here.papers_in,
            _comes_in,
            *(_asked("decided_on"), _asked("decided_by"), _asked("decision_number")),
            *_also("told_on"),
        ),
        _action(
            "receipt",
            _("送达回执"),
            here.receipt,
            _receipt_out,
            *_also("procuratorate_on", "police_on"),
            known=copied_today,
        ),
        _action("receipt_back", _("收到送达回执"), work.receipt_back, _receipt_back),
        _action("arrived", _("登记在新执行地报到"), work.arrived, rules.awaits_arrival),
        _action("missed", _("未按时报到"), work.missed, rules.may_be_missed),
        Action(
            name="take_over",
            title=_("接收建档"),
            right=work.RIGHT,
            fields=GATE,
            run=here.take_over,
            suits=rules.awaits_record,
            known=as_the_letter_says,
        ),
        _action(
            "custody",
            _("看守所、监狱交接"),
            work.custody,
            rules.goes_on,
            _asked("custody_by"),
            *_also("custody_told_on"),
        ),
        _action("cancel", _("撤回申请"), work.cancel, rules.may_cancel),
    )
}
