from station_app.core.kinds import Code, Day, Moment, Ref, Serial, Words
from station_app.core.register import Field, Merge, Register
from station_app.core.texts import _
from station_app.footage import rules
from station_app.footage.records import Request

WHO, WHAT, RESULT = _("申请"), _("调取内容"), _("审批和结果")

FOOTAGE = Register(
    name="footage",
    number=98,
    title=_("视频调取登记"),
    record=Request,
    fields=(
        Field(name="number", label=_("登记编号"), kind=Serial(), group=WHO, merge=Merge.STATE),
        Field(name="asked_at", label=_("申请时间"), kind=Moment(), required=True, group=WHO),
        Field(name="asked_on", label=_("申请日期"), kind=Day(), merge=Merge.DERIVED),
        Field(
            name="asked_by",
            label=_("申请单位（人）"),
            kind=Words(longest=60),
            required=True,
            group=WHO,
        ),
        Field(name="asker", label=_("经办人"), kind=Words(longest=30), group=WHO),
        Field(name="paper_number", label=_("调取文书号"), kind=Serial(), group=WHO),
        Field(
            name="ground", label=_("调取事由"), kind=Words(longest=200), required=True, group=WHO
        ),
        Field(name="case_id", label=_("案件"), kind=Ref("cases", role="footage"), group=WHO),
        Field(name="case_number", label=_("案件编号（他所的）"), kind=Serial(), group=WHO),
        Field(name="place_id", label=_("地址"), kind=Ref("places", role="footage"), group=WHAT),
        Field(name="site", label=_("点位（地点）"), kind=Words(longest=100), group=WHAT),
        Field(name="since", label=_("视频开始时间"), kind=Moment(), required=True, group=WHAT),
        Field(name="until", label=_("视频结束时间"), kind=Moment(), required=True, group=WHAT),
        *(
            Field(name=name, label=label, kind=kind, group=RESULT, merge=Merge.STATE)
            for name, label, kind in (
                ("entered_by", _("登记人"), Words(longest=30)),
                ("state", _("审批情况"), Code("footage_state")),
                ("decided_by", _("审批人"), Words(longest=30)),
                ("decided_at", _("审批时间"), Moment()),
                ("refusal", _("不批准的理由"), Words(longest=200)),
                ("result", _("调取结果"), Code("footage_result")),
                ("handed_to", _("交给"), Words(longest=60)),
                ("handed_at", _("交付时间"), Moment()),
                ("note", _("说明"), Words(longest=200)),
            )
        ),
    ),
    columns=("number", "asked_at", "asked_by", "site", "state", "result"),
    subject=("number", "asked_by"),
    period=("asked_on", "asked_on"),
    tallies={"asked": ("asked_on", ("state", "result"))},
    derive=rules.derive,
    check=rules.check,
)
