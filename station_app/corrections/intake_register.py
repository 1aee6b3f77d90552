"""What is kept with a supervision from its papers to its plan; each looked at from the person."""

from __future__ import annotations

from station_app.core.kinds import Code, Count, Day, Flag, PersonName, Ref, Serial, Words
from station_app.core.register import Field, Merge, Register
from station_app.core.texts import _
from station_app.corrections import intake_rules as rules
from station_app.corrections.intake_records import (
    Announcement,
    ClassChange,
    CorrectionNotice,
    CorrectionPaper,
    CorrectionPlan,
    GroupMember,
    Injunction,
)

DAYS = _("日")


def of(role: str, *, required: bool = True) -> Field:
    """The supervised person it belongs to."""
    kind = Ref("corrections", role=role)
    return Field(name="supervision_id", label=_("社区矫正对象"), kind=kind, required=required)


INJUNCTIONS = Register(
    name="injunctions",
    number=41,
    title=_("禁止令"),
    record=Injunction,
    inner=True,
    fields=(
        of("injunction"),
        Field(name="kind", label=_("禁止事项"), kind=Code("injunction_kind"), required=True),
        Field(
            name="content",
            label=_("禁止令内容"),
            kind=Words(lines=2, longest=500),
            required=True,
        ),
        Field(name="organ", label=_("决定机关"), kind=Words(longest=80), required=True),
        Field(name="document_number", label=_("文书号"), kind=Serial(60), required=True),
        Field(name="start", label=_("起始日期"), kind=Day(), required=True),
        Field(name="end", label=_("届满日期"), kind=Day(), required=True),
        Field(name="last_report_on", label=_("最近报告遵守情况"), kind=Day(), merge=Merge.STATE),
        Field(name="ended_on", label=_("终止日期"), kind=Day(), merge=Merge.STATE),
    ),
    columns=("supervision_id", "kind", "content", "start", "end"),
    subject=("supervision_id", "kind"),
    period=("start", "end"),
    check=rules.check_injunction,
    duties=rules.injunction_duties,
)

GROUP_MEMBERS = Register(
    name="group_members",
    number=42,
    title=_("矫正小组成员"),
    record=GroupMember,
    inner=True,
    fields=(
        of("group"),
        Field(name="name", label=_("姓名"), kind=PersonName(), required=True),
        Field(name="sex", label=_("性别"), kind=Code("sex"), required=True),
        Field(name="role", label=_("小组身份"), kind=Code("group_role"), required=True),
        Field(name="knows_minors", label=_("熟悉未成年人身心特点"), kind=Flag()),
        Field(name="phone", label=_("联系电话"), kind=Words(longest=30)),
        Field(name="since", label=_("加入日期"), kind=Day(), required=True),
        Field(name="letter_on", label=_("责任书签订日期"), kind=Day(), merge=Merge.STATE),
        Field(name="until", label=_("退出日期"), kind=Day(), merge=Merge.STATE),
        Field(name="left_why", label=_("退出原因"), kind=Words(), merge=Merge.STATE),
    ),
    columns=("name", "sex", "role", "since", "until"),
    subject=("name", "role"),
    period=("since", "until"),
    check=rules.check_member,
)

PLANS = Register(
    name="correction_plans",
    number=43,
    title=_("矫正方案"),
    record=CorrectionPlan,
    inner=True,
    fields=(
        of("plan"),
        Field(name="kind", label=_("制定或者调整"), kind=Code("plan_kind"), required=True),
        Field(name="on", label=_("日期"), kind=Day(), required=True),
        Field(
            name="situation",
            label=_("基本情况和综合评估"),
            kind=Words(lines=4, longest=4000),
            required=True,
        ),
        Field(
            name="needs",
            label=_("心理状态和困难需求"),
            kind=Words(lines=3, longest=2000),
            help=_("不写病情"),
        ),
        Field(
            name="measures",
            label=_("监督管理、教育帮扶措施"),
            kind=Words(lines=4, longest=4000),
            required=True,
        ),
        Field(
            name="report_days",
            label=_("定期报告间隔"),
            kind=Count(DAYS, 90, 1),
            required=True,
        ),
        Field(
            name="often_why",
            label=_("多于每周一次的理由"),
            kind=Words(lines=2, longest=500),
        ),
        Field(name="adjusted_why", label=_("调整原因"), kind=Words(lines=2, longest=500)),
    ),
    columns=("supervision_id", "kind", "on", "report_days"),
    subject=("supervision_id", "on"),
    period=("on", "on"),
    check=rules.check_plan,
)

