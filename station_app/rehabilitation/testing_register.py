from station_app.core.kinds import Code, Count, Day, Flag, Serial, Words
from station_app.core.register import Field, Merge, Register
from station_app.core.texts import _
from station_app.rehabilitation import testing_rules as rules
from station_app.rehabilitation.register import of
from station_app.rehabilitation.testing_records import Absence, DrugTest

PLAN, TEST, SAMPLES, LAB = _("检测计划"), _("检测"), _("样本"), _("异议和实验室检测")
TIMES = _("次")

DRUG_TESTS = Register(
    name="drug_tests",
    number=131,
    title=_("检测（尿检）"),
    record=DrugTest,
    inner=True,
    fields=(
        of("test"),
        Field(name="kind", label=_("检测类型"), kind=Code("drug_test_kind"), required=True),
        Field(name="number", label=_("第几次"), kind=Count(TIMES)),
        Field(
            name="due_on",
            label=_("应检日期"),
            kind=Day(),
            required=True,
            merge=Merge.STATE,
        ),
        *(
            Field(name=name, label=label, kind=kind, group=group, merge=Merge.STATE)
            for name, label, kind, group in (
                ("state", _("检测情况"), Code("drug_test_state"), PLAN),
                ("moved_why", _("改期原因"), Words(), PLAN),
                ("missed_why", _("未检原因"), Code("missed_test"), PLAN),
                ("missed_said", _("未检情况"), Words(lines=2, longest=500), PLAN),
                ("on", _("检测日期"), Day(), TEST),
                ("place", _("检测地点"), Words(longest=80), TEST),
                ("method", _("检测种类"), Code("drug_test_method"), TEST),
                ("sample", _("样本种类"), Code("drug_sample"), TEST),
                ("sample_number", _("样本编号"), Serial(longest=40), TEST),
                ("reagent", _("试剂名称、批号"), Words(longest=80), TEST),
                ("reagent_until", _("试剂有效期至"), Day(), TEST),
                ("items", _("检测项目"), Words(longest=120), TEST),
                ("result", _("检测结果"), Code("drug_result"), TEST),
                ("tester", _("检测人"), Words(longest=30), TEST),
                ("second_tester", _("第二检测人"), Words(longest=30), TEST),
                ("female_tester", _("女性工作人员"), Words(longest=30), TEST),
                ("witness", _("见证人"), Words(longest=30), TEST),
                ("told_on", _("告知结果日期"), Day(), TEST),
                ("sample_a", _("A样本编号"), Serial(longest=40), SAMPLES),
                ("sample_b", _("B样本编号"), Serial(longest=40), SAMPLES),
                ("sealed", _("样本已封存"), Flag(), SAMPLES),
                ("signed", _("双方已签字"), Flag(), SAMPLES),
                ("samples_gone_on", _("样本销毁日期"), Day(), SAMPLES),
                ("objected_on", _("提出异议日期"), Day(), LAB),
                ("lab_decided_on", _("决定实验室检测日期"), Day(), LAB),
                ("lab", _("检测机构"), Words(longest=80), LAB),
                ("lab_result", _("实验室检测结果"), Code("drug_result"), LAB),
                ("lab_result_on", _("实验室结果日期"), Day(), LAB),
            )
        ),
    ),
    columns=("number", "kind", "due_on", "state", "on", "missed_why"),
    subject=("rehabilitation_id", "due_on"),
    period=("due_on", "on"),
    duties=rules.duties,
)

ABSENCES = Register(
    name="absences",
    number=132,
    title=_("离开执行地所在县"),
    record=Absence,
    inner=True,
    fields=(
        of("absence"),
        Field(name="since", label=_("离开日期"), kind=Day(), required=True),
        Field(
            name="until",
            label=_("报告的结束日期"),
            kind=Day(),
            help=_("首尾两日都算在内"),
        ),
        Field(name="destination", label=_("去处"), kind=Words(longest=100), required=True),
        Field(name="reason", label=_("事由"), kind=Words(lines=2, longest=300)),
        Field(
            name="reported_on",
            label=_("书面报告日期"),
            kind=Day(),
            help=_("离开三日以上应当书面报告（戒毒条例第十九条）；没有报告的不填"),
        ),
        Field(name="returned_on", label=_("返回日期"), kind=Day(), merge=Merge.STATE),
    ),
    columns=("rehabilitation_id", "since", "until", "destination", "reported_on", "returned_on"),
    subject=("rehabilitation_id", "since"),
    period=("since", "returned_on"),
    check=rules.check_absence,
    duties=rules.absence_duties,
)
