from station_app.core.kinds import Code, Count, Day, Flag, Phones, Ref, Serial, Words
from station_app.core.register import Field, Merge, Register
from station_app.core.texts import _
from station_app.corrections import rules
from station_app.corrections.records import Supervision

WHO, DECISION, TERM, OFFICE, COURSE = (
    _("社区矫正对象"),
    _("决定"),
    _("矫正期限"),
    _("执行"),
    _("矫正情况"),
)
MONTHS = _("个月")

CORRECTIONS = Register(
    name="corrections",
    number=40,
    title=_("社区矫正"),
    record=Supervision,
    fields=(
        Field(
            name="person_id",
            label=_("社区矫正对象"),
            kind=Ref("people", role="supervised"),
            required=True,
            group=WHO,
        ),
        Field(
            name="category",
            label=_("矫正类别"),
            kind=Code("correction_category"),
            required=True,
            group=WHO,
        ),
        Field(
            name="place_id",
            label=_("执行地（现住址）"),
            kind=Ref("places", role="corrected_at"),
            group=WHO,
        ),
        Field(name="minor", label=_("未成年社区矫正对象"), kind=Flag(), group=WHO),
        Field(
            name="deciding_organ",
            label=_("社区矫正决定机关"),
            kind=Words(longest=60),
            required=True,
            group=DECISION,
        ),
        Field(
            name="deciding_level",
            label=_("决定机关层级"),
            kind=Code("correction_organ"),
            group=DECISION,
        ),
        Field(
            name="document_number",
            label=_("决定文书号"),
            kind=Serial(longest=60),
            required=True,
            group=DECISION,
        ),
        Field(name="decided_on", label=_("决定日期"), kind=Day(), group=DECISION),
        Field(name="effective_on", label=_("生效日期"), kind=Day(), group=DECISION),
        Field(name="crime", label=_("罪名"), kind=Words(longest=100), group=DECISION),
        Field(name="sentence", label=_("原判刑罚"), kind=Words(longest=100), group=DECISION),
        Field(name="additional", label=_("附加刑"), kind=Words(longest=100), group=DECISION),
        Field(name="start", label=_("矫正期限起"), kind=Day(), required=True, group=TERM),
        Field(name="end", label=_("矫正期限止"), kind=Day(), required=True, group=TERM),
        Field(
            name="medical_ground",
            label=_("暂予监外执行事由"),
            kind=Code("medical_ground"),
            group=TERM,
        ),
        Field(name="guarantor", label=_("保证人"), kind=Words(longest=50), group=TERM),
        Field(name="guarantor_phone", label=_("保证人电话"), kind=Phones(), group=TERM),
        Field(
            name="executing_county",
            label=_("执行地县级社区矫正机构"),
            kind=Words(longest=60),
            group=OFFICE,
        ),
        Field(
            name="entrusted_office", label=_("受委托的司法所"), kind=Words(longest=60), group=OFFICE
        ),
        Field(
            name="police_station", label=_("执行地公安机关"), kind=Words(longest=60), group=OFFICE
        ),
        Field(
            name="procuratorate", label=_("执行地人民检察院"), kind=Words(longest=60), group=OFFICE
        ),
        Field(
            name="worker",
            label=_("社区矫正工作人员"),
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
                ("state", _("矫正状态"), Code("correction_state")),
                ("papers_on", _("法律文书收到日期"), Day()),
                ("reported_on", _("报到日期"), Day()),
                ("report_by", _("变更执行地报到期限"), Day()),
                ("report_late", _("逾期报到"), Flag()),
                ("announced_on", _("入矫宣告日期"), Day()),
                ("grouped_on", _("矫正小组成立日期"), Day()),
                ("planned_on", _("矫正方案日期"), Day()),
                ("exit_ban_on", _("限制出境报备日期"), Day()),
                ("grade", _("管理类别"), Code("management_class")),
                ("graded_on", _("管理类别确定日期"), Day()),
                ("last_report_on", _("最近定期报告"), Day()),
                ("next_report_on", _("下次报告日期"), Day()),
                ("focus_until", _("重点时段至"), Day()),
                ("last_health_on", _("最近身体情况报告"), Day()),
                ("health_longer", _("身体情况报告延长"), Count(MONTHS)),
                ("last_reexam_on", _("最近病情复查"), Day()),
                ("reexam_longer", _("病情复查延长"), Count(MONTHS)),
                ("last_contact_on", _("最近核实联系"), Day()),
                ("lost_since", _("失去联系日期"), Day()),
                ("searched_on", _("开始查找日期"), Day()),
                ("pending", _("未结事项"), Code("correction_pending")),
                ("summary_on", _("个人总结日期"), Day()),
                ("appraised_on", _("期满鉴定日期"), Day()),
                ("after_care_on", _("安置帮教衔接日期"), Day()),
                ("ended_on", _("结束日期"), Day()),
                ("end_kind", _("结束情形"), Code("correction_end")),
            )
        ),
    ),
    columns=("person_id", "category", "state", "grade", "start", "end", "worker"),
    subject=("person_id", "category"),
    period=("start", "ended_on"),
    secret=("minor", "worker"),
    tallies={
        "in": ("reported_on", ("category",)),
        "out": ("ended_on", ("category", "end_kind")),
    },
    derive=rules.derive,
    check=rules.check,
    duties=rules.duties,
)
