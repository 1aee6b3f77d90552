from station_app.core.kinds import Count, Day, Flag, Moment, Serial, Words
from station_app.core.register import Field, Merge, Register
from station_app.core.texts import _
from station_app.retention.records import Purge

PURGES = Register(
    name="purges",
    number=61,
    title=_("到期销毁"),
    record=Purge,
    inner=True,
    fields=(
        Field(name="number", label=_("销毁编号"), kind=Serial(), required=True),
        Field(name="rule", label=_("保存期限规则"), kind=Words(), required=True),
        Field(name="subject_register", label=_("登记簿"), kind=Words(), required=True),
        Field(name="as_of", label=_("到期截至"), kind=Day(), required=True),
        Field(name="count", label=_("应销毁"), kind=Count(_("条"), least=1), required=True),
        Field(name="digest", label=_("名单摘要"), kind=Words(), required=True),
        Field(name="request_id", label=_("查阅申请"), kind=Words(longest=36)),
        Field(name="proposed_by", label=_("提出人"), kind=Words(), required=True),
        Field(name="proposed_at", label=_("提出时间"), kind=Moment(), required=True),
        Field(name="reason", label=_("销毁理由"), kind=Words(lines=3), required=True),
        Field(name="approved", label=_("是否批准"), kind=Flag(), merge=Merge.STATE),
        Field(name="decided_by", label=_("批准人"), kind=Words(), merge=Merge.STATE),
        Field(name="decided_at", label=_("批准时间"), kind=Moment(), merge=Merge.STATE),
        Field(name="refusal", label=_("不批准的理由"), kind=Words(), merge=Merge.STATE),
        Field(
            name="removed",
            label=_("实际销毁"),
            kind=Count(_("条"), most=999_999),
            merge=Merge.STATE,
        ),
    ),
    columns=("number", "subject_register", "count", "proposed_by", "approved"),
    subject=("number",),
)
