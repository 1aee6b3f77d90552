"""The ladder (训诫 … 提请收监执行) as data: on which ground each step stands, what must be found.

社区矫正法 47; 社区矫正法实施办法 34-36, 46-49; 治安管理处罚法 72(4), 73(1).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from station_app.clocks.due import length
from station_app.clocks.terms import Terms
from station_app.core.texts import Text, _
from station_app.discipline.records import (
    ADMONITION,
    ARREST,
    IMPRISON,
    PENALTY,
    REVOKE_PAROLE,
    REVOKE_PROBATION,
    WARNING,
)
from station_app.identity import codes

LIGHT, GRAVE = "off_supervision_light", "off_supervision_grave"  # rules: ten days, a month
CONTROL, PROBATION, PAROLE, MEDICAL = "control", "probation", "parole", "medical"
EVERY = frozenset({CONTROL, PROBATION, PAROLE, MEDICAL})
LATE, OFF, BREACH, NO_REEXAM = "late_report", "off_supervision", "breach", "no_reexam"
TWO_ADMONITIONS, TWO_WARNINGS, PENALISED = "two_admonitions", "two_warnings", "penalised"
OTHER = "other"

# What is found beside the grounds of the law themselves.
WARNED, INJUNCTION, REVOCATION = "warned", "under_injunction", "revocation_open"
MISSING = {
    WARNED: _("没有作出过警告"),
    INJUNCTION: _("没有正在执行的禁止令"),
    REVOCATION: _("没有正在提请的撤销缓刑、撤销假释"),
    TWO_ADMONITIONS: _("没有作出过两次训诫"),
    TWO_WARNINGS: _("没有作出过两次警告"),
    PENALISED: _("没有因违反监督管理规定受到的治安管理处罚"),
    LATE: _("没有不按规定时间报到的记录"),
    OFF: _("没有脱离监管的记录"),
    NO_REEXAM: _("没有逾期未提交病情复查情况的记录"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What the record itself shows on a day: `code` is a ground or one of the three above.

    Counted from `since` (itself left out) to `until` (None: to this day), `days` in all; `said`
    tells it, `register` and `id` name the record that shows it.
    """

    code: str
    since: date
    until: date | None
    days: int
    said: Text
    register: str
    id: UUID


@dataclass(frozen=True, slots=True)
class Step:
    """One ground on which one step stands, for which categories, by which article.

    All of `needs` and one of `either` must be found; with neither it is written with its
    evidence. `over` and `upto` are rules: longer than the one, no longer than the other.
    """

    kind: str
    ground: str
    article: Text
    to: frozenset[str] = EVERY
    needs: tuple[str, ...] = ()
    either: tuple[str, ...] = ()
    over: str = ""
    upto: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """`why` it may not be proposed, or None; `finding` carries it, where the record does."""

    step: Step
    finding: Finding | None
    why: Text | None

    @property
    def to_prove(self) -> bool:
        """Whether the evidence has to be written down: the record does not show it by itself."""
        return self.finding is None


A34 = _("《社区矫正法实施办法》第三十四条")
A35 = _("《社区矫正法实施办法》第三十五条")
A46 = _("《社区矫正法实施办法》第四十六条")
A47 = _("《社区矫正法实施办法》第四十七条")
A49 = _("《社区矫正法实施办法》第四十九条")
L47 = _("《社区矫正法》第四十七条")
P72 = _("《治安管理处罚法》第七十二条第四项")
P73 = _("《治安管理处罚法》第七十三条第一项")
TO_72 = frozenset({CONTROL, PROBATION, MEDICAL})  # never parole
TO_73 = frozenset({CONTROL, PROBATION})  # who may be under an injunction (刑法 38, 72)
ON_PROBATION, ON_PAROLE, OUTSIDE = frozenset({PROBATION}), frozenset({PAROLE}), frozenset({MEDICAL})
REVOCABLE = ON_PROBATION | ON_PAROLE

