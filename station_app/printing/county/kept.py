"""The county's templates that are loaded here: by which document, since when, what they are fed.

While none is loaded for a form of ours that nobody has checked, it carries 样式待核.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import chain

from sqlalchemy import select

from station_app.access.act import Act, View
from station_app.access.service import service
from station_app.access.standing import sound_order
from station_app.core.errors import Absent, Explained, Refused
from station_app.core.ids import new_id
from station_app.core.sound import said
from station_app.core.texts import _, render
from station_app.printing.county.template import Template, outline, read
from station_app.printing.county.values import ALWAYS, OF_THE_PRINT, values_of
from station_app.printing.forms import Gathering, Printable
from station_app.printing.parts import UNCHECKED
from station_app.storage.own_tables import FormTemplate

TRIED = 30  # of the latest records, until one fills the form
LONGEST = 60  # characters of a reason


@dataclass(frozen=True, slots=True)
class Kept:
    """A template that stands."""

    template: Template
    issuer: str
    number: str
    day: date
    entered_by: str


def takes(form: Printable) -> bool:
    """Whether the county's template may stand in for our layout."""
    return UNCHECKED in form.form.marks


def template_of(view: View, form: Printable) -> Template | None:
    """What the form is to be filled into. None: our own layout."""
    row = _standing(view, form.form.name) if takes(form) else None
    return read(row.pdf, row.outline) if row else None


@service(right="county-templates", audit=None)
def templates(view: View) -> dict[str, Kept]:
    """Form → its template."""
    standing = select(FormTemplate).where(FormTemplate.ended_at.is_(None))
    return {row.form: _kept(row) for row in view.all(standing)}


@dataclass(frozen=True, slots=True)
class Known:
    """What a form has to say, by the labels of our own layout; `whole` once a record has told."""

    names: tuple[str, ...]
    whole: bool


@service(right="county-templates", audit=None)
def known(view: View, form: Printable) -> Known:
    """The form is filled from the latest record that will do; no value of it is told."""
    register = view.registers[form.form.register]
    record = register.record
    latest = select(record.id).where(record.withdrawn_at.is_(None))
    for id in view.all(latest.order_by(record.row.desc()).limit(TRIED)):
        with suppress(Explained):
            blocks = form.fill(Gathering(view), id).blocks
            names = values_of(blocks, render).names
            return Known(_each(names, OF_THE_PRINT), whole=True)
    return Known(_each(form.says, ALWAYS), whole=False)


def _each(*names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(chain(*names)))


@service(right="load-template", audit="county template loaded")
def load(
    act: Act,
    form: Printable,
    brought: tuple[bytes, Template],
    *,
    issuer: str,
    number: str,
    day: date | None,
) -> Template:
    """`brought`: the file, and what `reader.read_guarded` has made of it. Raises Refused."""
    if not takes(form):
        raise Refused(_("“{title}”不使用县级模板", title=form.form.title))
    order = sound_order(act, issuer, number, day)
    if _standing(act, form.form.name):
        raise Refused(_("这种表格已装入模板，请先撤下原来的"))
    file, template = brought
    row = FormTemplate(
        id=new_id(),
        form=form.form.name,
        pdf=template.pdf,
        outline=outline(template),
        digest=hashlib.sha256(file).hexdigest(),
        issuer=order.issuer,
        number=order.number,
        day=order.day,
        entered_by=act.stamp.officer,
        entered_at=act.stamp.now,
    )
    act.session.add(row)
    act.notes |= {"form": row.form, "number": row.number, "digest": row.digest}
    return template


@service(right="load-template", audit="county template mapped")
def place(act: Act, form: Printable, field: str, value: str) -> Template:
    """What goes into a field from now on; "" for nothing. Raises Refused, Absent."""
    row = _asked(act, form)
    template = read(row.pdf, row.outline)
    if field not in template.fields:
        raise Refused(_("模板里没有“{field}”这一栏", field=field))
    if value and value not in known(act, form).names:
        raise Refused(_("本表没有“{value}”这一项内容", value=value))
    template = template.placing(field, value)
    row.outline = outline(template)
    act.notes |= {"form": row.form, "field": field, "value": value}
    return template


@service(right="load-template", audit="county template taken back")
def take_back(act: Act, form: Printable, reason: str) -> None:
    """Our own layout, and its mark, from now on. Raises Refused, Absent."""
    row = _asked(act, form)
    if not (why := said(reason)) or len(why) > LONGEST:
        raise Refused(_("请写明撤下的原因，至多 {n} 个字", n=LONGEST))
    row.ended_by, row.ended_at, row.reason = act.stamp.officer, act.stamp.now, why
    act.notes |= {"form": row.form, "number": row.number, "reason": why}


def _standing(view: View, form: str) -> FormTemplate | None:
    mine = select(FormTemplate).where(FormTemplate.form == form, FormTemplate.ended_at.is_(None))
    return view.session.scalars(mine.order_by(FormTemplate.entered_at.desc())).first()


def _asked(act: Act, form: Printable) -> FormTemplate:
    if (row := _standing(act, form.form.name)) is None:
        raise Absent(_("这种表格没有装入模板"))
    return row


def _kept(row: FormTemplate) -> Kept:
    template = read(row.pdf, row.outline)
    return Kept(template, row.issuer, row.number, row.day, row.entered_by)
