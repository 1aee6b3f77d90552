"""Printing: a form filled from committed records, drawn, and filed as a fact in the same act."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from station_app.access import beats, clockwork, secrecy, standing
from station_app.access.act import Act, View
from station_app.access.desk import Desk
from station_app.access.matrix import keeps
from station_app.access.purposes import opens
from station_app.access.service import service
from station_app.core.errors import Conflict, Refused
from station_app.core.ids import new_id
from station_app.core.register import Register
from station_app.core.show import moment
from station_app.core.sound import said
from station_app.core.texts import Shown, Text, _, render
from station_app.identity.names import searchable
from station_app.printing import code, stock
from station_app.printing.county.kept import template_of
from station_app.printing.county.template import Template
from station_app.printing.forms import Filled, Gathering, Printable
from station_app.printing.paper import Drawn, Printed, draw
from station_app.printing.parts import PREVIEW, TRAINING, UNCHECKED, Block, Bound, Imprint
from station_app.printing.reasons import read_reason
from station_app.printing.records import Print
from station_app.printing.register import PRINTS
from station_app.workflows.paper_keys import paper_keys


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper as it goes to printer, file or screen."""

    pdf: bytes
    pages: int
    code: str
    number: str
    print_id: UUID


@dataclass(frozen=True, slots=True)
class Preview:
    """A paper as it would be printed now, marked on every page; it has no number and no code."""

    pdf: bytes
    again: bool  # the same was printed already: printing asks for a reason
    secret: bool = False  # so does who is on it, the first time too


@dataclass(frozen=True, slots=True)
class Draft:
    """A form filled and numbered, not yet drawn: plain data."""

    print_id: UUID
    subject: UUID
    basis: str
    version: str
    blocks: Sequence[Block]
    imprint: Imprint
    reason: tuple[str | None, str]  # code and words, of a reprint
    template: Template | None = None  # the county's, in place of our layout
    bound: Sequence[Bound] = ()  # papers of the same file behind it


class PrintedAlready(Refused):
    """The same of this record is out there: once more needs a reason."""

    def __init__(self) -> None:
        super().__init__(_("这份表格已经打印过，内容没有变化：补打请注明原因"))


class Secret(Refused):
    """A minor's papers are given to nobody without a reason that is kept (社区矫正法 54)."""

    def __init__(self) -> None:
        super().__init__(_("未成年人的身份信息须保密：打印请写明用途和交给何人"))


def forms_of(desk: Desk, forms: Mapping[str, Printable]) -> list[Printable]:
    """What this officer may print, of the registers that this kind of home has."""
    mine = (f for f in forms.values() if desk.may("print") and desk.role in f.roles)
    return [f for f in mine if keeps(desk.kind, f.form.register)]


@service(right="print", audit=None)
def offered(view: View, forms: Sequence[Printable], register: Register, id: UUID) -> set[str]:
    """Names of those of a register's forms that this record of it may stand on."""
    found = view.all(select(register.record).where(register.record.id == id))
    return {f.form.name for f in forms if all(map(f.only, found))}


def find_form(
    forms: Mapping[str, Printable], name: str, said: Callable[[Shown], str] = render
) -> Printable:
    """By its id or its title, as printed or as `said`; brackets of either width. Raises Refused."""
    asked = searchable(name)
    for each in forms.values():
        title = each.form.title
        if asked in map(searchable, (each.form.name, render(title), said(title))):
            return each
    raise Refused(_("没有这种表格，可选：{names}", names="、".join(forms)))


@service(right="print", purpose=True, audit="previewed")
def preview_form(act: Act, form: Printable, id: UUID, *, overprint: bool = False) -> Preview:
    """Looked at before it is printed: who is on it was seen, nothing is filed.

    Raises MissingGlyph, Refused, Absent.
    """
    gathering, filled = fill(act, form, id)
    _show(act, gathering)
    template = None if overprint else template_of(act, form)
    basis, earlier = basis_text(gathering.seen), _earlier(act, form, filled.subject)
    again = _stands(earlier, basis, _version(act, form, template))
    imprint = _imprint(act, form, "", len(earlier) + 1, template, *filled.marks, PREVIEW)
    imprint = _laid_on(act, form, imprint, overprint)
    unsigned = lambda _hash: code.PREVIEW  # noqa: E731
    drawn = draw(form.form, filled.blocks, imprint, unsigned, template=template, bound=filled.bound)
    return Preview(drawn.pdf, again, gathering.secret)


@service(right="print", purpose=True, audit="printed")
def print_form(
    act: Act, form: Printable, id: UUID, *, reason: str = "", overprint: bool = False
) -> Paper:
    """Draws and files, or leaves nothing. `reason` is asked when the same paper exists already.

    `overprint`: its values only, for official stock. Raises MissingGlyph, Refused, Absent.
    """
    template = None if overprint else template_of(act, form)
    draft = number(act, form, *fill(act, form, id), reason, template)
    draft = replace(draft, imprint=_laid_on(act, form, draft.imprint, overprint))
    stamper = paper_keys(act).stamper(draft.print_id)
    drawn = draw(
        form.form, draft.blocks, draft.imprint, stamper, template=template, bound=draft.bound
    )
    file_prints(act, form, [(draft, drawn)])
    return Paper(drawn.pdf, drawn.pages, drawn.stamp.code, draft.imprint.number, draft.print_id)


