from station_app.core.kinds import Code, Day, Flag, Ref, Serial, Words
from station_app.core.register import Field, Merge, Register
from station_app.core.texts import _
from station_app.disputes import rules
from station_app.disputes.records import Dispute, DisputeStep, Mediator

WHAT, OURS, COURSE, HEARD, AGREED, AFTER = (
    _("纠纷情况"),
    _("责任"),
    _("排查情况"),
    _("人民调解"),
    _("调解协议"),
    _("协议以后"),
)
BY_LEVEL = _("等级的升降，请用“升级”“降级”办理")

DISPUTES = Register(
    name="disputes",
    number=110,
    title=_("矛盾纠纷"),
    record=Dispute,
    fields=(
        Field(name="number", label=_("纠纷编号"), kind=Serial(), group=WHAT, merge=Merge.STATE),
        Field(name="on", label=_("发现日期"), kind=Day(), required=True, group=WHAT),
        Field(
            name="source",
            label=_("纠纷来源"),
            kind=Code("dispute_source"),
            required=True,
            group=WHAT,
        ),
        Field(
            name="kind", label=_("纠纷类型"), kind=Code("dispute_kind"), required=True, group=WHAT
        ),
        Field(
            name="one_id",
            label=_("一方当事人"),
            kind=Ref("people", role="dispute_party"),
            required=True,
            group=WHAT,
        ),
        Field(
            name="other_id",
            label=_("另一方当事人"),
            kind=Ref("people", role="dispute_party"),
            required=True,
            group=WHAT,
        ),
        Field(name="place_id", label=_("纠纷地点"), kind=Ref("places", role="dispute"), group=WHAT),
        Field(
            name="facts",
            label=_("主要事实、争议事项"),
            kind=Words(lines=4, longest=3000),
            required=True,
            group=WHAT,
        ),
        Field(
            name="domestic",
            label=_("涉及家庭暴力"),
            kind=Flag(),
            help=_("填是的，只有责任民警和所领导可以查阅"),
            group=WHAT,
        ),
        Field(
            name="level",
            label=_("风险等级"),
            kind=Code("dispute_level"),
            required=True,
            group=OURS,
        ),
        Field(
            name="level_owner",
            label=_("包案层级"),
            kind=Code("dispute_owner"),
            group=OURS,
            merge=Merge.DERIVED,
        ),
        Field(name="committee", label=_("调解委员会"), kind=Words(longest=60), group=OURS),
        Field(
            name="handler",
            label=_("责任民警"),
            kind=Words(longest=30),
            help=_("不填为本人"),
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
            Field(name=name, label=label, kind=kind, group=group, merge=Merge.STATE)
            for group, asked in (
                (
                    COURSE,
                    (
                        ("state", _("办理状态"), Code("dispute_state")),
                        ("graded_on", _("定级日期"), Day()),
                        ("visited_on", _("最近走访日期"), Day()),
                        ("raise_on", _("建议升级日期"), Day()),
                        ("raise_why", _("建议升级的原因"), Words(longest=1000)),
                        ("risk_on", _("报告治安风险日期"), Day()),
                        ("channel", _("现在的调处途径"), Code("three_mediation")),
                    ),
                ),
                (
                    HEARD,
                    (
                        ("mediator_id", _("调解员"), Ref("people", role="mediator")),
                        ("mediating_from", _("受理调解日期"), Day()),
                        ("mediating_until", _("延长调解至"), Day()),
                    ),
                ),
                (
                    AGREED,
                    (
                        ("oral", _("口头协议"), Flag()),
                        ("agreed_on", _("达成协议日期"), Day()),
                        ("responsibility", _("各方责任"), Words(lines=3, longest=2000)),
                        ("terms", _("协议内容"), Words(lines=6, longest=4000)),
                        ("manner", _("履行方式"), Words(longest=200)),
                        ("perform_by", _("履行期限"), Day()),
                        ("effective_on", _("协议生效日期"), Day()),
                    ),
                ),
                (
                    AFTER,
                    (
                        ("performed_on", _("履行完毕日期"), Day()),
                        ("not_performed_on", _("未履行日期"), Day()),
                        ("confirmation", _("司法确认"), Code("court_confirmation")),
                        ("revisited_on", _("协议后首次回访"), Day()),
                        ("again_on", _("协议后再次回访"), Day()),
                        ("warned_on", _("出具告诫书日期"), Day()),
                        ("protected_on", _("保护令日期"), Day()),
                        ("turned_on", _("民转刑日期"), Day()),
                        ("tried", _("转刑事前的调处"), Code("dispute_tried")),
                        ("closed_on", _("办结日期"), Day()),
                        ("result", _("办结情形"), Code("dispute_result")),
                    ),
                ),
            )
            for name, label, kind in asked
        ),
        *(
            Field(name=name, label=label, kind=Day(), merge=Merge.DERIVED)
            for name, label in (
                ("counted_on", _("计入发现数的日期")),
                ("turned_counted_on", _("计入民转刑的日期")),
                ("closed_counted_on", _("计入办结数的日期")),
            )
        ),
    ),
    columns=("level", "kind", "one_id", "other_id", "on", "state", "handler", "number"),
    subject=("one_id", "kind"),
    period=("on", "closed_on"),
    tallies={
        "found": ("counted_on", ("kind", "level", "source")),
        "turned": ("turned_counted_on", ("kind", "tried")),
        "closed": ("closed_counted_on", ("kind", "result")),
    },
    secret=("secret", "handler"),
    by_act={"level": BY_LEVEL},
    derive=rules.derive,
    check=rules.check,
    duties=rules.duties,
)

