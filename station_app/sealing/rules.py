"""Where a request stands, and who may know that there is one. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from station_app.core.texts import Text, _

GONE = _("没有这条记录，或已作废")  # the very sentence for an id that never was
TIME_BOX = "sealed_access"  # a rule of resources/rules/retention.toml


class State(StrEnum):
    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"
    OVER = "over"


LABELS: Mapping[State, Text] = {
    State.WAITING: _("待审批"),
    State.APPROVED: _("已批准，可查阅"),
    State.REFUSED: _("未批准"),
    State.OVER: _("查阅时限已过"),
}

WHY_NOT: Mapping[State, Text] = {
    State.WAITING: _("这项申请还没有审批"),
    State.REFUSED: _("这项申请没有批准"),
    State.OVER: _("查阅时限已过；仍需查阅的，请重新申请"),
}


def state_of(request: Any, now: datetime) -> State:
    if request.approved is None:
        return State.WAITING
    if not request.approved:
        return State.REFUSED
    return State.APPROVED if now < request.until else State.OVER


def knows_of(request: Any, officer: str, decides: bool) -> bool:
    """Who asked, and those who decide; to everybody else there is no such request."""
    return decides or request.asked_by == officer
