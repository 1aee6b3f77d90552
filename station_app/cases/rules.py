"""What a case needs and owes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from station_app.cases.records import CLOSED, NOT_FILED, STOPPED, TRANSFERRED
from station_app.core.days import day_of
from station_app.core.errors import Problem
from station_app.core.texts import _

OVER = (CLOSED, NOT_FILED, STOPPED, TRANSFERRED)


def derive(values: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"accepted_on": day_of(values["accepted_at"])} if values.get("accepted_at") else {}


def check(case: Any, today: date) -> Iterator[Problem]:
    if day_of(case.accepted_at) > today:
        yield Problem("accepted_at", _("时间在今天之后"))
    if case.occurred_at and case.occurred_at > case.accepted_at:
        yield Problem("occurred_at", _("发案时间晚于受理时间"))
    if case.second and case.second == case.handler:
        yield Problem("second", _("两名办案民警须是两个人"))


def is_open(case: Any) -> bool:
    return case.state not in OVER
