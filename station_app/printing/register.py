from station_app.core.kinds import Code, Count, Flag, Moment, Picture, Ref, Serial, Words
from station_app.core.register import Field, Register
from station_app.core.texts import _
from station_app.printing.records import PaperStep, Print

PRINTS = Register(
    name="prints",
    number=5,
    title=_("打印记录"),
    record=Print,
    inner=True,
    fields=(
        Field(name="number", label=_("内部编号"), kind=Serial(), required=True),
        Field(name="form", label=_("表格"), kind=Words(), required=True),
        Field(name="form_version", label=_("式样版本"), kind=Words(), required=True),
        Field(name="subject_register", label=_("登记簿"), kind=Words(), required=True),
        Field(name="subject_id", label=_("记录"), kind=Words(longest=36), required=True),
        Field(
            name="basis", label=_("依据记录"), kind=Words(lines=4, longest=100_000), required=True
        ),
        Field(name="text_hash", label=_("文字摘要"), kind=Words(), required=True),
        Field(name="code", label=_("核验码"), kind=Words(), required=True),
        Field(name="copy", label=_("第几份"), kind=Count(_("份"), least=1), required=True),
        Field(name="pages", label=_("页数"), kind=Count(_("页"), least=1), required=True),
        Field(name="reason", label=_("补打原因"), kind=Words()),
        Field(name="reason_code", label=_("补打原因类别"), kind=Code("reprint_reason")),
        Field(name="overprint", label=_("套打"), kind=Flag()),
    ),
    columns=("number", "form", "copy", "pages"),
    subject=("number",),
)

PAPER_STEPS = Register(
    name="paper_steps",
    number=6,
    title=_("文书流转"),
    record=PaperStep,
    inner=True,
    fields=(
        Field(name="print_id", label=_("文书"), kind=Ref("prints", role="paper"), required=True),
        Field(name="step", label=_("流转情况"), kind=Code("paper_step"), required=True),
        Field(name="at", label=_("时间"), kind=Moment(), required=True),
        Field(name="person", label=_("签字人（收件人）"), kind=Words(longest=50)),
        Field(name="way", label=_("送达方式"), kind=Code("service_way")),
        Field(name="witness", label=_("见证人"), kind=Words(longest=50)),
        Field(name="scan", label=_("扫描件（照片）"), kind=Picture()),
        Field(name="remarks", label=_("备注"), kind=Words(lines=2, longest=500)),
    ),
    columns=("step", "at"),
    subject=("step", "at"),
)
