"""What is owed as a line of a sheet, and the page on which it is done."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import partial

from station_app.access.justice_home import JUSTICE_HOME
from station_app.access.township_home import TOWNSHIP_HOME
from station_app.clocks.due import lasting
from station_app.core.days import day_of
from station_app.core.register import Register
from station_app.core.texts import Text, _
from station_app.registers import ACTIONS
from station_app.tasks.register import TASKS
from station_app.workflows.agenda import Item
from ui.kit.theme import Tone
from ui.pages.own_purpose import bring_purpose, bring_task
from ui.pages.sheet import Row
from ui.pages.work import Work

COLUMNS = (_("期限"), _("还剩"), _("对象"), _("事项"), _("办理"), _("登记簿"), _("承办"))
DECIDED = ("approve", "refuse")
OWN_PAGES: Mapping[tuple[str, str], str] = {  # register, action → the page where it has its own
    ("housing", "inspect"): "inspect",
    ("cases", "question"): "statement",
    ("cases", "close_case"): "case_closing",
    ("statements", "write"): "statement",
    ("corrections", "leave"): "leave",
    **{(name, act): "office_decision" for name in ("leaves", "permits") for act in DECIDED},
    ("corrections", "periodic_report"): "report",
    ("corrections", "health_report"): "report",
    ("corrections", "reexam"): "report",
}
BROUGHT = {  # register → the purpose of what it owes
    "housing": "CHECK",
    "hazards": "CHECK",
    "calls": "CASE",
    **dict.fromkeys(("cases", "case_decisions"), "CASE"),
    "custody": "CASE",
    **dict.fromkeys(("statements", "mediations"), "CASE"),
    **dict.fromkeys((right.partition(":")[2] for right in JUSTICE_HOME), "CORRECTION"),
    **dict.fromkeys((right.partition(":")[2] for right in TOWNSHIP_HOME), "VISIT"),
    **dict.fromkeys(("relocations", "positionings"), "CORRECTION"),
    "correction_tasks": "CASE",
    "measures": "CASE",
    "property": "CASE",
    "disputes": "CASE",
    **dict.fromkeys(("certificates", "record_queries"), "COUNTER"),
    "missing": "CASE",
    **dict.fromkeys(("cards", "lost_found"), "COUNTER"),
    "matters": "VISIT",
    "letters": "COUNTER",
}


def line(registers: Mapping[str, Register], item: Item, now: datetime) -> Row:
    action = ACTIONS.get(item.register, {}).get(item.action)
    return Row(
        (
            item.due_on.isoformat(),
            left(item, day_of(now), now),
            item.subject,
            item.title,
            action.title if action else _("查看"),
            registers[item.register].title,
            item.owner,
        ),
        item,
        lambda: item.due.explanation,
        Tone.RED if item.due.is_over(now) else Tone.PLAIN,
        toned=2,
    )


def left(item: Item, today: date, now: datetime | None = None) -> Text:
    """In days; to the minute where `now` is told and the term counts hours."""
    if now is not None and (minutes := item.due.minutes_left(now)) is not None:
        return _("超时 {span}", span=lasting(-minutes)) if minutes < 0 else lasting(minutes)
    days = item.overdue_days(today)
    if days > 0:
        return _("超期 {n} 天", n=days)
    return _("{n} 天", n=-days) if days else _("今天")


def take(work: Work, item: Item) -> None:
    """The act that does it, filled in; without one, or without the right, the record itself."""
    action = ACTIONS.get(item.register, {}).get(item.action)
    if action is None or not work.may(action.right):
        work.go("record", item.register, item.id)
        return
    if code := BROUGHT.get(item.register):
        bring_purpose(work, code, item.title)
    page = OWN_PAGES.get((item.register, item.action), "action")
    go = partial(work.go, page, item.register, item.id, action=item.action)
    if item.register == TASKS.name and work.purpose is None:
        bring_task(work, item.id, go, work)
    else:
        go()
