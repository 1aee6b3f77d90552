"""涉案财物清单: what was taken of one person at one time, for him and for the file."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from station_app.access.roles import OFFICERS
from station_app.cases.records import Case
from station_app.cases.register import CASES
from station_app.core.texts import Shown, Text
from station_app.people.forms import number as id_number
from station_app.people.records import Person
from station_app.people.register import PEOPLE
from station_app.printing.forms import Filled, Gathering, Printable, cells, on_paper
from station_app.printing.parts import (
    DRAFT,
    Cell,
    Column,
    Form,
    Grid,
    Rows,
    Signatures,
)
from station_app.property.records import Item
from station_app.property.register import PROPERTY

LABEL = 26  # mm
BOUND = Text("办案民警")


def property_list(gathering: Gathering, id: UUID) -> Filled:
    """One list of all that stands on it with this thing; numbered by the first of them."""
    item = gathering.one(Item, PROPERTY, id)
    items = _together(gathering, item)
    first = items[0]
    whose, number = _owner(gathering, first)
    case = gathering.one(Case, CASES, first.case_id) if first.case_id else None
    head = Grid(
        2,
        (
            (
                Cell(CASES["title"].label, case.title if case else ""),
                Cell(CASES["number"].label, case.number if case else ""),
            ),
            (Cell(Text("持有人"), whose), Cell(Text("证件号码"), number)),
            (
                *cells(PROPERTY, first, "kind"),
                Cell(PROPERTY["list_number"].label, first.list_number or first.number),
            ),
            cells(PROPERTY, first, "taken_at", "taken_where"),
            cells(PROPERTY, first, "decision_number", "recorder"),
        ),
        label=LABEL,
    )
    things = Rows(
        (
            Column(Text("编号"), 0.6),
            Column(PROPERTY["name"].label, 2),
            Column(PROPERTY["quantity"].label, 1),
            Column(PROPERTY["features"].label, 3),
            Column(PROPERTY["bag"].label, 1.4),
        ),
        tuple(
            (str(n), one.name, one.quantity, one.features, one.bag or "")
            for n, one in enumerate(items, start=1)
        ),
        least=6,
    )
    signed = (Text("持有人"), Text("见证人"), BOUND, BOUND, Text("保管人"))
    witness = Grid(1, (cells(PROPERTY, first, "witness"),), label=LABEL)
    station = gathering.view.station
    return Filled(first.id, (head, things, witness, Signatures(signed, stamp=station)))


def _together(gathering: Gathering, item: Item) -> Sequence[Item]:
    """What has the number of its list; without one what was taken with it of the same person."""
    alike = (
        (Item.list_number == item.list_number, Item.case_id == item.case_id)
        if item.list_number
        else (
            Item.list_number.is_(None),
            Item.case_id == item.case_id,
            Item.kind == item.kind,
            Item.taken_at == item.taken_at,
            Item.owner_id == item.owner_id,
            Item.owner_said == item.owner_said,
        )
    )
    found = gathering.view.all(
        select(Item).where(Item.withdrawn_at.is_(None), *alike).order_by(Item.row)
    )
    gathering.saw(PROPERTY, found)
    return found


def _owner(gathering: Gathering, item: Item) -> tuple[Shown, str]:
    if item.owner_id:
        person = gathering.one(Person, PEOPLE, item.owner_id)
        return person.name, id_number(person)
    return item.owner_said or on_paper(PROPERTY["owner_role"].kind, item.owner_role), ""


FORMS = (
    Printable(
        form=Form(
            "property_list",
            Text("涉案财物清单"),
            "property",
            marks=(DRAFT,),
            keepers=(Text("附卷"), Text("交持有人")),
        ),
        fill=property_list,
        roles=OFFICERS,
    ),
)
