"""What can be done with a thing that is held."""

from __future__ import annotations

from dataclasses import replace

from station_app.access.action import Action
from station_app.core.kinds import Code, Day, Flag, Moment
from station_app.core.register import Field, Merge
from station_app.core.texts import Text, _
from station_app.property import rules, service
from station_app.property.register import MOVES, PROPERTY

AT = Field(name="at", label=_("时间"), kind=Moment(), help=_("不填为现在"))
ON = Field(name="on", label=_("日期"), kind=Day(), help=_("不填为今天"))
NOTE = replace(MOVES["note"], label=_("说明"))


def _asked(name: str, *, required: bool = False, help: Text | None = None) -> Field:
    """A field of the record as an act asks for it."""
    field = PROPERTY[name]
    return replace(field, required=required, merge=Merge.GUARDED, group=None, help=help)


def _moved(name: str, label: Text | None = None, *, required: bool = False) -> Field:
    return replace(MOVES[name], label=label or MOVES[name].label, required=required)


KEEP = Action(
    name="keep",
    title=_("入库保管（归还、移位）"),
    right="keep-property",
    fields=(
        _asked("place", required=True),
        _asked("keeper", help=_("已有保管人员的可不填；办案民警不能兼作保管人员")),
        AT,
        _asked("bag", help=_("重新封存的填新袋号")),
        NOTE,
    ),
    run=service.keep,
    suits=rules.is_here,
    known=lambda _act, item: {"place": item.place} if item.place else {},
)
TAKE_OUT = Action(
    name="take_out",
    title=_("出库（鉴定、辨认）"),
    right="take-out-property",
    fields=(
        Field(name="why", label=_("出库事由"), kind=Code("property_out"), required=True),
        _moved("receiver", required=True),
        AT,
        _moved("second"),
        _moved("number"),
        NOTE,
    ),
    run=service.take_out,
    suits=rules.is_kept,
)
APPROVE = Action(
    name="approve",
    title=_("补办当场扣押批准"),
    right="approve-property",
    fields=(AT,),
    run=service.approve,
    suits=rules.awaits_approval,
)
EXTEND = Action(
    name="extend",
    title=_("延长扣押期限"),
    right="extend-property",
    fields=(
        replace(ON, label=_("批准日期")),
        _asked("extension_number", required=True),
        _asked("extension_told_on", required=True),
    ),
    run=service.extend,
    suits=rules.may_extend,
)
DECIDE = Action(
    name="decide",
    title=_("收缴（追缴）决定"),
    right="decide-property",
    fields=(
        _asked("decision", required=True),
        _asked("decided_by", required=True),
        Field(name="disputed", label=_("当事人对价值有异议"), kind=Flag()),
        Field(name="to_victim", label=_("应当退还被侵害人"), kind=Flag()),
        _asked("confiscation_number"),
        ON,
    ),
    run=service.decide,
    suits=rules.is_undecided,
)
ANNOUNCE = Action(
    name="announce",
    title=_("登记招领"),
    right="announce-property",
    fields=(ON,),
    run=service.announce,
    suits=rules.may_announce,
)
GIVE_BACK = Action(
    name="give_back",
    title=_("返还"),
    right="settle-property",
    fields=(
        _moved("receiver", _("领取人"), required=True),
        Field(name="signed", label=_("领取人已签收"), kind=Flag(), required=True),
        AT,
        _moved("second"),
        _moved("number"),
        NOTE,
    ),
    run=service.give_back,
    suits=rules.is_here,
)
DESTROY = Action(
    name="destroy",
    title=_("销毁"),
    right="settle-property",
    fields=(
        _moved("second", required=True),
        _moved("number", _("销毁批准文号"), required=True),
        AT,
        replace(NOTE, label=_("销毁方式和地点"), required=True),
    ),
    run=service.destroy,
    suits=rules.is_decided,
)
HAND_IN = Action(
    name="hand_in",
    title=_("上缴（拍卖）"),
    right="settle-property",
    fields=(
        _moved("receiver", _("上缴（拍卖）到"), required=True),
        AT,
        _moved("second"),
        _moved("number"),
        NOTE,
    ),
    run=service.hand_in,
    suits=lambda item: rules.is_decided(item) or rules.is_unclaimed(item),
)

ACTIONS = {
    action.name: action
    for action in (
        *(KEEP, TAKE_OUT, GIVE_BACK, APPROVE, EXTEND),
        *(DECIDE, ANNOUNCE, HAND_IN, DESTROY),
    )
}
