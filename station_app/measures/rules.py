"""The gate of measures: none without its document, authority, start and end; and what is owed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from station_app.clocks.calendar import add_months
from station_app.core.errors import Problem
from station_app.core.register import Duty
from station_app.core.texts import _
from station_app.measures import kinds
from station_app.measures.kinds import (
    BAIL,
    CORRECTIVE,
    DEPOSIT,
    GUARANTOR,
    KINDS,
    OTHER_EDUCATION,
    TOLD,
    VISITED,
    WORKPLACE,
    Kind,
)
from station_app.measures.records import RUNNING

LATER = _("日期在今天之后")
LEAST, LEAST_OF_MINORS = 1000, 500  # 元 (刑程 87)
WHO_DECIDES = _("这类措施不由这一机关决定，请核对决定文书")


def derive(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Kept from others: what protects somebody, and whatever is a minor's."""
    kind = KINDS.get(values.get("kind") or "")
    return {"secret": bool((kind and kind.secret) or values.get("minor"))}


def check(one: Any, today: date) -> Iterator[Problem]:
    kind = kinds.of(one)
    yield from _days(one, today)
    yield from _term(one, kind)
    if one.organ_kind not in kind.organs:
        yield Problem("organ_kind", WHO_DECIDES)
    for name in kind.needs:
        if getattr(one, name) in (None, ""):
            yield Problem(name, _("这类措施必须填写"))
    if one.person_id == one.protected_id:
        yield Problem("protected_id", _("与被执行人（相对人）是同一人，请核对"))
    yield from _security(one)
    yield from _education(one)


def _days(one: Any, today: date) -> Iterator[Problem]:
    for name in ("decided_on", "received_on"):
        if (day := getattr(one, name)) and day > today:
            yield Problem(name, LATER)
    if one.received_on and one.received_on < one.decided_on:
        yield Problem("received_on", _("收到日期早于决定日期"))
    if one.start < one.decided_on:
        yield Problem("start", _("期限起早于决定日期"))


def _term(one: Any, kind: Kind) -> Iterator[Problem]:
    if one.end <= one.start:
        yield Problem("end", _("期限止应当晚于期限起"))
    elif kind.longest and not within(one.term_from or one.start, one.end, kind.longest[0]):
        yield Problem("end", kind.longest[1])


def within(start: date, end: date, months: int) -> bool:
    """Whether a term is at most so many months: papers write its last day or the day after."""
    return end <= add_months(start, months)


def _security(one: Any) -> Iterator[Problem]:
    """Guarantor or deposit, never both (刑程 84, 87)."""
    if one.kind != BAIL:
        if one.security or one.guarantor or one.deposit:
            yield Problem("security", _("只有取保候审填写保证方式"))
        return
    if one.security == GUARANTOR and not one.guarantor:
        yield Problem("guarantor", _("请填写保证人"))
    if one.security == GUARANTOR and one.deposit:
        yield Problem(
            "deposit", _("不得同时责令提出保证人和交纳保证金（刑事案件程序规定第八十四条）")
        )
    if one.security == DEPOSIT:
        if one.guarantor:
            yield Problem(
                "guarantor",
                _("不得同时责令提出保证人和交纳保证金（刑事案件程序规定第八十四条）"),
            )
        least = LEAST_OF_MINORS if one.minor else LEAST
        if (one.deposit or 0) < least:
            text = _("保证金的起点数额为{n}元（刑事案件程序规定第八十七条）", n=least)
            yield Problem("deposit", text)


def _education(one: Any) -> Iterator[Problem]:
    """Nine kinds, of minors alone (预防未成年人犯罪法 41)."""
    if one.kind != CORRECTIVE:
        if one.education:
            yield Problem("education", _("只有矫治教育填写矫治教育措施"))
        return
    if not one.minor:
        yield Problem("minor", _("矫治教育只适用于未成年人（预防未成年人犯罪法第四十一条）"))
    if one.education == OTHER_EDUCATION and not one.orders:
        yield Problem("orders", _("其他措施请写明"))


# What stands


