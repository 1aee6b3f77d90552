from __future__ import annotations

from station_app.core.kinds import Code, Count, Day, Ref, Serial, Words
from station_app.core.register import Field, Merge, Register
from station_app.core.texts import _
from station_app.lost_found import rules
from station_app.lost_found.records import LostFound

WHAT, WHO, COURSE = _("物品"), _("拾得（遗失）"), _("招领和处理")

LOST_FOUND = Register(
    name="lost_found",
    number=126,
    title=_("失物招领"),
    record=LostFound,
    fields=(
        Field(name="number", label=_("招领编号"), kind=Serial(), group=WHAT, merge=Merge.STATE),
        Field(
            name="kind", label=_("类别"), kind=Code("lost_found_kind"), required=True, group=WHAT
        ),
        Field(name="name", label=_("物品名称"), kind=Words(longest=60), required=True, group=WHAT),
        Field(name="features", label=_("特征"), kind=Words(lines=2, longest=300), group=WHAT),
        Field(
            name="contents",
            label=_("内有物品"),
            kind=Words(lines=2, longest=500),
            group=WHAT,
            help=_("当面清点；现金写明数额"),
        ),
        Field(name="value", label=_("价值"), kind=Count(_("元"), 99_999_999), group=WHAT),
        Field(name="on", label=_("送交（报失）日期"), kind=Day(), required=True, group=WHO),
        Field(
            name="person_id",
            label=_("拾得人（失主）"),
            kind=Ref("people", role="finder"),
            group=WHO,
        ),
        Field(
            name="person_said",
            label=_("拾得人（失主），未登记的"),
            kind=Words(longest=60),
            group=WHO,
        ),
        Field(
            name="place_id",
            label=_("拾得（遗失）地址"),
            kind=Ref("places", role="found"),
            group=WHO,
        ),
        Field(
            name="place_said",
            label=_("拾得（遗失）地点"),
            kind=Words(longest=100),
            group=WHO,
        ),
        Field(
            name="kept_where",
            label=_("保管处"),
            kind=Words(longest=60),
            group=WHO,
            help=_("拾得物品必填"),
        ),
        Field(name="call_number", label=_("警情编号"), kind=Serial(), group=WHO),
        Field(
            name="remarks",
            label=_("备注"),
            kind=Words(lines=2, longest=500),
            group=WHO,
            merge=Merge.FREE,
        ),
        *(
            Field(name=name, label=label, kind=kind, group=COURSE, merge=Merge.STATE)
            for name, label, kind in (
                ("state", _("状态"), Code("lost_found_state")),
                ("told_on", _("通知失主日期"), Day()),
                ("told_whom", _("通知何人"), Words(longest=60)),
                ("notice_on", _("发布招领公告日期"), Day()),
                ("notice_where", _("公告处"), Words(longest=100)),
                ("claimant_id", _("认领人"), Ref("people", role="claimant")),
                ("claimed_on", _("申请认领日期"), Day()),
                ("proof", _("认领凭据"), Words(lines=2, longest=500)),
                ("refused_why", _("不予认领的理由"), Words(lines=2, longest=500)),
                ("match_id", _("对应的登记"), Ref("lost_found", role="match")),
                ("ended_on", _("办结日期"), Day()),
                ("ended_with", _("去向"), Words(longest=100)),
            )
        ),
    ),
    columns=("number", "kind", "name", "on", "kept_where", "state", "notice_on"),
    subject=("number", "name"),
    period=("on", "ended_on"),
    tallies={"entered": ("on", ("kind",)), "ended": ("ended_on", ("kind", "state"))},
    check=rules.check,
    duties=rules.duties,
)
