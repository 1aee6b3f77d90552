from station_app.core.kinds import Code, Count, Day, Flag, PersonName, Ref, Serial, Words
from station_app.core.register import Field, Merge, Register
from station_app.core.texts import _
from station_app.rehabilitation import rules
from station_app.rehabilitation.records import Rehabilitation, RehabilitationStep, TeamMember

WHO, DECISION, OFFICE, COURSE = _("社区戒毒（康复）人员"), _("决定"), _("执行"), _("执行情况")
MONTHS, DAYS, TIMES = _("个月"), _("天"), _("次")
ANEW = _("由此已生成期限和检测计划：登记有误的，请作废后重新登记")
NAME = "rehabilitation"


def of(role: str) -> Field:
    """Whose it is."""
    return Field(name="rehabilitation_id", label=WHO, kind=Ref(NAME, role=role), required=True)


REHABILITATION = Register(
    name=NAME,
    number=130,
    title=_("社区戒毒（康复）"),
    record=Rehabilitation,
    fields=(
        Field(
            name="person_id",
            label=WHO,
            kind=Ref("people", role="rehabilitated"),
            required=True,
            group=WHO,
        ),
        Field(
            name="kind", label=_("类别"), kind=Code("rehabilitation_kind"), required=True, group=WHO
        ),
        Field(
            name="place_id",
            label=_("执行地（现住址）"),
            kind=Ref("places", role="rehabilitated_at"),
            group=WHO,
        ),
        Field(
            name="deciding_organ",
            label=_("决定机关"),
            kind=Words(longest=60),
            required=True,
            group=DECISION,
            help=_("县级、设区的市级公安机关"),
        ),
        Field(
            name="document_number",
            label=_("决定书文号"),
            kind=Serial(longest=60),
            required=True,
            group=DECISION,
        ),
        Field(name="decided_on", label=_("决定日期"), kind=Day(), required=True, group=DECISION),
        Field(
            name="start",
            label=_("收到决定书日期"),
            kind=Day(),
            required=True,
            group=DECISION,
            help=_("报到期限由此起算（戒毒条例第十四条）"),
        ),
        Field(
            name="months",
            label=_("期限"),
            kind=Count(MONTHS, 999, 1),
            group=DECISION,
            help=_("社区戒毒三年，社区康复不超过三年"),
        ),
        Field(name="plan", label=_("检测计划"), kind=Code("test_plan"), group=OFFICE),
        Field(
            name="first_reported_on",
            label=_("原执行地报到日期"),
            kind=Day(),
            group=OFFICE,
            help=_("变更执行地转来的填写，已执行的期限连续计算"),
        ),
        Field(name="from_place", label=_("原执行地"), kind=Words(longest=60), group=OFFICE),
        Field(
            name="police_station", label=_("执行地公安机关"), kind=Words(longest=60), group=OFFICE
        ),
        Field(
            name="worker",
            label=_("社区戒毒专职工作人员"),
            kind=Words(longest=30),
            group=OFFICE,
            merge=Merge.FREE,
        ),
        Field(
            name="remarks",
            label=_("备注"),
            kind=Words(lines=3, longest=2000),
            group=OFFICE,
            merge=Merge.FREE,
        ),
        *(
            Field(name=name, label=label, kind=kind, group=COURSE, merge=Merge.STATE)
            for name, label, kind in (
                ("state", _("执行状态"), Code("rehabilitation_state")),
                ("reported_on", _("报到日期"), Day()),
                ("report_late", _("逾期报到"), Flag()),
                ("end", _("期限届满"), Day()),
                ("agreed_on", _("协议签订日期"), Day()),
                ("teamed_on", _("工作小组成立日期"), Day()),
                ("planned_on", _("戒毒计划日期"), Day()),
                ("measures", _("戒毒措施"), Words(lines=3, longest=1000)),
                ("half_year_on", _("最近半年小结"), Day()),
                ("yearly_on", _("最近年度评估"), Day()),
                ("evaded_times", _("拒绝、逃避检测"), Count(TIMES)),
                ("left_times", _("擅自离开"), Count(TIMES)),
                ("left_days", _("擅自离开累计"), Count(DAYS)),
                ("breach_kind", _("应报告的情形"), Code("rehabilitation_breach")),
                ("breach_on", _("发现日期"), Day()),
                ("breach_reported_on", _("报告公安机关日期"), Day()),
                ("paused_on", _("中止日期"), Day()),
                ("shift_days", _("中止顺延"), Count(DAYS)),
                ("moving_on", _("材料移送日期"), Day()),
                ("moving_to", _("新执行地"), Words(longest=60)),
                ("ended_on", _("结束日期"), Day()),
                ("end_kind", _("结束情形"), Code("rehabilitation_end")),
                ("end_number", _("结束文书号"), Serial(longest=60)),
            )
        ),
    ),
    columns=("person_id", "kind", "state", "reported_on", "end", "worker"),
    subject=("person_id", "kind"),
    period=("start", "ended_on"),
    by_act={
        "kind": ANEW,
        "months": ANEW,
        "plan": ANEW,
        "first_reported_on": ANEW,
        "start": ANEW,
    },
    team=("rehabilitation_team", "account"),
    derive=rules.derive,
    check=rules.check,
    duties=rules.duties,
)

TEAM = Register(
    name="rehabilitation_team",
    number=134,
    title=_("社区戒毒（康复）工作小组"),
    record=TeamMember,
    inner=True,
    fields=(
        of("team"),
        Field(name="role", label=_("小组身份"), kind=Code("rehabilitation_role"), required=True),
        Field(name="name", label=_("姓名"), kind=PersonName(), required=True),
        Field(name="phone", label=_("联系电话"), kind=Words(longest=30)),
        Field(
            name="account",
            label=_("账号"),
            kind=Words(longest=30),
            help=_("本系统的账号：小组民警凭此查阅本小组的人"),
        ),
        Field(name="since", label=_("加入日期"), kind=Day(), required=True),
        Field(name="until", label=_("退出日期"), kind=Day(), merge=Merge.STATE),
        Field(name="left_why", label=_("退出原因"), kind=Words(), merge=Merge.STATE),
    ),
    columns=("name", "role", "since", "until"),
    subject=("name", "role"),
    period=("since", "until"),
)

STEPS = Register(
    name="rehabilitation_steps",
    number=133,
    title=_("社区戒毒（康复）过程"),
    record=RehabilitationStep,
    inner=True,
    fields=(
        of("course"),
        Field(name="kind", label=_("事项"), kind=Code("rehabilitation_step"), required=True),
        Field(name="on", label=_("日期"), kind=Day(), required=True),
        Field(name="by", label=_("经办人（机关）"), kind=Words(longest=60)),
        Field(name="number", label=_("文书号"), kind=Serial(longest=60)),
        Field(name="said", label=_("情况"), kind=Words(lines=4, longest=4000)),
    ),
    columns=("rehabilitation_id", "kind", "on", "by"),
    subject=("rehabilitation_id", "kind", "on"),
    period=("on", "on"),
)
