"""Records entered with the person and the address written into them, as a shell or a form does.

{"person": {"name": "张三", "id_number": "…"}, "place": "演示县…1604室", "since": "今天"}

The address may be called `address` too, and be told field by field as in `places`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from station_app.access.act import Act
from station_app.access.service import service
from station_app.assessments.register import ASSESSMENTS
from station_app.calls import service as calls
from station_app.calls.register import CALLS
from station_app.cards.register import CARDS
from station_app.cases import service as cases
from station_app.cases.register import CASES
from station_app.certificates import service as certificates
from station_app.certificates.register import CERTIFICATES
from station_app.core.errors import Problem, Rejected
from station_app.core.kinds import Ref
from station_app.core.records import Record
from station_app.core.register import Register, read_draft
from station_app.core.texts import _
from station_app.corrections.register import CORRECTIONS
from station_app.custody import service as custody
from station_app.custody.register import CUSTODY
from station_app.disputes import service as disputes
from station_app.disputes.register import DISPUTES
from station_app.footage import service as footage
from station_app.footage.register import FOOTAGE
from station_app.housing import service as housing
from station_app.housing.register import HOUSING
from station_app.inspections.register import INSPECTIONS
from station_app.letters import service as letters
from station_app.letters.register import LETTERS
from station_app.lost_found import service as lost_found
from station_app.lost_found.register import LOST_FOUND
from station_app.matters import service as matters
from station_app.matters.register import MATTERS
from station_app.measures import service as measures
from station_app.measures.register import MEASURES
from station_app.missing import service as missing
from station_app.missing.register import MISSING
from station_app.people import service as people
from station_app.people.register import PEOPLE
from station_app.places import service as places
from station_app.places.addresses import is_located
from station_app.places.register import PLACES
from station_app.property import service as property_work
from station_app.property.register import PROPERTY
from station_app.rehabilitation.register import REHABILITATION
from station_app.relocations.register import RELOCATIONS
from station_app.residents.register import RESIDENTS
from station_app.rounds.register import ROUNDS
from station_app.tasks import service as tasks
from station_app.tasks.register import TASKS
from station_app.tenancies.register import TENANCIES
from station_app.visits.register import VISITS
from station_app.workflows import let
from station_app.workflows.desk import card_arrivals
from station_app.workflows.desk.raising import enter_visit
from station_app.workflows.inspect import file_inspection
from station_app.workflows.rehabilitating import entry as rehabilitating
from station_app.workflows.round_plan import file_round
from station_app.workflows.supervision import assess, entry, relocation_in

PLACE, ADDRESS = "place", "address"  # one reference, two names
PLACE_ID = "place_id"
NOT_INLINE = _("请填已有记录的编号")
SHAPES = {
    "people": _('人员 {{"name": …, "id_number": …}}'),
    "places": _('一行地址，或 {{"village": …, "street": …, "door_plate": …, "room": …}}'),
    "housing": _('一行地址，或 {{"place": …, "landlord": {{"name": …}}, "letting_way": …}}'),
}
STAY = "residence_id"  # of a tenancy: inline what else is said of the residence that it opens


@service(right="file", audit="filed")
def file_typed(act: Act, register: Register, drafts: Sequence[Mapping[str, Any]]) -> list[Record]:
    """Records as they were typed, all or none. Raises Rejected for the first that is not fit."""
    filed = list[Record]()
    for typed in drafts:
        own, inline = split(register, typed)
        stay = inline.pop(STAY, {}) if register is TENANCIES else {}
        own |= {name: str(id) for name, id in resolve(act, register, inline).items()}
        if register is INSPECTIONS:
            filed.append(file_inspection(act, own))
            continue
        if register is ROUNDS:
            filed.append(file_round(act, own))
            continue
        values, problems = read_draft(register, own, act.stamp.now)
        if problems:
            problems = [p if own.get(p.field) else _inline(register, p) for p in problems]
            raise Rejected(problems, register.labels)
        filed.append(file_whole(act, register, values, _read(act, RESIDENTS, stay, part=True)))
    return filed


@service(right="file", audit="filed")
def file_whole(
    act: Act, register: Register, values: Mapping[str, Any], stay: Mapping[str, Any] | None = None
) -> Record:
    """One record with what is entered along with it: of a tenancy the residence, and back."""
    if register is CALLS:
        return calls.enter(act, values)
    if register is CASES:
        return cases.enter(act, values)
    if register is CUSTODY:
        return custody.enter(act, values)
    if register is MEASURES:
        return measures.enter(act, values)
    if register is CERTIFICATES:
        return certificates.enter(act, values)
    if register is DISPUTES:
        return disputes.enter(act, values)
    if register is CARDS:
        return card_arrivals.accept(act, values)
    if register is LOST_FOUND:
        return lost_found.enter(act, values)
    if register is MISSING:
        return missing.enter(act, values)
    if register is MATTERS:
        return matters.enter(act, values)
    if register is VISITS:
        return enter_visit(act, values)
    if register is LETTERS:
        return letters.enter(act, values)
    if register is CORRECTIONS:
        return entry.enter(act, values)
    if register is REHABILITATION:
        return rehabilitating.enter(act, values)
    if register is ASSESSMENTS:
        return assess.enter(act, values)
    if register is RELOCATIONS:
        return relocation_in.enter(act, values)
    if register is PROPERTY:
        return property_work.enter(act, values)
    if register is TASKS:
        return tasks.give(act, values)
    if register is FOOTAGE:
        return footage.ask(act, values)
    if register is RESIDENTS:
        return let.dwell(act, values)
    if register is TENANCIES:
        return let.enter(act, values, stay)
    return act.file(register, values)


def split(register: Register, typed: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What is typed for the record itself, and what stands inline under a reference's name.

    Raises Rejected where two names of one reference are used.
    """
    refs = {f.name.removesuffix("_id"): f.name for f in register.fields if isinstance(f.kind, Ref)}
    if PLACE in refs and ADDRESS not in register.by_name:
        refs[ADDRESS] = refs[PLACE]
    inline = dict[str, Any]()
    for name, value in typed.items():
        if name in refs and value:
            if refs[name] in inline:
                text = _("{one} 和 {other} 是同一项，只写一个", one=PLACE, other=ADDRESS)
                raise Rejected([Problem(refs[name], text)], register.labels)
            inline[refs[name]] = value
    return {name: value for name, value in typed.items() if name not in refs}, inline


