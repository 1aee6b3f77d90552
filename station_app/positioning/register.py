from station_app.core.decided import DECISION_FIELDS
from station_app.core.kinds import Code, Day, Ref, Serial, Words
from station_app.core.register import Field, Merge, Register
from station_app.core.texts import _
from station_app.positioning import rules
from station_app.positioning.records import Positioning

ASKED, USE = _("申请"), _("使用")

POSITIONINGS = Register(
    name="positionings",
    number=55,
    title=_("使用电子定位装置"),
    record=Positioning,
    inner=True,
    fields=(
        *(
            Field(name=name, label=label, kind=kind, required=must, group=ASKED, merge=Merge.STATE)
            for name, label, kind, must in (
                ("supervision_id", _("社区矫正"), Ref("corrections", role="positioned"), True),
                ("extends_id", _("延长的原批准"), Ref("positionings", role="extended"), False),
                ("ground", _("法定情形"), Code("positioning_ground"), True),
                ("basis", _("记录中的依据"), Words(lines=2, longest=1000), True),
                ("asked_on", _("申请日期"), Day(), True),
            )
        ),
        Field(
            name="facts",
            label=_("事实和必要性"),
            kind=Words(lines=3, longest=1000),
            required=True,
            group=ASKED,
        ),
        *(
            Field(name=name, label=label, kind=kind, required=must, group=USE, merge=Merge.STATE)
            for name, label, kind, must in (
                ("since", _("使用期限起"), Day(), True),
                ("until", _("使用期限止"), Day(), True),
                ("told_on", _("告知期限、要求和后果日期"), Day(), False),
                ("fitted_on", _("佩戴日期"), Day(), False),
                ("device_number", _("装置编号"), Serial(longest=40), False),
                ("extended_on", _("批准延长日期"), Day(), False),
                ("ended_on", _("解除日期"), Day(), False),
                ("end_reason", _("解除原因"), Words(longest=200), False),
            )
        ),
        *DECISION_FIELDS,
    ),
    columns=("supervision_id", "ground", "since", "until", "decision", "ended_on"),
    subject=("supervision_id", "ground"),
    period=("since", "ended_on"),
    tallies={"begun": ("since", ("ground", "decision")), "ended": ("ended_on", ("ground",))},
    check=rules.check,
    duties=rules.duties,
)
