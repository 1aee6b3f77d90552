"""Who is in the station for practice: some inside, near their limit and far, some gone again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Select, select

from station_app.access.action import read
from station_app.access.desk import Desk
from station_app.access.purposes import Purpose
from station_app.core.show import moment
from station_app.custody import service
from station_app.custody.actions import ACTIONS
from station_app.people.records import Person

PURPOSE = Purpose("TASK", "演练")
Done = tuple[str, int, Mapping[str, str]]  # action, minutes after the arrival, what is typed
MINUTE, GROWN = timedelta(minutes=1), date(1990, 1, 1)
CHECKED = ("body_check", 6, {"checker": "same_sex", "text": "无异常"})
TAKEN = ("items_taken", 9, {"text": "手机，1部，黑色\n钥匙，1串", "signed": "是"})
FAMILY = ("family", 20, {"whom": "其妻", "relation": "配偶"})
STAYS: tuple[tuple[int, Mapping[str, Any], tuple[Done, ...]], ...] = (
    (  # minutes since the arrival, what is entered, and what was done after so many minutes
        230,
        {"ground": "oral_summons", "cause": "殴打他人", "room": "办案区1号"},
        (CHECKED, TAKEN, FAMILY),
    ),
    (
        695,
        {"ground": "stop_and_question", "cause": "盗窃电动自行车", "circumstance": "loot"},
        (
            ("approve", 15, {"whom": "李所长", "level": "station_head"}),
            CHECKED,
            ("meal", 300, {"text": "盒饭一份"}),
        ),
    ),
    (70, {"ground": "victim", "cause": "被殴打", "room": "接待室"}, ()),
    (
        1700,
        {"ground": "summons", "cause": "寻衅滋事", "room": "办案区2号"},
        (
            CHECKED,
            TAKEN,
            FAMILY,
            ("items_returned", 300, {"signed": "是"}),
            ("leave", 310, {"left_how": "released"}),
        ),
    ),
)
UNKNOWN = 1  # of the stays, who does not say who he is


def bring_in(desk: Desk) -> None:
    people = _people(desk)
    for n, (ago, told, done) in enumerate(STAYS):
        arrived = desk.now().replace(second=0, microsecond=0) - ago * MINUTE
        who: dict[str, Any] = {"person_id": people[n % len(people)]} if people else {}
        if n == UNKNOWN or not people:
            who = {"described": "男，约三十岁，身高一米七，灰色外套，外地口音"}
        with desk.act("enter-custody", purpose=PURPOSE) as act:
            one = service.enter(act, {**told, **who, "arrived_at": arrived})
        if done:
            _attend(desk, one.id, arrived, done)


def _attend(desk: Desk, id: UUID, arrived: datetime, done: Sequence[Done]) -> None:
    with desk.act("attend-custody", purpose=PURPOSE) as act:
        for name, after, typed in done:
            at = moment(arrived + after * MINUTE)
            ACTIONS[name].run(act, id, read(desk, ACTIONS[name], {**typed, "at": at}))


def _people(desk: Desk) -> Sequence[UUID]:
    query = select(Person.id).where(Person.withdrawn_at.is_(None), Person.birth < GROWN)
    with desk.view("list:people") as view:
        return [
            id for (id,) in view.rows(cast(Select[Any], query.order_by(Person.row.desc()).limit(4)))
        ]
