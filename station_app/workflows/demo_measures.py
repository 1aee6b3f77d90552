"""Measures for practice: one of each kind, through the acts themselves, some with a history."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from station_app.access.action import read
from station_app.access.desk import Desk
from station_app.access.purposes import Purpose
from station_app.clocks.calendar import add_months
from station_app.core.errors import Refused
from station_app.measures import service
from station_app.workflows.demo_corrections import Lives
from station_app.workflows.desk.measure_actions import ACTIONS

PURPOSE = Purpose("TASK", "演练")
HEAD = "chief"
DAY = timedelta(days=1)
COURT = {"organ": "演示县人民法院", "organ_kind": "court"}
POLICE = {"organ": "演示县公安局", "organ_kind": "police"}
COMMITTEE = {"committee": "石桥社区居民委员会"}
Done = tuple[str, int, Mapping[str, str]]  # action, day from today, what is typed
CASES: Sequence[tuple[str, int, int, Mapping[str, Any], Sequence[Done]]] = (
    (  # kind, began so many days ago, months, what is entered, what was done since
        *("bail_pending", 40, 12),
        POLICE | {"document_number": "演公取保字〔2026〕12号", "cause": "盗窃"}
        | {"security": "guarantor", "guarantor": "周大山"},
        (
            ("tell", -40, {"whom": "person"}),
            ("record", -12, {"said": "按时到案，住址、工作、联系方式没有变动"}),
            ("ask_leave", -1, {"what": "away", "since": "+1", "until": "+3", "reason": "父亲住院"}),
        ),
    ),
    (
        *("residential_surveillance", 20, 6),
        COURT | {"document_number": "（2026）演9901刑初21号", "cause": "危险驾驶"},
        (("tell", -20, {"whom": "person"}), ("record", -9, {"said": "在住处，未见异常"})),
    ),
    (
        *("deprived_of_political_rights", 30, 24),
        COURT | COMMITTEE | {"document_number": "（2023）演9901刑初5号", "cause": "诈骗罪"},
        (("tell", -29, {"whom": "person"}), ("tell", -29, {"whom": "committee"})),
    ),
    (
        *("deprived_of_political_rights", 731, 24),
        COURT | COMMITTEE | {"document_number": "（2022）演9901刑初17号", "cause": "诈骗罪"},
        (("tell", -700, {"whom": "person"}), ("tell", -700, {"whom": "committee"})),
    ),
    (
        *("protection_order", 10, 6),
        COURT | {"document_number": "（2026）演9901民保令3号"}
        | {"orders": "禁止被申请人对申请人实施家庭暴力，禁止骚扰、跟踪、接触申请人"},
        (),
    ),
    (
        *("warning_letter_dv", 45, 6),
        POLICE | COMMITTEE | {"document_number": "演公告诫〔2026〕4号"}
        | {"facts": "在家中因琐事推搡、辱骂家人"},
        (
            ("tell", -45, {"whom": "person"}),
            ("tell", -45, {"whom": "protected"}),
            ("tell", -44, {"whom": "committee"}),
            ("visit", -8, {"whom": "protected", "visitor": "together", "said": "未再发生"}),
        ),
    ),
    (
        *("corrective_education", 30, 3),
        POLICE | {"document_number": "演公矫教〔2026〕2号", "education": "reporting"}
        | {"guardian": "父亲", "facts": "多次旷课、夜不归宿"},
        (("tell", -30, {"whom": "person"}), ("tell", -30, {"whom": "guardian"})),
    ),
    (
        *("family_guidance", 25, 3),
        POLICE | {"document_number": "演公家教〔2026〕1号", "facts": "长期放任子女旷课、夜不归宿"}
        | {"orders": "到县家庭教育指导服务中心接受指导四次"},
        (("tell", -25, {"whom": "person"}),),
    ),
)  # fmt: skip
PAIRED = ("protection_order", "warning_letter_dv")  # of two who live together


def execute(desk: Desk, lives: Sequence[Lives]) -> int:
    """Answers how many there are; a kind for whom nobody fits is left out."""
    many, fits = 0, _who(lives, desk.today)
    for kind, ago, months, told, done in CASES:
        one = next(fits.get(kind, fits[""]), None)
        if one is None:
            continue
        begun = desk.today - ago * DAY
        days = {"decided_on": begun, "received_on": begun, "start": begun}
        whole = {"kind": kind, **one, **told, **days, "end": add_months(begun, months) - DAY}
        try:
            with desk.act("enter-measure", purpose=PURPOSE) as act:
                id = service.enter(act, whole).id
        except Refused:
            continue  # the station was filled before: he has it already
        for step in done:
            _do(desk, id, step)
        many += 1
    return many


def _who(lives: Sequence[Lives], today: date) -> dict[str, Iterator[dict[str, UUID]]]:
    """Kind → whom it may be about; blank: any other."""
    grown, young = list[Lives](), list[Lives]()
    for one in lives:
        age = (today - one[3]).days // 365
        (grown if age >= 20 else young if 14 <= age < 17 else []).append(one)
    couples = _together(grown, grown)
    return {
        "": ({"person_id": one[0], "place_id": one[1]} for one in reversed(grown)),
        "protection_order": couples,
        "warning_letter_dv": couples,
        "corrective_education": ({"person_id": one[0], "place_id": one[1]} for one in young),
        "family_guidance": _together(grown, young),
    }


def _together(these: Sequence[Lives], those: Sequence[Lives]) -> Iterator[dict[str, UUID]]:
    """One of these with one of those at the same address, each address once."""
    living = {place: person for person, place, _sex, _birth in those}
    for person, place, _sex, _birth in these:
        if (other := living.get(place)) and other != person:
            del living[place]
            yield {"person_id": person, "place_id": place, "protected_id": other}


def _do(desk: Desk, id: UUID, step: Done) -> None:
    name, day, typed = step
    action = ACTIONS[name]
    on = {"on": (desk.today + day * DAY).isoformat()}
    values = read(desk, action, on | dict(typed))
    who = replace(desk, officer=HEAD, role=HEAD) if name == "approve_leave" else desk
    with who.act(action.right, purpose=PURPOSE) as act:
        action.run(act, id, values)
