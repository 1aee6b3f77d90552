from station_app.core.kinds import Count, Serial, Words
from station_app.core.register import Field, Register
from station_app.core.texts import _
from station_app.printing.records import Print

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
    ),
    columns=("number", "form", "copy", "pages"),
    subject=("number", "form"),
)
