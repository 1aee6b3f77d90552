"""What may be written of a report, a contact or a longer interval. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from station_app.core.decided import check_decided
from station_app.core.errors import Problem
from station_app.core.register import Duty
from station_app.core.texts import _
from station_app.reports.records import ACTIVITY, CHANGE, HEALTH, INJUNCTION, PERIODIC, REEXAM

OF_HEALTH = (HEALTH, REEXAM)
WITH_NEXT = (PERIODIC, INJUNCTION)
CITY, PROVINCE = "city", "province"
TO_PROVINCE = 3  # months: “三个月以上”（含三个月）由省级批准，办24、58


def check_report(report: Any, today: date) -> Iterator[Problem]:
    if report.on > today:
        yield Problem("on", _("日期在今天之后"))
    if report.kind in OF_HEALTH and report.text:
        yield Problem("text", _("病情内容不在本系统登记，只记已报告和材料是否齐全"))
    if report.kind != REEXAM and report.designated is not None:
        yield Problem("designated", _("只有复查情况才填复查医院"))
    if (report.kind == CHANGE) != bool(report.change):
        yield Problem("change", _("报告变动的须写明变动事项，其他报告不填"))
    if report.kind == CHANGE and not report.text:
        yield Problem("text", _("请写明变动的情况"))
    if report.happened_on and report.happened_on > report.on:
        yield Problem("happened_on", _("变动日期晚于报告日期"))
    if report.next_on and report.next_on <= report.on:
        yield Problem("next_on", _("约定下次报告的日期应在本次报告之后"))
    if report.next_on and report.kind not in WITH_NEXT:
        yield Problem("next_on", _("这种报告的下次日期由期限规则决定"))


def check_contact(contact: Any, today: date) -> Iterator[Problem]:
    if contact.on > today:
        yield Problem("on", _("日期在今天之后"))
    if contact.second and contact.second == contact.worker:
        yield Problem("second", _("同行人员应是另一人"))
    if contact.kind == ACTIVITY and not contact.subject:
        yield Problem("subject", _("请写明公益活动的内容"))


def check_interval(interval: Any, today: date) -> Iterator[Problem]:
    if interval.kind not in OF_HEALTH:
        yield Problem("kind", _("只有病情报告和复查情况的期限可以延长"))
    yield from check_decided(interval, today)
    if interval.level and interval.level != level_for(interval.months):
        yield Problem(
            "level",
            _("延长三个月以上的由省级社区矫正机构批准，不满三个月的由上一级（市级）批准"),
        )
    if interval.told_on and interval.decided_on and interval.told_on < interval.decided_on:
        yield Problem("told_on", _("告知日期早于批准日期"))


def level_for(months: int) -> str:
    """Who approves an extension by so many months (社区矫正法实施办法 24(2))."""
    return PROVINCE if months >= TO_PROVINCE else CITY


def untold(interval: Any) -> bool:
    """Approved, and the procuratorate has not been told yet."""
    return bool(interval.decision == "approved" and interval.told_on is None)


def duties(interval: Any) -> Iterator[Duty]:
    if untold(interval) and interval.decided_on:
        yield Duty("interval_told", interval.decided_on, "tell_procuratorate")
