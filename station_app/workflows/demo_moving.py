"""For practice: people who move away and here, and what the station is asked to do about some."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import Act
from station_app.access.action import Action, read_fields
from station_app.access.desk import Desk
from station_app.access.purposes import Purpose
from station_app.access.service import service
from station_app.copies.register import COPIES, TASKS
from station_app.copies.service import ACTIONS as OF_TASKS
from station_app.core.kinds import Day
from station_app.corrections.records import CONTROL, PROBATION, UNDER, Supervision
from station_app.relocations.register import RELOCATIONS
from station_app.workflows.supervision import relocation_in
from station_app.workflows.supervision.relocation_actions import ACTIONS as OF_MOVES
from station_app.workflows.supervision.relocation_actions import CHANGE_OF_PLACE

OFFICER, WORKER = "officer", "corrections"
PURPOSE = Purpose("TASK", "演练")
ACTIONS: Mapping[str, Mapping[str, Action]] = {
    "corrections": {CHANGE_OF_PLACE.name: CHANGE_OF_PLACE},
    RELOCATIONS.name: OF_MOVES,
    TASKS.name: OF_TASKS,
}
OURS, THEIRS = "演示县社区矫正管理局", "石桥县社区矫正管理局"
Step = tuple[str, dict[str, Any]]  # action, what is typed; a whole number is a day from today

MOVE: dict[str, Any] = {
    "other_organ": THEIRS,
    "destination": "石桥县河西路8号",
    "reason": "随配偶迁居",
}
MOVES: Sequence[Sequence[Step]] = (  # each of one person, from the application on
    (
        ("change_of_place", {"on": -6, "moving_on": 30}),
        ("ask", {"on": -3, "letter_number": "演矫征3号"}),
    ),
    (
        ("change_of_place", {"on": -20, "moving_on": 12}),
        ("ask", {"on": -18, "letter_number": "演矫征2号"}),
        ("answer", {"on": -12, "answer": "agree", "answer_number": "石矫复2号"}),
        (
            "decide",
            {"on": -9, "decision": "approved", "decided_by": OURS, "decision_number": "演矫变2号"},
        ),
        ("hand_over", {"on": -7, "decider_on": -7, "procuratorate_on": -7, "police_on": -7}),
        ("tell", {"on": -5}),
    ),
)
ASKED = {"other_organ": THEIRS, "destination": "演示县新丰街33号", "reason": "回户籍地居住"}
PAPERS = (("judgment", -40), ("execution", -40), ("information", -38))
TASKS_HERE: Sequence[tuple[dict[str, Any], Sequence[Step]]] = (
    ({"kind": "search", "on": -1, "until": 1}, ()),
    (
        {"kind": "detained", "on": -2, "document_number": "演公拘通3号"},
        (("tell", {"on": -1, "told_to": OURS}),),
    ),
    (
        {"kind": "penalty", "on": -20, "document_number": "演矫罚建1号"},
        (
            ("penalty_result", {"on": -12, "result": "warning", "decision_number": "演公罚9号"}),
            ("tell", {"on": -11}),
        ),
    ),
)


def move(desk: Desk, others: Sequence[UUID]) -> None:
    """`others`: people of whom one is about to move here."""
    worker = replace(desk, officer=WORKER, role=WORKER)
    with worker.act("fill-demo", purpose=PURPOSE) as act:
        people = _moving(act, others)
    with replace(desk, officer=OFFICER, role=OFFICER).act("fill-demo", purpose=PURPOSE) as act:
        _asked_of_the_station(act, people)


@service(right="fill-demo", audit="demo filled")
def _moving(act: Act, others: Sequence[UUID]) -> list[UUID]:
    """Answers who they are."""
    there = select(Supervision).where(
        Supervision.state == UNDER,
        Supervision.category.in_((PROBATION, CONTROL)),
        Supervision.minor.is_not(True),
        Supervision.lost_since.is_(None),
        Supervision.pending.is_(None),
    )
    found = act.all(there.order_by(Supervision.row.desc()).limit(3))
    for one, (first, *steps) in zip(found, MOVES, strict=False):
        made = _do(act, "corrections", one.id, (first[0], MOVE | first[1]))
        for step in steps:
            _do(act, RELOCATIONS.name, made, step)
    for person in others[:1]:
        came = {"person_id": person, "asked_on": act.stamp.today - timedelta(days=2)}
        relocation_in.enter(act, ASKED | came | {"letter_number": "石矫征5号"})
    return [one.person_id for one in found]


@service(right="fill-demo", audit="demo filled")
def _asked_of_the_station(act: Act, people: Sequence[UUID]) -> list[UUID]:
    made, today = list[UUID](), act.stamp.today
    for person, (kind, day) in zip(people, PAPERS, strict=False):
        came = {"person_id": person, "kind": kind, "on": today + timedelta(days=day)}
        made.append(act.file(COPIES, came | {"from_organ": OURS, "about": ""}).id)
    for person, (typed, steps) in zip(people, TASKS_HERE, strict=False):
        days = {n: today + timedelta(days=v) for n, v in typed.items() if isinstance(v, int)}
        said = {"person_id": person, "asked_by": OURS, "what": "请协助办理"} | typed | days
        task = act.file(TASKS, said)
        for step in steps:
            _do(act, TASKS.name, task.id, step)
        made.append(task.id)
    return made


def _do(act: Act, register: str, id: UUID, step: Step) -> UUID:
    """One step; what it made, or what it was on."""
    name, typed = step
    action = ACTIONS[register][name]
    days = {f.name for f in action.fields if isinstance(f.kind, Day)}
    said = {n: act.stamp.today + timedelta(days=v) if n in days else v for n, v in typed.items()}
    return action.run(act, id, read_fields(action.fields, said, act.stamp.now))[0]
