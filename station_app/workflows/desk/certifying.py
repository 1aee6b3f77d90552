"""A certificate asked for on a person's page, and what the registers themselves can say for it.

Read from who lives here and from the person alone; what is sealed is in neither.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import Act
from station_app.access.service import service
from station_app.certificates import service as certificates
from station_app.certificates.records import Certificate
from station_app.identity import codes
from station_app.people.records import Person
from station_app.people.register import PEOPLE
from station_app.printing.forms import day
from station_app.residents.records import HEAD, Resident
from station_app.residents.register import RESIDENTS
from station_app.storage import references

BASIS = "本所常住人口（实有人口）登记"
DEREGISTERED = ("1", "2", "3", "4", "5", "6", "7", "8")  # of end_reason: the hukou ended here
TYPED = ("kind", "other_id", "applicant_id", "authority", "purpose", "addressee")


@service(right="enter-certificate", audit="certificate asked for")
def for_person(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """开具证明 for whose page is open. Raises Absent, Rejected."""
    told = {name: values[name] for name in TYPED if values.get(name) is not None}
    return [certificates.enter(act, {"remarks": ""} | told | {"person_id": id}).id]


def drawn(act: Act, one: Certificate) -> Mapping[str, Any]:
    """What it can say out of the registers, and by what that stands; nothing where they do not."""
    draw = DRAWN.get(one.kind)
    facts = draw(act, one) if draw else ""
    return {"facts": facts, "basis": BASIS} if facts else {}


def _kinship(act: Act, one: Certificate) -> str:
    """Two of one household, each as the booklet has him to its head."""
    if one.other_id is None:
        return ""
    there = {r.household: r for r in _stays(act, one.person_id) if _lives_in(r)}
    for other in _stays(act, one.other_id):
        same = there.get(other.household)
        if same and _lives_in(other) and same.place_id == other.place_id:
            return _of_household(act, same, other)
    return ""


def _of_household(act: Act, one: Resident, other: Resident) -> str:
    names = {r.id: _person(act, r.person_id).name for r in (one, other)}
    said = (f"{names[r.id]}{_to_head(r)}" for r in (one, other))
    for each in (one, other):
        act.show(RESIDENTS.name, each.id)
    return f"登记为同一户（户号{one.household}）：{'，'.join(said)}。"


def _to_head(one: Resident) -> str:
    if one.relation_to_head == HEAD:
        return "系户主"
    return f"与户主关系为“{codes.label('relation', one.relation_to_head or '')}”"


def _lives_in(one: Resident) -> bool:
    return bool(one.until is None and one.household and one.relation_to_head)


def _cancelled(act: Act, one: Certificate) -> str:
    ended = [r for r in _stays(act, one.person_id) if r.until and r.end_reason in DEREGISTERED]
    if not ended:
        return ""
    last = max(ended, key=lambda r: (r.until, r.row))
    act.show(RESIDENTS.name, last.id)
    why = codes.label("end_reason", last.end_reason or "")
    return f"其户口已于{day(last.until)}因{why}注销。"


def _amended(act: Act, one: Certificate) -> str:
    person = _person(act, one.person_id)
    return f"姓名由“{person.former_name}”变更为“{person.name}”。" if person.former_name else ""


def _identity(act: Act, one: Certificate) -> str:
    person = _person(act, one.person_id)
    if not person.id_number:
        return ""
    home = f"，户籍地址{person.hukou_address}" if person.hukou_address else ""
    return f"经核对，其姓名、公民身份号码与登记一致{home}。"


def _death(act: Act, one: Certificate) -> str:
    person = _person(act, one.person_id)
    return f"其于{day(person.died_on)}死亡，系非正常死亡。" if person.died_on else ""


DRAWN: Mapping[str, Callable[[Act, Certificate], str]] = {
    "kinship": _kinship,
    "cancelled": _cancelled,
    "amended": _amended,
    "temporary_identity": _identity,
    "unnatural_death": _death,
}


def _stays(act: Act, person: UUID) -> Sequence[Resident]:
    mine = Resident.person_id.in_(references.family(act.session, person))
    return act.all(select(Resident).where(mine, Resident.withdrawn_at.is_(None)))


def _person(act: Act, id: UUID) -> Person:
    return cast(Person, act.load(PEOPLE, id))
