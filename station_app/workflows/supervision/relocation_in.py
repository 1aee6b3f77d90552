"""执行地变更 in the new home: asked, answered, papers, receipt; the supervision once he is here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast
from uuid import UUID

from station_app.access.act import Act
from station_app.access.service import service
from station_app.clocks.calendar import add_months
from station_app.core.decided import APPROVED, COUNTY
from station_app.core.errors import Refused
from station_app.core.texts import _
from station_app.corrections.records import UNDER
from station_app.people.records import Person
from station_app.people.register import PEOPLE
from station_app.relocations import rules
from station_app.relocations.records import Relocation
from station_app.relocations.register import RELOCATIONS
from station_app.workflows.supervision import entry, living
from station_app.workflows.supervision.entry import ADULT
from station_app.workflows.supervision.living import not_before, on_of
from station_app.workflows.supervision.relocation import (
    RIGHT,
    copied,
    relocation,
    set_steps,
)

GATE = (  # what the papers say of a supervision, typed anew where it goes on
    *("category", "deciding_organ", "deciding_level", "document_number", "decided_on"),
    *("effective_on", "crime", "sentence", "additional", "start", "end", "medical_ground"),
    *("minor", "guarantor", "guarantor_phone", "entrusted_office", "police_station"),
    *("procuratorate", "place_id", "worker"),
)


@service(right=RIGHT, audit="change of place received")
def enter(act: Act, values: Mapping[str, Any]) -> Relocation:
    """In the new home: the old one's letter has come. Whoever is not yet eighteen is secret."""
    told = dict(values)
    person = cast(Person, act.load(PEOPLE, told["person_id"]))
    if person.birth and told["asked_on"] < add_months(person.birth, ADULT):
        told["minor"] = True
    told["worker"] = told.get("worker") or act.stamp.officer
    return cast(Relocation, act.file(RELOCATIONS, told))


@service(right=RIGHT, audit="papers of change of place received")
def papers_in(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """What the papers from the old home say: its decision, and when the person was given it."""
    one, on = relocation(act, id), on_of(act, values)
    if rules.is_out(one) or not rules.owes_papers(one):
        raise Refused(_("没有同意接收，或者法律文书和档案已经收到"))
    not_before(on, one.answered_on)
    not_before(on, values["decided_on"])
    names = ("decided_on", "decided_by", "decision_number", "told_on")
    after = {name: values[name] for name in names if values[name]}
    return set_steps(act, one, papers_on=on, level=COUNTY, decision=APPROVED, **after)


@service(right=RIGHT, audit="receipt for papers sent")
def receipt(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """送达回执 to the old home, copies to 检察院 and 公安 of the new place: five days."""
    one, on = relocation(act, id), on_of(act, values)
    if rules.is_out(one) or not rules.owes_receipt(one):
        raise Refused(_("法律文书和档案还没有收到，或者回执和抄送已经登记"))
    after = copied(one, values, one.papers_on)
    if one.receipt_on is None:
        not_before(on, one.papers_on)
        after["receipt_on"] = on
    return set_steps(act, one, **after)


@service(right=RIGHT, audit="supervision taken over")
def take_over(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """In the new home the supervision is entered, through its gate, from the papers received."""
    one = relocation(act, id)
    if not rules.awaits_record(one):
        raise Refused(_("本人尚未报到，或者已经接收建档"))
    said = {name: values[name] for name in GATE if values[name] not in (None, "", [])}
    told_too = {"person_id": one.person_id, "minor": said.get("minor") or one.minor}
    held = entry.enter(act, said | told_too)
    on, told = cast(date, one.arrived_on), one.told_on
    last = rules.last_day(told, act.stamp.terms) if told else on
    came = {"state": UNDER, "reported_on": on, "report_by": last}
    living.contact(act, held, on, papers_on=one.papers_on, report_late=on > last or None, **came)
    return [*set_steps(act, one, supervision_id=held.id), held.id]
