"""社区走访记录 of a visit, and the receipt that who wrote or came takes along (受理回执)."""

from __future__ import annotations

from uuid import UUID

from station_app.access.roles import POLICE
from station_app.calls.phones import telephones
from station_app.core.errors import Refused
from station_app.core.show import show
from station_app.core.texts import Shown, Text, _
from station_app.letters import rules as letter_rules
from station_app.letters.records import Letter
from station_app.letters.register import LETTERS
from station_app.matters.register import MATTERS
from station_app.matters.service import of_visit
from station_app.people.records import Person
from station_app.people.register import PEOPLE
from station_app.places.records import Place
from station_app.places.register import PLACES
from station_app.printing.forms import Filled, Gathering, Printable, cells, day
from station_app.printing.parts import (
    INTERNAL,
    UNCHECKED,
    Cell,
    Column,
    Form,
    Grid,
    Notice,
    Paragraph,
    Rows,
    Signatures,
)
from station_app.visits.records import TOPICS, Visit
from station_app.visits.register import VISITS

LABEL = 26  # mm


def _met(gathering: Gathering, visit: Visit) -> str:
    name = gathering.one(Person, PEOPLE, visit.met_id).name if visit.met_id else ""
    return "　".join(filter(None, (name, visit.met_said)))


def _place(gathering: Gathering, visit: Visit) -> str:
    line = gathering.one(Place, PLACES, visit.place_id).line if visit.place_id else ""
    return "　".join(filter(None, (line, visit.place_said)))


def _topics(visit: Visit) -> str:
    kind = VISITS["topic"].kind
    told = (getattr(visit, name) for name in TOPICS)
    return "、".join(str(show(kind, code)) for code in told if code)


def record(gathering: Gathering, id: UUID) -> Filled:
    """社区走访记录: whom, with whose consent, what about, and what was asked."""
    visit = gathering.one(Visit, VISITS, id)
    grid = Grid(
        2,
        (
            cells(VISITS, visit, "number", "at"),
            (Cell(VISITS["met_id"].label, _met(gathering, visit), span=2),),
            (Cell(VISITS["place_id"].label, _place(gathering, visit), span=2),),
            cells(VISITS, visit, "officer", "companions"),
            cells(VISITS, visit, "into_home", "consent"),
            cells(VISITS, visit, "consent_by", consent_by=2),
            (Cell(VISITS["topic"].label, _topics(visit), span=2),),
            cells(VISITS, visit, "leaflet", "card_left"),
            (Cell(VISITS["found"].label, visit.found, span=2, lines=6),),
        ),
        label=LABEL,
    )
    asked = of_visit(gathering.view, visit.id)
    gathering.saw(MATTERS, asked)
    lines: tuple[tuple[Shown, ...], ...] = tuple(
        (one.number, show(MATTERS["kind"].kind, one.kind), one.title) for one in asked
    )
    asks = Rows(
        (Column(Text("诉求编号"), 2), Column(Text("类别"), 1), Column(Text("事项"), 3)),
        lines,
        least=2,
        title=Text("群众诉求"),
    )
    return Filled(visit.id, (grid, asks, Signatures((Text("走访民警"), Text("被走访人")))))


def receipt(gathering: Gathering, id: UUID) -> Filled:
    """受理回执: what was taken up, by when it is answered, and whom to ask."""
    letter = gathering.one(Letter, LETTERS, id)
    gathering.secret |= bool(letter.secret)
    if letter.accepted_on is None:
        raise Refused(_("已受理的来信来访才有受理回执"))
    name = gathering.one(Person, PEOPLE, letter.from_id).name if letter.from_id else ""
    who = name or letter.from_said or ""
    view = gathering.view
    last = letter.until or view.stamp.terms.due("letter_answer", letter.accepted_on).due_on
    office = telephones(view).office
    grid = Grid(
        2,
        (
            (Cell(LETTERS["number"].label, letter.number), *cells(LETTERS, letter, "way")),
            cells(LETTERS, letter, "on", "accepted_on"),
            cells(LETTERS, letter, "title", title=2),
            (
                *cells(LETTERS, letter, "handler"),
                Cell(Text("联系电话"), office, by_hand=not office),
            ),
        ),
        label=LABEL,
    )
    told = _(
        "你于{on}反映的事项，我所已于{accepted}受理，将在{last}以前答复。",
        on=day(letter.on),
        accepted=day(letter.accepted_on),
        last=day(last),
    )
    return Filled(
        letter.id,
        (
            Paragraph(_("{who}：", who=who or Text("来信来访人")), indent=""),
            Paragraph(told),
            grid,
            Signatures((Text("承办民警"), Text("来信来访人")), stamp=view.station),
            Notice(Text("请妥善保管本回执，可以凭登记编号查询办理情况。")),
        ),
    )


FORMS = (
    Printable(
        form=Form("community_visit", Text("社区走访记录"), "visits", marks=(INTERNAL,)),
        fill=record,
        roles=POLICE,
    ),
    Printable(
        form=Form("letter_receipt", Text("来信来访受理回执"), "letters", marks=(UNCHECKED,)),
        fill=receipt,
        roles=POLICE,
        only=letter_rules.is_receipted,
    ),
)
