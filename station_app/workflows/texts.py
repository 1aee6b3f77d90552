"""常用文字: texts put into a long field by one key, shipped with the program or the station's own.

Shipped ones stand in `resources/templates/texts.toml`. None holds a name, a number or a telephone:
what belongs to one person is typed anew each time (features.md 0).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from unicodedata import normalize
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import Act, View
from station_app.access.action import Action
from station_app.access.service import service
from station_app.core.errors import Absent, Refused
from station_app.core.ids import new_id
from station_app.core.kinds import Words
from station_app.core.register import Field, Register
from station_app.core.sound import said
from station_app.core.texts import Text, _
from station_app.storage.own_tables import TextTemplate
from station_app.workflows.desk import paste

FILE = Path(__file__).resolve().parents[2] / "resources" / "templates" / "texts.toml"
ANY = "*"
LONGEST_TITLE, LONGEST = 20, 1000  # characters
MOST = 200  # of a station's own for one field
DIGITS = re.compile(r"(?:\d[\s\-]?){7,}[xX]?")  # of an ID number or a telephone

Registers = Mapping[str, Register]
Actions = Mapping[str, Mapping[str, Action]]


@dataclass(frozen=True, slots=True)
class Usual:
    """`id` None: shipped. `register` is that of the form, or `register.action`."""

    title: str
    text: str
    register: str
    field: str
    id: UUID | None = None
    entered_by: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A long field that texts may be kept for, with what it is called."""

    register: str
    field: str
    where: Text
    label: Text


@cache
def shipped() -> tuple[Usual, ...]:
    with FILE.open("rb") as file:
        return tuple(Usual(**row) for row in tomllib.load(file)["text"])


@service(right="texts", audit=None)
def texts_for(view: View, register: str, field: str) -> tuple[Usual, ...]:
    """The station's own first, each by its title; then those that ship."""
    mine = select(TextTemplate).where(
        TextTemplate.register.in_((register, register.partition(".")[0])),
        TextTemplate.field == field,
    )
    own = [_usual(row) for row in view.all(mine.order_by(TextTemplate.entered_at))]
    fit = [one for one in shipped() if _fits(one, register, field)]
    return (*sorted(own, key=lambda one: one.title), *fit)


@service(right="texts", audit=None)
def own_texts(view: View) -> tuple[Usual, ...]:
    every = select(TextTemplate).order_by(TextTemplate.register, TextTemplate.field)
    return tuple(_usual(row) for row in view.all(every.order_by(TextTemplate.title)))


@service(right="keep-text", audit="text kept")
def keep(
    act: Act, place: tuple[str, str], title: str, text: str, *, instead_of: UUID | None = None
) -> UUID:
    """`place` is (register of the form, field). Raises Refused, and Absent for an old one gone."""
    title, text = said(title), text.strip()
    refuse_unfit(title, text)
    if instead_of:
        drop(act, instead_of)
        act.session.flush()
    mine = select(TextTemplate.title).where(
        TextTemplate.register == place[0], TextTemplate.field == place[1]
    )
    held = act.all(mine)
    if title in held:
        raise Refused(_("这一栏已有同名的常用文字"))
    if len(held) >= MOST:
        raise Refused(_("一栏至多 {n} 条常用文字，请先删去不用的", n=MOST))
    row = TextTemplate(
        id=new_id(),
        register=place[0],
        field=place[1],
        title=title,
        text=text,
        entered_by=act.stamp.officer,
        entered_at=act.stamp.now,
    )
    act.session.add(row)
    act.notes |= {"text": str(row.id), "place": ".".join(place), "title": title}
    return row.id


@service(right="keep-text", audit="text dropped")
def drop(act: Act, text: UUID) -> None:
    """Raises Absent."""
    if (row := act.session.get(TextTemplate, text)) is None:
        raise Absent(_("没有这条常用文字，可能已被删去"))
    act.notes |= {"text": str(row.id), "place": f"{row.register}.{row.field}", "title": row.title}
    act.session.delete(row)


def refuse_unfit(title: str, text: str) -> None:
    """Raises Refused for what is empty, too long, or somebody's."""
    if not title or not text:
        raise Refused(_("请写明名称和内容"))
    if len(title) > LONGEST_TITLE or len(text) > LONGEST:
        raise Refused(_("名称至多 {n} 个字，内容至多 {m} 个字", n=LONGEST_TITLE, m=LONGEST))
    if DIGITS.search(normalize("NFKC", f"{title}\n{text}")):
        raise Refused(_("常用文字里不能有证件号码、电话等成串的数字"))


def places(registers: Registers, actions: Actions) -> Iterator[Place]:
    """Every long field that is typed: of the registers' own forms, and of their actions; and what
    stands before a value in a pasted text of 110.
    """
    for register in registers.values():
        if not register.inner:
            yield from _long(register.name, register.title, register.fields)
    if calls := registers.get("calls"):
        pasted = _("粘贴的110文本：栏目名称")
        yield from (Place(paste.OWN, n, pasted, calls[n].label) for n in paste.shipped().labels)
    for name, known in actions.items():
        for action in known.values():
            where = _("{register}　{action}", register=registers[name].title, action=action.title)
            yield from _long(f"{name}.{action.name}", where, action.fields)


def _long(name: str, where: Text, fields: Sequence[Field]) -> Iterator[Place]:
    for field in fields:
        if field.typed and isinstance(field.kind, Words) and field.kind.lines > 1:
            yield Place(name, field.name, where, field.label)


def _fits(one: Usual, register: str, field: str) -> bool:
    forms = (ANY, register, register.partition(".")[0])
    return one.register in forms and one.field in (ANY, field)


def _usual(row: TextTemplate) -> Usual:
    return Usual(row.title, row.text, row.register, row.field, row.id, row.entered_by)
