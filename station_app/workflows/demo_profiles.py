"""Courses of supervision for practice: each category, and each state somebody can be in.

Days count from today.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from station_app.workflows.demo_steps import (
    Step,
    Typed,
    act,
    allowed,
    announced,
    classed,
    leave,
    planned,
    received,
    reports,
    reports_in,
    seen,
    taken_over,
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
