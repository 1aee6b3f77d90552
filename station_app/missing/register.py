from __future__ import annotations

from station_app.core.kinds import Code, Count, Day, Flag, Moment, Ref, Serial, Words
from station_app.core.register import Field, Merge, Register
from station_app.core.texts import _
from station_app.missing import rules
from station_app.missing.records import Missing, MissingStep

WHAT, WHO, WHERE, COURSE = _("登记"), _("本人"), _("经过"), _("办理情况")

MISSING = Register(
    name="missing",
    number=128,
    title=_("走失（失踪）人员"),
    record=Missing,
    fields=(
        Field(name="number", label=_("登记编号"), kind=Serial(), group=WHAT, merge=Merge.STATE),
        Field(name="kind", label=_("类别"), kind=Code("missing_kind"), required=True, group=WHAT),
        Field(
            name="reported_at",
            label=_("报告时间"),
            kind=Moment(),
            required=True,
            group=WHAT,
            help=_("接到报告立即受理，不等满任何时间"),
        ),
        Field(name="accepted_at", label=_("受理时间"), kind=Moment(), merge=Merge.DERIVED),
        Field(name="on", label=_("受理日期"), kind=Day(), merge=Merge.DERIVED),
        Field(name="call_number", label=_("警情编号"), kind=Serial(), group=WHAT),
        Field(name="person_id", label=_("姓名"), kind=Ref("people", role="missing"), group=WHO),
        Field(
            name="described",
            label=_("体貌、衣着、特征"),
            kind=Words(lines=3, longest=500),
            group=WHO,
            help=_("身高、体态、口音、衣着、随身标记；身份不明的必填"),
        ),
        Field(name="sex", label=_("性别"), kind=Code("sex"), group=WHO),
        Field(name="age", label=_("年龄（约）"), kind=Count(_("岁"), 130), group=WHO),
        Field(
            name="belongings",
            label=_("随身物品"),
            kind=Words(lines=2, longest=500),
            group=WHO,
        ),
        Field(
            name="seen_at",
            label=_("最后见到（发现）时间"),
            kind=Moment(),
            group=WHERE,
        ),
        Field(
            name="place_id",
            label=_("最后见到（发现）地址"),
            kind=Ref("places", role="missing"),
            group=WHERE,
        ),
        Field(
            name="place_said",
            label=_("最后见到（发现）地点"),
            kind=Words(longest=100),
            group=WHERE,
        ),
        Field(
            name="facts",
            label=_("经过"),
            kind=Words(lines=4, longest=2000),
            required=True,
            group=WHERE,
        ),
        Field(
            name="reporter_id",
            label=_("报告人"),
            kind=Ref("people", role="reporter"),
            group=WHERE,
        ),
        Field(
            name="reporter_said",
            label=_("报告人，未登记的"),
            kind=Words(longest=100),
            group=WHERE,
            help=_("姓名、与本人的关系、电话"),
        ),
        Field(
            name="harmed",
            label=_("疑似被侵害"),
            kind=Flag(),
            group=WHERE,
            help=_("有被侵害可能的，同时按案件立案办理"),
        ),
        Field(
            name="handler",
            label=_("承办民警"),
            kind=Words(longest=30),
            group=WHERE,
            help=_("不填为本人"),
        ),
        Field(
            name="remarks",
            label=_("备注"),
            kind=Words(lines=2, longest=500),
            group=WHERE,
            merge=Merge.FREE,
        ),
        *(
            Field(name=name, label=label, kind=kind, group=COURSE, merge=Merge.STATE)
            for name, label, kind in (
                ("state", _("办理状态"), Code("missing_state")),
                ("noticed_at", _("通报（协查）时间"), Moment()),
                ("worked_on", _("最近一次查找日期"), Day()),
                ("examined_on", _("检查（检验）日期"), Day()),
                ("told_family_on", _("通知家属日期"), Day()),
                ("nature", _("死亡性质"), Code("death_nature")),
                ("concluded_on", _("结论日期"), Day()),
                ("case_number", _("案件编号"), Serial()),
                ("found_at", _("找到时间"), Moment()),
                ("found_how", _("找到情况"), Code("missing_found")),
                ("handed_to", _("移交给"), Code("missing_organ")),
                ("handed_on", _("移交日期"), Day()),
                ("closed_on", _("办结日期"), Day()),
                ("result", _("办结情况"), Code("missing_result")),
            )
        ),
    ),
    columns=("number", "kind", "person_id", "sex", "age", "reported_at", "state"),
    subject=("number", "kind"),
    period=("on", "closed_on"),
    tallies={
        "reported": ("on", ("kind",)),
        "closed": ("closed_on", ("kind", "result")),
    },
    derive=rules.derive,
    check=rules.check,
    duties=rules.duties,
)

MISSING_STEPS = Register(
    name="missing_steps",
    number=129,
    title=_("走失（失踪）人员办理经过"),
    record=MissingStep,
    inner=True,
    fields=(
        Field(
            name="missing_id",
            label=_("走失（失踪）人员"),
            kind=Ref("missing", role="step"),
            required=True,
        ),
        Field(name="kind", label=_("环节"), kind=Code("missing_step"), required=True),
        Field(name="at", label=_("时间"), kind=Moment(), required=True),
        Field(name="officer", label=_("经办人"), kind=Words(longest=30), required=True),
        Field(name="organ", label=_("单位类别"), kind=Code("missing_organ")),
        Field(name="organ_name", label=_("单位（姓名）"), kind=Words(longest=60)),
        Field(name="receiver", label=_("接收人"), kind=Words(longest=60)),
        Field(name="number", label=_("文书号"), kind=Serial()),
        Field(name="condition", label=_("身体状况"), kind=Words(lines=2, longest=500)),
        Field(name="belongings", label=_("随身物品"), kind=Words(lines=2, longest=500)),
        Field(name="said", label=_("情况"), kind=Words(lines=3, longest=2000)),
    ),
    columns=("kind", "at", "officer", "organ", "receiver"),
    subject=("kind", "at"),
    check=rules.check_step,
)