LADDER: tuple[Step, ...] = (
    Step(ADMONITION, LATE, A34, needs=(LATE,), upto=LIGHT),
    Step(ADMONITION, OFF, A34, needs=(OFF,), upto=LIGHT),
    Step(ADMONITION, BREACH, A34),
    Step(ADMONITION, "education", A34),
    Step(ADMONITION, OTHER, A34),
    Step(WARNING, "injunction", A35, TO_73, needs=(INJUNCTION,)),
    Step(WARNING, LATE, A35, needs=(LATE,), over=LIGHT),
    Step(WARNING, OFF, A35, needs=(OFF,), over=LIGHT),
    Step(WARNING, BREACH, A35),
    Step(WARNING, NO_REEXAM, A35, OUTSIDE, needs=(NO_REEXAM,)),
    Step(WARNING, TWO_ADMONITIONS, A35, needs=(TWO_ADMONITIONS,)),
    Step(WARNING, OTHER, A35),
    Step(PENALTY, "injunction", P73, TO_73, needs=(INJUNCTION,)),
    Step(PENALTY, OFF, P72, TO_72, needs=(OFF,)),
    Step(PENALTY, BREACH, P72, TO_72),
    Step(REVOKE_PROBATION, "injunction", A46, ON_PROBATION, needs=(INJUNCTION,)),
    Step(REVOKE_PROBATION, LATE, A46, ON_PROBATION, needs=(LATE,), over=GRAVE),
    Step(REVOKE_PROBATION, OFF, A46, ON_PROBATION, needs=(OFF,), over=GRAVE),
    Step(REVOKE_PROBATION, PENALISED, A46, ON_PROBATION, needs=(PENALISED,)),
    Step(REVOKE_PROBATION, TWO_WARNINGS, A46, ON_PROBATION, needs=(TWO_WARNINGS,)),
    Step(REVOKE_PROBATION, OTHER, A46, ON_PROBATION),
    Step(REVOKE_PAROLE, LATE, A47, ON_PAROLE, needs=(LATE,), over=GRAVE),
    Step(REVOKE_PAROLE, OFF, A47, ON_PAROLE, needs=(OFF,), over=GRAVE),
    Step(REVOKE_PAROLE, TWO_WARNINGS, A47, ON_PAROLE, needs=(TWO_WARNINGS,)),
    Step(REVOKE_PAROLE, OTHER, A47, ON_PAROLE),
    Step(IMPRISON, "unfit", A49, OUTSIDE),
    Step(IMPRISON, "left", A49, OUTSIDE, either=(WARNED, OFF)),
    Step(IMPRISON, PENALISED, A49, OUTSIDE, needs=(PENALISED,)),
    Step(IMPRISON, TWO_WARNINGS, A49, OUTSIDE, needs=(TWO_WARNINGS,)),
    Step(IMPRISON, NO_REEXAM, A49, OUTSIDE, needs=(NO_REEXAM, WARNED)),
    Step(IMPRISON, "ground_gone", A49, OUTSIDE),
    Step(IMPRISON, "no_guarantor", A49, OUTSIDE),
    Step(IMPRISON, OTHER, A49, OUTSIDE),
    Step(ARREST, "escape", L47, REVOCABLE, needs=(REVOCATION,)),
    Step(ARREST, "new_crime", L47, REVOCABLE, needs=(REVOCATION,)),
    Step(ARREST, "danger", L47, REVOCABLE, needs=(REVOCATION,)),
    Step(ARREST, "revenge", L47, REVOCABLE, needs=(REVOCATION,)),
)
KINDS = tuple(dict.fromkeys(step.kind for step in LADDER))


def steps(kind: str, category: str) -> tuple[Step, ...]:
    return tuple(step for step in LADDER if step.kind == kind and category in step.to)


def judge(step: Step, found: Sequence[Finding], on: date, terms: Terms) -> Judged:
    """Whether what was found on that day carries this step; if not, why not."""
    codes_found = {one.code for one in found}
    if lacking := [code for code in step.needs if code not in codes_found]:
        return Judged(step, None, MISSING[lacking[0]])
    if step.either and not codes_found & set(step.either):
        return Judged(step, None, MISSING[step.either[0]])
    own = [one for one in found if one.code == step.ground]
    if not own:
        return Judged(step, None, None)
    why_not = [(one, _length(step, one, on, terms)) for one in own]
    fit = [one for one, why in why_not if why is None]
    if fit:
        return Judged(step, max(fit, key=lambda one: one.since), None)
    return Judged(step, *max(why_not, key=lambda pair: pair[0].days))


def _length(step: Step, found: Finding, on: date, terms: Terms) -> Text | None:
    """Too short for this step, or too long to be a light case of it."""
    last = found.until or on
    if step.over and last <= terms.due(step.over, found.since).due_on:
        limit = length(terms.rule(step.over, found.since))
        return _("{days} 天，未超过{limit}", days=found.days, limit=limit)
    if step.upto and last > terms.due(step.upto, found.since).due_on:
        limit = length(terms.rule(step.upto, found.since))
        return _("{days} 天，已超过{limit}，不属情节轻微", days=found.days, limit=limit)
    return None


def not_for(kind: str, category: str) -> Text:
    """Why no step of this kind stands for this category at all."""
    articles = dict.fromkeys(step.article for step in LADDER if step.kind == kind)
    return _(
        "{category}的社区矫正对象不适用（{articles}）",
        category=category_label(category),
        articles="、".join(map(str, articles)),
    )


def ground_label(code: str) -> Text:
    return Text(codes.label("sanction_ground", code))


def kind_label(kind: str) -> Text:
    return Text(codes.label("sanction_kind", kind))


def category_label(category: str) -> Text:
    return Text(codes.label("correction_category", category))
