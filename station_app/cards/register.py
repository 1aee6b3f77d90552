from __future__ import annotations

from station_app.cards import rules
from station_app.cards.records import Card, CardMove
from station_app.core.kinds import Code, Day, Flag, Ref, Serial, Words
from station_app.core.register import Field, Merge, Register
from station_app.core.texts import _

WHAT, ASKED, COURSE = _("证件"), _("受理"), _("流转")

CARDS = Register(
    name="cards",
    number=123,
    title=_("证件流转"),
    record=Card,
    fields=(
        Field(name="number", label=_("流转编号"), kind=Serial(), group=WHAT, merge=Merge.STATE),
        Field(name="kind", label=_("证件"), kind=Code("card_kind"), required=True, group=WHAT),
        Field(name="why", label=_("申领事由"), kind=Code("card_why"), required=True, group=WHAT),
        Field(
            name="person_id",
            label=_("申领人"),
            kind=Ref("people", role="holder"),
            required=True,
            group=WHAT,
        ),
        Field(name="accepted_on", label=_("受理日期"), kind=Day(), required=True, group=ASKED),
        Field(
            name="receipt_number",
            label=_("受理号"),
            kind=Serial(),
            group=ASKED,
            help=_("业务系统给出的号；到证时按它扫描登记"),
        ),
        Field(
            name="remote",
            label=_("交通不便或者特殊情况"),
            kind=Flag(),
            group=ASKED,
            help=_("居民身份证可以延长三十日；居住证最长三十日，依省级规定"),
        ),
        Field(name="old_number", label=_("原证编号"), kind=Serial(), group=ASKED),
        Field(
            name="remarks",
            label=_("备注"),
            kind=Words(lines=2, longest=500),
            group=ASKED,
            merge=Merge.FREE,
        ),
        *(
            Field(name=name, label=label, kind=kind, group=COURSE, merge=Merge.STATE)
            for name, label, kind in (
                ("state", _("流转状态"), Code("card_state")),
                ("sent_on", _("上报制证日期"), Day()),
                ("card_number", _("证件编号"), Serial()),
                ("arrived_on", _("到证日期"), Day()),
                ("called_on", _("通知领取日期"), Day()),
                ("handed_on", _("发放日期"), Day()),
                ("agent_id", _("代领人"), Ref("people", role="agent")),
                ("agent_paper", _("代领凭据"), Words(longest=100)),
                ("old_back_on", _("交回原证日期"), Day()),
                ("lost_on", _("挂失日期"), Day()),
                ("ended_on", _("终止日期"), Day()),
                ("ended_why", _("终止原因"), Code("card_end")),
                ("residence_id", _("居住登记"), Ref("residents", role="card")),
                ("replaces_id", _("所换（补）的证件"), Ref("cards", role="replaced")),
            )
        ),
    ),
    columns=("number", "person_id", "kind", "why", "state", "accepted_on", "arrived_on"),
    subject=("number", "kind"),
    period=("accepted_on", "ended_on"),
    tallies={
        "accepted": ("accepted_on", ("kind", "why")),
        "handed": ("handed_on", ("kind",)),
    },
    unique=("receipt_number", None),
    check=rules.check,
    duties=rules.duties,
)

CARD_MOVES = Register(
    name="card_moves",
    number=124,
    title=_("证件流转经过"),
    record=CardMove,
    inner=True,
    fields=(
        Field(name="card_id", label=_("证件"), kind=Ref("cards", role="move"), required=True),
        Field(name="kind", label=_("环节"), kind=Code("card_move"), required=True),
        Field(name="on", label=_("日期"), kind=Day(), required=True),
        Field(name="officer", label=_("经办人"), kind=Words(longest=30), required=True),
        Field(name="number", label=_("批次（清单）号"), kind=Serial()),
        Field(name="way", label=_("通知方式"), kind=Code("card_called_by")),
        Field(name="note", label=_("说明"), kind=Words(lines=2, longest=300)),
    ),
    columns=("kind", "on", "officer", "note"),
    subject=("kind", "on"),
    check=rules.check_move,
)
