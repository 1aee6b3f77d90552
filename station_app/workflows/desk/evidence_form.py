"""接受证据清单: one list of what was handed in, for who gave it and for the file (程 64)."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from station_app.access.roles import OFFICERS
from station_app.calls.evidence_register import EVIDENCE
from station_app.calls.records import Call, Evidence
from station_app.calls.register import CALLS
from station_app.cases.records import Case
from station_app.cases.register import CASES
from station_app.core.texts import Shown, Text
from station_app.people.records import Person
from station_app.people.register import PEOPLE
from station_app.printing.forms import Filled, Gathering, Printable, cells
from station_app.printing.parts import DRAFT, Cell, Column, Form, Grid, Rows, Signatures
from station_app.workflows.desk.call_forms import SECRET

THING = ("name", "quantity", "features", "remarks")
WIDTHS = (2, 1, 3, 1.5)


def evidence_list(gathering: Gathering, id: UUID) -> Filled:
    """All things of the list on which this one stands."""
    one = gathering.one(Evidence, EVIDENCE, id)
    alike = select(Evidence).where(Evidence.number == one.number, Evidence.withdrawn_at.is_(None))
    things = gathering.view.all(alike.order_by(Evidence.row))
    gathering.saw(EVIDENCE, things)
    call = gathering.one(Call, CALLS, one.call_id) if one.call_id else None
    case = gathering.one(Case, CASES, one.case_id) if one.case_id else None
    of = (
        (Cell(CASES["title"].label, case.title), Cell(CASES["number"].label, case.number))
        if case
        else (
            Cell(CALLS["number"].label, call.number if call else ""),
            *cells(EVIDENCE, one, "received_at"),
        )
    )
    giver = Cell(EVIDENCE["from_id"].label, _giver(gathering, one, call))
    head = Grid(2, (of, (giver, Cell(EVIDENCE["number"].label, one.number))), label=26)
    table = Rows(
        (
            Column(Text("编号"), 0.6),
            *(
                Column(EVIDENCE[name].label, width)
                for name, width in zip(THING, WIDTHS, strict=True)
            ),
        ),
        tuple(
            (str(n), *(getattr(each, name) for name in THING))
            for n, each in enumerate(things, start=1)
        ),
        least=6,
    )
    bound = (Text("提交人"), Text("保管人"), Text("办案民警"), Text("办案民警"))
    signed = Signatures(bound, stamp=gathering.view.station)
    return Filled(one.id, (head, table, signed))


def _giver(gathering: Gathering, one: Evidence, call: Call | None) -> Shown:
    """Who asked to stay unknown stands on no paper (程 63)."""
    if call is not None and call.secret:
        return SECRET
    if one.from_id:
        return gathering.one(Person, PEOPLE, one.from_id).name
    return one.from_said


FORMS = (
    Printable(
        form=Form(
            "evidence_list",
            Text("接受证据清单"),
            EVIDENCE.name,
            marks=(DRAFT,),
            keepers=(Text("附卷"), Text("交提交人")),
        ),
        fill=evidence_list,
        roles=OFFICERS,
    ),
)
