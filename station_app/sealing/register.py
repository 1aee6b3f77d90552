from station_app.core.kinds import Day, Flag, Moment, Serial, Words
from station_app.core.register import Field, Merge, Register
from station_app.core.texts import _
from station_app.sealing.records import SealedRequest

REQUESTS = Register(
    name="sealed_requests",
    number=60,
    title=_("封存记录查询申请"),
    record=SealedRequest,
    inner=True,
    fields=(
        Field(name="number", label=_("申请编号"), kind=Serial(), required=True),
        Field(name="subject_register", label=_("登记簿"), kind=Words(), required=True),
        Field(name="subject_id", label=_("查询对象"), kind=Words(longest=36), required=True),
        Field(name="asked_by", label=_("申请人"), kind=Words(), required=True),
        Field(name="asked_at", label=_("申请时间"), kind=Moment(), required=True),
        Field(name="purpose", label=_("查询事由"), kind=Words(), required=True),
        Field(name="reference", label=_("关联案（事）件编号"), kind=Words(), required=True),
        Field(name="reason", label=_("查询理由"), kind=Words(lines=3), required=True),
        Field(name="unit", label=_("申请查询的国家机关、单位"), kind=Words(longest=60)),
        Field(name="basis", label=_("有权查询的国家规定（条款）"), kind=Words(longest=200)),
        Field(name="letter", label=_("来函文号"), kind=Words(longest=60)),
        Field(name="approved", label=_("是否批准"), kind=Flag(), merge=Merge.STATE),
        Field(name="decided_by", label=_("审批人"), kind=Words(), merge=Merge.STATE),
        Field(name="decided_at", label=_("审批时间"), kind=Moment(), merge=Merge.STATE),
        Field(name="until", label=_("查阅截止"), kind=Moment(), merge=Merge.STATE),
        Field(name="refusal", label=_("不批准的理由"), kind=Words(), merge=Merge.STATE),
        Field(name="replied_on", label=_("复函日期"), kind=Day(), merge=Merge.STATE),
        Field(name="reply", label=_("复函文号"), kind=Words(longest=60), merge=Merge.STATE),
    ),
    columns=("number", "asked_by", "asked_at", "approved", "until"),
    subject=("number",),
)
