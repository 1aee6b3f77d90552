"""Local rules as this station was ordered to change them. What began before keeps the old one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from station_app.clocks.calendar import DAY
from station_app.clocks.load import wrong_sense
from station_app.clocks.rule import BadRules, Place, Rule, Unit
from station_app.core.texts import _

LONGEST = 1000  # of any unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What an order may change of a local rule, and whose order it was."""

    rule: str
    place: Place | None
    valid_from: date
    length: int
    unit: Unit
    roll: bool
    issuer: str
    number: str


def units(rule: Rule) -> tuple[Unit, ...]:
    """Hours stay hours: the others are counted from days."""
    return ("hour",) if rule.unit == "hour" else ("day", "workday", "month", "year")


def ordered(rule: Rule, version: Version) -> Rule:
    """The rule as the version says it. Raises BadRules where that makes no sense."""
    if not rule.local:
        raise BadRules(_("“{title}”是全国性规定，不能由本所改定", title=rule.title))
    if version.unit not in units(rule) or not 0 <= version.length <= LONGEST:
        raise BadRules(_("期限应为 0 至 {n}，单位不能由小时改为日或由日改为小时", n=LONGEST))
    if rule.valid_from and version.valid_from < rule.valid_from:
        raise BadRules(_("施行日期不能早于 {day}", day=rule.valid_from))
    changed = replace(
        rule,
        length=version.length,
        unit=version.unit,
        roll=version.roll,
        article="",
        source=f"{version.issuer}{version.number}",
        confirmed=True,
        valid_from=version.valid_from,
        valid_to=None,
    )
    if wrong := wrong_sense(changed):
        raise BadRules(wrong)
    return changed


def with_versions(rules: Iterable[Rule], versions: Sequence[Version]) -> tuple[Rule, ...]:
    """Each version ends the one before it on the eve of its first day.

    A version of a rule that no longer ships, or is national now, is left out.
    """
    found = list(rules)
    for version in sorted(versions, key=lambda one: one.valid_from):
        mine = [r for r in found if (r.id, r.place) == (version.rule, version.place)]
        if not mine or not all(rule.local for rule in mine):
            continue
        latest = max(mine, key=lambda one: one.valid_from or date.min)
        found = [one for rule in found if (one := _until(rule, mine, version.valid_from))]
        found.append(ordered(latest, version))
    return tuple(found)


def _until(rule: Rule, mine: Sequence[Rule], first: date) -> Rule | None:
    if rule not in mine:
        return rule
    if (rule.valid_from or date.min) >= first:
        return None
    return replace(rule, valid_to=min(rule.valid_to or date.max, first - DAY))
