"""Community rehabilitation for practice: a few persons, through the acts themselves.

Only a training home is filled (`demo.fill`): there its fixed worker plays his part.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from station_app.access.action import Action, read
from station_app.access.desk import Desk
from station_app.access.purposes import Purpose
from station_app.core.errors import Refused
from station_app.rehabilitation.testing_records import DUE
from station_app.workflows.demo_corrections import Lives
from station_app.workflows.rehabilitating import entry, living
from station_app.workflows.rehabilitating.actions import ACTIONS

WORKER = "rehabilitation"
PURPOSE = Purpose("TASK", "演练")
DAY = timedelta(days=1)
GROWN = 20 * 365 * DAY
POLICE = {"deciding_organ": "演示县公安局", "police_station": "演示县公安局城关派出所"}
TEST = {
    "place": "城关街道社区戒毒工作站",
    "method": "on_site",
    "sample": "urine",
    "sample_number": "N1",
    "reagent": "多联检测试剂，批号2601",
    "items": "吗啡、甲基苯丙胺、氯胺酮",
    "tester": "钱工",
    "second_tester": "李工",
    "female_tester": "李工",
    "result": "negative",
}
TEAM = (
    {"role": "worker", "name": "钱工", "account": WORKER},
    {"role": "officer", "name": "王警官", "account": "officer"},
    {"role": "medic", "name": "孙医生"},
    {"role": "volunteer", "name": "周志愿"},
    {"role": "family", "name": "家属"},
)
Step = tuple[str, int, Mapping[str, str]]  # action, day from today, what is typed
BEGUN: Sequence[Step] = (
    ("agreement", -86, {"measures": "每月检测一次；每季度心理咨询一次；介绍就业。"}),
    ("plan", -80, {"said": "先戒断，再参加职业技能培训。"}),
    ("help", -20, {"kind": "talk", "said": "情绪稳定，已找到工作。"}),
)
# received so many days ago, reported in so many ago, what is entered, why tests were missed, since
CASES: Sequence[tuple[int, int | None, Mapping[str, Any], tuple[str, ...], Sequence[Step]]] = (
    (6, None, {"kind": "detox"}, (), ()),
    (95, 90, {"kind": "detox"}, (), BEGUN),
    (
        *(130, 125),
        {"kind": "detox", "plan": "B"},
        ("refused", "evaded", "unexplained"),
        (("absence", -60, {"since": "-60", "returned_on": "-55", "destination": "省城"}),),
    ),
    (
        *(70, 65),
        {"kind": "recovery", "months": 24},
        (),
        (("pause", -9, {"organ": "演示县公安局", "number": "演公拘字〔2026〕31号"}),),
    ),
    (
        *(110, 105),
        {"kind": "recovery", "months": 3},
        (),
        (("release", -10, {"number": "演公社康解字〔2026〕2号"}),),
    ),
)


def rehabilitate(desk: Desk, lives: Sequence[Lives]) -> int:
    """Answers how many there are now."""
    worker = replace(desk, officer=WORKER, role=WORKER)
    grown = [one for one in reversed(lives) if desk.today - one[3] > GROWN][: len(CASES)]
    for n, (who, case) in enumerate(zip(grown, CASES, strict=False), 11):
        received, reported, told, missed, steps = case
        day = desk.today - received * DAY
        said = {"person_id": who[0], "place_id": who[1], "decided_on": day, "start": day}
        number = {"document_number": f"演公社戒字〔{day.year}〕{n}号"}
        try:
            with worker.act("enter-rehabilitation", purpose=PURPOSE) as act:
                id = entry.enter(act, POLICE | said | number | dict(told)).id
        except Refused:
            continue  # the station was filled before: he is registered
        if reported is None:
            continue
        _do(worker, id, ("report_in", -reported, {}))
        for member in TEAM:
            _do(worker, id, ("form_team", 2 - reported, member))
        _test(worker, id, missed)
        for step in steps:
            _do(worker, id, step)
    return len(grown)


def _test(worker: Desk, id: UUID, missed: tuple[str, ...]) -> None:
    """Every test of the plan that is over, the first of them missed for these reasons."""
    with worker.view("list:drug_tests") as view:
        past = [
            test
            for test in living.tests(view, id)
            if test.state == DUE and test.due_on <= worker.today
        ]
    reasons = dict(enumerate(missed))
    for n, test in enumerate(past):
        ago = (test.due_on - worker.today).days
        if why := reasons.get(n):
            _do(worker, test.id, ("miss", ago, {"missed_why": why}), "drug_tests")
        else:
            _do(worker, test.id, ("take", ago, TEST), "drug_tests")


def _do(worker: Desk, id: UUID, step: Step, register: str = "rehabilitation") -> None:
    name, day, typed = step
    action: Action = ACTIONS[register][name]
    on = {"on": (worker.today + day * DAY).isoformat()}
    asked = {field.name for field in action.fields}
    values = read(worker, action, {n: v for n, v in (on | dict(typed)).items() if n in asked})
    with worker.act(action.right, purpose=PURPOSE) as act:
        action.run(act, id, values)
