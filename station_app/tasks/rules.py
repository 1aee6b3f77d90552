"""What a task needs and owes, step by step."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from station_app.core.days import day_of
from station_app.core.errors import Problem
from station_app.core.register import Duty
from station_app.core.texts import _
from station_app.tasks.records import ANSWERED, CLOSED, ISSUED, SIGNED


def check(task: Any, today: date) -> Iterator[Problem]:
    if task.on > today:
        yield Problem("on", _("日期在今天之后"))
    if not (task.from_organ or task.from_person):
        yield Problem("from_organ", _("请写明交办单位或者交办人"))
    if not (task.to_officer or task.to_group):
        yield Problem("to_officer", _("请写明交给谁办：民警账号，或者哪个组"))
    if task.until and task.until < task.on:
        yield Problem("until", _("反馈期限早于交办日期"))


def check_step(step: Any, today: date) -> Iterator[Problem]:
    if day_of(step.at) > today:
        yield Problem("at", _("时间在今天之后"))


def is_issued(task: Any) -> bool:
    return bool(task.state == ISSUED)


def is_signed(task: Any) -> bool:
    return bool(task.state == SIGNED)


def is_answered(task: Any) -> bool:
    return bool(task.state == ANSWERED)


def is_open(task: Any) -> bool:
    return bool(task.state != CLOSED)


def is_whose(task: Any, officer: str) -> bool:
    """Whether it was given to him; what was given to a group is whoever's signs for it."""
    return officer in (task.to_officer, task.signed_by) or not (task.to_officer or task.signed_by)


def duties(task: Any) -> Iterator[Duty]:
    """To be signed for, answered in the time that was set, and checked by who gave it."""
    mine = task.to_officer or task.signed_by or ""
    if is_issued(task):
        yield Duty("task_sign", task.on, "sign", owner=mine)
    if task.state in (ISSUED, SIGNED):
        action = "sign" if is_issued(task) else "answer"
        rule, since = ("task_answer", task.until) if task.until else ("task_open", task.on)
        yield Duty(rule, since, action, owner=mine)
    if is_answered(task):
        yield Duty("task_check", day_of(task.answered_at), "close", owner=task.given_by or "")
