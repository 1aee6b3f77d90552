from station_app.cases import rules
from station_app.cases.records import Case, CasePerson, CaseStep
from station_app.core.kinds import Code, Count, Day, Flag, Moment, Ref, Serial, Words
from station_app.core.register import Field, Merge, Register
from station_app.core.texts import _

HEAD, WHAT, WHO, COURSE = _("案件"), _("案情"), _("办案"), _("办理情况")

CASES = Register(
    name="cases",
    number=73,
    title=_("案件"),
    record=Case,
    fields=(
        Field(name="number", label=_("内部编号"), kind=Serial(), group=HEAD, merge=Merge.STATE),
        Field(name="official_number", label=_("案件编号（办案系统）"), kind=Serial(), group=HEAD),
        Field(name="kind", label=_("案件类别"), kind=Code("case_kind"), required=True, group=HEAD),
        Field(
            name="title",
            label=_("案件名称"),
            kind=Words(longest=60),
            required=True,
            group=HEAD,
            help=_("写时间、地点和行为，不写当事人姓名"),
        ),
        Field(name="cause", label=_("案由"), kind=Words(longest=60), group=HEAD),
        Field(name="source", label=_("案件来源"), kind=Code("case_source"), group=HEAD),
        Field(name="from_unit", label=_("移送来的单位"), kind=Words(longest=60), group=HEAD),
        Field(name="call_id", label=_("警情"), kind=Ref("calls", role="case"), group=HEAD),
        Field(name="accepted_at", label=_("受理时间"), kind=Moment(), required=True, group=HEAD),
        Field(name="accepted_on", label=_("受理日期"), kind=Day(), merge=Merge.DERIVED),
        Field(name="occurred_at", label=_("发案时间"), kind=Moment(), group=WHAT),
        Field(name="place_id", label=_("发案地址"), kind=Ref("places", role="case"), group=WHAT),
        Field(
            name="place_said", label=_("发案地点（未登记的）"), kind=Words(longest=100), group=WHAT
        ),
        Field(name="facts", label=_("简要案情"), kind=Words(lines=6, longest=4000), group=WHAT),
        Field(name="evidence", label=_("是否接受证据"), kind=Flag(), group=WHAT),
        Field(name="minor", label=_("涉未成年人"), kind=Flag(), group=WHAT),
        Field(name="public_official", label=_("涉公职人员"), kind=Flag(), group=WHAT),
        Field(name="handler", label=_("办案民警"), kind=Words(longest=30), group=WHO),
        Field(name="second", label=_("第二办案民警"), kind=Words(longest=30), group=WHO),
        Field(
            name="remarks",
            label=_("备注"),
            kind=Words(lines=3, longest=2000),
            group=WHO,
            merge=Merge.FREE,
        ),
        *(
            Field(name=name, label=label, kind=kind, group=COURSE, merge=Merge.STATE)
            for name, label, kind in (
                ("state", _("案件状态"), Code("case_state")),
                ("examination", _("立案审查"), Code("case_examination")),
                ("filed_on", _("立案日期"), Day()),
                ("not_filed_on", _("不予立案日期"), Day()),
                ("not_filed_why", _("不予立案的理由"), Words(lines=3, longest=1000)),
                ("told_on", _("告知日期"), Day()),
                ("extended", _("延长次数"), Count(_("次"), 2)),
                ("pauses", _("不计入办案期限的日期"), Words(longest=400)),
                ("restarted_on", _("期限重新计算的日期"), Day()),
                ("remedy", _("复议复核"), Code("case_remedy")),
                ("remedy_on", _("复议复核日期"), Day()),
                ("fast_track", _("快速办理"), Flag()),
                ("fast_from", _("到案时间（快速办理起算）"), Moment()),
                ("fast_consent_on", _("书面同意快速办理日期"), Day()),
                ("submitted", _("待审批的呈批事项"), Code("case_matter")),
                ("submitted_by", _("呈批人"), Words(longest=30)),
                ("submitted_on", _("呈批日期"), Day()),
                ("returned_on", _("退回补正日期"), Day()),
                ("decided_on", _("决定日期"), Day()),
                ("transfer_found_at", _("发现应当移送的时间"), Moment()),
                ("transferred_to", _("移送单位"), Words(longest=60)),
                ("transferred_at", _("移送时间"), Moment()),
                ("closed_on", _("结案日期"), Day()),
                ("close_kind", _("结案方式"), Code("case_close")),
                ("sampling_found_on", _("案件抽查提出问题的日期"), Day()),
                ("stop_kind", _("终止调查的情形"), Code("case_stop")),
                ("stop_why", _("终止调查的理由"), Words(lines=3, longest=2000)),
            )
        ),
    ),
    columns=("number", "kind", "title", "state", "handler", "accepted_at"),
    subject=("number", "title"),
    tallies={
        "accepted": ("accepted_on", ("kind",)),
        "filed": ("filed_on", ("kind",)),
        "closed": ("closed_on", ("kind", "close_kind", "stop_kind")),
    },
    period=("accepted_on", "closed_on"),
    derive=rules.derive,
    check=rules.check,
    duties=rules.duties,
)

CASE_PEOPLE = Register(
    name="case_people",
    number=74,
    title=_("涉案人员"),
    record=CasePerson,
    inner=True,
    fields=(
        Field(name="case_id", label=_("案件"), kind=Ref("cases", role="person"), required=True),
        Field(name="person_id", label=_("人员"), kind=Ref("people", role="in_case"), required=True),
        Field(name="role", label=_("身份"), kind=Code("case_role"), required=True),
        Field(name="ward_id", label=_("被监护人"), kind=Ref("people", role="ward")),
        Field(name="minor", label=_("未成年人"), kind=Flag()),
        Field(name="remarks", label=_("备注"), kind=Words(lines=2, longest=500)),
    ),
    columns=("role", "person_id"),
    subject=("role", "person_id"),
    check=rules.check_person,
)

CASE_STEPS = Register(
    name="case_steps",
    number=75,
    title=_("办案经过"),
    record=CaseStep,
    inner=True,
    fields=(
        Field(name="case_id", label=_("案件"), kind=Ref("cases", role="step"), required=True),
        Field(name="nth", label=_("序号"), kind=Count(_("次"), least=1), required=True),
        Field(name="kind", label=_("事项"), kind=Code("case_step"), required=True),
        Field(name="on", label=_("日期"), kind=Day(), required=True),
        Field(name="hand", label=_("登记人"), kind=Words(longest=30), required=True),
        Field(name="by", label=_("审批人（机关）"), kind=Words(longest=60)),
        Field(name="number", label=_("文号"), kind=Serial(longest=60)),
        Field(name="note", label=_("说明"), kind=Words(lines=3, longest=2000)),
    ),
    columns=("nth", "kind", "on", "hand", "number"),
    subject=("kind", "on"),
    check=rules.check_step,
)