def is_running(one: Any) -> bool:
    return bool(one.state == RUNNING)


def untold(one: Any) -> list[str]:
    """Who is still to be told of it."""
    there = (w for w in kinds.of(one).told if w != WORKPLACE or one.workplace)
    return [whom for whom in there if getattr(one, TOLD[whom]) is None]


def awaits_telling(one: Any) -> bool:
    return is_running(one) and bool(untold(one))


def is_recorded(one: Any) -> bool:
    return is_running(one) and bool(kinds.of(one).record)


def is_visited(one: Any) -> bool:
    return is_running(one) and bool(kinds.of(one).visits)


def may_ask(one: Any) -> bool:
    return is_running(one) and bool(kinds.of(one).leaves) and one.leave_asked_on is None


def is_asked(one: Any) -> bool:
    return is_running(one) and one.leave_asked_on is not None and one.leave_approved_on is None


def is_out(one: Any) -> bool:
    return is_running(one) and one.leave_approved_on is not None


def may_move(one: Any) -> bool:
    return is_running(one) and kinds.of(one).moves


def may_be_extended(one: Any) -> bool:
    return is_running(one) and kinds.of(one).extended


def has_guarantor(one: Any) -> bool:
    return is_running(one) and one.security == GUARANTOR


def to_tell(one: Any) -> dict[str, str]:
    """What the deciding organ is still to be told → the rule by which."""
    kind = kinds.of(one)
    open_ = {
        "breach": kind.breach if one.breach_on else "",
        "guarantor": "guarantor_told" if one.guarantor_lost_on else "",
        "expiry": kind.expiry if one.expiry_told_on is None else "",
    }
    return {about: rule for about, rule in open_.items() if rule}


def tells_organ(one: Any) -> bool:
    return is_running(one) and bool(to_tell(one))


def needs_consent(one: Any) -> bool:
    """Of the court or procuratorate that decided, before a leave is approved (刑程 95, 120)."""
    return bool(one.organ_kind != kinds.POLICE)


def is_sealed_at_end(one: Any) -> bool:
    """未成年人的强制措施、矫治教育 (预防未成年人犯罪法 59)."""
    return bool(one.minor) and kinds.of(one).sealed


def end_problem(one: Any, values: Mapping[str, Any], on: date) -> Problem | None:
    """Why it cannot end so: by another way than the law knows, too early, or without its paper."""
    kind, how = kinds.of(one), values["end_kind"]
    if how not in kind.ends:
        return Problem("end_kind", _("这类措施不能这样结束：须有决定机关的文书"))
    if how == kinds.EXPIRED and on < one.end:
        return Problem("on", _("期限到 {day} 才届满", day=one.end))
    silent = how == kinds.DIED or (how == kinds.EXPIRED and not kind.notice)
    if not silent and not values.get("number"):
        return Problem("number", _("请填写文号"))
    return None


# What is owed


def duties(one: Any) -> Iterator[Duty]:
    """Owed by its handler."""
    return (replace(duty, owner=one.handler or "") for duty in _owed(one))


def _owed(one: Any) -> Iterator[Duty]:
    if not is_running(one):
        return
    kind = kinds.of(one)
    for whom in untold(one):
        yield Duty(kind.told[whom], one.received_on or one.start, "tell")
    if kind.record:
        yield Duty(kind.record, one.recorded_on or one.start, "record")
    for whom, rule in kind.visits.items():
        yield Duty(rule, getattr(one, VISITED[whom]) or one.start, "visit")
    yield from _of_leave(one)
    since = {"breach": one.breach_on, "guarantor": one.guarantor_lost_on, "expiry": one.end}
    for about, rule in to_tell(one).items():
        yield Duty(rule, since[about], "tell_organ")
    yield Duty(kind.end, one.end, "end")


def _of_leave(one: Any) -> Iterator[Duty]:
    if is_asked(one):
        yield Duty("measure_leave_decision", one.leave_asked_on, "approve_leave")
    elif is_out(one):
        yield Duty("measure_leave_back", one.leave_until, "return_leave")
