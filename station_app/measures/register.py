from station_app.core.kinds import Code, Count, Day, Flag, Phones, Ref, Serial, Words
from station_app.core.register import Field, Merge, Register
from station_app.core.texts import _
from station_app.measures import rules
from station_app.measures.records import Measure, MeasureStep

WHO, DECISION, WHAT, OURS, COURSE = (
    _("对象"),
    _("决定"),
    _("内容"),
    _("执行"),
    _("执行情况"),
)
LATER = _("期限的延长、变更，请用“延长”“变更”办理")
ANEW = _("类别登错的，请作废后重新登记")

MEASURES = Register(
    name="measures",
    number=94,
    title=_("执行措施"),
    record=Measure,
    fields=(
        Field(name="number", label=_("内部编号"), kind=Serial(), group=WHO, merge=Merge.STATE),
        Field(
            name="kind", label=_("措施类别"), kind=Code("measure_kind"), required=True, group=WHO
        ),
        Field(
            name="person_id",
            label=_("被执行人（相对人）"),
            kind=Ref("people", role="under_measure"),
            required=True,
            group=WHO,
        ),
        Field(
            name="protected_id",
            label=_("申请人（受害人、子女）"),
            kind=Ref("people", role="protected"),
            help=_("保护令的申请人，家庭暴力的受害人，接受家庭教育指导的人的子女"),
            group=WHO,
        ),
        Field(
            name="place_id",
            label=_("住处（受保护的住所）"),
            kind=Ref("places", role="measure_at"),
            group=WHO,
        ),
        Field(name="minor", label=_("未成年人"), kind=Flag(), group=WHO),
        Field(name="guardian", label=_("监护人"), kind=Words(longest=50), group=WHO),
        Field(
            name="organ",
            label=_("决定机关"),
            kind=Words(longest=60),
            required=True,
            group=DECISION,
        ),
        Field(
            name="organ_kind",
            label=_("决定机关类别"),
            kind=Code("measure_organ"),
            required=True,
            group=DECISION,
        ),
        Field(
            name="document_number",
            label=_("决定文书号"),
            kind=Serial(longest=60),
            required=True,
            group=DECISION,
        ),
        Field(name="decided_on", label=_("决定日期"), kind=Day(), required=True, group=DECISION),
        Field(
            name="received_on",
            label=_("收到日期"),
            kind=Day(),
            help=_("不填为今天"),
            group=DECISION,
        ),
        Field(name="case_number", label=_("案件编号（办案系统）"), kind=Serial(), group=DECISION),
        Field(name="cause", label=_("案由（罪名）"), kind=Words(longest=60), group=DECISION),
        Field(name="start", label=_("期限起"), kind=Day(), required=True, group=DECISION),
        Field(
            name="end",
            label=_("期限止"),
            kind=Day(),
            required=True,
            help=_("告诫书填查访期限"),
            group=DECISION,
        ),
        Field(name="security", label=_("保证方式"), kind=Code("bail_security"), group=WHAT),
        Field(name="guarantor", label=_("保证人"), kind=Words(longest=50), group=WHAT),
        Field(name="guarantor_phone", label=_("保证人电话"), kind=Phones(), group=WHAT),
        Field(name="deposit", label=_("保证金"), kind=Count(_("元"), most=99_999_999), group=WHAT),
        Field(name="education", label=_("矫治教育措施"), kind=Code("corrective_kind"), group=WHAT),
        Field(
            name="orders",
            label=_("责令（裁定）事项"),
            kind=Words(lines=4, longest=1000),
            group=WHAT,
        ),
        Field(name="facts", label=_("事实"), kind=Words(lines=4, longest=2000), group=WHAT),
        Field(name="committee", label=_("居（村）民委员会"), kind=Words(longest=60), group=OURS),
        Field(name="workplace", label=_("所在单位"), kind=Words(longest=60), group=OURS),
        Field(
            name="handler",
            label=_("经办民警"),
            kind=Words(longest=30),
            group=OURS,
            merge=Merge.FREE,
        ),
        Field(
            name="remarks",
            label=_("备注"),
            kind=Words(lines=3, longest=1000),
            group=OURS,
            merge=Merge.FREE,
        ),
        Field(name="secret", label=_("保密"), kind=Flag(), group=COURSE, merge=Merge.DERIVED),
        *(
            Field(name=name, label=label, kind=kind, group=COURSE, merge=Merge.STATE)
            for name, label, kind in (
                ("state", _("执行状态"), Code("measure_state")),
                ("told_on", _("告知（送达）本人日期"), Day()),
                ("protected_told_on", _("送达受害人日期"), Day()),
                ("guardian_told_on", _("告知监护人日期"), Day()),
                ("committee_told_on", _("通知居（村）委会日期"), Day()),
                ("workplace_told_on", _("通知所在单位日期"), Day()),
                ("recorded_on", _("最近执行情况笔录"), Day()),
                ("visited_on", _("最近查访本人"), Day()),
                ("protected_visited_on", _("最近查访受害人"), Day()),
                ("leave_kind", _("申请事项"), Code("measure_leave")),
                ("leave_asked_on", _("申请日期"), Day()),
                ("leave_since", _("申请的起日"), Day()),
                ("leave_until", _("申请的止日"), Day()),
                ("leave_reason", _("申请理由"), Words(longest=200)),
                ("leave_approved_on", _("批准日期"), Day()),
                ("breach_on", _("未通知的违反规定日期"), Day()),
                ("guarantor_lost_on", _("发现保证人不愿（不能）担保日期"), Day()),
                ("expiry_told_on", _("通知期限将满日期"), Day()),
                ("term_from", _("延长后的期限起"), Day()),
                ("ended_on", _("结束日期"), Day()),
                ("end_kind", _("结束情形"), Code("measure_end")),
            )
        ),
    ),
    columns=("kind", "person_id", "state", "start", "end", "handler", "number"),
    subject=("person_id", "kind"),
    period=("start", "ended_on"),
    secret=("secret", "handler"),
    by_act={"kind": ANEW, "end": LATER},
    derive=rules.derive,
    check=rules.check,
    duties=rules.duties,
)

MEASURE_STEPS = Register(
    name="measure_steps",
    number=95,
    title=_("措施执行经过"),
    record=MeasureStep,
    inner=True,
    fields=tuple(
        Field(name=name, label=label, kind=kind, required=must, merge=Merge.STATE)
        for name, label, kind, must in (
            ("measure_id", _("措施"), Ref("measures", role="step"), True),
            ("kind", _("事项"), Code("measure_step"), True),
            ("on", _("日期"), Day(), True),
            ("whom", _("对谁"), Code("measure_whom"), False),
            ("by", _("办理（批准）人"), Words(longest=60), False),
            ("until", _("至"), Day(), False),
            ("number", _("文号"), Serial(longest=60), False),
            ("late", _("逾期"), Flag(), False),
            ("said", _("说明"), Words(lines=6, longest=4000), False),
        )
    ),
    columns=("kind", "on", "whom", "by"),
    subject=("kind", "on"),
)
