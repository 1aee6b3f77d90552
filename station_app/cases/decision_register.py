from __future__ import annotations

from station_app.cases import decision_rules
from station_app.cases.decision_records import CaseDecision
from station_app.core.kinds import Code, Count, Day, Flag, Kind, Moment, Ref, Serial, Words
from station_app.core.register import Field, Merge, Register
from station_app.core.texts import Text, _

WHAT, BEFORE, MADE, AFTER = _("拟作决定"), _("决定之前"), _("决定"), _("送达和执行")


def _fields(group: Text, *rows: tuple[str, Text, Kind]) -> tuple[Field, ...]:
    """What only an act sets."""
    return tuple(
        Field(name=name, label=label, kind=kind, group=group, merge=Merge.STATE)
        for name, label, kind in rows
    )


def _needed(name: str, label: Text, kind: Kind) -> Field:
    return Field(name=name, label=label, kind=kind, required=True, group=WHAT, merge=Merge.STATE)


CASE_DECISIONS = Register(
    name="case_decisions",
    number=76,
    title=_("处理决定"),
    record=CaseDecision,
    inner=True,
    fields=(
        _needed("case_id", _("案件"), Ref("cases", role="decided")),
        _needed("person_id", _("被处理人"), Ref("people", role="case_decision")),
        _needed("kind", _("处理种类"), Code("case_decision")),
        *_fields(
            WHAT,
            ("amount", _("罚款金额"), Count(_("元"), 999_999, least=1)),
            ("days", _("拘留天数"), Count(_("天"), 20, least=1)),
        ),
        _needed("basis", _("依据（条款）"), Words(lines=2, longest=500)),
        _needed("entered_by", _("提出人"), Words(longest=30)),
        _needed("proposed_on", _("提出日期"), Day()),
        *_fields(
            WHAT,
            ("age", _("行为时年龄"), Count(_("周岁"), 150)),
            ("review_ground", _("须法制审核的情形"), Code("legal_review")),
            ("grave", _("情节复杂或者重大，须集体讨论"), Flag()),
        ),
        *_fields(
            BEFORE,
            ("told_on", _("处罚前告知日期"), Day()),
            ("defence", _("陈述和申辩"), Words(lines=3, longest=2000)),
            ("guardian", _("被告知的父母或者其他监护人"), Words(longest=50)),
            ("guardian_said", _("监护人的意见"), Words(lines=3, longest=2000)),
            ("hearing_told_on", _("告知听证权利日期"), Day()),
            ("hearing_waived", _("不要求听证"), Flag()),
            ("heard_on", _("听证日期"), Day()),
            ("reviewed_on", _("法制审核日期"), Day()),
            ("reviewed_by", _("法制审核人"), Words(longest=30)),
            ("discussed_on", _("集体讨论日期"), Day()),
            ("discussion", _("集体讨论意见"), Words(lines=3, longest=2000)),
        ),
        *_fields(
            MADE,
            ("state", _("办理状态"), Code("case_decision_state")),
            ("level", _("决定机关"), Code("case_level")),
            ("decided_at", _("决定时间"), Moment()),
            ("decided_by", _("决定人（机关）"), Words(longest=60)),
            ("decision_number", _("决定书文号"), Serial(longest=60)),
            ("remedies", _("写明复议、诉讼的途径和期限"), Flag()),
            ("reported_on", _("当场处罚报所属公安机关备案日期"), Day()),
        ),
        Field(name="decided_on", label=_("决定日期"), kind=Day(), merge=Merge.DERIVED),
        *_fields(
            AFTER,
            ("served_on", _("送达日期"), Day()),
            ("served_how", _("送达方式"), Code("service_way")),
            ("victim_copied_on", _("抄送被侵害人日期"), Day()),
            ("family_told_on", _("通知被拘留人家属日期"), Day()),
            ("organ_told_on", _("通报监察机关等日期"), Day()),
            ("paid_on", _("罚款缴纳日期"), Day()),
            ("paid_how", _("缴纳方式"), Code("fine_way")),
            ("handed_in_on", _("当场收缴的罚款交回日期"), Day()),
            ("not_detained", _("不执行行政拘留的情形"), Code("not_detained")),
            ("carried_out_on", _("执行日期"), Day()),
        ),
    ),
    columns=("person_id", "kind", "amount", "days", "state", "decided_on"),
    subject=("kind", "person_id"),
    tallies={"decided": ("decided_on", ("kind", "level"))},
    derive=decision_rules.derive,
    check=decision_rules.check,
    duties=decision_rules.duties,
)
