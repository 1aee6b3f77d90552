"""Cases for practice: at different steps, each through the acts themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from station_app.access.action import Action, perform
from station_app.access.desk import Desk
from station_app.access.purposes import Purpose
from station_app.calls.records import ADMIN_CASE, Call
from station_app.cases import service
from station_app.cases.actions import ACTIONS
from station_app.workflows.demo_corrections import Lives
from station_app.workflows.desk.case_accept import ACTIONS as FROM_CALLS

PURPOSE = Purpose("TASK", "演练")
Typed = Mapping[str, str]
CASES: Sequence[tuple[int, Mapping[str, Any], Sequence[str], Sequence[tuple[str, Typed]]]] = (
    (  # so many days ago, what is entered, roles of its people, what was done since
        35,
        {
            "kind": "security",
            "title": "新丰街停车纠纷殴打案",
            "cause": "殴打他人",
            "second": "周警官",
        }
        | {"source": "110", "facts": "两人因停车位发生争执，一方用拳头击打对方面部。"},
        ("reporter", "victim", "suspect"),
        (
            ("file_case", {"on": "-35"}),
            ("tell", {"on": "-35"}),
            ("pause", {"on": "-30", "note": "伤情鉴定"}),
            ("end_pause", {"on": "-20", "note": "鉴定意见：轻微伤"}),
            ("submit", {"matter": "decision", "note": "拟处罚款，请审批"}),
        ),
    ),
    (
        2,
        {"kind": "criminal", "title": "石桥路仓库被盗案", "cause": "盗窃", "source": "report"}
        | {"facts": "仓库管理员报称夜间门锁被撬，价值待核。"},
        ("reporter",),
        (("examine_longer", {"examination": "doubtful", "note": "被盗数额需要查证"}),),
    ),
    (
        9,
        {"kind": "admin", "title": "清水社区未按规定登记案", "source": "found", "second": "周警官"}
        | {"facts": "巡查发现旅馆未登记住宿人员，核查后属登记延迟。"},
        (),
        (
            ("not_file", {"why": "未发现违法事实，已当场教育", "on": "-8"}),
            ("tell", {"on": "-8"}),
        ),
    ),
    (
        1,
        {"kind": "admin", "title": "石桥路擅自经营案", "source": "transfer"}
        | {"from_unit": "演示县市场监督管理局", "facts": "移送线索，待审查管辖。"},
        (),
        (("transfer_found", {"to": "演示县公安局治安大队", "note": "属大队管辖"}),),
    ),
)
THEFT = {"kind": "security", "title": "楼下电动自行车被盗案", "cause": "盗窃"}


def handle_cases(desk: Desk, lives: Sequence[Lives]) -> None:
    """Some of their own, and what became a case of the last alarm that did."""
    for days, typed, roles, steps in CASES:
        id = _enter(desk, days, typed)
        for nth, role in enumerate(roles, 1):
            _do(desk, ACTIONS, id, "involve", {"role": role, "person_id": str(lives[-nth][0])})
        for name, said in steps:
            _do(desk, ACTIONS, id, name, said)
    for call in _alarms(desk):
        _do(desk, FROM_CALLS, call, "accept_admin_case", THEFT)


def _enter(desk: Desk, days: int, typed: Mapping[str, Any]) -> UUID:
    at = desk.now().replace(second=0, microsecond=0) - timedelta(days=days, hours=1)
    with desk.act("enter-case", purpose=PURPOSE) as act:
        return service.enter(act, {**typed, "accepted_at": at}).id


def _do(desk: Desk, actions: Mapping[str, Action], id: UUID, name: str, typed: Typed) -> None:
    perform(desk, actions, name, id, typed, PURPOSE)


def _alarms(desk: Desk) -> Sequence[UUID]:
    """The last one that was disposed of as a case."""
    query = select(Call.id).where(Call.disposal == ADMIN_CASE, Call.withdrawn_at.is_(None))
    with desk.view("list:calls") as view:
        return view.all(query.order_by(Call.row.desc()).limit(1))
