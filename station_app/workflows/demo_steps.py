"""The steps a supervision for practice is made of.

Days count from today. A step is register, action, what is typed; a whole number typed is a day.
A step of another register than `corrections` is on what the step before it made.
"""

from __future__ import annotations

from typing import Any

Typed = dict[str, Any]
Step = tuple[str, str, Typed]

MEMBERS = (
    "李秀英 女 居委会 19900000011；王建国 男 司法所 19900000012；何明 男 社会工作者 熟悉未成年人"
)


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
