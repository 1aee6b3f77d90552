"""What a record page shows, read on the database thread. No widgets here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from station_app.access import records
from station_app.core.errors import Absent, Explained
from station_app.core.kinds import FormOnly, Picture, Ref, Words
from station_app.core.records import Record
from station_app.core.register import Field, Merge, Register
from station_app.core.show import mask, show
from station_app.core.texts import Shown, Text, _
from station_app.residents.service import at_place
from station_app.storage.references import Link
from ui.kit.text import words
from ui.pages.work import Work

MOST_LINKS = 24  # shown with their own lines; the rest as a count


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
    elsewhere: dict[str, int] = field(default_factory=dict)  # register → how many
    photo: bytes = b""


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


def full(work: Work, register: Register, id: UUID) -> Reading:
    """All of it, under the purpose of the work in hand; each reading leaves its line."""
    seen = work.shown(register, id)
    record = seen.record
    names = _names(work, register, [record])
    values = list(_values(register, record, seen.masked, names))
    links, elsewhere = _links(work, register, record.id)
    named = register.subject[0]
    title = words(show(register[named].kind, getattr(record, named)))
    if register.name == "residents":
        title = names.get(getattr(record, "person_id", None), title)
    return Reading(title, values, record, links, elsewhere, _photo(work, record))


def _values(
    register: Register, record: Record, hidden: Iterable[str], names: dict[Any, str]
) -> Iterator[Value]:
    for each in register.fields:
        value = getattr(record, each.name)
        derived = each.merge is Merge.DERIVED  # said by the heading, or by its parts
        if value in (None, "", []) or derived or isinstance(each.kind, Picture):
            continue
        held_back = each.name in hidden
        if isinstance(each.kind, Ref):
            yield Value(each, names.get(value, "…"), held_back)
        elif held_back and isinstance(each.kind, FormOnly):
            yield Value(each, "***", True)
        else:
            yield Value(each, (mask if held_back else show)(each.kind, value), held_back)


def _names(work: Work, register: Register, held: Iterable[Record]) -> dict[Any, str]:
    """Titles of what these records point at, as far as this officer may read them."""
    wanted: dict[str, list[UUID]] = {}
    for record in held:
        for each in register.fields:
            if isinstance(each.kind, Ref) and (id := getattr(record, each.name)):
                wanted.setdefault(each.kind.register, []).append(id)
    found: dict[Any, str] = {}
    for name, ids in wanted.items():
        target = work.desk.registers[name]
        if work.may(f"titles:{name}"):
            found |= work.titles(target, ids)
    return found


def _links(work: Work, register: Register, id: UUID) -> tuple[list[Linked], dict[str, int]]:
    right = f"everything-about:{register.name}"
    if not work.may(right):
        return [], {}
    links, elsewhere = work.seen(right, lambda act: records.everything_about(act, register, id))
    if register.name == "places":
        living = work.seen("at-place", lambda act: at_place(act, id))
        shown = [Linked("residents", m.resident.id, _lives_here(work, m), False) for m in living]
        known = {one.id for one in shown}
        links = [link for link in links if link.id not in known]
    else:
        shown = []
    for name in dict.fromkeys(link.register for link in links):
        shown += _linked(work, name, [link for link in links if link.register == name][:MOST_LINKS])
    for link in links:
        if link.id not in {one.id for one in shown}:
            elsewhere[link.register] = elsewhere.get(link.register, 0) + 1
    return shown, elsewhere


def _lives_here(work: Work, member: Any) -> tuple[Shown, ...]:
    resident = member.resident
    relation = work.desk.registers["residents"]["relation_to_head"].kind
    kind = work.desk.registers["residents"]["resident_class"].kind
    return (
        member.person.name,
        show(relation, resident.relation_to_head) or show(kind, resident.resident_class),
        _span(resident.since, resident.until),
    )


def _linked(work: Work, name: str, links: list[Link]) -> list[Linked]:
    """Residences by their address and person, anything else by its own subject."""
    register = work.desk.registers.get(name)
    if register is None or not work.may(f"show:{name}"):
        return []
    try:
        if name == "residents":
            what = _residences(work, register, links)
        else:
            what = work.titles(register, [link.id for link in links])
    except Explained:
        return []
    return [
        Linked(
            name,
            link.id,
            (what.get(link.id, ""), ROLES.get(link.role, ""), _span(link.since, link.until)),
            link.until is not None,
        )
        for link in links
    ]


def _residences(work: Work, register: Register, links: list[Link]) -> dict[UUID, str]:
    """Who lives there and where, as seen from the other end."""
    held = {link.id: work.shown(register, link.id).record for link in links}
    names = _names(work, register, held.values())
    told = {}
    for link in links:
        place = names.get(getattr(held[link.id], "place_id", None), "")
        person = names.get(getattr(held[link.id], "person_id", None), "")
        told[link.id] = place if link.role == "resident" else f"{person} {place}"
    return told


ROLES: dict[str, Text] = {
    "resident": _("居住"),
    "home": _("居住"),
    "guardian": _("监护人"),
    "host": _("留宿"),
    "building": _("户室"),
    "swept": _("核查"),
}


def _span(since: object, until: object) -> str:
    if until:
        return f"{since or ''} – {until}"
    return f"{since} –" if since else ""


def _photo(work: Work, record: Record) -> bytes:
    sha = getattr(record, "photo", None)
    if not sha:
        return b""
    with work.desk.view("list:people") as view:
        return view.blobs.get(sha)


def multiline(field: Field) -> bool:
    return isinstance(field.kind, Words) and field.kind.lines > 1
