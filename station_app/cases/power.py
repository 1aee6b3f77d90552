"""Who may decide what, on whom, and after what: powers, ages, hearings, reviews as data. Pure.

治安管理处罚法 2025: 12, 16, 20, 23, 109, 113, 114, 117, 119.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from station_app.cases.decision_records import (
    CLOSURE,
    COUNTY,
    DETENTION,
    DETENTION_FINE,
    FINE,
    NO_PENALTY,
    REVOCATION,
    SPOT,
    STATION,
    WARNING,
)
from station_app.core.texts import Text, _

DETAINS = (DETENTION, DETENTION_FINE)
FINES = (FINE, DETENTION_FINE)
HEARING_FINE = 4000  # yuan, 治 117
DETAINED_MOST, TOGETHER_MOST = 15, 20  # days: of one act, of several together (治 10, 16)
FAST_DAYS = 10  # days of detention from which there is no fast track (程 41)
RESPONSIBLE, OLDER, ADULT, AGED = 14, 16, 18, 70

A12 = _("《治安管理处罚法》第十二条")
A16 = _("《治安管理处罚法》第十六条")
A23 = _("《治安管理处罚法》第二十三条")
A109 = _("《治安管理处罚法》第一百零九条")
A117 = _("《治安管理处罚法》第一百一十七条")
A119 = _("《治安管理处罚法》第一百一十九条")


@dataclass(frozen=True, slots=True)
class Power:
    """What one level may decide: these kinds, fines up to `amount` yuan (None: any)."""

    kinds: frozenset[str]
    amount: int | None
    article: Text


POWERS = {
    SPOT: Power(frozenset({WARNING, FINE}), 500, A119),
    STATION: Power(frozenset({WARNING, FINE, NO_PENALTY}), 1000, A109),
    COUNTY: Power(
        frozenset({WARNING, FINE, *DETAINS, REVOCATION, CLOSURE, NO_PENALTY}), None, A109
    ),
}
BEYOND = {
    SPOT: _("当场只能决定警告或者五百元以下罚款"),
    STATION: _("派出所只能决定警告和一千元以下罚款，其余须报县级以上公安机关决定"),
    COUNTY: _("没有这种处罚"),
}


def beyond(level: str, kind: str, amount: int | None) -> Text | None:
    """Why that level may not decide this, with the article; None: it may."""
    power = POWERS[level]
    if kind in power.kinds and not (power.amount and (amount or 0) > power.amount):
        return None
    return _("{what}（{article}）", what=BEYOND[level], article=power.article)


def needs_hearing(one: Any) -> bool:
    """治 117: 吊销, 停业整顿, a fine of 4000 yuan and more, a minor who may really be detained."""
    return (
        one.kind in (REVOCATION, CLOSURE)
        or (one.kind in FINES and (one.amount or 0) >= HEARING_FINE)
        or (one.kind in DETAINS and is_minor(one) and one.not_detained is None)
    )


def needs_review(one: Any) -> bool:
    """治 114: no decision without it in the three kinds; a hearing held is one of them."""
    return one.review_ground is not None or one.heard_on is not None


def is_minor(one: Any) -> bool:
    return one.age is not None and one.age < ADULT


def not_for_age(kind: str, age: int | None) -> Text | None:
    """治 12: under fourteen nobody is punished, his guardian is told to discipline him."""
    if age is None or age >= RESPONSIBLE or kind == NO_PENALTY:
        return None
    return _("行为时不满十四周岁，不予处罚，责令监护人严加管教（{article}）", article=A12)


def cautions(one: Any) -> Iterator[Text]:
    """What an officer is told of a proposed decision, each with its article; none forbids it."""
    if why := beyond(STATION, one.kind, one.amount):
        yield why
    if one.kind in DETAINS:
        yield from _detention(one)
    elif one.kind != NO_PENALTY and is_minor(one):
        yield _("已满十四周岁不满十八周岁，应当从轻或者减轻（{article}）", article=A12)
    if needs_hearing(one):
        yield _("决定前须告知有权要求听证（{article}）", article=A117)


def _detention(one: Any) -> Iterator[Text]:
    if (one.days or 0) > DETAINED_MOST:
        yield _("十五日以上只用于数个行为合并执行，最长二十日（{article}）", article=A16)
    if one.age is None:
        yield _("出生日期未登记，请核对年龄（{article}）", article=A23)
    elif RESPONSIBLE <= one.age < OLDER:
        yield _("不满十六周岁，不执行行政拘留；法定例外须核对（{article}）", article=A23)
    elif one.age < ADULT:
        yield _("不满十八周岁，初次违反的不执行行政拘留（{article}）", article=A23)
    elif one.age >= AGED:
        yield _("七十周岁以上，不执行行政拘留；法定例外须核对（{article}）", article=A23)