PAPERS = Register(
    name="correction_papers",
    number=44,
    title=_("法律文书"),
    record=CorrectionPaper,
    inner=True,
    fields=(
        of("legal_paper"),
        Field(name="kind", label=_("文书"), kind=Code("legal_paper"), required=True),
        Field(name="number", label=_("文书号"), kind=Serial(60)),
        Field(name="received_on", label=_("收到日期"), kind=Day(), merge=Merge.STATE),
        Field(name="asked_on", label=_("通知补齐日期"), kind=Day(), merge=Merge.STATE),
        Field(name="receipt_on", label=_("回执日期"), kind=Day(), merge=Merge.STATE),
    ),
    columns=("supervision_id", "kind", "received_on", "asked_on"),
    subject=("supervision_id", "kind"),
    period=("received_on", "received_on"),
    check=rules.check_paper,
    duties=rules.paper_duties,
)

NOTICES = Register(
    name="correction_notices",
    number=45,
    title=_("通报和抄送"),
    record=CorrectionNotice,
    inner=True,
    fields=(
        of("told", required=False),
        Field(name="kind", label=_("通报事项"), kind=Code("correction_notice"), required=True),
        Field(name="organ", label=_("送交机关"), kind=Code("told_organ"), required=True),
        Field(name="organ_name", label=_("机关名称"), kind=Words(longest=80)),
        Field(name="on", label=_("日期"), kind=Day(), required=True),
        Field(name="document_number", label=_("文书号"), kind=Serial(60)),
        Field(name="about_register", label=_("所涉登记"), kind=Words(longest=40)),
        Field(name="about_id", label=_("所涉记录"), kind=Words(longest=40)),
    ),
    columns=("supervision_id", "kind", "organ", "on", "document_number"),
    subject=("kind", "organ", "on"),
    period=("on", "on"),
    tallies={"told": ("on", ("kind", "organ"))},
    check=rules.check_happened,
)

CLASS_CHANGES = Register(
    name="class_changes",
    number=46,
    title=_("管理类别变更"),
    record=ClassChange,
    inner=True,
    fields=(
        of("class_change"),
        Field(name="on", label=_("决定日期"), kind=Day(), required=True),
        Field(name="before", label=_("原类别"), kind=Code("management_class")),
        Field(name="after", label=_("管理类别"), kind=Code("management_class"), required=True),
        Field(name="reason", label=_("理由"), kind=Words(lines=2, longest=500), required=True),
        Field(name="decided_by", label=_("决定机关"), kind=Words(longest=80), required=True),
        Field(name="decision_number", label=_("文书号"), kind=Serial(60), required=True),
    ),
    columns=("supervision_id", "on", "before", "after", "decided_by"),
    subject=("supervision_id", "on"),
    period=("on", "on"),
    tallies={"classed": ("on", ("after",))},
    check=rules.check_happened,
)

ANNOUNCEMENTS = Register(
    name="announcements",
    number=70,
    title=_("宣告"),
    record=Announcement,
    inner=True,
    fields=(
        of("announcement"),
        Field(name="kind", label=_("宣告"), kind=Code("announcement_kind"), required=True),
        Field(name="on", label=_("日期"), kind=Day(), required=True),
        Field(name="place", label=_("地点"), kind=Words(longest=80), required=True),
        Field(name="read_by", label=_("宣告人"), kind=Words(longest=40), required=True),
        Field(name="present", label=_("在场人员"), kind=Words(lines=2, longest=300)),
        Field(name="guardian", label=_("到场的监护人"), kind=PersonName()),
        Field(
            name="guardian_absent",
            label=_("监护人未到场的原因和其他到场成年人"),
            kind=Words(longest=200),
        ),
        Field(name="signed", label=_("本人已签字"), kind=Flag()),
    ),
    columns=("supervision_id", "kind", "on", "read_by"),
    subject=("supervision_id", "kind", "on"),
    period=("on", "on"),
    check=rules.check_happened,
)

INTAKE = (
    INJUNCTIONS,
    GROUP_MEMBERS,
    PLANS,
    PAPERS,
    NOTICES,
    CLASS_CHANGES,
    ANNOUNCEMENTS,
)