def fill(act: Act, form: Printable, id: UUID) -> tuple[Gathering, Filled]:
    """Raises Refused, Absent."""
    if act.role not in form.roles or not keeps(act.kind, form.form.register):
        raise Refused(_("没有打印这种表格的权限"))
    gathering = Gathering(act)
    filled = form.fill(gathering, id)
    for name, one in gathering.seen:
        secrecy.refuse(act, act.registers[name], one)
    if form.own_beat:
        beats.refuse_foreign(act, act.registers[form.form.register], filled.subject)
    return gathering, filled


def number(
    act: Act,
    form: Printable,
    gathering: Gathering,
    filled: Filled,
    reason: str,
    template: Template | None = None,
) -> Draft:
    """A form filled in gets its number; every record shown has its line of who looked."""
    clockwork.refuse_wrong(act)
    why = read_reason(said(reason))
    _show(act, gathering)
    basis = basis_text(gathering.seen)
    earlier, version = _earlier(act, form, filled.subject), _version(act, form, template)
    if gathering.secret and not why[1]:
        raise Secret
    why = why if earlier or gathering.secret else (None, "")  # a first copy has none
    if why[0] is None and _stands(earlier, basis, version):
        raise PrintedAlready
    copy, given = len(earlier) + 1, act.next_number("P")
    imprint = _imprint(act, form, given, copy, template, *filled.marks)
    what = filled.subject, basis, version, filled.blocks, imprint
    return Draft(new_id(), *what, why, template, filled.bound)


def _laid_on(act: Act, form: Printable, imprint: Imprint, overprint: bool) -> Imprint:
    """On blank paper, or on official stock where the county switched that on. Raises Refused."""
    if overprint:
        stock.refuse_without_order(act, form)
    return replace(imprint, overprint=overprint)


def _imprint(
    act: Act, form: Printable, number: str, copy: int, template: Template | None, *marks: Text
) -> Imprint:
    """With the marks of the form itself, unless the county has ordered stand-alone use.

    That of a layout nobody has checked (样式待核) goes by the county's template alone.
    """
    unit, at = act.station or act.stamp.scope, moment(act.stamp.now)
    ours = () if _unmarked(act, form) else form.form.marks
    if UNCHECKED in form.form.marks:
        ours = () if template else (UNCHECKED,)
    marks = ours + marks
    marks += (TRAINING,) if act.training else ()
    return Imprint(number, copy, unit, at, act.stamp.officer, marks)


def _version(act: Act, form: Printable, template: Template | None = None) -> str:
    """That of the form, and whether its own marks were left out; or the county's template."""
    if template is not None:
        return f"{form.form.version} {template.mark}"
    return f"{form.form.version} unmarked" if _unmarked(act, form) else str(form.form.version)


def _unmarked(act: Act, form: Printable) -> bool:
    own = set(form.form.marks) - {UNCHECKED}
    return bool(own) and standing.order(act) is not None


def _stands(earlier: Sequence[Any], basis: str, version: str) -> bool:
    """Whether a paper that shows the same is out there."""
    return any((same, like) == (basis, version) and not gone for same, like, gone in earlier)


def _show(act: Act, gathering: Gathering) -> None:
    for name in {name for name, _id in gathering.seen}:
        if act.purpose and not opens(
            act.purpose, register := act.registers[name], training=act.training
        ):
            title = register.title
            raise Refused(_("这项事由不需要查看“{register}”，请另行说明事由", register=title))
    for name, id in gathering.seen:
        act.show(name, id)


def basis_text(seen: Mapping[tuple[str, UUID], int]) -> str:
    """Canonical JSON: [[register, id, revision], …]."""
    found = sorted([register, str(id), revision] for (register, id), revision in seen.items())
    return json.dumps(found, separators=(",", ":"))


def read_basis(text: str) -> dict[tuple[str, UUID], int]:
    return {(register, UUID(id)): revision for register, id, revision in json.loads(text)}


def _earlier(act: Act, form: Printable, subject: UUID) -> Sequence[Any]:
    """Basis, version, and when it was withdrawn, of each paper printed so far."""
    mine = Print.form == form.form.name, Print.subject_id == str(subject)
    return act.rows(select(Print.basis, Print.form_version, Print.withdrawn_at).where(*mine))


def _copies(act: Act, form: Printable, subjects: Sequence[UUID]) -> dict[UUID, int]:
    """Subject → papers printed so far of this form, those withdrawn too."""
    mine = select(Print.subject_id, func.count()).where(
        Print.form == form.form.name, Print.subject_id.in_([str(s) for s in subjects])
    )
    counted = dict(map(tuple, act.rows(mine.group_by(Print.subject_id))))
    return {subject: counted.get(str(subject), 0) for subject in subjects}


def file_prints(
    act: Act, form: Printable, printed: Sequence[tuple[Draft, Drawn | Printed]]
) -> None:
    """Raises Conflict where another desk printed the same since these were numbered."""
    before = _copies(act, form, [draft.subject for draft, _p in printed])
    if any(draft.imprint.copy != before[draft.subject] + 1 for draft, _p in printed):
        raise Conflict(_("同一表格刚刚在别处打印，份数已变，请重新打印"))
    act.file_all(PRINTS, [_values(form, draft, paper) for draft, paper in printed])


def _values(form: Printable, draft: Draft, paper: Drawn | Printed) -> dict[str, Any]:
    return {
        "id": draft.print_id,
        "form": form.form.name,
        "form_version": draft.version,
        "subject_register": form.form.register,
        "subject_id": str(draft.subject),
        "basis": draft.basis,
        "text_hash": paper.text_hash.hex(),
        "code": paper.stamp.code,
        "number": draft.imprint.number,
        "copy": draft.imprint.copy,
        "pages": paper.pages,
        "reason": draft.reason[1],
        "reason_code": draft.reason[0],
        "overprint": draft.imprint.overprint or None,
    }
