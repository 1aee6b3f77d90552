"""Statements and a mediation for practice, on the case that has two to ask and to reconcile."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from station_app.access.action import perform
from station_app.access.desk import Desk
from station_app.access.purposes import Purpose
from station_app.calls.records import Call
from station_app.cases.records import SECURITY, SUSPECT, VICTIM, Case, CasePerson
from station_app.core.days import BEIJING
from station_app.workflows.desk.mediating_actions import ACTIONS as MEDIATIONS_ACTIONS
from station_app.workflows.desk.mediating_actions import ON_CALLS, ON_CASES
from station_app.workflows.desk.questioning import ACTIONS, QUESTION

PURPOSE = Purpose("TASK", "演练")
TALK = (
    "问：我们是公安机关的人民警察，现依法向你询问。权利义务告知书看清楚了吗？\n"
    "答：看清楚了。\n"
    "问：请说一下事情的经过。\n"
    "答：因为停车位起了争执，他打了我面部一拳，后来邻居把我们拉开了。\n"
    "问：以上所说是否属实？\n"
    "答：属实。"
)
PLACE = {"place": "本所调解室", "second": "周警官"}
AT_ONCE = PLACE | {
    "place": "现场",
    "agreement": "互相道歉，赔偿一百元，当场付清",
    "at_once": "是",
}
ATTEMPTS = (  # so many days after acceptance, what came of it
    (2, {"agreed": "否", "failure": "对赔偿数额意见不一"}),
    (6, {"agreed": "是", "agreement": "赔礼道歉，赔偿医疗费三百元", "perform_by": "+7"}),
)


def ask_and_mediate(desk: Desk) -> None:
    """The victim's statement is signed, the suspect's goes on; they agreed at the second try."""
    case, people = _case_of_two(desk)
    if case is None:
        return
    asked = {"second": "周警官", "recorder": "周警官", "officer": desk.officer, "body": TALK}
    for n, role in enumerate((VICTIM, SUSPECT), 1):
        began = case.accepted_at + timedelta(hours=n)
        typed = asked | {"person_id": str(people[role]), "role": role, "since": _typed(began)}
        if role == SUSPECT:
            typed["since"] = _typed(desk.now() - timedelta(minutes=20))
        typed |= {"place": "本所第一询问室", "rights_shown": "是"}
        [one] = perform(desk, {"question": QUESTION}, "question", case.id, typed, PURPOSE).ids
        if role == VICTIM:
            ended = {"until": _typed(began + timedelta(minutes=35)), "reading": "self"}
            perform(desk, ACTIONS, "finish", one, ended | {"signing": "signed"}, PURPOSE)
    _mediate(desk, case, people)


def _mediate(desk: Desk, case: Case, people: dict[str, UUID]) -> None:
    """Twice, the second time they agreed; and at the scene of an alarm, between the same two."""
    sides = {"one_id": str(people[SUSPECT]), "other_id": str(people[VICTIM])}
    suited = {"cause": "beating", "ground": "close", "light": "是", "bar": "none"}
    for days, held in ATTEMPTS:
        on = (case.accepted_at + timedelta(days=days)).astimezone(BEIJING).date().isoformat()
        [one] = perform(desk, ON_CASES, "mediate", case.id, sides | suited, PURPOSE).ids
        typed = PLACE | held | {"held_on": on}
        perform(desk, MEDIATIONS_ACTIONS, "hold", one, typed, PURPOSE)
    with desk.view("list:calls") as view:
        calls = view.all(select(Call.id).where(Call.disposal.is_not(None)).limit(1))
    for call in calls:
        there = (
            suited
            | PLACE
            | {"place": "现场", "agreement": "互相道歉，赔偿一百元，当场付清", "at_once": "是"}
        )
        perform(desk, ON_CALLS, "mediate_on_scene", call, sides | there, PURPOSE)


def _case_of_two(desk: Desk) -> tuple[Case | None, dict[str, UUID]]:
    """The latest public-order case with a suspect and a victim."""
    query = select(Case).where(Case.kind == SECURITY, Case.withdrawn_at.is_(None))
    with desk.view("list:cases") as view:
        for case in view.all(query.order_by(Case.row.desc())):
            mine = select(CasePerson).where(CasePerson.case_id == case.id)
            people = {one.role: one.person_id for one in view.all(mine)}
            if {SUSPECT, VICTIM} <= people.keys():
                return case, people
    return None, {}


def _typed(at: datetime) -> str:
    return f"{at.astimezone(BEIJING):%Y-%m-%d %H:%M}"
