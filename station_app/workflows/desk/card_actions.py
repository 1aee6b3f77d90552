"""What is done with a card, as its page and the shell offer it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from station_app.access.action import Action
from station_app.cards import rules, service
from station_app.cards.records import LOST, LOST_SINCE
from station_app.cards.register import CARD_MOVES, CARDS
from station_app.core.kinds import Day, Flag, Ref
from station_app.core.register import Field, Merge, Register
from station_app.core.texts import Text, _
from station_app.workflows.desk import card_arrivals

ON = Field(name="on", label=_("日期"), kind=Day(), help=_("不填为今天"))


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


NOTE = _of(CARD_MOVES, "note")
REASON = _of(CARD_MOVES, "note", required=True, label=_("原因"))
CARD_NUMBER = _of(CARDS, "card_number")


def _action(
    name: str,
    title: Text,
    run: Callable[..., Any],
    suits: Callable[[Any], bool],
    *fields: Field,
    right: str = service.RIGHT,
    **more: Any,
) -> Action:
    return Action(name=name, title=title, right=right, fields=fields, run=run, suits=suits, **more)


def _why(_act: Any, card: Any) -> Mapping[str, Any]:
    return {"why": LOST} if card.state == LOST_SINCE else {}


ACTIONS: Mapping[str, Action] = {
    action.name: action
    for action in (
        _action(
            *("hand_out", _("发放"), card_arrivals.hand_out, rules.is_here),
            Field(name="signed", label=_("领取人已签收"), kind=Flag(), required=True),
            Field(
                name="old_back",
                label=_("已交回原证"),
                kind=Flag(),
                help=_("首次申领的不填；丢失补领的，找到原证才交回"),
            ),
            Field(
                name="agent_id",
                label=_("代领人"),
                kind=Ref("people", role="agent"),
                help=_("本人领取的不填"),
            ),
            *(_of(CARDS, "agent_paper"), CARD_NUMBER, NOTE, ON),
        ),
        _action(
            *("send", _("上报制证"), service.send, rules.is_accepted),
            *(_of(CARD_MOVES, "number"), ON),
        ),
        _action(
            *("arrive", _("到证登记"), card_arrivals.arrive, rules.is_waiting, CARD_NUMBER, ON),
            right="card-arrivals",
        ),
        _action(
            *("call", _("通知领取"), service.call, rules.is_here),
            *(_of(CARD_MOVES, "way", required=True), NOTE, ON),
        ),
        _action("old_back", _("交回原证"), service.old_back, rules.owes_old, NOTE, ON),
        _action("send_back", _("退回重制"), service.send_back, rules.is_here, REASON, ON),
        _action("report_lost", _("挂失"), service.report_lost, rules.is_handed, NOTE, ON),
        _action(
            *("replace", _("补领、换领"), service.replace, rules.may_be_replaced),
            *(_of(CARDS, "why", required=True), _of(CARDS, "receipt_number")),
            *(_of(CARDS, "remote"), NOTE, ON),
            known=_why,
        ),
        _action(
            *("give_up", _("终止办理"), card_arrivals.give_up, rules.is_under_way),
            *(_of(CARDS, "ended_why", required=True), NOTE, ON),
        ),
    )
}
