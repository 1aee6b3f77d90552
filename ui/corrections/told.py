"""How a supervised person's days are told in a list and above a page."""

from __future__ import annotations

from datetime import date

from station_app.core.show import show
from station_app.core.texts import Shown, Text, _
from station_app.corrections.register import CORRECTIONS
from station_app.workflows.agenda import Item
from station_app.workflows.supervision.day import Day
from station_app.workflows.supervision.people import Mine
from ui.kit.text import words
from ui.pages.due import left

WHY = _("社区矫正日常管理")
MOST = 3  # duties told above a report


def due(item: Item | None, today: date) -> Shown:
    return left(item, today) if item else ""


def ends(days: int | None) -> Text:
    """How long the term still goes on."""
    if days is None:
        return Text("")
    return _("已满 {n} 天", n=-days) if days < 0 else _("{n} 天", n=days)


def off(mine: Mine) -> Shown:
    """The last verified contact; while contact is lost, for how many days."""
    last = mine.one.last_contact_on
    if mine.days_off:
        return _("脱离监管 {n} 天", n=mine.days_off)
    return last.isoformat() if last else ""


def standing(found: Day, today: date) -> Text:
    """One line above a report: who, by what, until when, when last reached."""
    one = found.one
    return _(
        "{category}　{grade}　期限 {start} 至 {end}（{left}）　最近核实联系：{last}",
        category=show(CORRECTIONS["category"].kind, one.category),
        grade=show(CORRECTIONS["grade"].kind, one.grade) or _("未确定管理类别"),
        start=one.start,
        end=one.end,
        left=ends((one.end - today).days),
        last=one.last_contact_on or _("无"),
    )


def owes(found: Day, today: date) -> Shown:
    """What is owed, the nearest first."""
    if not found.owed:
        return _("没有待办")
    said = [
        _("{what} {day}（{left}）", what=item.title, day=item.due_on, left=left(item, today))
        for item in found.owed[:MOST]
    ]
    return _("待办：{what}", what="　".join(map(words, said)))
