"""A house of a round in words: what is known before the walk, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable

from station_app.core.show import show
from station_app.core.texts import Shown, Text, _
from station_app.hazards.records import Hazard
from station_app.hazards.register import HAZARDS
from station_app.inspections.records import GIVEN
from station_app.inspections.register import INSPECTIONS
from station_app.workflows.round_line import read_line
from station_app.workflows.round_walk import Door
from ui.kit.text import words


def items(hazards: Iterable[Hazard]) -> str:
    """R6 疏散通道, in the language of the window."""
    kind = HAZARDS["item"].kind
    told = {one.item: words(show(kind, one.item)) for one in hazards}
    return "  ".join(f"{item} {title}" for item, title in told.items())


def about(door: Door) -> Text:
    people = "　".join(f"{n} {one.name}" for n, one in enumerate(door.people, 1))
    due = items(door.due)
    still = items(door.standing)
    return _(
        "登记人员：{people}　　待复查：{due}　　未销号隐患：{still}",
        people=people or _("无"),
        due=due if door.due else _("无"),
        still=still if door.standing else _("无"),
    )


def result_of(door: Door) -> Shown:
    visit = door.visit
    if visit is None:
        return ""
    outcome = show(INSPECTIONS["outcome"].kind, visit.outcome)
    if visit.consent in (None, GIVEN):
        return outcome
    consent = show(INSPECTIONS["consent"].kind, visit.consent)
    return _("{consent}；{outcome}", consent=consent, outcome=outcome)


def said_briefly(said: str) -> Shown:
    line = read_line(said)
    consent = show(INSPECTIONS["consent"].kind, line.consent)
    if line.faults:
        return _("{consent}；问题 {n} 项", consent=consent, n=len(line.faults))
    return _("{consent}；未发现问题", consent=consent) if line.consent == GIVEN else consent
