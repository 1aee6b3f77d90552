"""Papers of a call: its registration, and the receipt that who reports takes along."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import select

from station_app.access.roles import OFFICERS
from station_app.calls.phones import telephones
from station_app.calls.records import Call, CallPerson
from station_app.calls.register import CALL_PEOPLE, CALLS
from station_app.core.errors import Refused
from station_app.core.show import show
from station_app.core.texts import Shown, Text, _
from station_app.people.records import Person
from station_app.people.register import PEOPLE
from station_app.places.records import Place
from station_app.places.register import PLACES
from station_app.printing.forms import Filled, Gathering, Printable, cells, on_paper
from station_app.printing.parts import (
    INTERNAL,
    Cell,
    Column,
    Form,
    Grid,
    Notice,
    Paragraph,
    Rows,
    Signatures,
)

SECRET = Text("（要求保密）")


def _caller(gathering: Gathering, call: Call) -> Shown:
    """Who asked to stay unknown stands on no paper (程 63)."""
    if call.secret:
        return SECRET
    if call.caller_id:
        return gathering.one(Person, PEOPLE, call.caller_id).name
    return call.caller_said or ""


def _place(gathering: Gathering, call: Call) -> str:
    line = gathering.one(Place, PLACES, call.place_id).line if call.place_id else ""
    return "　".join(filter(None, (line, call.place_said)))


def registration(gathering: Gathering, id: UUID) -> Filled:
    """接处警登记表: from the report to what came of it."""
    call = gathering.one(Call, CALLS, id)
    grid = Grid(
        3,
        (
            cells(CALLS, call, "number", "channel", number=2),
            (
                *cells(CALLS, call, "external_number"),
                Cell(CALLS["caller_id"].label, _caller(gathering, call)),
                *cells(CALLS, call, "caller_phone"),
            ),
            cells(CALLS, call, "reported_at", "taken_at", "dispatched_at"),
            cells(CALLS, call, "set_out_at", "arrived_at", "answered_at"),
            (
                Cell(CALLS["place_id"].label, _place(gathering, call), span=2),
                *cells(CALLS, call, "category"),
            ),
            (Cell(CALLS["facts"].label, call.facts, span=3, lines=5),),
            cells(CALLS, call, "officer", "second", "auxiliaries"),
            cells(CALLS, call, "recorder", "recorded_from", "recorded_until"),
            (Cell(CALLS["course"].label, call.course, span=3, lines=5),),
            (*cells(CALLS, call, "losses", losses=2), *cells(CALLS, call, "foreign")),
            (*cells(CALLS, call, "disposal", "disposed_at"), _repeat(gathering, call)),
            cells(CALLS, call, "transferred_to", "case_number", case_number=2),
        ),
        label=24,
    )
    people = Rows(
        (Column(Text("身份"), 1), Column(Text("人员、车辆、物品"), 4)),
        tuple(_people(gathering, call)),
        least=2,
        title=Text("涉及的人员、车辆、物品"),
    )
    return Filled(call.id, (grid, people, Signatures((Text("处警民警"), Text("审核人")))))


def _repeat(gathering: Gathering, call: Call) -> Cell:
    first = gathering.one(Call, CALLS, call.repeat_of).number if call.repeat_of else ""
    return Cell(CALLS["repeat_of"].label, first)


def _people(gathering: Gathering, call: Call) -> Iterator[tuple[Shown, ...]]:
    query = select(CallPerson).where(
        CallPerson.call_id == call.id,
        CallPerson.withdrawn_at.is_(None),
        CallPerson.secret.is_not(True),
    )
    found = gathering.view.all(query.order_by(CallPerson.row))
    gathering.saw(CALL_PEOPLE, found)
    persons = gathering.each(Person, PEOPLE, [one.person_id for one in found if one.person_id])
    for one in found:
        name = persons[one.person_id].name if one.person_id else ""
        said = "　".join(filter(None, (name, one.said)))
        yield (show(CALL_PEOPLE["role"].kind, one.role), said)


def is_receipted(call: Call) -> bool:
    return call.query_code is not None


def receipt(gathering: Gathering, id: UUID) -> Filled:
    """接报案回执 (接报案与立案工作规定): given at once; what to ask by, where to complain."""
    call = gathering.one(Call, CALLS, id)
    if not is_receipted(call):
        raise Refused(_("只有当面报案的才有接报案回执"))
    reporter = _caller(gathering, call)
    at = on_paper(CALLS["reported_at"].kind, call.reported_at)
    code = f"{call.query_code[:4]}-{call.query_code[4:]}" if call.query_code else ""
    station, call_us = gathering.view.station, telephones(gathering.view)
    office = Cell(Text("联系电话"), call_us.office, by_hand=not call_us.office)
    grid = Grid(
        2,
        (
            (Cell(CALLS["number"].label, call.number), Cell(Text("报案人"), reporter)),
            (Cell(Text("报案时间"), at), Cell(Text("接报民警"), call.officer or "")),
            (Cell(CALLS["facts"].label, call.facts, span=2, lines=4),),
            (Cell(CALLS["query_code"].label, code), office),
        ),
        label=24,
    )
    return Filled(
        call.id,
        (
            Paragraph(_("{reporter}：", reporter=reporter or Text("报案人")), indent=""),
            Paragraph(_("你于{at}向{station}报案（求助），已经登记。", at=at, station=station)),
            grid,
            Paragraph(Text("凭本回执上的查询码，可以到接报案的派出所查询办理情况。")),
            Paragraph(_("对接报案工作有意见的，可以拨打{phone}投诉。", phone=call_us.complaints)),
            Signatures((Text("接报民警"), Text("报案人")), stamp=station),
            Notice(Text("本回执不是受案、立案的凭证；请妥善保管查询码，勿告知他人。")),
        ),
    )


FORMS = (
    Printable(
        form=Form("call_form", Text("接处警登记表"), "calls", marks=(INTERNAL,)),
        fill=registration,
        roles=OFFICERS,
    ),
    Printable(
        form=Form(
            "reception_receipt",
            Text("接报案回执"),
            "calls",
            keepers=(Text("派出所存档"), Text("报案人")),
        ),
        fill=receipt,
        roles=OFFICERS,
        only=is_receipted,
    ),
)
