"""A printable form: whose it is, who may print it, and how it is filled from the records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import View
from station_app.access.roles import ENTRY
from station_app.core.days import BEIJING
from station_app.core.errors import Absent, Damaged, Refused
from station_app.core.kinds import Code, Day, Kind, Moment, Phones
from station_app.core.records import Record
from station_app.core.register import Register
from station_app.core.show import show
from station_app.core.texts import Shown, Text, _
from station_app.printing.parts import Block, Bound, Cell, Form
from station_app.storage import references
from station_app.storage.blobs import print_photo

R = TypeVar("R", bound=Record)


@dataclass(slots=True)
class Gathering:
    """Reads for one form and remembers what it read, so that a print can say what it shows."""

    view: View
    seen: dict[tuple[str, UUID], int] = field(default_factory=dict)
    secret: bool = False  # whose identity the law keeps secret: printing says why each time

    def one(self, kind: type[R], register: Register, id: UUID) -> R:
        """The live record, or the one it was merged into. Raises Absent."""
        return self.each(kind, register, [id])[id]

    def each(self, kind: type[R], register: Register, ids: Iterable[UUID]) -> dict[UUID, R]:
        """As they were asked for, merged ones by the kept. Raises Absent."""
        kept = {id: id for id in ids}
        for gone in references.gone(self.view.session, kept):
            kept[gone] = references.kept(self.view.session, gone)
        query = select(kind).where(kind.id.in_(set(kept.values())), kind.withdrawn_at.is_(None))
        found = {record.id: record for record in self.view.all(query)}
        if not found.keys() >= set(kept.values()):
            raise Absent(_("没有这条记录，或已作废，不能打印"))
        self.saw(register, found.values())
        return {id: found[kept[id]] for id in kept}

    def saw(self, register: Register, records: Iterable[Record]) -> None:
        self.seen |= {(register.name, record.id): record.revision for record in records}

    def picture(self, sha: str | None, *, whole: bool = False) -> bytes:
        """A photograph for its box, `whole` for a sheet of its own; none where it is lost: a paper
        is not kept back by that.
        """
        try:
            kept = self.view.blobs.get(sha) if sha else b""
            return kept if whole or not kept else print_photo(kept)
        except (Damaged, Refused):
            return b""  # `station check` tells it


@dataclass(frozen=True, slots=True)
class Filled:
    """`subject` is the record by which copies are counted, whoever of it was asked for."""

    subject: UUID
    blocks: Sequence[Block]
    marks: tuple[Text, ...] = ()  # across every page of this one paper
    bound: tuple[Bound, ...] = ()  # papers of the same file behind it


def of_every(_record: Any) -> bool:
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Printable:
    """`fill` takes the id of a record of `form.register`, or of one that leads to it."""

    form: Form
    fill: Callable[[Gathering, UUID], Filled]
    roles: frozenset[str] = ENTRY
    refilled: bool = True  # when it is verified; not what only its reader may fill
    own_beat: bool = False  # only of a building in one's own beat
    says: tuple[str, ...] = ()  # labels it has whatever the record: known before there is one
    only: Callable[[Any], bool] = of_every  # of which records of its register it is offered


def day(value: date | None) -> str:
    """In full, as papers write it."""
    return f"{value.year}年{value.month}月{value.day}日" if value else ""


def on_paper(kind: Kind, value: Any) -> Shown:
    """A stored value as a paper writes it."""
    match kind:
        case Day():
            return day(value)
        case Moment() if value:
            local = value.astimezone(BEIJING)
            return f"{day(local)}{local:%H时%M分}"
        case Phones():
            said = (" ".join(filter(None, (p["number"], p.get("whose")))) for p in value or ())
            return "；".join(said)
        case Code(table="sex"):
            return str(show(kind, value)).removesuffix("性")  # 男, not 男性
        case _:
            return show(kind, value)


def cells(register: Register, record: Record, *names: str, **spans: int) -> tuple[Cell, ...]:
    """Labelled values of a record; `spans` gives those wider than one column."""
    return tuple(
        Cell(
            register[name].label,
            on_paper(register[name].kind, getattr(record, name)),
            spans.get(name, 1),
        )
        for name in names
    )
