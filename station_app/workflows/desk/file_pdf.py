"""The file of a case as one PDF: cover, contents with pages, every paper, and what is missing.

It is one print: one code and one signature for all its sheets, whose numbers run on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Select, select

from station_app.access.act import View
from station_app.access.roles import OFFICERS
from station_app.cases import checklist
from station_app.cases.decision_records import CaseDecision
from station_app.cases.records import Case, CasePerson
from station_app.cases.register import CASE_PEOPLE, CASES
from station_app.core.records import Record
from station_app.core.show import show
from station_app.core.texts import Shown, Text, _, render
from station_app.mediations.records import Mediation
from station_app.people.records import Person
from station_app.people.register import PEOPLE
from station_app.printing.forms import Filled, Gathering, Printable, cells
from station_app.printing.page import lay
from station_app.printing.parts import (
    DRAFT,
    Block,
    Bound,
    Cell,
    Column,
    Form,
    Grid,
    Imprint,
    Notice,
    Paragraph,
    Rows,
    Signatures,
)
from station_app.statements.records import Statement
from station_app.workflows.desk import closing_found
from station_app.workflows.desk.file_missing import Held, missing
from station_app.workflows.desk.file_parts import Part, parts_of, records_of

COVER = Form("case_cover", Text("卷宗封面"), "cases", marks=(DRAFT,))
CONTENTS = Form("case_contents", Text("卷内文件目录"), "cases", marks=(DRAFT,))
FILE = Form("case_file", Text("卷宗（全卷）"), "cases", marks=(DRAFT,))
LACKING = Form("case_lacking", Text("缺少的材料"), "cases", marks=(DRAFT,))
COLUMNS = (
    Column(Text("序号"), 9),
    Column(Text("文件名称"), 50),
    Column(Text("编号"), 62),
    Column(Text("日期"), 27),
    Column(Text("页次"), 16, by_hand=True),
    Column(Text("备注"), 18, by_hand=True),
)
Forms = Mapping[str, Printable]
R = TypeVar("R", bound=Record)
SUSPECT, VICTIM = "suspect", "victim"


def cover(gathering: Gathering, id: UUID) -> Filled:
    return Filled(id, _cover(gathering, gathering.one(Case, CASES, id)))


def _cover(gathering: Gathering, case: Case, pages: int = 0) -> tuple[Block, ...]:
    """卷宗封面; who is suspected and who was harmed by name, nobody else."""
    names = _names(gathering, case)
    rows = (
        (Cell(CASES["title"].label, case.title, 2, lines=2),),
        cells(CASES, case, "official_number", official_number=2),
        cells(CASES, case, "number", "kind"),
        cells(CASES, case, "cause", "source"),
        (Cell(Text("违法嫌疑人"), names.get(SUSPECT, ""), 2, lines=2),),
        (Cell(Text("被侵害人"), names.get(VICTIM, ""), 2, lines=2),),
        cells(CASES, case, "filed_on", "closed_on"),
        (*cells(CASES, case, "close_kind"), Cell(Text("办案单位"), gathering.view.station)),
        cells(CASES, case, "handler", "second"),
        (
            Cell(Text("全卷页数"), str(pages) if pages else "", by_hand=True),
            Cell(Text("保管期限"), by_hand=True),
        ),
    )
    return (
        Grid(2, rows, label=26),
        Signatures((Text("立卷人"), Text("审核人"))),
        Notice(Text("卷内文书的原件和审批以省级公安机关执法办案信息系统为准。")),
    )


def _names(gathering: Gathering, case: Case) -> dict[str, str]:
    people = _people(gathering.view, case)
    gathering.saw(CASE_PEOPLE, people)
    known = gathering.each(Person, PEOPLE, [one.person_id for one in people])
    found = dict[str, list[str]]()
    for one in people:
        found.setdefault(one.role, []).append(known[one.person_id].name)
    return {role: "、".join(dict.fromkeys(names)) for role, names in found.items()}


def _people(view: View, case: Case) -> Sequence[CasePerson]:
    mine = CasePerson.case_id == case.id, CasePerson.withdrawn_at.is_(None)
    return view.all(select(CasePerson).where(*mine).order_by(CasePerson.row))


def _contents(parts: Sequence[Part], pages: Sequence[int], first: int) -> tuple[Block, ...]:
    """`pages` of each part; none where it could not be printed, then it keeps its line."""
    rows, at = list[tuple[Shown, ...]](), first
    for n, (part, count) in enumerate(zip(parts, pages, strict=True), 1):
        span = f"{at}—{at + count - 1}" if count > 1 else str(at) if count else ""
        at += count
        on = part.on.isoformat() if part.on else ""
        rows.append((str(n), part.title, part.number, on, span, _note(part)))
    return (Rows(COLUMNS, tuple(rows), least=12), Signatures((Text("立卷人"), Text("审核人"))))


def _note(part: Part) -> Shown:
    if part.bound is None:
        return Text("缺")
    if not part.form:
        return Text("扫描件")
    return Text("签字件") if part.signed else ""


def _lacking(lines: Sequence[Text]) -> tuple[Block, ...]:
    if not lines:
        return (Paragraph(Text("按本案的办理情况，没有发现缺少的材料。")),)
    column = (Column(Text("序号"), 1), Column(Text("缺少的材料"), 12))
    found: list[tuple[Shown, ...]] = [(str(n), line) for n, line in enumerate(lines, 1)]
    return (Rows(column, tuple(found)),)


def _length(view: View, part: Bound) -> int:
    """Sheets that it takes; numbers of pages change nothing in that."""
    imprint = Imprint("0" * 20, 1, view.station, "2026-01-01 00:00", view.stamp.officer, folio=1)
    return len(lay(part.form, part.blocks, imprint, render))


def file_forms(forms: Sequence[Printable]) -> tuple[Printable, ...]:
    """卷宗封面, 卷内文件目录 and the whole file, of papers filled by these forms."""
    by_name: Forms = {one.form.name: one for one in forms}

    def contents(gathering: Gathering, id: UUID) -> Filled:
        case = gathering.one(Case, CASES, id)
        parts = parts_of(gathering, case, by_name)
        pages = [_length(gathering.view, p.bound) if p.bound else 0 for p in parts]
        return Filled(id, _contents(parts, pages, 1))

    def whole(gathering: Gathering, id: UUID) -> Filled:
        return _whole(gathering, gathering.one(Case, CASES, id), by_name)

    return (
        Printable(form=COVER, fill=cover, roles=OFFICERS),
        Printable(form=CONTENTS, fill=contents, roles=OFFICERS),
        Printable(form=FILE, fill=whole, roles=OFFICERS),
    )


def _whole(gathering: Gathering, case: Case, forms: Forms) -> Filled:
    view = gathering.view
    parts = parts_of(gathering, case, forms)
    papers = [part.bound for part in parts if part.bound]
    pages = [_length(view, part.bound) if part.bound else 0 for part in parts]
    lacking = Bound(LACKING, _lacking(list(missing(_held(view, case, parts)))))
    front = _cover(gathering, case)
    first = _length(view, Bound(FILE, front)) + 1
    first += _length(view, Bound(CONTENTS, _contents(parts, pages, first)))
    total = first - 1 + sum(pages) + _length(view, lacking)
    listed = Bound(CONTENTS, _contents(parts, pages, first))
    return Filled(case.id, _cover(gathering, case, total), bound=(listed, *papers, lacking))


def _held(view: View, case: Case, parts: Sequence[Part]) -> Held:
    records = records_of(view, case)

    def of(register: str) -> list[UUID]:
        return [id for id, one in records.items() if one.name == register]

    people = [(one.role, one.person_id, render(_shown(one.role))) for one in _people(view, case)]
    printed = [part for part in parts if part.form]
    lines = checklist.lines(closing_found.found(view, case))
    return Held(
        case=case,
        papers=frozenset((part.form, part.subject) for part in printed),
        signed=frozenset((part.form, part.subject) for part in printed if part.signed),
        scans=frozenset(part.subject for part in parts if not part.form),
        people=people,
        statements=view.all(_standing(Statement, of("statements"))),
        mediations=view.all(_standing(Mediation, of("mediations"))),
        decisions=[one.id for one in view.all(_standing(CaseDecision, of("case_decisions")))],
        property=of("property"),
        unmet=[line.title for line in lines if not line.met],
        lost=[
            _("{title}：{why}", title=part.title, why=part.missing)
            for part in parts
            if part.missing
        ],
    )


def _shown(role: str) -> Shown:
    return show(CASE_PEOPLE["role"].kind, role)


def _standing(record: type[R], ids: Sequence[UUID]) -> Select[R]:
    found = select(record).where(record.id.in_(ids), record.withdrawn_at.is_(None))
    return found.order_by(record.row)
