from station_app.core.kinds import Picture, Words
from station_app.core.register import Field, Register
from station_app.core.texts import _
from station_app.notes import rules
from station_app.notes.records import Note

NOTES = Register(
    name="notes",
    number=7,
    title=_("备注、扫描件"),
    record=Note,
    inner=True,
    fields=(
        Field(name="subject_register", label=_("登记簿"), kind=Words(), required=True),
        Field(name="subject_id", label=_("记录"), kind=Words(longest=36), required=True),
        Field(name="said", label=_("备注"), kind=Words(lines=4, longest=2000)),
        Field(name="scan", label=_("扫描件（照片）"), kind=Picture()),
    ),
    columns=("subject_register",),
    subject=("subject_register",),
    check=rules.check,
)
