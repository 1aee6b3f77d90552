from station_app.core.kinds import Code, Day, Flag, Moment, Ref, Serial, Words
from station_app.core.register import Field, Merge, Register
from station_app.core.texts import _
from station_app.visits import rules
from station_app.visits.records import Visit

WHO, HOME, OURS, WHAT, ASKED = (
    _("走访对象"),
    _("进入住宅"),
    _("走访人员"),
    _("走访内容"),
    _("群众诉求"),
)

VISITS = Register(
    name="visits",
    number=118,
    title=_("社区走访"),
    record=Visit,
    fields=(
        Field(name="number", label=_("走访编号"), kind=Serial(), group=WHO, merge=Merge.STATE),
        Field(name="at", label=_("走访时间"), kind=Moment(), required=True, group=WHO),
        Field(name="on", label=_("走访日期"), kind=Day(), group=WHO, merge=Merge.DERIVED),
        Field(name="met_id", label=_("走访对象"), kind=Ref("people", role="visited"), group=WHO),
        Field(
            name="met_said",
            label=_("走访的群众（单位）"),
            kind=Words(longest=60),
            help=_("没有人员记录的在此填写"),
            group=WHO,
        ),
        Field(name="place_id", label=_("地点"), kind=Ref("places", role="visit"), group=WHO),
        Field(name="place_said", label=_("地点说明"), kind=Words(longest=100), group=WHO),
        Field(name="into_home", label=_("进入住宅"), kind=Flag(), group=HOME),
        Field(
            name="consent",
            label=_("住户意见"),
            kind=Code("entry_consent"),
            help=_("房东同意不能代替住户同意"),
            group=HOME,
        ),
        Field(
            name="consent_by",
            label=_("谁同意进入"),
            kind=Words(longest=60),
            help=_("在此居住的人，写姓名"),
            group=HOME,
        ),
        Field(
            name="officer",
            label=_("走访民警"),
            kind=Words(longest=30),
            help=_("民警不填为本人；辅警写带队民警的账号"),
            group=OURS,
        ),
        Field(name="companions", label=_("同行人员"), kind=Words(longest=100), group=OURS),
        Field(
            name="topic",
            label=_("走访内容"),
            kind=Code("visit_topic"),
            required=True,
            group=WHAT,
        ),
        Field(name="second_topic", label=_("内容二"), kind=Code("visit_topic"), group=WHAT),
        Field(name="third_topic", label=_("内容三"), kind=Code("visit_topic"), group=WHAT),
        Field(name="leaflet", label=_("发放宣传资料"), kind=Words(longest=60), group=WHAT),
        Field(name="card_left", label=_("留警民联系卡"), kind=Flag(), group=WHAT),
        Field(name="found", label=_("走访情况"), kind=Words(lines=4, longest=2000), group=WHAT),
        Field(
            name="ask_kind",
            label=_("诉求类别"),
            kind=Code("matter_kind"),
            help=_("群众有诉求的填写，保存时同时登记“群众诉求”"),
            group=ASKED,
        ),
        Field(name="ask", label=_("诉求事项"), kind=Words(longest=60), group=ASKED),
    ),
    columns=("number", "at", "met_id", "place_id", "topic", "officer"),
    subject=("number", "topic"),
    tallies={"made": ("on", ("topic", "consent"))},
    derive=rules.derive,
    check=rules.check,
)
