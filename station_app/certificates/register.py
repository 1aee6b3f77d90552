from station_app.certificates import rules
from station_app.certificates.records import Certificate, RecordQuery
from station_app.core.kinds import Code, Day, Flag, Kind, Ref, Serial, Words
from station_app.core.register import Field, Merge, Register
from station_app.core.texts import Text, _

ASKED, GIVEN, REFUSED, VOIDED = _("申请"), _("出具"), _("不予出具"), _("作废")
WHO, CHECKED, FOUND, REVIEW = _("申请"), _("调查核实"), _("查询结果"), _("复查")
LINE, LONG = Words(longest=200), Words(lines=3, longest=2000)


def _set(group: Text, *rows: tuple[str, Text, Kind]) -> tuple[Field, ...]:
    """What only an act sets."""
    return tuple(
        Field(name=name, label=label, kind=kind, group=group, merge=Merge.STATE)
        for name, label, kind in rows
    )


CERTIFICATES = Register(
    name="certificates",
    number=120,
    title=_("开具证明"),
    record=Certificate,
    fields=(
        Field(name="number", label=_("证明编号"), kind=Serial(), group=ASKED, merge=Merge.STATE),
        Field(name="on", label=_("申请日期"), kind=Day(), required=True, group=ASKED),
        Field(
            name="kind",
            label=_("证明种类"),
            kind=Code("certificate_kind"),
            required=True,
            group=ASKED,
        ),
        Field(
            name="person_id",
            label=_("被证明人"),
            kind=Ref("people", role="certified"),
            required=True,
            group=ASKED,
            help=_("捡拾弃婴（儿童）的，填捡拾人"),
        ),
        Field(
            name="other_id",
            label=_("另一人"),
            kind=Ref("people", role="certified"),
            group=ASKED,
            help=_("亲属关系证明填写"),
        ),
        Field(
            name="applicant_id",
            label=_("申请人"),
            kind=Ref("people", role="applicant"),
            group=ASKED,
            help=_("不填为被证明人本人"),
        ),
        Field(name="authority", label=_("委托书（与被证明人的关系）"), kind=LINE, group=ASKED),
        Field(name="purpose", label=_("证明用途"), kind=LINE, required=True, group=ASKED),
        Field(name="addressee", label=_("要求证明的单位"), kind=Words(longest=60), group=ASKED),
        Field(
            name="remarks",
            label=_("备注"),
            kind=Words(lines=2, longest=500),
            group=ASKED,
            merge=Merge.FREE,
        ),
        *_set(
            ASKED,
            ("officer", _("首接民警"), Words(longest=30)),
            ("state", _("办理状态"), Code("certificate_state")),
            ("promised_on", _("告知的办结日期"), Day()),
            ("wanting", _("一次告知补正的材料"), LONG),
            ("ended_on", _("办结日期"), Day()),
        ),
        *_set(
            GIVEN,
            ("issued_on", _("出具日期"), Day()),
            ("facts", _("证明内容"), Words(lines=5, longest=3000)),
            ("basis", _("核实依据"), LINE),
            ("valid_until", _("有效期至"), Day()),
            ("stock_number", _("证明纸编号"), Serial()),
            ("handed_on", _("查询结果领取日期"), Day()),
            ("handed_to", _("领取人"), Words(longest=50)),
        ),
        *_set(
            REFUSED,
            ("refused_on", _("不予出具日期"), Day()),
            ("ground", _("不予出具的理由"), Code("certificate_ground")),
            ("explanation", _("说明"), LONG),
            ("where_to", _("办理途径"), LINE),
            ("told_on", _("告知书交付日期"), Day()),
            ("reported_on", _("上报日期"), Day()),
            ("reported_to", _("上报单位"), Words(longest=60)),
        ),
        *_set(
            VOIDED,
            ("voided_on", _("作废日期"), Day()),
            ("void_reason", _("作废原因"), LINE),
        ),
    ),
    columns=("person_id", "kind", "on", "state", "promised_on", "number"),
    subject=("person_id", "kind"),
    period=("on", "ended_on"),
    tallies={
        "asked": ("on", ("kind",)),
        "issued": ("issued_on", ("kind",)),
        "refused": ("refused_on", ("kind", "ground")),
    },
    by_act=dict.fromkeys(("kind", "person_id"), _("申请错的，请作废后重新登记")),
    check=rules.check,
    duties=rules.duties,
)

RECORD_QUERIES = Register(
    name="record_queries",
    number=121,
    title=_("犯罪记录查询"),
    record=RecordQuery,
    inner=True,
    fields=(
        Field(
            name="certificate_id",
            label=_("开具证明"),
            kind=Ref("certificates", role="query"),
            required=True,
            group=WHO,
            merge=Merge.STATE,
        ),
        Field(name="number", label=_("受理编号"), kind=Serial(), group=WHO, merge=Merge.STATE),
        *(
            Field(name=name, label=label, kind=kind, required=must, group=WHO, merge=Merge.STATE)
            for name, label, kind, must in (
                ("person_id", _("被查询人"), Ref("people", role="queried"), True),
                ("applicant", _("申请方"), Code("record_applicant"), True),
                ("agent_id", _("受委托人"), Ref("people", role="agent"), False),
                ("authority", _("委托书"), LINE, False),
                ("unit", _("申请单位"), Words(longest=60), False),
                ("unit_basis", _("法律、行政法规依据"), LINE, False),
                ("purpose", _("查询用途"), LINE, True),
                ("abroad", _("用于出国（境）"), Flag(), False),
                ("country", _("国家（地区）"), Words(longest=40), False),
                ("since", _("查询起日"), Day(), False),
                ("until", _("查询止日"), Day(), False),
                ("received_on", _("受理日期"), Day(), True),
            )
        ),
        Field(
            name="handler",
            label=_("承办人"),
            kind=Words(longest=30),
            required=True,
            group=WHO,
            merge=Merge.FREE,
        ),
        *_set(
            CHECKED,
            ("checking_since", _("调查核实起日"), Day()),
            ("checking_until", _("调查核实止日"), Day()),
            ("checking_by", _("批准人（县级公安机关）"), Words(longest=30)),
            ("checking_why", _("需要核实的情况"), LONG),
        ),
        Field(
            name="result",
            label=_("查询结果"),
            kind=Code("record_result"),
            help=_("照公安部查询平台的结论填写；未成年人犯罪记录依法封存的，填“未发现犯罪记录”"),
            group=FOUND,
            merge=Merge.STATE,
        ),
        *_set(
            FOUND,
            ("base_number", _("平台查询编号"), Serial()),
            ("typed_on", _("查询日期"), Day()),
        ),
        Field(name="secret", label=_("保密"), kind=Flag(), group=FOUND, merge=Merge.DERIVED),
        *_set(
            REVIEW,
            ("review_on", _("提出异议日期"), Day()),
            ("review_why", _("异议理由"), LONG),
            ("extended_by", _("批准延长的人（县级公安机关）"), Words(longest=30)),
            ("review", _("复查结果"), Code("record_review")),
            ("review_number", _("复查意见文号"), Serial()),
            ("reviewed_on", _("复查日期"), Day()),
        ),
    ),
    columns=("person_id", "applicant", "received_on", "typed_on", "number"),
    subject=("person_id", "received_on"),
    period=("received_on", "typed_on"),
    secret=("secret", "handler"),
    derive=rules.derive_query,
    check=rules.check_query,
    duties=rules.query_duties,
)
