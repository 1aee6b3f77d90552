"""Disputes for practice: a few at different steps, one of violence at home, one mediator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from station_app.access.action import perform
from station_app.access.desk import Desk
from station_app.access.purposes import Purpose
from station_app.core.register import read_draft
from station_app.disputes import service
from station_app.disputes.register import DISPUTES
from station_app.workflows.demo_corrections import Lives
from station_app.workflows.desk.dispute_actions import ACTIONS

PURPOSE = Purpose("TASK", "演练")
ADULT = 20 * 365  # days
COMMITTEE = {"committee": "石桥社区人民调解委员会", "kind": "full_time", "since": "-200"}
TERMS = {
    "responsibility": "一方装修未做防水，承担主要责任",
    "terms": "一方十日内重做防水，赔偿另一方墙面修复费用1200元；双方不再追究",
    "manner": "现金，一次付清",
    "perform_by": "+7",
}
SIGNED = {"signed": "是", "sealed": "是"}
Steps = Sequence[tuple[str, Mapping[str, str]]]
MEDIATED: Steps = (
    ("accept", {"on": "-12", "willing": "是"}),
    ("hold", {"on": "-10", "place": "社区调解室", "said": "双方同意修复并分担费用"}),
)
QUARRELS: Sequence[tuple[dict[str, str], Steps]] = (
    (
        {"kind": "neighbours", "level": "yellow", "facts": "楼上漏水，双方多次争吵", "on": "-20"},
        (
            ("revisit", {"on": "-14", "visitor": "together", "said": "双方愿意坐下来谈"}),
            *MEDIATED,
            ("agree", {"on": "-9", **TERMS}),
            ("take_effect", {"on": "-8", **SIGNED}),
        ),
    ),
    (
        {"kind": "debt", "level": "orange", "facts": "借款到期未还，上门催讨发生推搡", "on": "-16"},
        (("tell_risk", {"on": "-13", "said": "扬言带人上门"}), *MEDIATED),
    ),
    (
        {"kind": "labour", "level": "blue", "facts": "装修工资结算有争议", "on": "-6"},
        (("hand_over", {"on": "-2", "channel": "administrative", "number": "演劳调〔2026〕6号"}),),
    ),
    (
        {"kind": "family", "level": "red", "facts": "酒后推搡、辱骂家人", "on": "-5"}
        | {"domestic": "是"},
        (("revisit", {"on": "-3", "visitor": "together", "said": "未再发生，告知可以申请保护令"}),),
    ),
)  # fmt: skip


def quarrel(desk: Desk, lives: Sequence[Lives]) -> int:
    """Answers how many there are, as many as there are grown people for."""
    grown = [one for one in lives if (desk.today - one[3]) > timedelta(days=ADULT)]
    if not grown:
        return 0
    (mediator, *_rest), *others = reversed(grown)
    pairs = list(zip(others[::2], others[1::2], strict=False))[: len(QUARRELS)]
    for (told, steps), (one, other) in zip(QUARRELS, pairs, strict=False):
        id = _enter(desk, told, one, other)
        if told is QUARRELS[0][0]:
            perform(
                desk, ACTIONS, "mediators", id, {"person_id": str(mediator), **COMMITTEE}, PURPOSE
            )
        for name, typed in steps:
            more = {"mediator_id": str(mediator)} if name == "accept" else {}
            perform(desk, ACTIONS, name, id, {**typed, **more}, PURPOSE)
    return len(pairs)


def _enter(desk: Desk, told: Mapping[str, str], one: Lives, other: Lives) -> UUID:
    both = {"one_id": str(one[0]), "other_id": str(other[0]), "place_id": str(one[1])}
    values, problems = read_draft(DISPUTES, {"source": "found", **told, **both}, desk.now())
    assert not problems  # noqa: S101  all of it stands above
    with desk.act("enter-dispute", purpose=PURPOSE) as act:
        return service.enter(act, values).id
