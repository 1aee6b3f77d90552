"""What a record page shows, read on the database thread. No widgets here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from station_app.access import records
from station_app.access.free_looks import asks_why
from station_app.access.opening import Apart, Opened, open_record
from station_app.core.errors import Absent
from station_app.core.kinds import Day, FormOnly, Moment, Picture, Ref, Words
from station_app.core.records import Record
from station_app.core.register import Field, Merge, Register
from station_app.core.show import mask, show
from station_app.core.texts import Shown, Text, _
from station_app.corrections.register import CORRECTIONS
from station_app.hazards.records import CLOSED, Hazard, Recheck
from station_app.hazards.register import HAZARDS, RECHECKS
from station_app.housing.records import HousePhoto
from station_app.inspections.records import Headcount, Inspection
from station_app.inspections.register import HEADCOUNTS, INSPECTIONS
from station_app.notes.service import Noted, notes_of
from station_app.registers import FORMS
from station_app.residents.records import Resident
from station_app.residents.service import booklet_order
from station_app.storage.references import Link
from station_app.sync.marks import Marks
from station_app.tenancies.records import Tenancy
from station_app.tenancies.register import TENANCIES
from station_app.workflows import papers
from station_app.workflows.agenda import Item, owed_by
from ui.exchange.beside import NONE, marked
from ui.kit.text import words
from ui.pages.pictures import Pictured, pictures
from ui.pages.work import Work

# called by whom and where, or by what they found or show
NAMELESS = (
    *("residents", "tenancies", "inspections", "hazards"),
    *("rechecks", "house_photos", "headcounts"),
)

LETTING = ("housing", "tenancies")  # whose page leads on to those it names


@dataclass(frozen=True, slots=True)
class Value:
    field: Field
    shown: Shown
    masked: bool


@dataclass(frozen=True, slots=True)
class Linked:
    """One record that belongs to the one shown."""

    register: str
    id: UUID
    texts: tuple[Shown, ...]  # what, how, since and until
    over: bool


@dataclass(frozen=True, slots=True)
class Reading:
    title: str
    values: list[Value]
    record: Record | None = None  # None: nobody has said why they want to know
    links: list[Linked] = field(default_factory=list)
    elsewhere: Mapping[str, int] = field(default_factory=dict)  # register → how many
    pictures: list[Pictured] = field(default_factory=list)
    merged: bool = False  # other entries are read as this one
    apart: list[tuple[Apart, str]] = field(default_factory=list)  # found not to be, by name
    papers: list[papers.Line] = field(default_factory=list)  # printed of it, the last first
    owed: list[Item] = field(default_factory=list)
    noted: list[Noted] = field(default_factory=list)  # the last first
    marks: Marks = NONE  # of the exchange with the county


def masked(work: Work, register: Register, id: UUID) -> Reading:
    """The line of the list, before a purpose is given."""
    with work.desk.view(f"list:{register.name}") as view:
        lines = records.lines(view, register, [id])
    if not lines:
        raise Absent(_("没有这条记录，或已作废"))
    values = [
        Value(register[name], shown, True)
        for name, shown in zip(register.columns, lines[0].texts, strict=True)
    ]
    return Reading(words(lines[0].texts[0]), values)


def sampled(work: Work) -> bool:
    """Whether the next free look-up is to be explained."""
    with work.desk.view("explain-look") as view:
        return asks_why(view)


def full(work: Work, register: Register, id: UUID) -> Reading:
    """All of it, under the purpose of the work in hand; one event says what was seen."""
    read = _opened(work, register, id)
    owed = _owed(work, [id, *(link.id for link in read.links)])
    return replace(read, owed=owed, marks=marked(work, id))


def _owed(work: Work, ids: list[UUID]) -> list[Item]:
    """What the record and all that belongs to it still have to have done."""
    if not work.may("agenda"):
        return []
    with work.desk.view("agenda") as view:
        return owed_by(view, ids)


def _opened(work: Work, register: Register, id: UUID) -> Reading:
    right = f"show:{register.name}"
    opened, noted = work.seen(
        right,
        lambda act: (
            open_record(act, register, id, through=_through(work)),
            notes_of(act, register, id),
        ),
    )
    record = opened.seen.record
    values = list(_values(register, record, opened.seen.masked, opened.titles))
    title = _title(register, record, opened.titles)
    links = [*_pointed(work, register, record, opened), *_linked(work, register, opened)]
    shown = pictures(work, record, (*opened.ends.values(), *(one.note for one in noted)))
    apart = [(one, opened.titles.get(one.other, "…")) for one in opened.apart]
    rest = opened.counted, shown, opened.merged, apart, _papers(work, id)
    return Reading(title, values, record, links, *rest, noted=noted)


def _title(register: Register, record: Record, names: Mapping[UUID, str]) -> str:
    """What it is called by may be somebody or something it points at."""
    subject = ("person_id",) if isinstance(record, Resident) else register.subject
    named = next((name for name in subject if getattr(record, name)), subject[0])
    kind, value = register[named].kind, getattr(record, named)
    return names.get(value, "…") if isinstance(kind, Ref) else words(show(kind, value))


def _papers(work: Work, id: UUID) -> list[papers.Line]:
    if not work.may("papers"):
        return []
    with work.desk.view("papers") as view:
        return papers.papers_of(view, FORMS, id)


def _values(
    register: Register, record: Record, hidden: Iterable[str], names: Mapping[Any, str]
) -> Iterator[Value]:
    for each in register.fields:
        value = getattr(record, each.name)
        derived = each.merge is Merge.DERIVED and each.group is None  # said by its parts
        if value in (None, "", []) or derived or isinstance(each.kind, Picture):
            continue
        held_back = each.name in hidden
        if isinstance(each.kind, Ref):
            yield Value(each, names.get(value) or "…", held_back)
        elif held_back and isinstance(each.kind, FormOnly):
            yield Value(each, "***", True)
        else:
            yield Value(each, (mask if held_back else show)(each.kind, value), held_back)


def _pointed(work: Work, register: Register, record: Record, opened: Opened) -> list[Linked]:
    """Of a house and a tenancy: whose it is and where, one Enter away."""
    ends = register.refs if register.name in LETTING else ()
    found = [(name, kind.register, getattr(record, name)) for name, kind in ends]
    registers = work.desk.registers
    called = {id: opened.titles.get(id) or registers[to].title for _name, to, id in found}
    return [
        Linked(to, id, (called[id], register[name].label, ""), False)
        for name, to, id in found
        if id is not None
    ]


def _linked(work: Work, register: Register, opened: Opened) -> list[Linked]:
    """Who lives there and where, as seen from the other end; a household as its booklet has it."""
    links = opened.links
    if register.name == "places":
        links = sorted(links, key=lambda link: _in_booklet(opened.ends.get(link.id)))
    return [
        Linked(
            link.register,
            link.id,
            (*_told(work, register, link, opened), _when(work, link, opened)),
            link.until is not None,
        )
        for link in links
    ]


def _when(work: Work, link: Link, opened: Opened) -> Shown:
    """Its span, or the day or the hour of a step."""
    end = opened.ends.get(link.id)
    if link.since or link.until or end is None:
        return _span(link.since, link.until)
    register = work.desk.registers[link.register]
    kinds = {name: register[name].kind for name in register.columns}
    at = (name for name, kind in kinds.items() if isinstance(kind, (Day, Moment)))
    return next((show(kinds[name], getattr(end, name)) for name in at), "")


def _told(work: Work, seen_from: Register, link: Link, opened: Opened) -> tuple[Shown, Shown]:
    """What the link is called, and how it belongs."""
    end, names, role = opened.ends.get(link.id), opened.titles, ROLES.get(link.role, "")
    if isinstance(end, Tenancy):
        how = show(TENANCIES["role"].kind, end.role)
        other = end.house_id if link.role == "tenant" else end.person_id
        return names.get(other, ""), how
    if isinstance(end, Hazard):
        item = show(HAZARDS["item"].kind, end.item)
        return _("{item}：{said}", item=item, said=end.description), _state(end)
    if isinstance(end, Inspection):
        kind = show(INSPECTIONS["kind"].kind, end.kind)
        return kind, show(INSPECTIONS["outcome"].kind, end.outcome)
    if isinstance(end, Recheck):
        follow = show(RECHECKS["follow"].kind, end.follow) if end.follow else ""
        return show(RECHECKS["result"].kind, end.result), follow
    if isinstance(end, Headcount):
        return end.name or "", show(HEADCOUNTS["result"].kind, end.result)
    if isinstance(end, HousePhoto):
        return end.caption or _("照片"), end.taken_on.isoformat()
    if end is not None and not isinstance(end, Resident):
        return _by_columns(work.desk.registers[link.register], end)
    if not isinstance(end, Resident):
        return names.get(link.id, ""), role
    person = names.get(end.person_id, "")
    if seen_from.name == "places":
        fields = work.desk.registers[link.register]
        relation = show(fields["relation_to_head"].kind, end.relation_to_head)
        return person, relation or show(fields["resident_class"].kind, end.resident_class)
    place = names.get(end.place_id, "")
    return (place if link.role == "resident" else f"{person} {place}"), role


def _through(work: Work) -> tuple[str, ...]:
    """Also what is kept of a supervised person, and each step of something that has a course:
    on its page they are called by what they say.
    """
    of_one = (
        name
        for name, register in work.desk.registers.items()
        if CORRECTIONS.name in (to := {kind.register for _field, kind in register.refs})
        or (register.inner and len(to) == 1 and to.isdisjoint(("people", "places")))
        or name.endswith("_steps")
    )
    return (*NAMELESS, *of_one)


def _by_columns(register: Register, end: Record) -> tuple[Shown, Shown]:
    """What its list shows of it, the last column apart; whose and when stand beside it."""
    kinds = {name: register[name].kind for name in register.columns}
    said = [
        show(kind, getattr(end, name))
        for name, kind in kinds.items()
        if not isinstance(kind, (Ref, Day, Moment)) and getattr(end, name) not in (None, "")
    ]
    return "　".join(map(words, said[:-1] or said)), said[-1] if said[1:] else ""


def _state(hazard: Hazard) -> Shown:
    state = show(HAZARDS["state"].kind, hazard.state)
    if hazard.state == CLOSED or not hazard.deadline:
        return state
    return _("{state}，限 {day}", state=state, day=hazard.deadline)


def _in_booklet(end: Record | None) -> tuple[bool, str, tuple[int, str, int]]:
    """Residents before all else, those who left after those who live there."""
    if not isinstance(end, Resident):
        return True, "", (0, "", 0)
    return end.until is not None, end.household or "", booklet_order(end)


ROLES: dict[str, Text] = {
    "resident": _("居住"),
    "home": _("居住"),
    "guardian": _("监护人"),
    "host": _("留宿"),
    "building": _("户室"),
    "swept": _("核查"),
    "let_house": _("出租"),
    "landlord": _("出租人"),
    "keeper": _("代管人"),
}


def _span(since: object, until: object) -> str:
    if until:
        return f"{since or ''} – {until}"
    return f"{since} –" if since else ""


def multiline(field: Field) -> bool:
    return isinstance(field.kind, Words) and field.kind.lines > 1
