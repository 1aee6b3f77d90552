from station_app.core.kinds import Count, Day, Moment, Ref, Serial, Words
from station_app.core.register import Field, Merge, Register
from station_app.core.texts import _
from station_app.duty import rules
from station_app.duty.records import DiaryEntry, EquipmentCount, Handover, Shift

NAMES_HELP = _("几个人之间用顿号分开")
LISTED = 20_000  # characters of one part of a hand-over
PIECES = _("件")

DUTY = Register(
    name="duty",
    number=99,
    title=_("值班备勤安排"),
    record=Shift,
    fields=(
        Field(name="since", label=_("值班开始"), kind=Moment(), required=True),
        Field(name="until", label=_("值班结束"), kind=Moment(), required=True),
        Field(name="on", label=_("值班日期"), kind=Day(), merge=Merge.DERIVED),
        Field(name="leader", label=_("带班领导"), kind=Words(longest=30), required=True),
        Field(
            name="officers",
            label=_("值班民警"),
            kind=Words(longest=100),
            required=True,
            help=NAMES_HELP,
        ),
        Field(name="standby", label=_("备勤民警"), kind=Words(longest=100), help=NAMES_HELP),
        Field(name="auxiliaries", label=_("值班辅警"), kind=Words(longest=100), help=NAMES_HELP),
        Field(
            name="remarks",
            label=_("备注"),
            kind=Words(lines=2, longest=500),
            merge=Merge.FREE,
        ),
    ),
    columns=("on", "since", "until", "leader", "officers", "standby"),
    subject=("on", "leader"),
    sorts=("since",),
    derive=rules.derive,
    check=rules.check,
)

ENTRIES = Register(
    name="duty_entries",
    number=100,
    title=_("勤务日志"),
    record=DiaryEntry,
    inner=True,
    fields=(
        Field(name="shift_id", label=_("班次"), kind=Ref("duty", role="diary"), required=True),
        Field(name="at", label=_("时间"), kind=Moment(), required=True, help=_("不填为现在")),
        Field(
            name="text",
            label=_("勤务内容"),
            kind=Words(lines=3, longest=1000),
            required=True,
        ),
        Field(name="officer", label=_("勤务人员"), kind=Words(longest=60), required=True),
    ),
    columns=("at", "text", "officer"),
    subject=("at",),
    check=rules.check_entry,
)

HANDOVERS = Register(
    name="handovers",
    number=102,
    title=_("交接班"),
    record=Handover,
    inner=True,
    fields=(
        Field(name="number", label=_("编号"), kind=Serial(), merge=Merge.STATE),
        Field(name="shift_id", label=_("交班班次"), kind=Ref("duty", role="handed"), required=True),
        Field(name="next_id", label=_("接班班次"), kind=Ref("duty", role="taken")),
        Field(name="at", label=_("交接时间"), kind=Moment(), required=True),
        Field(name="given_by", label=_("交班人"), kind=Words(longest=30), required=True),
        Field(name="taken_by", label=_("接班人"), kind=Words(longest=30), required=True),
        Field(name="leader", label=_("带班领导"), kind=Words(longest=30), required=True),
        *(
            Field(name=name, label=label, kind=Words(lines=5, longest=LISTED))
            for name, label in (
                ("inside", _("在所人员")),
                ("safe", _("保管中的财物")),
                ("orders", _("未反馈的交办、协助事项")),
                ("calls", _("未办结的警情")),
                ("owed", _("本班内到期未办的事项")),
            )
        ),
        Field(name="remarks", label=_("其他交接事项"), kind=Words(lines=3, longest=1000)),
        Field(name="log", label=_("审计日志编号"), kind=Serial(), merge=Merge.STATE),
        Field(
            name="entries",
            label=_("交接前的日志条数"),
            kind=Count(_("条"), most=2**31 - 1),
            merge=Merge.STATE,
        ),
    ),
    columns=("at", "given_by", "taken_by"),
    subject=("number",),
    check=rules.check_handover,
)

COUNTS = Register(
    name="equipment_counts",
    number=101,
    title=_("装备清点"),
    record=EquipmentCount,
    inner=True,
    fields=(
        Field(
            name="handover_id",
            label=_("交接班"),
            kind=Ref("handovers", role="counted"),
            required=True,
        ),
        Field(name="name", label=_("装备名称"), kind=Words(longest=40), required=True),
        Field(name="expected", label=_("应有"), kind=Count(PIECES), required=True),
        Field(name="counted", label=_("实有"), kind=Count(PIECES), required=True),
        Field(name="remarks", label=_("备注"), kind=Words(longest=200)),
    ),
    columns=("name", "expected", "counted", "remarks"),
    subject=("name",),
    check=rules.check_count,
)

REGISTERS = (DUTY, ENTRIES, COUNTS, HANDOVERS)
