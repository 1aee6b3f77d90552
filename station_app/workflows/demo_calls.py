"""Calls for practice: of every channel, at addresses that are there, most of them disposed of."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Select, select

from station_app.access.desk import Desk
from station_app.access.purposes import Purpose
from station_app.calls import service
from station_app.calls.evidence import receive
from station_app.calls.records import CHANNEL_110, COUNTER, SETTLED
from station_app.places.records import Place

PURPOSE = Purpose("TASK", "演练")
TOLD = (  # category, what happened, what came of it, how the officers went about it
    ("200200", "楼上深夜装修，噪音扰民", "mediated", "到场劝说，双方约定二十二点后停工"),
    ("500300", "忘带钥匙，请求开锁", SETTLED, "核对身份后联系开锁单位"),
    ("200100", "两人因停车位发生推搡", "mediated", "到场劝开，双方当场和解"),
    ("500100", "老人外出未归", SETTLED, "在公园找到，已交给家人"),
    ("201000", "楼下电动自行车不见了", "admin_case", "已勘查现场、调取监控"),
    ("300100", "路口两车剐蹭，无人受伤", "transferred", "已告知等候交通警察"),
    ("500200", "公交站捡到钱包", SETTLED, "已通知失主领取"),
)
CALLS = 21
THEFT = "201000"
HANDED_IN = {"things": "监控录像光盘 1张 小区门口\n购车发票 1张", "from_said": "报案人"}


def take_calls(desk: Desk, chance: random.Random) -> None:
    """Three of the last ones wait for their disposal; the last came in by 110."""
    places = _places(desk)
    for n in range(CALLS):
        last = n >= CALLS - 3
        ago = timedelta(hours=CALLS - n) if last else timedelta(days=(CALLS - n) * 6)
        ago += timedelta(minutes=chance.randrange(50 if last else 1200))
        made = _enter(desk, n, chance.choice(places), ago)
        if TOLD[n % len(TOLD)][0] == THEFT:
            with desk.act("receive-evidence", purpose=PURPOSE) as act:
                receive(act, {"call_id": made}, HANDED_IN)
        if not last:
            _dispose(desk, n, made)


def _places(desk: Desk) -> list[UUID]:
    query = select(Place.id).where(Place.withdrawn_at.is_(None)).order_by(Place.row).limit(9)
    with desk.view("list:places") as view:
        return [id for (id,) in view.rows(cast(Select[Any], query))]


def _enter(desk: Desk, n: int, place: UUID, ago: timedelta) -> UUID:
    category, facts, _result, _course = TOLD[n % len(TOLD)]
    at = desk.now().replace(second=0, microsecond=0) - ago
    told: dict[str, Any] = {"reported_at": at, "category": category, "facts": facts}
    told |= {"taken_at": at + timedelta(minutes=1), "place_id": place}
    told |= {"channel": COUNTER if n % 4 == 1 else CHANNEL_110}
    told |= {"caller_phone": [{"number": f"1990000{5000 + n}"}]}
    with desk.act("enter-call", purpose=PURPOSE) as act:
        return service.enter(act, told).id


def _dispose(desk: Desk, n: int, id: UUID) -> None:
    _category, _facts, result, course = TOLD[n % len(TOLD)]
    told: dict[str, Any] = {"disposal": result, "course": course}
    told |= {"case_number": f"A3399012026{n:04}"} if result == "admin_case" else {}
    told |= {"transferred_to": "演示县公安局交通警察大队"} if result == "transferred" else {}
    with desk.act("dispose-call", purpose=PURPOSE) as act:
        service.dispose(act, id, told)