DISPUTE_STEPS = Register(
    name="dispute_steps",
    number=111,
    title=_("纠纷办理经过"),
    record=DisputeStep,
    inner=True,
    fields=tuple(
        Field(name=name, label=label, kind=kind, required=must, merge=Merge.STATE)
        for name, label, kind, must in (
            ("dispute_id", _("矛盾纠纷"), Ref("disputes", role="step"), True),
            ("kind", _("事项"), Code("dispute_step"), True),
            ("on", _("日期"), Day(), True),
            ("by", _("办理人"), Words(longest=60), False),
            ("visitor", _("回访单位"), Code("dispute_visitor"), False),
            ("channel", _("调处途径"), Code("three_mediation"), False),
            ("number", _("文书（编）号"), Serial(longest=60), False),
            ("person_id", _("人员"), Ref("people", role="in_dispute"), False),
            ("call_id", _("警情"), Ref("calls", role="dispute"), False),
            ("case_id", _("案件"), Ref("cases", role="dispute"), False),
            ("measure_id", _("告诫书（保护令）"), Ref("measures", role="dispute"), False),
            ("until", _("至"), Day(), False),
            ("place", _("地点"), Words(longest=100), False),
            ("present", _("在场人"), Words(longest=200), False),
            ("said", _("内容"), Words(lines=6, longest=4000), False),
        )
    ),
    columns=("kind", "on", "by", "number"),
    subject=("kind", "on"),
)

MEDIATORS = Register(
    name="mediators",
    number=112,
    title=_("人民调解员"),
    record=Mediator,
    inner=True,
    fields=(
        Field(
            name="person_id",
            label=_("调解员"),
            kind=Ref("people", role="mediator"),
            required=True,
        ),
        Field(name="kind", label=_("调解员类别"), kind=Code("mediator_kind"), required=True),
        Field(name="committee", label=_("调解委员会"), kind=Words(longest=60), required=True),
        Field(name="since", label=_("聘任（推选）日期"), kind=Day(), required=True),
        Field(name="until", label=_("离任日期"), kind=Day()),
    ),
    columns=("person_id", "committee", "since", "until"),
    subject=("person_id", "committee"),
    check=rules.check_mediator,
)
