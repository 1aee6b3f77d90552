"""What a call keeps of a closed case does not name who broke the rule (治安管理处罚法 136)."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import or_, select

from station_app.access.act import Act
from station_app.calls.records import Call
from station_app.calls.register import CALLS
from station_app.cases.records import SUSPECT, Case
from station_app.people.records import Person
from station_app.storage import references
from station_app.storage.tables import Reference
from station_app.workflows.desk.closing_found import decisions, people
from station_app.workflows.desk.sealing import Named, standing_on

WORDS = ("caller_said", "facts", "course", "losses", "place_said", "remarks")
HIS = frozenset(  # what hangs on a call and points at him as well
    {"call_people", "custody", "evidence_received"}
)
WITH_A_CALL = HIS | {  # may go with a call that names him
    *("custody_steps", "calls", "notes", "dispute_steps")
}


def telling(act: Act, case: Case) -> list[Named]:
    """What of the calls of this case names an offender: his lines, or the whole call."""
    offenders, found = _offenders(act, case), list[Named]()
    ours = {case.id, *standing_on(act, [case.id])}
    for call in _calls(act, case):
        his = _pointing_at_both(act, call.id, offenders)
        found += his
        over = standing_on(act, [call.id]).items()
        alone = all(of.name in WITH_A_CALL for id, of in over if id not in ours)
        if alone and _names(call, act, offenders):
            found.append((CALLS, call.id))
    return found


def _offenders(act: Act, case: Case) -> set[UUID]:
    named = {one.person_id for one in decisions(act, case.id)} | people(act, case.id, SUSPECT)
    return {id for one in named for id in references.family(act.session, one)}


def _calls(act: Act, case: Case) -> list[Call]:
    """The one it came from, and those disposed of under its number."""
    numbers = [number for number in (case.number, case.official_number) if number]
    mine = select(Call).where(or_(Call.id == case.call_id, Call.case_number.in_(numbers)))
    return list(act.all(mine))


def _pointing_at_both(act: Act, call_id: UUID, offenders: set[UUID]) -> list[Named]:
    on_it = select(Reference.from_id).where(Reference.to_id == call_id)
    both = select(Reference.from_register, Reference.from_id).where(
        Reference.to_id.in_(list(offenders)),
        Reference.from_id.in_(on_it),
        Reference.from_register.in_(HIS),
    )
    return [(act.registers[name], id) for name, id in act.rows(both.distinct())]


def _names(call: Call, act: Act, offenders: set[UUID]) -> bool:
    """He reported it himself, or its words have his name, number or telephone."""
    if call.caller_id in offenders:
        return True
    said = " ".join(str(getattr(call, name) or "") for name in (*WORDS, "caller_phone"))
    known = act.all(select(Person).where(Person.id.in_(list(offenders))))
    return any(word in said for person in known for word in _words(person))


def _words(person: Person) -> list[str]:
    told = [person.name, person.id_number, *(one["number"] for one in person.phone or ())]
    return [word for word in told if word]
