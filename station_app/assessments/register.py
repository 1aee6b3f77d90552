from station_app.assessments import rules
from station_app.assessments.records import Assessment
from station_app.core.kinds import Code, Day, Flag, Kind, Ref, Serial, Words
from station_app.core.register import Field, Merge, Register
from station_app.core.texts import Text, _

COMMISSION, COURSE, OPINION = _("委托"), _("办理"), _("评估意见")


def _set(name: str, label: Text, kind: Kind, group: Text, help: Text | None = None) -> Field:
    """What only an act says."""
    return Field(name=name, label=label, kind=kind, group=group, help=help, merge=Merge.STATE)


def _found(name: str, label: Text) -> Field:
    return _set(name, label, Words(lines=3, longest=1000), OPINION)


ASSESSMENTS = Register(
    name="assessments",
    number=47,
    title=_("调查评估"),
    record=Assessment,
    inner=True,
    fields=(
        Field(
            name="person_id",
            label=_("被调查评估人"),
            kind=Ref("people", role="assessed"),
            required=True,
            group=COMMISSION,
        ),
        Field(
            name="organ_kind",
            label=_("委托机关类别"),
            kind=Code("assessment_organ"),
            required=True,
            group=COMMISSION,
        ),
        Field(
            name="organ",
            label=_("委托机关"),
            kind=Words(longest=80),
            required=True,
            group=COMMISSION,
        ),
        Field(
            name="commission_number",
            label=_("委托函文号"),
            kind=Serial(60),
            required=True,
            group=COMMISSION,
        ),
        Field(
            name="received_on",
            label=_("收到委托日期"),
            kind=Day(),
            required=True,
            group=COMMISSION,
        ),
        Field(name="expedited", label=_("适用速裁程序"), kind=Flag(), group=COMMISSION),
        Field(name="crime", label=_("涉嫌（所犯）罪名"), kind=Words(longest=100), group=COMMISSION),
        Field(
            name="intended",
            label=_("拟适用"),
            kind=Code("correction_category"),
            group=COMMISSION,
        ),
        Field(name="minor", label=_("未成年人犯罪"), kind=Flag(), group=COMMISSION),
        Field(
            name="worker",
            label=_("经办人"),
            kind=Words(longest=30),
            group=COMMISSION,
            help=_("工作人员的账号；不填为登记人"),
        ),
        Field(
            name="remarks",
            label=_("备注"),
            kind=Words(lines=2, longest=1000),
            group=COMMISSION,
            merge=Merge.FREE,
        ),
        _set("told_on", _("告知县级检察院日期"), Day(), COURSE),
        _set("agreed_until", _("商定延长至"), Day(), COURSE),
        _set("agreed_by", _("委托机关同意延长的文书或者经办人"), Words(longest=100), COURSE),
        _found("home", _("居所情况")),
        _found("family", _("家庭和社会关系")),
        _found("conduct", _("一贯表现")),
        _found("effect", _("犯罪行为的后果和影响")),
        _found("views", _("居住地村（居）委会和被害人意见")),
        _found("bans", _("拟禁止的事项")),
        _set("result", _("评估结论"), Code("assessment_result"), OPINION),
        _found("finding", _("结论的理由")),
        _set("finding_number", _("意见书文号"), Serial(60), OPINION),
        _set("answered_on", _("提交日期"), Day(), OPINION),
    ),
    columns=("person_id", "organ", "received_on", "result", "answered_on"),
    subject=("person_id", "commission_number"),
    period=("received_on", "answered_on"),
    secret=("minor", "worker"),
    tallies={
        "commissioned": ("received_on", ("organ_kind",)),
        "answered": ("answered_on", ("result",)),
    },
    check=rules.check,
    duties=rules.duties,
)
