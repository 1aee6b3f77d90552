"""What heads every paper of community correction (文书共同栏目), and a form in ten lines.

    def warning_decision(gathering: Gathering, id: UUID) -> Filled:
        '''警告决定书.'''
        sanction = gathering.one(Sanction, SANCTIONS, id)
        case = case_of(gathering, sanction.supervision_id)
        return Filled(
            sanction.id,
            (
                head(case, number=sanction.document_number),
                Paragraph(f"{case.person.name}：", indent=""),
                Paragraph(sanction.facts, title=Text("事实及依据")),
                Signatures((Text("被警告人（签收）"),), stamp=case.county),
            ),
        )

    FORMS = (correction_form(warning_decision, "警告决定书", "sanctions", keepers=(A, B)),)

`registers.FORMS` takes FORMS in. The form's name is that of the function. `head` is a block as any
other: rows of your own go below it as `head(case, number=…, more=((Cell(…), …),))`, three columns
wide. For a stub begin the blocks with `stub(case, number, (Cell(…), …))`, for a receipt end them
with `Receipt`. Labels are `Text("…")`, never translated: by them a county's template finds what
goes into its fields, so give each value a label of its own. Where something is missing raise
`Refused` in words. Who is a minor is noted by `case_of`; printing then asks why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from station_app.access.justice_home import OFFICE
from station_app.core.texts import Shown, Text
from station_app.corrections import rules
from station_app.corrections.intake_records import Injunction
from station_app.corrections.intake_register import INJUNCTIONS
from station_app.corrections.records import Supervision
from station_app.corrections.register import CORRECTIONS
from station_app.people.forms import number as id_number
from station_app.people.forms import sex
from station_app.people.records import Person
from station_app.people.register import PEOPLE
from station_app.places.records import Place
from station_app.places.register import PLACES
from station_app.printing.forms import Filled, Gathering, Printable, day, of_every, on_paper
from station_app.printing.parts import UNCHECKED, Cell, Form, Grid, Stub

Fill = Callable[[Gathering, UUID], Filled]
CellRow = tuple[Cell, ...]
LABEL = 26  # mm
HEAD = (  # what `head` says, for who loads a template before there is a record
    *("文号", "姓名", "性别", "出生日期", "证件号码", "矫正类别", "户籍地", "执行地（现住址）"),
    *("罪名", "原判刑罚", "附加刑", "矫正期限", "禁止令", "决定机关", "决定文书号"),
)
UNNUMBERED = "（20　　）　　　矫　　　字第　　　号"
WORKER, SUBJECT = Text("社区矫正工作人员"), Text("社区矫正对象")
OUR_FILE, THEIRS = Text("社区矫正机构存档"), Text("社区矫正对象")
TITLES: dict[str, str] = {}  # form → title, of all that `correction_form` made


@dataclass(frozen=True, slots=True)
class Case:
    """One supervision with what heads its papers."""

    one: Supervision
    person: Person
    line: str  # where he lives
    injunctions: str
    station: str  # this home, as papers name it

    @property
    def county(self) -> str:
        """执行地县级社区矫正机构, which decides and seals; where none is named, this home."""
        return self.one.executing_county or self.station

    @property
    def office(self) -> str:
        """受委托的司法所."""
        return self.one.entrusted_office or self.station


def case_of(gathering: Gathering, id: UUID) -> Case:
    """`id` is of the record in `corrections`. Raises Absent."""
    one = gathering.one(Supervision, CORRECTIONS, id)
    gathering.secret |= rules.is_secret(one)
    line = gathering.one(Place, PLACES, one.place_id).line if one.place_id else ""
    return Case(
        one,
        gathering.one(Person, PEOPLE, one.person_id),
        line or "",
        _injunctions(gathering, one),
        gathering.view.station,
    )


def head(case: Case, *, number: str | None = None, more: Iterable[CellRow] = ()) -> Grid:
    """The common block. `number` is the 文号 as typed, `（20XX）X矫XX字第X号`."""
    one, person = case.one, case.person
    rows: tuple[CellRow, ...] = (
        (Cell(Text("文号"), numbered(number), span=3, by_hand=not number),),
        (
            Cell(Text("姓名"), person.name),
            Cell(Text("性别"), sex(person)),
            Cell(Text("出生日期"), day(person.birth)),
        ),
        (
            Cell(Text("证件号码"), id_number(person), span=2),
            Cell(Text("矫正类别"), shown(one, "category")),
        ),
        (Cell(Text("户籍地"), person.hukou_address or "", span=3),),
        (Cell(Text("执行地（现住址）"), case.line, span=3),),
        (
            Cell(Text("罪名"), one.crime or ""),
            Cell(Text("原判刑罚"), one.sentence or "", span=2),
        ),
        (
            Cell(Text("附加刑"), one.additional or ""),
            Cell(Text("矫正期限"), term(one.start, one.end), span=2),
        ),
        (Cell(Text("禁止令"), case.injunctions, span=3, lines=2 if case.injunctions else 1),),
        (
            Cell(Text("决定机关"), one.deciding_organ),
            Cell(Text("决定文书号"), one.document_number, span=2),
        ),
    )
    return Grid(3, (*rows, *more), label=LABEL)


def stub(case: Case, number: str | None, *rows: CellRow) -> Stub:
    """存根: the number, who, what category and term, then rows of your own, two columns wide."""
    one = case.one
    own: tuple[CellRow, ...] = (
        (
            Cell(Text("姓名"), case.person.name),
            Cell(Text("证件号码"), id_number(case.person)),
        ),
        (
            Cell(Text("矫正类别"), shown(one, "category")),
            Cell(Text("矫正期限"), term(one.start, one.end)),
        ),
    )
    return Stub((Grid(2, (*own, *rows), label=LABEL),), number=numbered(number))


def correction_form(
    fill: Fill,
    title: str,
    register: str,
    *,
    keepers: tuple[Text, ...] = (),
    roles: frozenset[str] = OFFICE,
    only: Callable[[Any], bool] = of_every,
) -> Printable:
    """`register` is that of the record the form is printed from; two keepers and more: copies."""
    TITLES[fill.__name__] = title
    form = Form(fill.__name__, Text(title), register, marks=(UNCHECKED,), keepers=keepers)
    return Printable(form=form, fill=fill, roles=roles, only=only, says=HEAD)


def numbered(typed: str | None) -> str:
    """The number as typed, or the gaps in which it is written by hand."""
    return typed or UNNUMBERED


def term(since: date | None, until: date | None) -> str:
    """From and to, as papers write it."""
    if since is None or until is None:
        return f"自{day(since)}起" if since else ""
    return f"{day(since)}至{day(until)}"


def shown(one: Any, name: str) -> Shown:
    """A field of the supervision as a paper writes it."""
    return on_paper(CORRECTIONS[name].kind, getattr(one, name))


def _injunctions(gathering: Gathering, one: Supervision) -> str:
    """禁止令, each with its own dates."""
    mine = select(Injunction).where(
        Injunction.supervision_id == one.id, Injunction.withdrawn_at.is_(None)
    )
    found = gathering.view.all(mine.order_by(Injunction.start, Injunction.row))
    gathering.saw(INJUNCTIONS, found)
    return "；".join(f"{each.content}（{term(each.start, each.end)}）" for each in found)
