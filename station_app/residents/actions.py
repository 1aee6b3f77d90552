"""The natural acts of a resident, as the screen and the shell offer them."""

from __future__ import annotations

from station_app.access.action import Action
from station_app.core.kinds import Address, Code, Day, Moment, Serial, Words
from station_app.core.register import Field
from station_app.core.texts import _
from station_app.residents import neighbours, permits, rules, service

ON = Field(name="on", label=_("日期"), kind=Day(), help=_("不填为今天"))
NUMBER = Field(name="permit_number", label=_("居住证编号"), kind=Serial(), required=True)
REASON = Field(name="reason", label=_("原因"), kind=Code("end_reason"), required=True)
TO = Field(name="moved_to", label=_("去向"), kind=Address())

ACTIONS = {
    action.name: action
    for action in (
        Action(
            name="move_out",
            title=_("迁出（离开）"),
            right="move-out",
            fields=(ON, TO, Field(name="reason", label=_("原因"), kind=Code("end_reason"))),
            run=service.move_out,
            suits=rules.here,
            known=neighbours.who_left_last,
        ),
        Action(
            name="move_within",
            title=_("市（县）内移居"),
            right="move-within",
            fields=(
                Field(name="address", label=_("新住址"), kind=Address(), required=True),
                ON,
                Field(name="household", label=_("新户号"), kind=Serial()),
            ),
            run=service.move_within,
            suits=rules.here,
        ),
        Action(
            name="deregister",
            title=_("注销户口"),
            right="deregister",
            fields=(REASON, ON),
            run=service.deregister,
            suits=rules.of_this_hukou,
        ),
        Action(
            name="restore_registration",
            title=_("恢复户口"),
            right="restore-registration",
            fields=(Field(name="reason", label=_("理由"), kind=Words(), required=True),),
            run=service.restore,
            suits=rules.gone,
        ),
        Action(
            name="register_residence",
            title=_("居住登记"),
            right="register-residence",
            fields=(ON,),
            run=permits.register_residence,
            suits=rules.unregistered,
        ),
        Action(
            name="register_lodging",
            title=_("境外人员住宿登记"),
            right="register-lodging",
            fields=(Field(name="at", label=_("登记时间"), kind=Moment()),),
            run=permits.register_lodging,
            suits=rules.unregistered_guest,
        ),
        Action(
            name="apply_permit",
            title=_("受理居住证"),
            right="apply-permit",
            fields=(ON,),
            run=permits.apply_permit,
            suits=rules.without_permit,
            barred=rules.application_barred,
        ),
        Action(
            name="issue_permit",
            title=_("签发居住证"),
            right="issue-permit",
            fields=(NUMBER, ON),
            run=permits.issue_permit,
            suits=rules.awaits_permit,
            barred=rules.issue_barred,
        ),
        Action(
            name="endorse",
            title=_("签注"),
            right="endorse",
            fields=(ON,),
            run=permits.endorse,
            suits=rules.holds_permit,
            barred=rules.endorsement_barred,
        ),
        Action(
            name="extend_stay",
            title=_("延长居住"),
            right="extend-stay",
            fields=(
                Field(name="expected_leave", label=_("拟离开日期"), kind=Day(), required=True),
            ),
            run=permits.extend_stay,
            suits=rules.stays_for_a_time,
            known=neighbours.who_stays_longest,
        ),
        Action(
            name="sweep",
            title=_("核查"),
            right="sweep",
            fields=(
                Field(name="result", label=_("核查结果"), kind=Code("sweep_result"), required=True),
                ON,
                Field(name="remarks", label=_("备注"), kind=Words(longest=500)),
            ),
            run=service.sweep,
            suits=rules.here,
        ),
    )
}
