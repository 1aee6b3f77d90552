"""Cases with their people and what is asked of them; nobody in them exists."""

from __future__ import annotations

from datetime import datetime

from station_app.access import action, records
from station_app.access.purposes import Purpose
from station_app.core.days import BEIJING
from station_app.core.register import read_draft
from station_app.registers import ACTIONS, REGISTERS

WHY = Purpose("CASE", "339901-01A202603090001")
MAN = {"name": "钱大川", "id_number": "339901198801010011", "phone": "19900000001"}
WOMAN = {"name": "孙小禾", "id_number": "33990119880101002X"}
BOY = {"name": "吴浩宇", "id_number": "339901200905200012"}  # sixteen in March 2026
BODY = "问：请说一下经过。\n答：因为停车，他推了我一下。"
ASKED = {
    "role": "证人",
    "since": "2026-03-09 9:00",
    "place": "本所第一询问室",
    "officer": "王警官",
    "second": "周警官",
    "recorder": "周警官",
    "body": BODY,
}
READ = {"reading": "self", "signing": "signed", "until": "2026-03-09 9:40"}


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=BEIJING)


def entered(desk, register, **typed):
    values, problems = read_draft(REGISTERS[register], typed, desk.now())
    assert not problems, problems
    with desk.act(f"file:{register}", purpose=WHY) as act:
        return records.file(act, REGISTERS[register], values)


def person(desk, who=MAN, **more):
    return entered(desk, "people", **(who | more)).id


def case(desk, kind="security", **more):
    """As it stands when it was filed, whatever led there."""
    day = at("2026-03-09T08:00")
    known = {
        "number": "339901-01A202603090001",
        "kind": kind,
        "title": "钱大川殴打他人案",
        "state": "filed",
        "accepted_at": day,
        "filed_on": day.date(),
        "handler": desk.officer,
        "facts": "因停车发生争执，推搡致人倒地。",
        "place_said": "演示县石桥路8号",
    }
    with desk.act("file:cases", purpose=WHY) as act:
        return records.file(act, REGISTERS["cases"], known | more)


def perform(desk, register, name, id, **typed):
    return action.perform(desk, ACTIONS[register], name, id, typed, WHY).ids


def question(desk, case_id, person_id, **typed):
    said = ASKED | {"person_id": str(person_id)} | typed
    said = {name: text for name, text in said.items() if text is not None}
    return perform(desk, "cases", "question", case_id, **said)[0]


def shown(desk, register, id):
    with desk.act(f"show:{register}", purpose=WHY) as act:
        return records.show(act, REGISTERS[register], id).record
