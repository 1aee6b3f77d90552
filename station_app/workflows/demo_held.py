"""What is held, told to do and asked for, for practice: a few of each, at different steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from station_app.access.action import Action, perform
from station_app.access.desk import Desk
from station_app.access.purposes import Purpose
from station_app.cases import service as cases
from station_app.cases.records import Case
from station_app.cases.register import CASES
from station_app.core.register import read_draft
from station_app.footage import service as footage
from station_app.footage.register import FOOTAGE
from station_app.property import service as held
from station_app.property.actions import ACTIONS as OF_PROPERTY
from station_app.property.register import PROPERTY
from station_app.tasks import service as tasks
from station_app.tasks.register import TASKS

PURPOSE = Purpose("TASK", "演练")
Steps = Sequence[tuple[str, Mapping[str, str]]]
KEPT = ("keep", {"place": "财物室A1", "keeper": "财物管理员"})
SEIZED = {"kind": "seized", "owner_role": "suspect", "owner_said": "孙小满", "witness": "周全"}
APPROVED = {"approver": "所领导", "second": "周警官"}
THINGS: Sequence[tuple[dict[str, str], int, Steps]] = (  # what, days ago, what became of it
    (SEIZED | APPROVED | {"name": "电动自行车", "quantity": "1辆", "bag": "F01"}, 6, (KEPT,)),
    (
        SEIZED | APPROVED | {"name": "匕首", "quantity": "1把", "nature": "knife"},
        5,
        (KEPT, ("decide", {"decision": "confiscated", "decided_by": "station"})),
    ),
    (
        SEIZED | APPROVED | {"name": "手机", "quantity": "1部", "bag": "F02"},
        5,
        (KEPT, ("take_out", {"why": "exam", "receiver": "演示县价格认定中心"})),
    ),
    (
        SEIZED
        | {"name": "现金", "quantity": "320元", "nature": "illegal", "value": "320"}
        | {"on_spot": "是", "recorder": "JLY-017"},
        0,
        (),
    ),
    (
        {"kind": "registered", "name": "店内货柜", "quantity": "1个", "owner_role": "victim"}
        | {"owner_said": "石桥便利店", "lawful": "是"},
        4,
        (),
    ),
)
ORDERS: Sequence[tuple[dict[str, str], Steps]] = (
    (
        {"source": "superior", "from_organ": "演示县公安局治安大队", "paper": "演公治〔2026〕17号"}
        | {"title": "核查出租房屋底数", "on": "-3", "until": "+2"},
        (("sign", {}),),
    ),
    (
        {"source": "unit", "from_organ": "石桥社区居民委员会", "title": "协助通知三户换发居住证"}
        | {"on": "-9", "until": "-1", "to_group": "社区组"},
        (("sign", {}), ("answer", {"answer": "三户均已通知，两户已办理"})),
    ),
    (
        {"source": "station", "from_person": "陈所长", "title": "走访独居老人"} | {"on": "-4"},
        (),
    ),
)
THEFT = {
    "kind": "security",
    "title": "石桥路电动自行车被盗案",
    "cause": "盗窃",
    "source": "report",
    "facts": "停在楼下的电动自行车被盗，经查看监控找到行为人",
}
ASKED = {
    "asked_by": "演示县公安局交通警察大队",
    "asker": "吴警官",
    "ground": "查找肇事车辆",
    "site": "石桥路与新丰街路口",
}


def hold_and_follow(desk: Desk) -> None:
    """Things of one case, tasks, and a request for footage."""
    case = _case(desk)
    for typed, days, steps in THINGS:
        _take(desk, case, typed, days, steps)
    for typed, steps in ORDERS:
        _give(desk, typed, steps)
    _ask(desk)


def _case(desk: Desk) -> Case:
    at = desk.now().replace(second=0, microsecond=0) - timedelta(days=6, hours=2)
    told = _values(desk, CASES, THEFT | {"accepted_at": "现在"}) | {"accepted_at": at}
    with desk.act("enter-case", purpose=PURPOSE) as act:
        return cases.enter(act, told)


def _take(desk: Desk, case: Case, typed: dict[str, str], days: int, steps: Steps) -> None:
    now = desk.now().replace(second=0, microsecond=0)
    told = _values(desk, PROPERTY, typed | {"taken_at": "现在"})
    told |= {"case_id": case.id, "taken_at": now - timedelta(days=days, hours=1)}
    if bag := told.get("bag"):
        told["bag"] = f"{bag}-{case.number[-4:]}"  # no two bags have one number
    with desk.act("enter-property", purpose=PURPOSE) as act:
        id = held.enter(act, told).id
    _steps(desk, OF_PROPERTY, id, steps)


def _give(desk: Desk, typed: dict[str, str], steps: Steps) -> None:
    to = {} if "to_group" in typed else {"to_officer": desk.officer}
    with desk.act("give-task", purpose=PURPOSE) as act:
        id = tasks.give(act, _values(desk, TASKS, typed | to)).id
    _steps(desk, tasks.ACTIONS, id, steps)


def _ask(desk: Desk) -> None:
    now = desk.now().replace(second=0, microsecond=0)
    told = _values(desk, FOOTAGE, ASKED | dict.fromkeys(("asked_at", "since", "until"), "现在"))
    told |= {"asked_at": now - timedelta(hours=2)}
    told |= {"since": now - timedelta(hours=14), "until": now - timedelta(hours=13)}
    with desk.act("ask-footage", purpose=PURPOSE) as act:
        footage.ask(act, told)


def _steps(desk: Desk, actions: Mapping[str, Action], id: UUID, steps: Steps) -> None:
    for name, said in steps:
        perform(desk, actions, name, id, said, PURPOSE)


def _values(desk: Desk, register: Any, typed: Mapping[str, str]) -> dict[str, Any]:
    """As somebody types it. Raises AssertionError where this file is wrong."""
    values, problems = read_draft(register, typed, desk.now())
    assert not problems, problems  # noqa: S101  ours, not an officer's
    return values
