"""询问笔录 (程 77): numbered pages that the questioned signs one by one, guardian and interpreter
at the end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

from station_app.access.roles import OFFICERS
from station_app.cases.records import Case
from station_app.cases.register import CASES
from station_app.core.texts import Shown, Text, _
from station_app.people.forms import number, phones, who
from station_app.people.records import Person
from station_app.people.register import PEOPLE
from station_app.printing.forms import Filled, Gathering, Printable, cells
from station_app.printing.parts import DRAFT, Block, Cell, Form, Grid, Paragraph, Signatures
from station_app.statements.records import ALOUD, UNSIGNED, Statement
from station_app.statements.register import STATEMENTS

CHINA = "CHN"
SIGNS = Text("被询问人（签名、捺指印）")
READ = Text("以上笔录我看过，和我说的相符。")
HEARD = Text("以上笔录向我宣读过，和我说的相符。")
SILENT = Text("（由被询问人核对后写明：以上笔录我看过〔向我宣读过〕，和我说的相符。）")


def statement(gathering: Gathering, id: UUID) -> Filled:
    one = gathering.one(Statement, STATEMENTS, id)
    case = gathering.one(Case, CASES, one.case_id)
    person = gathering.one(Person, PEOPLE, one.person_id)
    blocks: tuple[Block, ...] = (
        Grid(3, (*_when(one, case), *_who(one, person), *_beside(one)), label=24),
        Paragraph(one.body, indent=""),
        Paragraph(_read(one)),
        Signatures(tuple(_signing(one))),
    )
    return Filled(one.id, blocks)


def _when(one: Statement, case: Case) -> Iterator[tuple[Cell, ...]]:
    said = cells(STATEMENTS, one, "since", "nth")
    yield (Cell(CASES["title"].label, case.title, 2), *cells(CASES, case, "number"))
    yield (*said[:1], *_later(one, "until"), *said[1:])
    yield cells(STATEMENTS, one, "place", "role", place=2)
    yield cells(STATEMENTS, one, "officer", "second", "recorder")
    yield cells(STATEMENTS, one, "standard_place", "recorded", "remote")


def _who(one: Statement, person: Person) -> Iterator[tuple[Cell, ...]]:
    """A past is not looked up: what he says of it is written in, by hand where nobody typed it."""
    yield who(person)
    yield (
        Cell(Text("证件种类及号码"), number(person), 2),
        Cell(PEOPLE["phone"].label, phones(person)),
    )
    yield (*cells(PEOPLE, person, "hukou_address", hukou_address=3),)
    yield cells(STATEMENTS, one, "address", address=3)
    yield (
        Cell(PEOPLE["employer"].label, person.employer or "", 2),
        *_later(one, "deputy"),
    )
    past = STATEMENTS["penalties"]
    yield (Cell(past.label, one.penalties or "", 3, lines=2, by_hand=True),)
    yield _later(one, "arrived_at", "left_at", "rights_shown")
    if one.meals:
        yield (Cell(STATEMENTS["meals"].label, one.meals, 3, lines=2),)
    if person.nationality not in (None, CHINA) or one.visa:
        yield (*cells(PEOPLE, person, "nationality"), *cells(STATEMENTS, one, "visa", visa=2))
        yield cells(STATEMENTS, one, "entered_on", "entry_reason", entry_reason=2)


def _later(one: Statement, *names: str) -> tuple[Cell, ...]:
    """What is not known yet is written in when it is, so it is not struck."""
    return tuple(replace(cell, by_hand=True) for cell in cells(STATEMENTS, one, *names))


def _beside(one: Statement) -> Iterator[tuple[Cell, ...]]:
    """Only what there is: a guardian or why nobody came, who helped to understand, a sample."""
    for name in ("guardian", "guardian_absent"):
        if getattr(one, name):
            yield cells(STATEMENTS, one, name, **{name: 3})
    if one.helper:
        yield cells(STATEMENTS, one, "helper_kind", "helper", helper=2)
    if one.sample:
        yield cells(STATEMENTS, one, "sample", "sample_consent", sample=2)


def _read(one: Statement) -> Shown:
    """What the questioned says of it at the end, or that he would not sign."""
    if one.signing == UNSIGNED:
        return _("被询问人拒绝签名、捺指印：{why}", why=one.refusal or "")
    if one.reading is None:
        return SILENT
    return HEARD if one.reading == ALOUD else READ


def _signing(one: Statement) -> Iterator[Text]:
    yield Text("被询问人")
    if one.guardian:
        yield Text("监护人（到场的成年人）")
    if one.helper:
        yield Text("翻译人员")
    yield Text("询问人")
    yield Text("记录人")


FORMS = (
    Printable(
        form=Form(
            "statement",
            Text("询问笔录"),
            "statements",
            marks=(DRAFT,),
            each_page=(SIGNS,),
        ),
        fill=statement,
        roles=OFFICERS,
    ),
)
