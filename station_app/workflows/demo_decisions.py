"""Decisions for practice: a fine that waits to be paid, and one that waits to be decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from station_app.access.action import Action, perform
from station_app.access.desk import Desk
from station_app.access.purposes import Purpose
from station_app.cases import service
from station_app.cases.actions import ACTIONS
from station_app.cases.records import SECURITY, SUSPECT
from station_app.workflows.demo_corrections import Lives
from station_app.workflows.desk.closing_actions import CASES_ACTIONS, DECISIONS_ACTIONS

PURPOSE = Purpose("TASK", "演练")
BASIS = "《治安管理处罚法》第五十一条"
COUNTY = {"decided_by": "演示县公安局", "decision_number": "演公行罚决字〔2026〕11号"}
Typed = Mapping[str, str]
CASES: Sequence[tuple[int, str, Typed, Sequence[tuple[str, Typed]]]] = (
    (  # so many days ago, its title, what is proposed, what was done since
        12,
        "文化路夜市斗殴案",
        {"kind": "fine", "amount": "800", "basis": BASIS, "on": "-6"},
        (
            ("tell", {"on": "-6", "defence": "不陈述，不申辩"}),
            ("receive", COUNTY | {"remedies": "是"}),
            ("serve", {"served_how": "direct"}),
        ),
    ),
    (
        3,
        "清水社区棋牌室赌博案",
        {"kind": "detention", "days": "5", "basis": "《治安管理处罚法》第八十二条", "grave": "是"},
        (("tell", {"defence": "请求从轻处理"}),),
    ),
)


def decide_some(desk: Desk, lives: Sequence[Lives]) -> None:
    for nth, (days, title, proposal, steps) in enumerate(CASES):
        case = _filed(desk, days, title)
        man = str(lives[-4 - nth][0])
        _do(desk, ACTIONS, case, "involve", {"role": SUSPECT, "person_id": man})
        told = {"person_id": man, **proposal}
        one = _do(desk, CASES_ACTIONS, case, "propose_decision", told)
        for name, said in steps:
            _do(desk, DECISIONS_ACTIONS, one, name, said)


def _filed(desk: Desk, days: int, title: str) -> UUID:
    at = desk.now().replace(second=0, microsecond=0) - timedelta(days=days, hours=1)
    told = {"kind": SECURITY, "title": title, "accepted_at": at, "source": "found"}
    with desk.act("enter-case", purpose=PURPOSE) as act:
        id = service.enter(act, told | {"facts": "巡逻中发现，当场制止并带回调查。"}).id
    on = {"on": f"-{days}"}
    for name in ("file_case", "tell"):
        _do(desk, ACTIONS, id, name, on)
    return id


def _do(desk: Desk, actions: Mapping[str, Action], id: UUID, name: str, typed: Typed) -> UUID:
    return perform(desk, actions, name, id, typed, PURPOSE).ids[0]
