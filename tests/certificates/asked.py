"""A household at the counter, and what its people ask for; nobody in it exists."""

from __future__ import annotations

from dataclasses import replace

from station_app.access import action, records
from station_app.access.purposes import Purpose
from station_app.printing.reading import text_of
from station_app.registers import ACTIONS, FORMS, REGISTERS
from station_app.workflows import inline
from station_app.workflows.paper import print_form

WHY = Purpose("COUNTER", "20260309-7")
FATHER = {"name": "林远山", "id_number": "339901198001010013"}
SON = {"name": "林小河", "id_number": "339901201206010054"}
WIFE = {"name": "何静", "id_number": "339901198001010021", "former_name": "何小静"}
PLACE = "演示县石桥路8号1栋201室"
HOME = {"place": PLACE, "household": "H0008", "since": "2020-01-01", "household_type": "1"}
RELATIONS = (("02", FATHER), ("12", WIFE), ("22", SON))


def filed(desk, register, typed):
    with desk.act(f"file:{register}", purpose=WHY) as act:
        return inline.file_typed(act, REGISTERS[register], [typed])[0]


def household(desk):
    """Father, mother and son of one household, by their ids."""
    return [
        filed(desk, "residents", HOME | {"person": one, "relation_to_head": code}).person_id
        for code, one in RELATIONS
    ]


def asked(desk, person, kind, **more):
    typed = {"person_id": str(person), "kind": kind, "purpose": "办理公证", "on": "今天"} | more
    return filed(desk, "certificates", typed).id


def do(desk, name, id, register="certificates", **typed):
    return action.perform(desk, ACTIONS[register], name, id, typed, WHY).ids


def shown(desk, id, register="certificates"):
    with desk.act(f"show:{register}", purpose=WHY) as act:
        return records.show(act, REGISTERS[register], id).record


def pdf(desk, form, id, reason=""):
    with desk.act("print", purpose=WHY) as act:
        return print_form(act, FORMS[form], id, reason=reason).pdf


def paper(desk, form, id, reason=""):
    return text_of(pdf(desk, form, id, reason))


def named(desk):
    return replace(desk, officer="王警官", station="演示县公安局滨江派出所")
