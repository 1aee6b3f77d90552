from station_app.core.kinds import Code, Day, Flag, Phones, Ref, Serial, Words
from station_app.core.register import Field, Merge, Register
from station_app.core.texts import _
from station_app.letters import rules
from station_app.letters.records import Letter

FROM, WHAT, OURS, COURSE = _("来信来访"), _("反映的事项"), _("承办"), _("办理和答复")

LETTERS = Register(
    name="letters",
    number=119,
    title=_("来信来访"),
    record=Letter,
    fields=(
        Field(name="number", label=_("登记编号"), kind=Serial(), group=FROM, merge=Merge.STATE),
        Field(name="on", label=_("收到日期"), kind=Day(), required=True, group=FROM),
        Field(name="way", label=_("方式"), kind=Code("letter_way"), required=True, group=FROM),
        Field(
            name="secret",
            label=_("要求保密"),
            kind=Flag(),
            help=_("检举、控告的一律保密；只有承办民警和所领导可以查阅"),
            group=FROM,
        ),
        Field(name="from_id", label=_("来信来访人"), kind=Ref("people", role="wrote"), group=FROM),
        Field(
            name="from_said",
            label=_("来信来访人姓名"),
            kind=Words(longest=60),
            help=_("没有人员记录的在此填写；匿名的不填"),
            group=FROM,
        ),
        Field(name="from_phone", label=_("联系电话"), kind=Phones(), group=FROM),
        Field(
            name="kind", label=_("事项类别"), kind=Code("letter_kind"), required=True, group=WHAT
        ),
        Field(name="title", label=_("反映事由"), kind=Words(longest=60), required=True, group=WHAT),
        Field(name="content", label=_("主要内容"), kind=Words(lines=4, longest=3000), group=WHAT),
        Field(
            name="handler",
            label=_("承办民警"),
            kind=Words(longest=30),
            help=_("民警不填为本人；辅警写承办民警的账号"),
            group=OURS,
            merge=Merge.FREE,
        ),
        Field(
            name="remarks",
            label=_("备注"),
            kind=Words(lines=2, longest=500),
            group=OURS,
            merge=Merge.FREE,
        ),
        *(
            Field(name=name, label=label, kind=kind, group=COURSE, merge=Merge.STATE)
            for name, label, kind in (
                ("state", _("办理状态"), Code("letter_state")),
                ("accepted_on", _("受理日期"), Day()),
                ("forwarded_on", _("转送日期"), Day()),
                ("forwarded_to", _("转送单位"), Words(longest=60)),
                ("forward_number", _("转送文号"), Serial(longest=60)),
                ("until", _("延长至"), Day()),
                ("extended_why", _("延长原因"), Words(lines=2, longest=500)),
                ("answered_on", _("答复日期"), Day()),
                ("answered_how", _("答复方式"), Code("letter_answer")),
                ("answer", _("答复内容"), Words(lines=3, longest=2000)),
            )
        ),
    ),
    columns=("number", "on", "way", "kind", "title", "state", "handler"),
    subject=("number", "title"),
    period=("on", "answered_on"),
    tallies={
        "received": ("on", ("way", "kind")),
        "answered": ("answered_on", ("kind", "answered_how")),
    },
    secret=("secret", "handler"),
    derive=rules.derive,
    check=rules.check,
    duties=rules.duties,
)