def resolve(act: Act, register: Register, inline: Mapping[str, Any]) -> dict[str, Any]:
    """Reference → id: the one that is already there, or a new one filed in this act."""
    return {name: _one(act, register, name, value) for name, value in inline.items()}


def _one(act: Act, register: Register, name: str, value: Any) -> Any:
    kind = register[name].kind
    target = kind.register if isinstance(kind, Ref) else ""
    if target == "people" and isinstance(value, Mapping):
        return people.known_or_new(act, _read(act, PEOPLE, value))
    line = value.get("line") if isinstance(value, Mapping) else value
    if target == "places" and isinstance(line, str):
        return places.settle(act, [line])[line]
    if target == "places" and isinstance(value, Mapping):
        parts = {part: said for part, said in _read(act, PLACES, value).items() if said is not None}
        if is_located(parts):
            return places.settle_parts(act, {"": parts})[""]
    if target == HOUSING.name and isinstance(value, str | Mapping):
        return _house(act, {PLACE: value} if isinstance(value, str) else value)
    raise Rejected([_inline(register, Problem(name, NOT_INLINE))], register.labels)


def _house(act: Act, typed: Mapping[str, Any]) -> Any:
    """The house to let at that address; where there is none yet it is opened."""
    own, inline = split(HOUSING, typed)
    pointed = resolve(act, HOUSING, inline)
    known = housing.at_places(act, [pointed[PLACE_ID]]) if PLACE_ID in pointed else {}
    if known:
        return known[pointed[PLACE_ID]].id
    said = own | {name: str(id) for name, id in pointed.items()}
    return act.file(HOUSING, _read(act, HOUSING, said)).id


def _read(
    act: Act, register: Register, value: Mapping[str, Any], *, part: bool = False
) -> Mapping[str, Any]:
    values, problems = read_draft(register, value, act.stamp.now, part=part)
    if problems:
        raise Rejected(problems, register.labels)
    return values


def _inline(register: Register, problem: Problem) -> Problem:
    """Of a reference: by which key, and how, the other record is written into this one."""
    field = register.by_name.get(problem.field)
    shape = field and isinstance(field.kind, Ref) and SHAPES.get(field.kind.register)
    if not field or not shape:
        return problem
    key = field.name.removesuffix("_id")
    told = _("请在 {key} 写{shape}，或在 {field} 写编号", key=key, shape=shape, field=field.name)
    return Problem(problem.field, told)
