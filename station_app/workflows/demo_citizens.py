"""Visits, matters and letters for practice: a few of each, at different steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from station_app.access.action import Action, perform
from station_app.access.desk import Desk
from station_app.access.purposes import Purpose
from station_app.core.register import Register, read_draft
from station_app.letters import service as letters
from station_app.letters.register import LETTERS
from station_app.matters import service as matters
from station_app.matters.register import MATTERS
from station_app.visits.register import VISITS
from station_app.workflows.demo_corrections import Lives
from station_app.workflows.desk.raising import enter_visit

PURPOSE = Purpose("TASK", "演练")
Steps = Sequence[tuple[str, Mapping[str, str]]]
LET_IN = {"into_home": "是", "consent": "given", "consent_by": "住户本人"}
VISITS_MADE: Sequence[tuple[int, dict[str, str]]] = (  # days ago, what is entered
    (
        6,
        LET_IN
        | {"topic": "fraud", "second_topic": "elderly", "leaflet": "防诈骗手册", "card_left": "是"}
        | {"companions": "社区网格员周红", "found": "独居，子女每周探望"}
        | {"ask_kind": "difficulty", "ask": "行动不便，希望上门换发身份证"},
    ),
    (3, {"topic": "letting", "consent": "refused", "found": "在门口交谈，未进入"}),
    (1, LET_IN | {"topic": "fire", "found": "燃气软管老化，已提醒更换", "card_left": "是"}),
)
HANDLED = {"done": "联系物业更换灯具", "cause": "facilities", "prevention": "物业每周检查一次"}
HOUSED = {"done": "约双方划定车位", "cause": "parking", "prevention": "社区张贴停车规定"}
MATTERS_RAISED: Sequence[tuple[dict[str, str], Steps]] = (
    (
        {"kind": "hazard", "title": "楼道照明损坏", "on": "-12", "source": "counter"},
        (
            ("handle", HANDLED | {"on": "-10"}),
            ("close", {"told_whom": "诉求人本人", "told_at": "现在", "told_how": "phone"}),
        ),
    ),
    (
        {"kind": "dispute", "title": "院内停车挡路", "on": "-4", "source": "phone"},
        (("handle", HOUSED | {"on": "-2"}),),
    ),
    ({"kind": "petition", "title": "反映路口信号灯配时", "on": "-9", "source": "patrol"}, ()),
)
LETTERS_SENT: Sequence[tuple[dict[str, str], Steps]] = (
    (
        {"on": "-20", "way": "visit", "kind": "request", "title": "请求协调夜间施工噪声"},
        (("accept", {"on": "-18"}),),
    ),
    (
        {"on": "-9", "way": "letter", "kind": "advice", "title": "建议增设斑马线"},
        (("forward", {"on": "-7", "forwarded_to": "演示县公安局交通警察大队"}),),
    ),
    ({"on": "-2", "way": "letter", "kind": "report", "title": "反映有人设局赌博"}, ()),
)


def visit_and_answer(desk: Desk, lives: Sequence[Lives]) -> None:
    """As many as there are people for."""
    at = desk.now().replace(second=0, microsecond=0)
    for (days, told), (person, place, *_rest) in zip(VISITS_MADE, lives, strict=False):
        values = _values(desk, VISITS, {"at": "现在", "met_id": person, "place_id": place, **told})
        with desk.act("enter-visit", purpose=PURPOSE) as act:
            enter_visit(act, values | {"at": at - timedelta(days=days), "on": None})
    for (told, steps), (person, place, *_rest) in zip(MATTERS_RAISED, lives[3:], strict=False):
        values = _values(desk, MATTERS, {"raiser_id": person, "place_id": place, **told})
        with desk.act("enter-matter", purpose=PURPOSE) as act:
            id = matters.enter(act, values).id
        _steps(desk, matters.ACTIONS, id, steps)
    for (told, steps), (person, *_rest) in zip(LETTERS_SENT, lives[6:], strict=False):
        values = _values(desk, LETTERS, {"from_id": person, **told})
        with desk.act("enter-letter", purpose=PURPOSE) as act:
            id = letters.enter(act, values).id
        _steps(desk, letters.ACTIONS, id, steps)


def _steps(desk: Desk, actions: Mapping[str, Action], id: UUID, steps: Steps) -> None:
    for name, said in steps:
        perform(desk, actions, name, id, said, PURPOSE)


def _values(desk: Desk, register: Register, typed: Mapping[str, object]) -> dict[str, object]:
    """As somebody types it. Raises AssertionError where this file is wrong."""
    said = {name: str(value) for name, value in typed.items()}
    values, problems = read_draft(register, said, desk.now())
    assert not problems, problems  # noqa: S101  ours, not an officer's
    return values
