from station_app.core.kinds import Code, Count, Day, Flag, Moment, Ref, Serial, Words
from station_app.core.register import Field, Merge, Register
from station_app.core.texts import _
from station_app.property import rules
from station_app.property.records import Item, Move

WHAT, WHOSE, TAKEN, COURSE = _("财物"), _("权利人"), _("取得"), _("保管和处理")
BY_MOVE = _("封存袋号只在出入库时更换，请用“入库保管”")

PROPERTY = Register(
    name="property",
    number=92,
    title=_("涉案财物"),
    record=Item,
    fields=(
        Field(name="number", label=_("财物编号"), kind=Serial(), group=WHAT, merge=Merge.STATE),
        Field(name="case_id", label=_("案件"), kind=Ref("cases", role="property"), group=WHAT),
        Field(
            name="kind", label=_("取得方式"), kind=Code("property_kind"), required=True, group=WHAT
        ),
        Field(name="name", label=_("财物名称"), kind=Words(longest=60), required=True, group=WHAT),
        Field(name="quantity", label=_("数量"), kind=Words(longest=20), required=True, group=WHAT),
        Field(name="features", label=_("特征"), kind=Words(lines=2, longest=300), group=WHAT),
        Field(name="nature", label=_("财物性质"), kind=Code("property_nature"), group=WHAT),
        Field(name="value", label=_("价值"), kind=Count(_("元"), 99_999_999), group=WHAT),
        Field(
            name="bag",
            label=_("封存袋号"),
            kind=Serial(),
            group=WHAT,
            help=_("一个号只用一次"),
        ),
        Field(
            name="owner_role",
            label=_("权利人身份"),
            kind=Code("property_owner"),
            required=True,
            group=WHOSE,
        ),
        Field(
            name="owner_id",
            label=_("权利人（持有人）"),
            kind=Ref("people", role="owner"),
            group=WHOSE,
        ),
        Field(
            name="owner_said",
            label=_("权利人（未登记的）"),
            kind=Words(longest=60),
            group=WHOSE,
        ),
        Field(
            name="lawful",
            label=_("合法占有"),
            kind=Flag(),
            group=WHOSE,
            help=_("被侵害人、善意第三人合法占有的只登记，不扣押"),
        ),
        Field(
            name="must_exam",
            label=_("必须鉴定"),
            kind=Flag(),
            group=WHOSE,
            help=_("与案件有关、必须鉴定的可以扣押，鉴定后立即解除"),
        ),
        Field(name="taken_at", label=_("取得时间"), kind=Moment(), required=True, group=TAKEN),
        Field(name="taken_on", label=_("取得日期"), kind=Day(), merge=Merge.DERIVED),
        Field(name="taken_where", label=_("取得地点"), kind=Words(longest=100), group=TAKEN),
        Field(name="on_spot", label=_("当场扣押"), kind=Flag(), group=TAKEN),
        Field(
            name="approver",
            label=_("批准人"),
            kind=Words(longest=30),
            group=TAKEN,
            help=_("当场扣押的不填，事后报告并补办"),
        ),
        Field(name="decision_number", label=_("证据保全决定书文号"), kind=Serial(), group=TAKEN),
        Field(name="list_number", label=_("清单编号"), kind=Serial(), group=TAKEN),
        Field(name="witness", label=_("见证人"), kind=Words(longest=60), group=TAKEN),
        Field(name="recorder", label=_("录音录像设备编号"), kind=Serial(), group=TAKEN),
        Field(
            name="officer",
            label=_("办案民警"),
            kind=Words(longest=30),
            group=TAKEN,
            help=_("不填为本人"),
        ),
        Field(name="second", label=_("第二办案民警"), kind=Words(longest=30), group=TAKEN),
        Field(
            name="anew_on",
            label=_("移送管辖接收日期"),
            kind=Day(),
            group=TAKEN,
            help=_("由其他单位移送管辖的，扣押期限从接收起重新计算"),
        ),
        Field(
            name="remarks",
            label=_("备注"),
            kind=Words(lines=2, longest=500),
            group=TAKEN,
            merge=Merge.FREE,
        ),
        *(
            Field(name=name, label=label, kind=kind, group=COURSE, merge=Merge.STATE)
            for name, label, kind in (
                ("state", _("保管状态"), Code("property_state")),
                ("place", _("保管场所"), Words(longest=60)),
                ("keeper", _("保管人员"), Words(longest=30)),
                ("kept_at", _("移交保管时间"), Moment()),
                ("approved_by", _("补办批准人"), Words(longest=30)),
                ("approved_at", _("补办批准时间"), Moment()),
                ("exams", _("鉴定期间"), Words(longest=300)),
                ("extended_on", _("延长扣押批准日期"), Day()),
                ("extension_number", _("延长扣押文号"), Serial()),
                ("extension_told_on", _("延长扣押书面告知日期"), Day()),
                ("unclaimed_since", _("登记招领日期"), Day()),
                ("decision", _("处理决定"), Code("property_decision")),
                ("decided_by", _("决定机关"), Code("property_power")),
                ("decided_on", _("处理决定日期"), Day()),
                ("confiscation_number", _("收缴（追缴）文号"), Serial()),
                ("settled_on", _("处理完毕日期"), Day()),
                ("settled_with", _("去向"), Words(longest=60)),
            )
        ),
    ),
    columns=("number", "name", "quantity", "kind", "state", "place", "taken_at"),
    subject=("number", "name"),
    period=("taken_on", "settled_on"),
    tallies={
        "taken": ("taken_on", ("kind",)),
        "settled": ("settled_on", ("kind", "state")),
    },
    unique=("bag", None),
    by_act={"bag": BY_MOVE},
    derive=rules.derive,
    check=rules.check,
    duties=rules.duties,
)

MOVES = Register(
    name="property_moves",
    number=93,
    title=_("涉案财物出入库"),
    record=Move,
    inner=True,
    fields=(
        Field(name="item_id", label=_("财物"), kind=Ref("property", role="move"), required=True),
        Field(name="kind", label=_("事项"), kind=Code("property_move"), required=True),
        Field(name="at", label=_("时间"), kind=Moment(), required=True),
        Field(name="officer", label=_("经手人"), kind=Words(longest=30), required=True),
        Field(name="second", label=_("第二经手人"), kind=Words(longest=30)),
        Field(name="receiver", label=_("接收人"), kind=Words(longest=60)),
        Field(name="place", label=_("保管场所"), kind=Words(longest=60)),
        Field(name="bag", label=_("封存袋号"), kind=Serial()),
        Field(name="number", label=_("文书号"), kind=Serial()),
        Field(name="note", label=_("说明"), kind=Words(lines=2, longest=300)),
    ),
    columns=("kind", "at", "officer", "receiver", "place"),
    subject=("kind", "at"),
    check=rules.check_move,
)
