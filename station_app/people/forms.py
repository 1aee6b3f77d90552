"""A person as forms print him. 民族 stands only where a statutory form asks for it."""

from __future__ import annotations

from datetime import date

from station_app.core.kinds import Documents, IdNumber
from station_app.core.show import mask
from station_app.core.texts import Shown, Text
from station_app.identity import codes
from station_app.people.records import Person
from station_app.people.register import PEOPLE
from station_app.printing.forms import cells, day, on_paper
from station_app.printing.parts import Cell


def sex(person: Person) -> Shown:
    return on_paper(PEOPLE["sex"].kind, person.sex)


def phones(person: Person) -> Shown:
    return on_paper(PEOPLE["phone"].kind, person.phone)


def number(person: Person) -> str:
    """The citizen's number, or else the first other document with its kind."""
    if person.id_number or not person.documents:
        return person.id_number or ""
    first = person.documents[0]
    return f"{codes.label('certificate_type', first['type'])} {first['number']}"


def shortened(person: Person) -> Shown:
    """The same as lists show it: on a paper that is carried about."""
    if person.id_number:
        return mask(IdNumber(), person.id_number)
    return mask(Documents(), person.documents[:1])


def papers(person: Person) -> tuple[Cell, ...]:
    """The document somebody from abroad stays on: kind, number, valid until."""
    first = person.documents[0] if person.documents else {}
    until = first.get("until")
    kind = codes.label("certificate_type", first["type"]) if first else ""
    return (
        Cell(Text("证件种类"), kind),
        Cell(Text("证件号码"), first.get("number") or person.id_number or ""),
        Cell(Text("证件有效期至"), day(date.fromisoformat(until)) if until else ""),
    )


def who(person: Person) -> tuple[Cell, ...]:
    """The first row of most forms, on three columns."""
    return cells(PEOPLE, person, "name", "sex", "birth")
