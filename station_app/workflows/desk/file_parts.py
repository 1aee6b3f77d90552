"""What lies in the file of a case (案卷), in the order of 程序规定 260–261.

A paper that was printed lies in it: its signed copy where that came back and was scanned, else as
the form reads today. What was scanned to a record of the case lies behind the papers of its kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import View
from station_app.cases.records import Case
from station_app.core.days import day_of
from station_app.core.errors import Explained
from station_app.core.records import Record
from station_app.core.register import Register
from station_app.core.texts import Shown, Text
from station_app.notes.records import Note
from station_app.notes.register import NOTES
from station_app.printing.forms import Gathering, Printable
from station_app.printing.parts import Bound, Cell, Form, Grid
from station_app.printing.records import PaperStep, Print
from station_app.printing.register import PAPER_STEPS, PRINTS
from station_app.printing.steps import steps_of
from station_app.storage import references
from station_app.storage.tables import Operation
from station_app.workflows.desk.sealing import standing_on

BEGUN, EVIDENCE, DECISION, OTHER = range(4)  # 立案文书, 证据和笔录, 决定和调解, 其他
BY_FORM: Mapping[str, int] = {
    "call_form": BEGUN,
    "reception_receipt": BEGUN,
    "evidence_list": EVIDENCE,
    "case_transfer_notice": OTHER,
}
BY_REGISTER: Mapping[str, int] = {
    "calls": BEGUN,
    "cases": BEGUN,
    "statements": EVIDENCE,
    "evidence_received": EVIDENCE,
    "custody": EVIDENCE,
    "property": EVIDENCE,
    "case_decisions": DECISION,
    "mediations": DECISION,
}
OF_THE_FILE = frozenset({"prints", "paper_steps", "notes"})  # how papers are, not what they are of
OWN = frozenset({"case_cover", "case_contents", "case_file"})  # a file does not hold itself
SCAN_LINES = 43  # of a box that takes a whole sheet below the heading
SCAN = Form("scan", Text("扫描件"), "notes")


@dataclass(frozen=True, slots=True)
class Part:
    """One line of the contents. `bound` None: it could not be printed, and `missing` says why."""

    section: int
    title: Shown
    number: str
    on: date | None
    bound: Bound | None
    register: str
    subject: UUID
    form: str = ""  # of a paper
    signed: bool = False  # it came back with its signatures
    missing: Text | None = None


def records_of(view: View, case: Case) -> dict[UUID, Register]:
    """The case with all that stands on it, the call it came from with what was told there."""
    found = {case.id: view.registers["cases"]} | standing_on(view, [case.id])
    if case.call_id:
        found[case.call_id] = view.registers["calls"]
        links = references.links_to(view.session, case.call_id)
        found |= {link.id: view.registers[link.register] for link in links}
    other = select(Case.id).where(Case.id.in_(found), Case.id != case.id)
    dropped = set(view.all(other))
    return {
        id: register
        for id, register in found.items()
        if id not in dropped and register.name not in OF_THE_FILE
    }


def parts_of(gathering: Gathering, case: Case, forms: Mapping[str, Printable]) -> list[Part]:
    """By section, then by day; within a day as they were made."""
    records = records_of(gathering.view, case)
    found = [*_printed(gathering, records, forms), *_scanned(gathering, records)]
    return sorted(found, key=lambda part: (part.section, part.on or date.max))


def _printed(
    gathering: Gathering, records: Mapping[UUID, Register], forms: Mapping[str, Printable]
) -> Iterator[Part]:
    """The last copy that stands of each paper."""
    view = gathering.view
    mine = select(Print).where(
        Print.subject_id.in_([str(id) for id in records]),
        Print.form.not_in(OWN),
        Print.withdrawn_at.is_(None),
    )
    last = {(one.form, one.subject_id): one for one in view.all(mine.order_by(Print.row))}
    gathering.saw(PRINTS, last.values())
    steps, days = steps_of(view, [one.id for one in last.values()]), _days(view, last.values())
    for one in last.values():
        form = forms.get(one.form)
        if form is None:
            continue
        section = BY_FORM.get(one.form, BY_REGISTER.get(one.subject_register, OTHER))
        back = next((step for step in steps[one.id] if step.scan), None)
        bound, missing = _paper(gathering, form, one, back)
        yield Part(
            *(section, form.form.title, one.number, days.get(one.id), bound),
            *(one.subject_register, UUID(one.subject_id), one.form, back is not None, missing),
        )


def _paper(
    gathering: Gathering, form: Printable, one: Print, back: PaperStep | None
) -> tuple[Bound | None, Text | None]:
    if back is not None and (scan := _scan(gathering, back.scan)):
        gathering.saw(PAPER_STEPS, [back])
        return _sheet(form.form.title, scan), None
    inner = Gathering(gathering.view)
    try:
        filled = form.fill(inner, UUID(one.subject_id))
    except Explained as why:
        return None, why.text
    gathering.seen |= inner.seen
    gathering.secret |= inner.secret
    return Bound(form.form, tuple(filled.blocks)), None


def _days(view: View, records: Iterable[Record]) -> dict[UUID, date]:
    """When each was entered."""
    ids = [one.id for one in records]
    filed = Operation.record_id.in_(ids), Operation.kind == "file"
    rows = view.rows(select(Operation.record_id, Operation.at).where(*filed))
    return {id: day_of(at) for id, at in rows}


def _scanned(gathering: Gathering, records: Mapping[UUID, Register]) -> Iterator[Part]:
    """What was scanned to the case or to what belongs to it."""
    view = gathering.view
    mine = select(Note).where(
        Note.subject_id.in_([str(id) for id in records]),
        Note.scan.is_not(None),
        Note.withdrawn_at.is_(None),
    )
    found = view.all(mine.order_by(Note.row))
    gathering.saw(NOTES, found)
    days = _days(view, found)
    for note in found:
        register = view.registers[note.subject_register]
        title = note.said.strip().splitlines()[0][:30] if note.said.strip() else register.title
        scan = _scan(gathering, note.scan)
        yield Part(
            *(_section_of_scan(register.name), title, "", days.get(note.id)),
            _sheet(title, scan) if scan else None,
            *(register.name, UUID(note.subject_id), "", False),
            None if scan else Text("扫描件已损坏或者丢失"),
        )


def _section_of_scan(register: str) -> int:
    """What is scanned to a case or a call is mostly evidence."""
    return max(EVIDENCE, BY_REGISTER.get(register, OTHER))


def _scan(gathering: Gathering, sha: str | None) -> bytes:
    """As it is kept, not as small as in a box of a form; none where it is lost."""
    return gathering.picture(sha, whole=True)


def _sheet(title: Shown, scan: bytes) -> Bound:
    picture = Cell(Text("扫描件"), lines=SCAN_LINES, picture=scan)
    return Bound(SCAN, (Grid(1, ((Cell(Text("材料名称"), title),), (picture,))),))
