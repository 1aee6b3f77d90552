from station_app.core.kinds import Code, Day, Moment, Phones, Ref, Serial, Words
from station_app.core.register import Field, Merge, Register
from station_app.core.texts import _
from station_app.matters import rules
from station_app.matters.records import Matter

FROM, WHAT, OURS, COURSE = _("诉求来源"), _("诉求内容"), _("承办"), _("办理和反馈")

MATTERS = Register(
    name="matters",
    number=115,
    title=_("群众诉求"),
    record=Matter,
    fields=(
        Field(name="number", label=_("诉求编号"), kind=Serial(), group=FROM, merge=Merge.STATE),
        Field(name="on", label=_("诉求日期"), kind=Day(), required=True, group=FROM),
        Field(
            name="source",
            label=_("诉求来源"),
            kind=Code("matter_source"),
            required=True,
            group=FROM,
        ),
        Field(
            name="source_number", label=_("来源编号"), kind=Serial(), group=FROM, merge=Merge.STATE
        ),
        Field(
            name="visit_id",
            label=_("社区走访"),
            kind=Ref("visits", role="asked"),
            group=FROM,
            merge=Merge.STATE,
        ),
        Field(
            name="raiser_id",
            label=_("诉求人"),
            kind=Ref("people", role="raised_matter"),
            group=FROM,
        ),
        Field(
            name="raiser_said",
            label=_("诉求人姓名（称呼）"),
            kind=Words(longest=60),
            help=_("没有人员记录的在此填写"),
            group=FROM,
        ),
        Field(name="raiser_phone", label=_("诉求人电话"), kind=Phones(), group=FROM),
        Field(
            name="kind", label=_("诉求类别"), kind=Code("matter_kind"), required=True, group=WHAT
        ),
        Field(name="title", label=_("事项"), kind=Words(longest=60), required=True, group=WHAT),
        Field(name="what", label=_("情况"), kind=Words(lines=4, longest=2000), group=WHAT),
        Field(name="place_id", label=_("地点"), kind=Ref("places", role="matter"), group=WHAT),
        Field(name="place_said", label=_("地点说明"), kind=Words(longest=100), group=WHAT),
        Field(
            name="handler",
            label=_("承办民警"),
            kind=Words(longest=30),
            help=_("不填为本人"),
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
                ("state", _("办理状态"), Code("matter_state")),
                ("until", _("延长至"), Day()),
                ("extended_why", _("延长原因"), Words(lines=2, longest=500)),
                ("done", _("办理情况"), Words(lines=3, longest=2000)),
                ("cause", _("原因"), Code("matter_cause")),
                ("prevention", _("防范措施"), Words(lines=2, longest=1000)),
                ("handled_on", _("办理日期"), Day()),
                ("told_whom", _("向谁反馈"), Words(longest=60)),
                ("told_at", _("反馈时间"), Moment()),
                ("told_how", _("反馈方式"), Code("matter_told")),
                ("returned_note", _("退回意见"), Words(lines=2, longest=500)),
                ("closed_on", _("办结日期"), Day()),
                ("closed_by", _("办结人"), Words(longest=30)),
            )
        ),
    ),
    columns=("number", "kind", "title", "on", "state", "handler"),
    subject=("number", "title"),
    period=("on", "closed_on"),
    tallies={
        "raised": ("on", ("kind", "source")),
        "closed": ("closed_on", ("kind", "cause", "told_how")),
    },
    check=rules.check,
    duties=rules.duties,
)
