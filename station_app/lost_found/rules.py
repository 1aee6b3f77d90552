"""What a found thing owes: its owner is told, or a notice (民法典 315); a year later (318)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from station_app.core.errors import Problem
from station_app.core.register import Duty
from station_app.core.texts import _
from station_app.lost_found.records import CLAIMED, FOUND, KEPT, LOST, SOUGHT

HERE = (KEPT, CLAIMED)  # the station answers for it


def check(thing: Any, today: date) -> Iterator[Problem]:
    if thing.on > today:
        yield Problem("on", _("日期在今天之后"))
    if not (thing.person_id or thing.person_said):
        yield Problem("person_said", _("请选是谁拾得（遗失），或者写明；不愿留名的写“不愿留名”"))
    if not (thing.place_id or thing.place_said):
        yield Problem("place_said", _("请写明地点"))
    if thing.kind == FOUND and not thing.kept_where:
        yield Problem("kept_where", _("拾得物品请填保管处"))
    if thing.kind == LOST and thing.kept_where:
        yield Problem("kept_where", _("遗失的物品不在本所，不填保管处"))


def is_kept(thing: Any) -> bool:
    return thing.state in HERE


def awaits_claim(thing: Any) -> bool:
    return bool(thing.state == KEPT)


def is_claimed(thing: Any) -> bool:
    return bool(thing.state == CLAIMED)


def is_sought(thing: Any) -> bool:
    """A report of what is still lost."""
    return bool(thing.state == SOUGHT)


def has_notice(thing: Any) -> bool:
    return awaits_claim(thing) and thing.notice_on is not None


def may_be_signed(thing: Any) -> bool:
    """Somebody has asked for it: his sheet is printed to be signed, or again afterwards."""
    return bool(thing.kind == FOUND and thing.claimant_id is not None)


def duties(thing: Any) -> Iterator[Duty]:
    if is_claimed(thing):
        yield Duty("lost_found_claim", thing.claimed_on, "give_back")
    elif not awaits_claim(thing):
        return
    elif thing.notice_on:
        yield Duty("lost_found_unclaimed", thing.notice_on, "surrender")
    else:
        action = "announce" if thing.told_on else "tell_owner"
        yield Duty("lost_found_notice", thing.told_on or thing.on, action)
