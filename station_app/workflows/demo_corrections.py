"""Supervised persons for practice: of each category, in each state, through the acts themselves.

Only a training home is filled (`demo.fill`): there its fixed officers play their parts, so that the
persons are those of `corrections`.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import Act
from station_app.access.action import Action, read_fields
from station_app.access.desk import Desk
from station_app.access.purposes import Purpose
from station_app.access.service import service
from station_app.clocks.calendar import add_months
from station_app.core.kinds import Day
from station_app.people.records import Person
from station_app.residents.records import Resident
from station_app.workflows.demo_profiles import PROFILES, Profile
from station_app.workflows.demo_steps import Step
from station_app.workflows.supervision import assess, entry
from station_app.workflows.supervision.daily_actions import DAILY_ACTIONS
from station_app.workflows.supervision.discipline import OF_A_PERSON as DISCIPLINE
from station_app.workflows.supervision.discipline import OF_THE_REST as OF_DISCIPLINE
from station_app.workflows.supervision.ending_actions import ENDING_ACTIONS
from station_app.workflows.supervision.intake_actions import ACTIONS as INTAKE
from station_app.workflows.supervision.leave_actions import OF_A_PERSON, OF_LEAVES

MOST = 40  # supervised persons, of 300 people
SHARE = 7  # one of so many people
WORKER = "corrections"
PURPOSE = Purpose("CORRECTION", "演练")
ACTIONS: Mapping[str, Mapping[str, Action]] = {
    **INTAKE,
    **OF_DISCIPLINE,
    "corrections": {
        **INTAKE["corrections"],
        **DAILY_ACTIONS,
        **ENDING_ACTIONS,
        **OF_A_PERSON,
        **DISCIPLINE,
    },
    "leaves": OF_LEAVES,
}
OFFICE = {
    "executing_county": "演示县社区矫正管理局",
    "entrusted_office": "演示县司法局城关司法所",
    "police_station": "演示县公安局城关派出所",
    "procuratorate": "演示县人民检察院",
    "worker": WORKER,
}
COURT = {"deciding_organ": "演示县人民法院", "deciding_level": "basic"}
NUMBERED = {"parole": "刑更", "medical": "监暂"}  # how their numbers are written
CRIMES = ("盗窃罪", "危险驾驶罪", "故意伤害罪", "诈骗罪", "交通肇事罪", "开设赌场罪")
DAY = timedelta(days=1)
YEARS = 365 * DAY

Lives = tuple[UUID, UUID, str, date]  # person, place, sex, birth


def supervise(desk: Desk, chance: random.Random, lives: list[Lives]) -> int:
    """Some of these are, or were, under supervision; a few more are assessed. Answers how many."""
    worker, many = replace(desk, officer=WORKER, role=WORKER), 0
    chance.shuffle(lives)
    for n in range(min(MOST, len(lives) // SHARE)):
        profile = PROFILES[n % len(PROFILES)]
        if (one := _fitting(lives, profile, desk.today)) is None:
            continue
        lives.remove(one)
        with worker.act("fill-demo", purpose=PURPOSE) as act:
            _play(act, profile, n, one, chance.choice(CRIMES))
        many += 1
    with worker.act("fill-demo", purpose=PURPOSE) as act:
        _commission(act, [one for one in lives if _age(one, desk.today) >= 18][:4])
    return many


def lives_here(desk: Desk) -> list[Lives]:
    """Who lives here now and is of an age to be punished."""
    here = select(Resident.person_id, Resident.place_id, Person.sex, Person.birth).join(
        Person, Person.id == Resident.person_id
    )
    here = here.where(Resident.until.is_(None), Resident.withdrawn_at.is_(None))
    with desk.view("list:people") as view:
        found = view.rows(here.where(Person.birth.is_not(None)).order_by(Resident.row))
    return [(person, place, sex, birth) for person, place, sex, birth in found]


def _age(one: Lives, on: date) -> int:
    return (on - one[3]) // YEARS


def _fitting(lives: Sequence[Lives], profile: Profile, today: date) -> Lives | None:
    judged = today + profile.begins * DAY - 11 * DAY
    for one in lives:
        young = 16 * YEARS < judged - one[3] < 18 * YEARS - 6 * DAY
        grown = judged - one[3] > 18 * YEARS + 30 * DAY
        if (young if profile.under_age else grown) and profile.sex in ("", one[2]):
            return one
    return None


@service(right="fill-demo", audit="demo filled")
def _play(act: Act, profile: Profile, n: int, one: Lives, crime: str) -> UUID:
    """One person through all that has happened to him so far."""
    today = act.stamp.today
    start = today + profile.begins * DAY
    judged = start - 11 * DAY
    said = {"sentence": "有期徒刑一年，缓刑二年", **COURT, **OFFICE, **profile.more}
    said |= {"person_id": one[0], "place_id": one[1], "category": profile.category}
    kind = NUMBERED.get(profile.category, "刑初")
    said |= {"document_number": f"（{judged.year}）演9901{kind}{n + 7}号", "crime": crime}
    said |= {"decided_on": judged, "start": start, "end": add_months(start, profile.months) - DAY}
    entered = entry.enter(act, {name: value for name, value in said.items() if value != ""})
    made = entered.id
    for register, name, typed in profile.steps:
        action = ACTIONS[register][name]
        values = read_fields(action.fields, _days(action, typed, today), act.stamp.now)
        ids = action.run(act, entered.id if register == "corrections" else made, values)
        made = ids[-1]
    return entered.id


def _days(action: Action, typed: Mapping[str, Any], today: date) -> dict[str, Any]:
    """A whole number typed for a day is that many days from today."""
    kinds = {field.name: field.kind for field in action.fields}
    return {
        name: today + value * DAY if isinstance(kinds[name], Day) else value
        for name, value in typed.items()
    }


@service(right="fill-demo", audit="demo filled")
def _commission(act: Act, lives: Sequence[Lives]) -> list[UUID]:
    """Assessments: just come, overdue, extended, answered."""
    made = []
    for n, (one, steps) in enumerate(zip(lives, _courses(), strict=False)):
        said = {"person_id": one[0], "organ_kind": "court", "organ": "演示县人民法院"}
        said |= {"commission_number": f"（2026）演9901委{n + 3}号", "intended": "probation"}
        said |= {"received_on": act.stamp.today + (-2 - 8 * n) * DAY, "crime": CRIMES[n]}
        said |= {"expedited": n == 1 or None, "worker": WORKER}
        found = assess.enter(act, said)
        for _register, name, typed in steps:
            action = assess.ACTIONS[name]
            values = _days(action, typed, act.stamp.today)
            action.run(act, found.id, read_fields(action.fields, values, act.stamp.now))
        made.append(found.id)
    return made


def _courses() -> Iterator[Sequence[Step]]:
    told: Step = ("assessments", "tell_procuratorate", {"on": -1})
    answer = {
        "result": "suitable",
        "home": "与父母同住，住所固定。",
        "family": "家庭愿意监督。",
        "conduct": "此前无违法犯罪记录。",
        "finding": "具备社区矫正条件。",
        "finding_number": "演矫评〔2026〕4号",
        "on": -14,
    }
    yield []
    yield [told]
    yield [("assessments", "agree_extension", {"until": 6, "agreed_by": "（2026）演9901委5号复函"})]
    yield [("assessments", "tell_procuratorate", {"on": -25}), ("assessments", "answer", answer)]
