from station_app.core.kinds import Code, Count, Day, Flag, Moment, Ref, Words
from station_app.core.register import Field, Merge, Register
from station_app.core.texts import _
from station_app.statements import rules
from station_app.statements.records import Statement

WHEN, WHO, BESIDE, ASKED, ENDED = (
    _("询问"),
    _("被询问人"),
    _("在场的人"),
    _("问答"),
    _("核对和签名"),
)
LONGEST = 120_000  # characters of questions and answers: more than fifty pages

STATEMENTS = Register(
    name="statements",
    number=77,
    title=_("询问笔录"),
    record=Statement,
    inner=True,
    fields=(
        Field(
            name="case_id",
            label=_("案件"),
            kind=Ref("cases", role="statement"),
            required=True,
            merge=Merge.STATE,
        ),
        Field(
            name="person_id",
            label=_("被询问人"),
            kind=Ref("people", role="questioned"),
            required=True,
            group=WHEN,
        ),
        Field(name="role", label=_("身份"), kind=Code("case_role"), required=True, group=WHEN),
        Field(name="since", label=_("询问开始时间"), kind=Moment(), required=True, group=WHEN),
        Field(
            name="place", label=_("询问地点"), kind=Words(longest=100), required=True, group=WHEN
        ),
        Field(name="officer", label=_("询问人"), kind=Words(longest=30), required=True, group=WHEN),
        Field(
            name="second",
            label=_("第二询问人"),
            kind=Words(longest=30),
            group=WHEN,
            help=_("一名民警询问，须在规范的办案场所并全程录音录像"),
        ),
        Field(name="recorder", label=_("记录人"), kind=Words(longest=30), group=WHEN),
        Field(name="standard_place", label=_("在规范的执法办案场所"), kind=Flag(), group=WHEN),
        Field(name="recorded", label=_("全程同步录音录像"), kind=Flag(), group=WHEN),
        Field(name="remote", label=_("远程视频询问"), kind=Flag(), group=WHEN),
        Field(name="arrived_at", label=_("到达时间"), kind=Moment(), group=WHEN),
        Field(name="rights_shown", label=_("已出示权利义务告知书"), kind=Flag(), group=WHEN),
        Field(name="address", label=_("现住址"), kind=Words(longest=100), group=WHO),
        Field(
            name="deputy",
            label=_("人大代表（政协委员）"),
            kind=Words(longest=60),
            group=WHO,
            help=_("写明哪一级，不是的写“否”"),
        ),
        Field(
            name="penalties",
            label=_("曾受处罚情况（本人陈述）"),
            kind=Words(lines=2, longest=500),
            group=WHO,
            help=_("只记本人的回答；封存的记录不得查询后填入"),
        ),
        Field(name="visa", label=_("签证（停留居留证件）种类"), kind=Words(longest=60), group=WHO),
        Field(name="entered_on", label=_("入境日期"), kind=Day(), group=WHO),
        Field(name="entry_reason", label=_("入境事由"), kind=Words(longest=60), group=WHO),
        Field(
            name="guardian",
            label=_("到场的监护人等"),
            kind=Words(longest=200),
            group=BESIDE,
            help=_("姓名、与被询问人的关系、联系方式"),
        ),
        Field(
            name="guardian_absent",
            label=_("监护人等未到场的情况"),
            kind=Words(longest=200),
            group=BESIDE,
            help=_("无法通知，或者通知后未到场"),
        ),
        Field(name="helper_kind", label=_("翻译"), kind=Code("statement_helper"), group=BESIDE),
        Field(
            name="helper",
            label=_("翻译人员"),
            kind=Words(longest=200),
            group=BESIDE,
            help=_("姓名、住址、工作单位、联系方式"),
        ),
        Field(name="sample", label=_("提取的样本"), kind=Words(longest=100), group=BESIDE),
        Field(
            name="sample_consent",
            label=_("样本提取的同意人"),
            kind=Words(longest=60),
            group=BESIDE,
            help=_("被侵害人本人或者其监护人"),
        ),
        Field(
            name="meals",
            label=_("饮食和休息情况"),
            kind=Words(lines=2, longest=500),
            group=BESIDE,
        ),
        Field(name="body", label=_("问答"), kind=Words(lines=20, longest=LONGEST), group=ASKED),
        *(
            Field(name=name, label=label, kind=kind, group=ENDED, merge=Merge.STATE)
            for name, label, kind in (
                ("nth", _("第几次询问"), Count(_("次"), least=1)),
                ("minor", _("未成年人"), Flag()),
                ("until", _("询问结束时间"), Moment()),
                ("left_at", _("离开时间"), Moment()),
                ("reading", _("核对方式"), Code("statement_reading")),
                ("signing", _("签名情况"), Code("statement_signing")),
                ("refusal", _("拒绝签名的情况"), Words(lines=2, longest=300)),
            )
        ),
    ),
    columns=("person_id", "role", "nth", "since", "officer", "signing"),
    subject=("person_id", "nth"),
    check=rules.check,
)
