"""What may become of a paper, and in which order. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from station_app.core.texts import Text, _

PRINTED, SIGNED, SERVED, BACK = "printed", "signed", "served", "back"
STEPS = (SIGNED, SERVED, BACK)
WITNESSED = ("left", "refused")  # ways of serving that a witness confirms

STAGES: Mapping[str, Text] = {
    PRINTED: _("已打印"),
    SIGNED: _("已签字（盖章）"),
    SERVED: _("已送达"),
    BACK: _("已收回签字件"),
}


class Step(Protocol):
    @property
    def step(self) -> str: ...
    @property
    def at(self) -> datetime: ...


def stage(steps: Sequence[Step]) -> str:
    """How far a paper is: the furthest of its standing steps."""
    return max((one.step for one in steps), key=STEPS.index, default=PRINTED)


def barred(steps: Sequence[Step], step: str) -> Text | None:
    """Why this cannot be entered now, by what stands already."""
    done = [one.step for one in steps]
    if step in done:
        return _("已登记“{step}”；登记有误的先作废那一次", step=STAGES[step])
    if any(STEPS.index(one) > STEPS.index(step) for one in done):
        return _("其后的流转已经登记；登记有误的先作废后一次")
    if step != SIGNED and SIGNED not in done:
        return _("请先登记签字（盖章）")
    return None


def mistimed(
    printed_at: datetime, steps: Sequence[Step], at: datetime, now: datetime
) -> Text | None:
    """Why it cannot have been at that time. Times typed are of whole minutes."""
    if at > now:
        return _("时间在现在之后")
    if at < printed_at.replace(second=0, microsecond=0):
        return _("时间早于打印")
    if any(at < one.at.replace(second=0, microsecond=0) for one in steps):
        return _("时间早于前一次流转")
    return None


def served_incompletely(person: str, way: str | None, witness: str) -> Text | None:
    if not person.strip() or not way:
        return _("请写明谁收到、以什么方式送达")
    if way in WITNESSED and not witness.strip():
        return _("留置送达和拒收的，请写明见证人")
    return None
