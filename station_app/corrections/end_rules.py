"""What is owed as a supervision ends: summary, appraisal, hand-over (实施办法 53). Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from station_app.core.register import Duty

EXPIRED, PARDONED = "expired", "pardoned"
REVOKED, IMPRISONED, DIED = "revoked", "imprisoned", "died"
RELEASES = (EXPIRED, PARDONED)
TERMINATIONS = (REVOKED, IMPRISONED, DIED)


def was_released(one: Any) -> bool:
    return one.end_kind in RELEASES


def duties(one: Any) -> Iterator[Duty]:
    """While he is supervised; the hand-over also after his release. Ending itself is a task."""
    if was_released(one):
        yield from _hand_over(one)
    elif one.end_kind is None:
        yield Duty("correction_release", one.end, "release")
        if one.summary_on is None:
            yield Duty("correction_summary", one.end, "summary")
        if one.appraised_on is None:
            yield Duty("correction_appraisal", one.end, "appraisal")
        yield from _hand_over(one)


def _hand_over(one: Any) -> Iterator[Duty]:
    if one.after_care_on is None:
        yield Duty("after_care_handover", one.ended_on or one.end, "after_care")
