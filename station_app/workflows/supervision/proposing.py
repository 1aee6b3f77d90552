"""Proposing a step of the ladder, on a ground that the record carries or that is proved in writing.

社区矫正法 28, 46-49; 社区矫正法实施办法 34-36, 46-49.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from station_app.access.act import Act
from station_app.access.action import Action
from station_app.access.service import service
from station_app.core.decided import CITY, COUNTY, PROVINCE, REFUSED
from station_app.core.errors import Problem, Refused, Rejected
from station_app.core.kinds import Code, Day
from station_app.core.register import Field
from station_app.core.texts import Text, _
from station_app.corrections.records import Supervision
from station_app.corrections.rules import is_living
from station_app.discipline import ladder, rules
from station_app.discipline.records import (
    ADMONITION,
    ARREST,
    IMPRISON,
    PENALTY,
    REVOKE_PAROLE,
    REVOKE_PROBATION,
    WARNING,
    Sanction,
)
from station_app.discipline.register import SANCTIONS
from station_app.workflows.supervision import grounds
from station_app.workflows.supervision.held import settle_pending
from station_app.workflows.supervision.living import living

COURT_BODIES = {
    "basic": COUNTY,
    "intermediate": CITY,
    "high": PROVINCE,
}  # court → body of its level

ON = Field(name="on", label=_("提出日期"), kind=Day(), help=_("不填为今天"))
FIELDS = (
    Field(
        name="ground",
        label=_("情形（依据）"),
        kind=Code("sanction_ground"),
        required=True,
        help=_("只能选记录中已经反映的，或者写明证据的事由"),
    ),
    Field(name="facts", label=_("事实"), kind=SANCTIONS["facts"].kind, required=True),
    Field(
        name="evidence",
        label=_("证据和依据"),
        kind=SANCTIONS["evidence"].kind,
        help=_("记录本身不能反映的事由，须写明"),
    ),
    ON,
)


@service(right="propose-sanction", audit="admonition proposed")
def admonition(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """训诫 (实施办法 34)."""
    return propose(act, id, ADMONITION, values)


@service(right="propose-sanction", audit="warning proposed")
def warning(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """警告 (实施办法 35)."""
    return propose(act, id, WARNING, values)


@service(right="propose-sanction", audit="penalty proposed")
def penalty_proposal(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """提请治安管理处罚 (实施办法 36; 治安管理处罚法 72(4), 73(1))."""
    return propose(act, id, PENALTY, values)


@service(right="propose-sanction", audit="revocation of probation proposed")
def revoke_probation(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """提请撤销缓刑 (实施办法 46)."""
    return propose(act, id, REVOKE_PROBATION, values)


@service(right="propose-sanction", audit="revocation of parole proposed")
def revoke_parole(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """提请撤销假释 (实施办法 47)."""
    return propose(act, id, REVOKE_PAROLE, values)


@service(right="propose-sanction", audit="imprisonment proposed")
def imprison_proposal(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """提请收监执行 (实施办法 49)."""
    return propose(act, id, IMPRISON, values)


@service(right="propose-sanction", audit="arrest proposed")
def arrest_proposal(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """提请逮捕, beside a revocation that is being asked for (社区矫正法 47)."""
    return propose(act, id, ARREST, values)


def propose(act: Act, id: UUID, kind: str, values: Mapping[str, Any]) -> Sequence[UUID]:
    """Raises Refused where the category has no such step, Rejected where nothing carries it."""
    one, on = living(act, id), values.get("on") or act.stamp.today
    judged = _carried(act, one, kind, values, on)
    finding = judged.finding
    told = {
        "supervision_id": one.id,
        "kind": kind,
        "ground": judged.step.ground,
        "since": finding and finding.since,
        "days": (finding and finding.days) or None,
        "facts": values["facts"],
        "evidence": values.get("evidence"),
        "proposed_on": on,
        "proposing": body(act, one, kind),
        "entered_by": act.stamp.officer,
    }
    made = act.file(SANCTIONS, told)
    settle_pending(act, one)
    return [one.id, made.id]


def _carried(
    act: Act, one: Supervision, kind: str, values: Mapping[str, Any], on: Any
) -> ladder.Judged:
    steps = ladder.steps(kind, one.category)
    if not steps:
        raise Refused(ladder.not_for(kind, one.category))
    step = next((step for step in steps if step.ground == values["ground"]), None)
    if step is None:
        what, whom = ladder.kind_label(kind), ladder.category_label(one.category)
        raise _rejected("ground", _("{whom}{what}没有这一事由", what=what, whom=whom))
    judged = ladder.judge(step, grounds.found(act, one, on), on, act.stamp.terms)
    if judged.why:
        text = _("记录不能支持：{why}（{article}）", why=judged.why, article=step.article)
        raise _rejected("ground", text)
    if judged.to_prove and not (values.get("evidence") or "").strip():
        raise _rejected("evidence", _("记录本身没有反映这一事由，请写明证据和依据"))
    if done := answered(grounds.sanctions(act, one.id), judged):
        raise _rejected("ground", done)
    return judged


def answered(earlier: Sequence[Sanction], judged: ladder.Judged) -> Text | None:
    """The same fact is answered once by the same step; one revocation runs at a time."""
    step, since = judged.step, judged.finding and judged.finding.since
    for other in earlier:
        if other.kind != step.kind or other.decision == REFUSED:
            continue
        if step.kind in rules.ANSWER and rules.is_undecided(other):
            return _("已于 {day} 提出，尚未决定", day=other.proposed_on)
        if since and (other.ground, other.since) == (step.ground, since):
            return _("同一事实已提出过{what}", what=ladder.kind_label(step.kind))
    return None


def body(act: Act, one: Supervision, kind: str) -> str:
    """The level of the body that proposes: that of the original court where a court revokes.

    An arrest is asked for by who asks for the revocation. Raises Rejected where nobody knows.
    """
    if kind not in (*rules.REVOKES, ARREST):
        return COUNTY
    level = COURT_BODIES.get(one.deciding_level or "")
    if level is None:
        raise _rejected(
            "ground", _("不知道原审人民法院的层级，无法确定提请机构，请先修改“决定机关层级”")
        )
    return level


def known(kind: str, act: Act, one: Any) -> Mapping[str, Any]:
    """The ground that the record carries, and what it says; nothing where it carries none."""
    shown = grounds.found(act, one, act.stamp.today)
    for step in ladder.steps(kind, one.category):
        judged = ladder.judge(step, shown, act.stamp.today, act.stamp.terms)
        if judged.why is None and judged.finding is not None:
            return {"ground": step.ground, "facts": str(judged.finding.said)}
    return {}


def _rejected(field: str, why: Text) -> Rejected:
    return Rejected([Problem(field, why)], SANCTIONS.labels)


def _action(
    name: str, title: Text, kind: str, run: Callable[[Act, UUID, Mapping[str, Any]], Sequence[UUID]]
) -> Action:
    return Action(
        name=name,
        title=title,
        right="propose-sanction",
        fields=FIELDS,
        run=run,
        suits=lambda one: is_living(one) and bool(ladder.steps(kind, one.category)),
        known=partial(known, kind),
    )


ACTIONS = {
    action.name: action
    for action in (
        _action("admonition", _("训诫"), ADMONITION, admonition),
        _action("warning", _("警告"), WARNING, warning),
        _action("penalty_proposal", _("提请治安管理处罚"), PENALTY, penalty_proposal),
        _action("revoke_probation", _("提请撤销缓刑"), REVOKE_PROBATION, revoke_probation),
        _action("revoke_parole", _("提请撤销假释"), REVOKE_PAROLE, revoke_parole),
        _action("imprison_proposal", _("提请收监执行"), IMPRISON, imprison_proposal),
        _action("arrest_proposal", _("提请逮捕"), ARREST, arrest_proposal),
    )
}
