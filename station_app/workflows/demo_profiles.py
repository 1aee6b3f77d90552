"""Courses of supervision for practice: each category, and each state somebody can be in.

Days count from today. A step is register, action, what is typed; a whole number typed is a day.
A step of another register than `corrections` is on what the step before it made.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

Typed = dict[str, Any]
Step = tuple[str, str, Typed]

MEMBERS = (
    "李秀英 女 居委会 19900000011；王建国 男 司法所 19900000012；何明 男 社会工作者 熟悉未成年人"
)
MAN, WOMAN = "1", "2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    category: str
    begins: int  # days from today
    months: int
    steps: Sequence[Step] = ()
    sex: str = ""
    under_age: bool = False  # sixteen or seventeen at the judgment
    more: Typed = field(default_factory=dict)


def act(name: str, **typed: Any) -> Step:
    return "corrections", name, typed


def received(day: int, papers: str = "判决书 （2026）演9901刑初7号；执行通知书") -> Step:
    return act("papers_received", on=day, papers=papers)


def reports_in(day: int, **typed: Any) -> Step:
    return act("initial_report_in", on=day, identity_checked="是", **typed)


def announced(day: int, **typed: Any) -> list[Step]:
    group = act("form_group", on=day - 1, members=MEMBERS, letter_on=day)
    said = {"place": "演示县司法局城关司法所", "present": "矫正小组成员", "signed": "是"}
    return [group, act("intake_announcement", on=day, **(said | typed))]


def planned(day: int, report_days: int = 14, **typed: Any) -> Step:
    said = {
        "situation": "家庭关系稳定，有固定住所，认罪态度较好。",
        "needs": "希望尽快就业。",
        "measures": "按时报告，参加集中教育，每月走访一次，帮助联系就业岗位。",
    }
    return act("plan", on=day, report_days=report_days, **(said | typed))


def classed(day: int, after: str, reason: str = "入矫初期，综合评估") -> Step:
    return act(
        "change_class", on=day, after=after, reason=reason, decision_number="演矫管〔2026〕3号"
    )


def taken_over(day: int, after: str = "common") -> list[Step]:
    """Reported in on a day, and all that follows within the month."""
    ban = act("file_exit_ban", on=day + 3, organ_name="演示县公安局出入境管理大队")
    return [
        received(day - 3),
        reports_in(day),
        *announced(day + 4),
        ban,
        planned(day + 8),
        classed(day + 10, after),
    ]


def reports(*days: int) -> list[Step]:
    return [act("periodic_report", on=day, outcome="1", text="近期情况正常。") for day in days]


def seen(day: int) -> Step:
    text = "本人在家，家属反映情况正常。"
    return act("visit", on=day, verified="是", place="家中", met="本人", text=text)


def leave(asked: int, since: int, until: int, reason: str = "treatment") -> Step:
    typed = {"reason": reason, "since": since, "until": until, "asked_on": asked}
    return act("leave", destination="杭州市", proof="住院预约单", **typed)


def allowed(day: int) -> Step:
    typed = {"decision": "approved", "level": "county", "on": day}
    typed |= {"decided_by": "演示县社区矫正管理局", "decision_number": "演矫外〔2026〕5号"}
    return "leaves", "receive_decision", typed


SANCTIONED: Typed = {
    "decision": "approved",
    "on": -56,
    "decided_by": "演示县社区矫正管理局",
    "decision_number": "演矫训〔2026〕1号",
}
MEDICAL: Typed = {
    "medical_ground": "illness",
    "guarantor": "钱父",
    "deciding_level": "prison",
    "deciding_organ": "演示省监狱管理局",
    "sentence": "有期徒刑四年",
}
PAROLED: Typed = {
    "deciding_level": "intermediate",
    "deciding_organ": "演示市中级人民法院",
    "sentence": "有期徒刑六年",
}
CONTROLLED: Typed = {"sentence": "管制一年"}
DETAINED: Typed = {"sentence": "拘役四个月，缓刑六个月"}

PROFILES: Sequence[Profile] = (
    Profile(category="probation", begins=-4, months=24),  # expected
    Profile(category="probation", begins=-19, months=18, steps=[received(-12)]),  # late
    Profile(category="parole", begins=-6, months=14, more=PAROLED),
    Profile(category="probation", begins=-9, months=12, steps=[reports_in(-2)]),
    Profile(  # reported in late, group and announcement done
        category="control",
        begins=-30,
        months=12,
        steps=[received(-25), reports_in(-12), *announced(-6)],
        more=CONTROLLED,
    ),
    Profile(category="medical", begins=-15, months=20, steps=[received(-14)], more=MEDICAL),
    Profile(
        category="probation",
        begins=-60,
        months=24,
        steps=[*taken_over(-53, "strict"), *reports(-39, -32, -25, -18, -11, -4), seen(-8)],
    ),
    Profile(
        category="probation",
        begins=-200,
        months=24,
        steps=[*taken_over(-193), *reports(-40, -26, -12), seen(-20)],
    ),
    Profile(  # owes a report since days
        category="probation",
        begins=-150,
        months=36,
        steps=[*taken_over(-145), *reports(-60, -46, -32), seen(-30)],
    ),
    Profile(
        category="probation",
        begins=-310,
        months=18,
        sex=WOMAN,
        steps=[
            *taken_over(-303),
            *reports(-50, -36),
            classed(-30, "relaxed", "遵守规定，表现稳定"),
            *reports(-22),
        ],
    ),
    Profile(
        category="parole",
        begins=-170,
        months=20,
        steps=[
            *taken_over(-166),
            *reports(-34, -20, -6),
            act("individual_talk", on=-15, verified="是", subject="就业和家庭", text="情绪稳定。"),
        ],
        more=PAROLED,
    ),
    Profile(  # an injunction that is reported on
        category="control",
        begins=-100,
        months=9,
        steps=[
            *taken_over(-94),
            act("injunction", kind="place", content="禁止进入歌舞厅、游戏厅等娱乐场所"),
            *reports(-33, -19, -5),
            act("injunction_report", on=-5, outcome="1", text="未进入禁止进入的场所。"),
        ],
        more=CONTROLLED,
    ),
    Profile(  # health this month, re-examination due
        category="medical",
        begins=-120,
        months=30,
        steps=[
            *taken_over(-115),
            *reports(-44, -30, -16, -2),
            act("health_report", on=-33),
            act("reexam", on=-88, designated="是"),
        ],
        more=MEDICAL,
    ),
    Profile(
        category="medical",
        begins=-80,
        months=10,
        sex=WOMAN,
        steps=[*taken_over(-75), *reports(-22, -8), act("health_report", on=-8)],
        more=MEDICAL | {"medical_ground": "pregnancy", "guarantor": ""},
    ),
    Profile(  # on leave
        category="probation",
        begins=-250,
        months=24,
        steps=[*taken_over(-244), *reports(-30, -16, -4), leave(-6, -2, 3), allowed(-4)],
    ),
    Profile(  # leave asked for
        category="probation",
        begins=-130,
        months=12,
        steps=[*taken_over(-124), *reports(-27, -13), leave(-1, 4, 8, "affairs")],
    ),
    Profile(  # a leave that was kept
        category="probation",
        begins=-220,
        months=30,
        steps=[
            *taken_over(-214),
            *reports(-37),
            leave(-34, -30, -26, "study"),
            allowed(-32),
            ("leaves", "leave_return", {"on": -26}),
            *reports(-23, -9),
        ],
    ),
    Profile(  # secret: not yet eighteen
        category="probation",
        begins=-90,
        months=12,
        under_age=True,
        steps=[
            received(-88),
            reports_in(-84),
            *announced(-80, present="", guardian="监护人父亲"),
            planned(-76),
            classed(-70, "common"),
            *reports(-30, -16, -3),
        ],
    ),
    Profile(  # the summary is due
        category="probation",
        begins=-345,
        months=12,
        steps=[*taken_over(-340), *reports(-37, -23, -9), seen(-14)],
    ),
    Profile(  # the term is over: to be released
        category="probation",
        begins=-190,
        months=6,
        steps=[*taken_over(-185), *reports(-32, -18), act("summary", on=-25, text="遵守规定。")],
        more=DETAINED,
    ),
    Profile(  # released
        category="probation",
        begins=-200,
        months=6,
        steps=[
            *taken_over(-195),
            *reports(-45, -31),
            act("summary", on=-45, text="在矫期间遵守规定。"),
            act("appraisal", on=-20, text="表现良好。", organ="演示县社区矫正管理局"),
            act("release", on=-10, document_number="演矫解〔2026〕9号"),
        ],
        more=DETAINED,
    ),
    Profile(  # off supervision: searched for, the police asked
        category="probation",
        begins=-140,
        months=24,
        steps=[
            *taken_over(-134),
            *reports(-60, -46, -32),
            act(
                "search_person",
                on=-12,
                lost_since=-15,
                methods="电话联系、实地走访、询问家属",
                notes="家中无人，电话关机。",
            ),
            ("searches", "ask_police", {"on": -10, "asked_number": "演矫协〔2026〕2号"}),
        ],
    ),
    Profile(  # an admonition that the county decided: he reported in two days late
        category="probation",
        begins=-75,
        months=18,
        steps=[
            *taken_over(-63),
            act(
                "admonition",
                on=-60,
                ground="late_report",
                facts="逾期报到，已谈话了解原因。",
                evidence="报到登记、谈话记录",
            ),
            ("sanctions", "decide", SANCTIONED),
            ("sanctions", "tell", {"on": -54, "posted": "是"}),
            *reports(-28, -14, -1),
        ],
    ),
)
