"""Papers, group, plan and injunction: when they are fit to be kept, and what they owe. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any

from station_app.core.errors import Problem
from station_app.core.register import Duty
from station_app.core.texts import Text, _
from station_app.corrections.intake_records import ADJUSTED
from station_app.corrections.records import MEDICAL
from station_app.identity import codes

WOMAN = "2"
WEEK = 7  # days; more often than that touches work and life (社区矫正法 34)
LATER = _("日期在今天之后")
BETWEEN = re.compile(r"[;；\n]+")
KNOWS_MINORS = "熟悉未成年人"
NEEDED = {  # category → what the deciding organ serves (社区矫正法 20)
    "control": ("judgment", "execution_notice"),
    "probation": ("judgment", "execution_notice"),
    "parole": ("ruling", "judgment", "execution_notice"),
    "medical": ("medical_decision", "judgment", "execution_notice"),
}


def check_happened(fact: Any, today: date) -> Iterator[Problem]:
    if fact.on > today:
        yield Problem("on", LATER)


def check_injunction(one: Any, today: date) -> Iterator[Problem]:
    """Its own length and place within the term is the gate's to judge: it knows the category."""
    if one.end < one.start:
        yield Problem("end", _("届满日期早于起始日期"))
    if one.ended_on and one.ended_on > today:
        yield Problem("ended_on", LATER)


def injunction_duties(one: Any) -> Iterator[Duty]:
    """It may end before the supervision does: told, and no longer asked about in reports."""
    if one.ended_on is None:
        yield Duty("injunction_end", one.end, "end")
        if (last := one.last_report_on or one.start) < one.end:
            yield Duty("injunction_report", last, "injunction_report")


def check_member(one: Any, today: date) -> Iterator[Problem]:
    for name in ("since", "letter_on", "until"):
        if (day := getattr(one, name)) and day > today:
            yield Problem(name, LATER)
    if one.until and one.until < one.since:
        yield Problem("until", _("退出日期早于加入日期"))


def check_plan(plan: Any, today: date) -> Iterator[Problem]:
    yield from check_happened(plan, today)
    if plan.report_days < WEEK and not plan.often_why:
        yield Problem(
            "often_why",
            _(
                "要求每周报告多于一次：措施应当避免对正常工作和生活造成不必要的影响"
                "（社区矫正法第三十四条），确有必要的请写明理由"
            ),
        )
    if plan.kind == ADJUSTED and not plan.adjusted_why:
        yield Problem("adjusted_why", _("调整方案请写明原因"))


def check_paper(paper: Any, today: date) -> Iterator[Problem]:
    for name in ("received_on", "asked_on", "receipt_on"):
        if (day := getattr(paper, name)) and day > today:
            yield Problem(name, LATER)
    if paper.received_on is None and paper.asked_on is None:
        yield Problem("received_on", _("文书或者已收到，或者已通知补齐，请填写日期"))


def paper_duties(paper: Any) -> Iterator[Duty]:
    """What is missing is supplied in five days; what came is answered in five (办法 16)."""
    if paper.received_on is None and paper.asked_on:
        yield Duty("paper_supply", paper.asked_on, "received")
    elif paper.received_on and paper.receipt_on is None:
        yield Duty("paper_receipt", paper.received_on, "receipt")


def expected_duties(one: Any) -> Iterator[Duty]:
    """Before he is taken over: he reports in, or is handed over where he serves outside prison."""
    since = one.effective_on or one.start
    rule = "correction_hand_over" if one.category == MEDICAL else "correction_report_in"
    yield Duty(rule, since, "initial_report_in")
    if one.papers_on is None:
        yield Duty("correction_papers", since, "papers_received")


def taken_over_duties(one: Any) -> Iterator[Duty]:
    """What follows the report-in; for none of it does the law set days."""
    if (since := one.reported_on) is None:
        return
    if one.grouped_on is None:
        yield Duty("correction_group", since, "form_group")
    if one.announced_on is None:
        yield Duty("correction_announcement", since, "intake_announcement")
    if one.planned_on is None:
        yield Duty("correction_plan", since, "plan")
    if one.grade is None:
        yield Duty("correction_class", since, "change_class")
    if one.exit_ban_on is None:
        yield Duty("correction_exit_ban", since, "file_exit_ban")


def missing(category: str, received: Collection[str]) -> list[str]:
    """Kinds of documents that a supervision of this category still lacks."""
    return [kind for kind in NEEDED.get(category, ()) if kind not in received]


# The group as it is typed


def read_members(typed: str) -> tuple[list[dict[str, Any]], list[Text]]:
    """`李秀英 女 居委会 19900000011；王强 男 司法所 熟悉未成年人`: the name first.

    Answers values of members, and what is wrong with what was typed.
    """
    found, wrong = list[dict[str, Any]](), list[Text]()
    for part in filter(None, map(str.strip, BETWEEN.split(typed))):
        member = _member(part.split())
        if isinstance(member, Text):
            wrong.append(member)
        else:
            found.append(member)
    return found, wrong


def _member(words: list[str]) -> dict[str, Any] | Text:
    one: dict[str, Any] = {"name": words[0], "knows_minors": None, "phone": ""}
    for word in words[1:]:
        if word == KNOWS_MINORS:
            one["knows_minors"] = True
        elif word.isdecimal() and len(word) > 4:
            one["phone"] = word
        elif "sex" not in one and (sex := codes.pick("sex", word)):
            one["sex"] = sex
        elif "role" not in one and (role := codes.pick("group_role", word)):
            one["role"] = role
        else:
            return _("“{word}”看不懂：请写作“姓名 性别 身份 电话”，人与人之间用分号", word=word)
    if "sex" not in one or "role" not in one:
        return _("“{name}”请写明性别和小组身份，如 李秀英 女 居委会", name=words[0])
    return one


def group_problem(members: Iterable[Any], *, woman: bool, minor: bool) -> Text | None:
    """Why these do not make the group of this person (社区矫正法 25, 52)."""
    there = list(members)
    if woman and not any(one["sex"] == WOMAN for one in there):
        return _("女性社区矫正对象的矫正小组应当有女性成员（社区矫正法第二十五条）")
    if minor and not any(one["knows_minors"] for one in there):
        return _(
            "未成年社区矫正对象的矫正小组应当吸收熟悉未成年人身心特点的人员"
            "（社区矫正法第五十二条），请在其后写“熟悉未成年人”"
        )
    return None


def is_missing(paper: Any) -> bool:
    return paper.received_on is None


def is_unanswered(paper: Any) -> bool:
    return paper.received_on is not None and paper.receipt_on is None


def is_in_group(member: Any) -> bool:
    return member.until is None


def is_running(injunction: Any) -> bool:
    return injunction.ended_on is None
