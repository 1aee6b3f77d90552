from station_app.core.kinds import Code, Count, Day, Flag, Ref, Words
from station_app.core.register import Field, Merge, Register
from station_app.core.texts import _
from station_app.mediations import rules
from station_app.mediations.records import Mediation

SUITED, HELD, SIDES, AGREED = _("调解事由"), _("调解经过"), _("双方当事人"), _("协议和履行")

MEDIATIONS = Register(
    name="mediations",
    number=78,
    title=_("治安调解"),
    record=Mediation,
    inner=True,
    fields=tuple(
        Field(
            name=name,
            label=label,
            kind=kind,
            group=group,
            required=name in ("kind", "one_id", "other_id", "cause", "ground", "since"),
            merge=Merge.STATE,
        )
        for group, asked in (
            (
                SUITED,
                (
                    ("case_id", _("案件"), Ref("cases", role="mediation")),
                    ("call_id", _("警情"), Ref("calls", role="mediation")),
                    ("kind", _("类型"), Code("mediation_kind")),
                    ("nth", _("第几次调解"), Count(_("次"), 2, 1)),
                    ("one_id", _("违反治安管理行为人"), Ref("people", role="mediated")),
                    ("other_id", _("被侵害人"), Ref("people", role="mediated")),
                    ("cause", _("案由"), Code("mediation_cause")),
                    ("ground", _("调解的条件"), Code("mediation_ground")),
                    ("since", _("期限起算日期"), Day()),
                    ("state", _("调解情况"), Code("mediation_state")),
                    ("entered_by", _("登记人"), Words(longest=30)),
                ),
            ),
            (
                HELD,
                (
                    ("held_on", _("调解日期"), Day()),
                    ("place", _("调解地点"), Words(longest=100)),
                    ("host", _("主持人"), Words(longest=30)),
                    ("second", _("第二主持人"), Words(longest=30)),
                    ("recorded", _("全程同步录音录像"), Flag()),
                    ("present", _("其他在场人"), Words(longest=200)),
                    ("facts", _("主要事实和争议"), Words(lines=4, longest=3000)),
                ),
            ),
            (
                SIDES,
                (
                    ("one_minor", _("行为人未成年"), Flag()),
                    ("one_guardian", _("行为人的监护人"), Words(longest=100)),
                    ("one_works", _("行为人已满十六周岁自食其力，同意不通知监护人"), Flag()),
                    ("other_minor", _("被侵害人未成年"), Flag()),
                    ("other_guardian", _("被侵害人的监护人"), Words(longest=100)),
                    ("other_works", _("被侵害人已满十六周岁自食其力，同意不通知监护人"), Flag()),
                    ("agent", _("被侵害人的代理人和委托权限"), Words(longest=200)),
                ),
            ),
            (
                AGREED,
                (
                    ("agreement", _("协议内容"), Words(lines=6, longest=4000)),
                    ("way", _("履行方式"), Words(longest=200)),
                    ("perform_by", _("履行期限"), Day()),
                    ("on_recording", _("以现场录音录像代替协议书"), Flag()),
                    ("failure", _("未达成（未履行）的情况"), Words(lines=2, longest=1000)),
                    ("applied_on", _("书面申请日期"), Day()),
                    ("ended_on", _("履行（未履行）日期"), Day()),
                ),
            ),
        )
        for name, label, kind in asked
    ),
    columns=("kind", "nth", "one_id", "other_id", "held_on", "state"),
    subject=("kind", "nth"),
    tallies={
        "held": ("held_on", ("kind", "cause")),
        "ended": ("ended_on", ("kind", "state")),
    },
    check=rules.check,
    duties=rules.duties,
)
