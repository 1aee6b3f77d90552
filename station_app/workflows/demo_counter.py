"""Cards, found things and missing people for practice: a few of each, at different steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from station_app.access.action import Action, perform
from station_app.access.desk import Desk
from station_app.access.purposes import Purpose
from station_app.cards.records import Card
from station_app.cards.register import CARDS
from station_app.core.errors import Explained
from station_app.core.register import read_draft
from station_app.lost_found import service as things
from station_app.lost_found.register import LOST_FOUND
from station_app.missing import service as missing
from station_app.missing.actions import ACTIONS as OF_MISSING
from station_app.missing.register import MISSING
from station_app.workflows.desk import card_arrivals
from station_app.workflows.desk.card_actions import ACTIONS as OF_CARDS

PURPOSE = Purpose("TASK", "演练")
Steps = Sequence[tuple[str, Mapping[str, str]]]
SENT: Steps = (("send", {"number": "清单12"}),)
HERE: Steps = (*SENT, ("arrive", {}))
CALLED: Steps = (*HERE, ("call", {"way": "phone"}))
TAKEN: Steps = (*CALLED, ("hand_out", {"signed": "是", "old_back": "是"}))
CARDS_OF: Sequence[tuple[dict[str, str], int, Steps]] = (  # what, days ago, what became of it
    ({"why": "expired"}, 20, TAKEN),
    ({"why": "changed"}, 18, CALLED),
    ({"why": "damaged"}, 15, HERE),
    ({"why": "lost"}, 9, SENT),
    ({"why": "first"}, 1, ()),
)
FOUND: Sequence[tuple[dict[str, str], int, Steps]] = (
    (
        {"name": "黑色钱包", "contents": "现金320元，公交卡1张", "place_said": "石桥路公交站"}
        | {"kept_where": "值班室3号柜"},
        12,
        (("announce", {"notice_where": "本所公告栏、社区公告栏"}),),
    ),
    ({"name": "儿童自行车", "place_said": "新丰街菜场门口", "kept_where": "车棚"}, 1, ()),
)
CLAIMED: tuple[dict[str, str], int] = (  # by one of the people here
    {"name": "钥匙一串", "place_said": "石桥小学门口", "kept_where": "值班室3号柜"},
    4,
)
LOST = {"kind": "lost", "name": "银色手机", "place_said": "石桥路一带", "person_said": "周小满"}
TOLD = {"place_said": "石桥菜场", "reporter_said": "周小满，邻居"}
HANDED = {"receiver": "吴小满", "signed": "是", "condition": "良好"}
PEOPLE: Sequence[tuple[dict[str, str], int, Steps]] = (
    (
        TOLD
        | {"kind": "missed", "described": "老年女性，身高约一米五，灰色外套", "age": "78"}
        | {"sex": "2", "facts": "早晨出门买菜未归"},
        2,
        (
            ("notify", {"organ_name": "县局指挥中心、周边派出所"}),
            ("search", {"said": "沿石桥路、河边查找，走访商户"}),
        ),
    ),
    (
        TOLD
        | {"kind": "found_person", "described": "老年男性，说不清住址", "age": "75"}
        | {"sex": "1", "facts": "在菜场徘徊，群众送来", "belongings": "布包1个"},
        1,
        (
            ("notify", {"organ_name": "县局指挥中心"}),
            (
                "shelter_handover",
                HANDED | {"organ_name": "演示县救助管理站", "belongings": "布包1个"},
            ),
        ),
    ),
    (
        TOLD | {"kind": "missed", "described": "男孩，校服", "age": "9", "facts": "放学未归"},
        6,
        (
            ("notify", {"organ_name": "县局指挥中心"}),
            ("found", {"found_how": "safe", "said": "在同学家中"}),
            ("hand_over", HANDED | {"organ": "family", "organ_name": "父亲"}),
            ("close", {"result": "home"}),
        ),
    ),
    (
        TOLD | {"kind": "foundling", "described": "女婴，蓝色包被", "facts": "菜场门口发现"},
        20,
        (
            ("examine", {"organ_name": "演示县第一医院", "said": "健康"}),
            ("hand_over", HANDED | {"organ": "civil", "organ_name": "演示县儿童福利院"}),
        ),
    ),
    (
        TOLD | {"kind": "death", "described": "男性，约五十岁", "facts": "河边发现遗体"},
        25,
        (
            ("examine", {"organ_name": "县局刑事科学技术室", "said": "溺水"}),
            ("conclude", {"nature": "not_criminal", "said": "排除刑事案件"}),
            ("hand_over", HANDED | {"organ": "funeral", "organ_name": "演示县殡仪馆"}),
        ),
    ),
)


def serve_counter(desk: Desk, people: Sequence[UUID]) -> None:
    """Cards of these people, things that were handed in, and who is looked for."""
    with desk.view("list:cards") as view:
        before = view.all(select(func.count()).select_from(Card))[0]
    for n, (person, (said, days, steps)) in enumerate(zip(people, CARDS_OF, strict=False), 1):
        on = (desk.today - timedelta(days=days)).isoformat()
        told = {"kind": "id_card", "person_id": str(person), "accepted_on": on} | said
        told |= {"receipt_number": f"SL{desk.today.year}{before + n:04}"}
        try:
            with desk.act("accept-card", purpose=PURPOSE) as act:
                id = card_arrivals.accept(act, _values(desk, CARDS, told)).id
        except Explained:
            continue  # the station was filled before: he waits for one already
        _steps(desk, OF_CARDS, id, steps)
    for said, days, steps in FOUND:
        told = {"kind": "found", "person_said": "不愿留名", "on": f"-{days}"} | said
        _steps(desk, things.ACTIONS, _thing(desk, told), steps)
    _claimed(desk, people[0])
    _thing(desk, LOST | {"on": "-3"})
    for said, days, steps in PEOPLE:
        at = desk.now().replace(second=0, microsecond=0) - timedelta(days=days)
        values = _values(desk, MISSING, said | {"reported_at": "现在"})
        with desk.act("enter-missing", purpose=PURPOSE) as act:
            id = missing.enter(act, values | {"reported_at": at}).id
        _steps(desk, OF_MISSING, id, steps)


def _claimed(desk: Desk, person: UUID) -> None:
    said, days = CLAIMED
    told = {"kind": "found", "person_said": "不愿留名", "on": f"-{days}"} | said
    asked = {"claimant_id": str(person), "proof": "说出钥匙数目和挂件"}
    _steps(desk, things.ACTIONS, _thing(desk, told), (("claim", asked),))


def _thing(desk: Desk, told: Mapping[str, str]) -> UUID:
    with desk.act("enter-found", purpose=PURPOSE) as act:
        return things.enter(act, _values(desk, LOST_FOUND, told)).id


def _steps(desk: Desk, actions: Mapping[str, Action], id: UUID, steps: Steps) -> None:
    for name, said in steps:
        perform(desk, actions, name, id, said, PURPOSE)


def _values(desk: Desk, register: Any, typed: Mapping[str, str]) -> dict[str, Any]:
    """As somebody types it. Raises AssertionError where this file is wrong."""
    values, problems = read_draft(register, typed, desk.now())
    assert not problems, problems  # noqa: S101  ours, not an officer's
    return values
