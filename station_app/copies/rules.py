"""What the station owes to community correction (社区矫正法 30, 32, 47-50; 办 36, 38, 41)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from station_app.copies.records import ARREST, CHASE, DETAINED, DONE, ESCORT, OPEN, PENALTY, SEARCH
from station_app.core.errors import Problem
from station_app.core.register import Duty
from station_app.core.texts import _

BY_DOCUMENT = (ARREST, CHASE, ESCORT, PENALTY, DETAINED)  # never on somebody's word
NOT_PUNISHED = "none"


def check_copy(copy: Any, today: date) -> Iterator[Problem]:
    if copy.on > today:
        yield Problem("on", _("日期在今天之后"))
    if copy.dated and copy.dated > copy.on:
        yield Problem("dated", _("文书日期晚于收到日期"))


def check(task: Any, today: date) -> Iterator[Problem]:
    for name in ("on", "done_on", "told_on", "procuratorate_on"):
        if (on := getattr(task, name)) and on > today:
            yield Problem(name, _("日期在今天之后"))
    if task.kind in BY_DOCUMENT and not task.document_number:
        yield Problem("document_number", _("此项须凭法律文书办理，请填写文书号"))
    if task.kind != DETAINED and not task.asked_by:
        yield Problem("asked_by", _("请写明来函（通知）机关"))
    if task.until and task.until < task.on:
        yield Problem("until", _("反馈期限早于收到日期"))
    if (task.state == DONE) != (task.done_on is not None):
        yield Problem("done_on", _("办结须有日期"))
    if task.state == DONE and task.kind != DETAINED and not task.outcome:
        yield Problem("outcome", _("办结须写明结果"))


def check_result(result: Any, today: date) -> Iterator[Problem]:
    if result.on > today:
        yield Problem("on", _("日期在今天之后"))
    if result.result != NOT_PUNISHED and not result.decision_number:
        yield Problem("decision_number", _("作出处罚的，请填写处罚决定书文号"))
    if result.result == NOT_PUNISHED and not result.reason:
        yield Problem("reason", _("不予处罚的，须写明理由"))


def is_open(task: Any) -> bool:
    """Still to be done by the station; who is held there is only told of."""
    return bool(task.state == OPEN and task.kind not in (PENALTY, DETAINED))


def is_search(task: Any) -> bool:
    return bool(task.kind == SEARCH)


def awaits_result(task: Any) -> bool:
    return bool(task.state == OPEN and task.kind == PENALTY)


def awaits_telling(task: Any) -> bool:
    """Of a detention both are told; of all else who asked is."""
    if task.kind == DETAINED:
        return not (task.told_on and task.procuratorate_on)
    return bool(task.state == DONE and task.told_on is None)


def duties(task: Any) -> Iterator[Duty]:
    action = "penalty_result" if task.kind == PENALTY else "finish"
    if task.kind == DETAINED and awaits_telling(task):
        yield Duty("correction_task_detained", task.on, "tell")
    elif is_open(task) or awaits_result(task):
        rule, since = ("correction_task_due", task.until) if task.until else (OPEN_RULE, task.on)
        yield Duty(rule, since, action)
    elif awaits_telling(task):
        yield Duty("correction_task_told", task.done_on, "tell")


OPEN_RULE = "correction_task_open"
