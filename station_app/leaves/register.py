from station_app.core.decided import DECISION_FIELDS
from station_app.core.kinds import Code, Count, Day, Ref, Serial, Words
from station_app.core.register import Field, Merge, Register
from station_app.core.texts import _
from station_app.leaves import rules
from station_app.leaves.records import Leave, Permit, Travel

ASKED, COURSE = _("申请"), _("执行")
DAYS = _("天")


def _whose(role: str) -> Field:
    return Field(
        name="supervision_id",
        label=_("社区矫正对象"),
        kind=Ref("corrections", role=role),
        required=True,
        group=ASKED,
    )


SINCE = Field(name="since", label=_("开始日期"), kind=Day(), required=True, group=ASKED)
UNTIL = Field(
    name="until",
    label=_("结束日期"),
    kind=Day(),
    required=True,
    group=ASKED,
    help=_("首尾两日都算在内"),
)
ASKED_ON = Field(
    name="asked_on",
    label=_("申请日期"),
    kind=Day(),
    required=True,
    group=ASKED,
    help=_("不填为今天"),
)
PROOF = Field(
    name="proof",
    label=_("证明材料"),
    kind=Words(longest=200),
    required=True,
    group=ASKED,
    help=_("如挂号单、录取通知书、传票"),
)
REMARKS = Field(
    name="remarks",
    label=_("备注"),
    kind=Words(lines=2, longest=500),
    group=ASKED,
    merge=Merge.FREE,
)

LEAVES = Register(
    name="leaves",
    number=51,
    title=_("外出（请假）"),
    record=Leave,
    inner=True,
    fields=(
        _whose("leave"),
        Field(
            name="reason",
            label=_("外出事由"),
            kind=Code("leave_reason"),
            required=True,
            group=ASKED,
        ),
        SINCE,
        UNTIL,
        Field(
            name="destination",
            label=_("目的地"),
            kind=Words(longest=100),
            required=True,
            group=ASKED,
            help=_("写到市、县（区）；同一设区的市内区与区之间的活动不是外出"),
        ),
        PROOF,
        Field(name="details", label=_("事由说明"), kind=Words(lines=2, longest=500), group=ASKED),
        ASKED_ON,
        Field(
            name="assisting",
            label=_("协助监督的社区矫正机构"),
            kind=Words(longest=60),
            group=ASKED,
        ),
        REMARKS,
        Field(
            name="division",
            label=_("目的地区划"),
            kind=Code("division"),
            group=ASKED,
            merge=Merge.DERIVED,
        ),
        Field(
            name="days",
            label=_("外出天数"),
            kind=Count(DAYS),
            group=ASKED,
            merge=Merge.DERIVED,
        ),
        *DECISION_FIELDS,
        *(
            Field(name=name, label=label, kind=kind, group=COURSE, merge=Merge.STATE)
            for name, label, kind in (
                ("state", _("外出情况"), Code("leave_state")),
                ("total", _("两个月内外出累计天数"), Count(DAYS)),
                ("told_on", _("备案（通报）日期"), Day()),
                ("told_number", _("备案（通报）文号"), Serial(longest=60)),
                ("contacted_on", _("外出期间最近联系"), Day()),
                ("returned_on", _("销假日期"), Day()),
                ("late_days", _("逾期天数"), Count(DAYS)),
                ("late_cause", _("逾期原因"), Words(lines=2, longest=300)),
                ("ordered_back_on", _("责令返回日期"), Day()),
            )
        ),
    ),
    columns=("supervision_id", "reason", "destination", "since", "until", "state"),
    subject=("supervision_id", "reason"),
    period=("since", "returned_on"),
    tallies={
        "asked": ("asked_on", ("reason",)),
        "decided": ("decided_on", ("level", "decision")),
        "returned": ("returned_on", ("state",)),
    },
    derive=rules.derive,
    check=rules.check,
    duties=rules.duties,
)

TRAVELS = Register(
    name="travels",
    number=52,
    title=_("经常性跨市、县活动"),
    record=Travel,
    inner=True,
    fields=(
        _whose("travel"),
        Field(name="reason", label=_("事由"), kind=Words(longest=200), required=True, group=ASKED),
        Field(
            name="places", label=_("目的地"), kind=Words(longest=200), required=True, group=ASKED
        ),
        Field(
            name="times",
            label=_("往返时间"),
            kind=Words(longest=100),
            required=True,
            group=ASKED,
            help=_("如每日早出晚归、每周一至周五"),
        ),
        Field(
            name="frequency", label=_("频次"), kind=Words(longest=60), required=True, group=ASKED
        ),
        PROOF,
        ASKED_ON,
        REMARKS,
        *DECISION_FIELDS,
        *(
            Field(name=name, label=label, kind=Day(), group=COURSE, merge=Merge.STATE)
            for name, label in (
                ("since", _("有效期起")),
                ("until", _("有效期止")),
                ("renewed_on", _("重新申请日期")),
                ("ended_on", _("终止日期")),
            )
        ),
    ),
    columns=("supervision_id", "places", "frequency", "since", "until", "decision"),
    subject=("supervision_id", "places"),
    period=("since", "until"),
    check=rules.check_travel,
    duties=rules.travel_duties,
)

PERMITS = Register(
    name="permits",
    number=53,
    title=_("会客、接触、进入特定区域（场所）审批"),
    record=Permit,
    inner=True,
    fields=(
        _whose("permit"),
        Field(name="kind", label=_("事项"), kind=Code("permit_kind"), required=True, group=ASKED),
        Field(name="whom", label=_("会见（接触）的人"), kind=Words(longest=60), group=ASKED),
        Field(name="party", label=_("与案件的关系"), kind=Code("permit_party"), group=ASKED),
        Field(name="place", label=_("地点（场所）"), kind=Words(longest=100), group=ASKED),
        SINCE,
        UNTIL,
        Field(name="reason", label=_("理由"), kind=Words(longest=300), required=True, group=ASKED),
        Field(name="escort", label=_("陪同人"), kind=Words(longest=60), group=ASKED),
        ASKED_ON,
        REMARKS,
        *DECISION_FIELDS,
        *(
            Field(name=name, label=label, kind=Day(), group=COURSE, merge=Merge.STATE)
            for name, label in (
                ("court_told_on", _("告知原审法院日期")),
                ("procuratorate_told_on", _("告知检察院日期")),
            )
        ),
    ),
    columns=("supervision_id", "kind", "whom", "place", "since", "until", "decision"),
    subject=("supervision_id", "kind"),
    period=("since", "until"),
    check=rules.check_permit,
    duties=rules.permit_duties,
)
