"""Papers of the day: a talk, a visit, education, a report as it was taken."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from station_app.core.errors import Refused
from station_app.core.show import show
from station_app.core.texts import Text, _
from station_app.printing.forms import Filled, Gathering, cells
from station_app.printing.parts import Grid, Notice, Paragraph, Signatures
from station_app.reports.records import (
    ACTIVITY,
    CHANGE,
    CHECKED,
    EDUCATION,
    HEALTH,
    REEXAM,
    REMOTE,
    TALK,
    VISIT,
    Contact,
    Report,
)
from station_app.reports.register import CONTACTS, REPORTS
from station_app.workflows.supervision.header import (
    LABEL,
    SUBJECT,
    WORKER,
    CellRow,
    case_of,
    correction_form,
    head,
)

NO_ILLNESS = Notice(Text("病情内容不在本表记载，检查材料另行存入档案。"))


def talk_record(gathering: Gathering, id: UUID) -> Filled:
    """谈话记录."""
    return _contact(gathering, id, (TALK,), Text("谈话内容"), (SUBJECT, WORKER, Text("记录人")))


def visit_record(gathering: Gathering, id: UUID) -> Filled:
    """走访记录: a visit, or a check by telephone or information system (法 26)."""
    kinds, seen = (VISIT, REMOTE, CHECKED), (Text("被走访人"), WORKER, Text("同行人员"))
    return _contact(gathering, id, kinds, Text("走访（核查）情况"), seen)


def education_record(gathering: Gathering, id: UUID) -> Filled:
    """教育记录: education, or public activity (法 36 to 42)."""
    kinds = (EDUCATION, ACTIVITY)
    return _contact(gathering, id, kinds, Text("教育学习（公益活动）情况"), (SUBJECT, WORKER))


def _contact(
    gathering: Gathering,
    id: UUID,
    kinds: Sequence[str],
    title: Text,
    signed: tuple[Text, ...],
) -> Filled:
    """Raises Refused where the record is of another kind."""
    found = gathering.one(Contact, CONTACTS, id)
    if found.kind not in kinds:
        said = show(CONTACTS["kind"].kind, found.kind)
        raise Refused(_("这条记录是“{kind}”，请选用相应的表格", kind=said))
    case = case_of(gathering, found.supervision_id)
    grid = Grid(3, _about(found), label=LABEL)
    blocks = (head(case), grid, Paragraph(found.text, title=title), Signatures(signed))
    return Filled(found.id, blocks)


def _about(found: Contact) -> tuple[CellRow, ...]:
    rows: tuple[CellRow, ...] = (
        cells(CONTACTS, found, "on", "kind", "verified"),
        cells(CONTACTS, found, "place", "worker", place=2),
    )
    if found.kind in (EDUCATION, ACTIVITY):
        return (*rows, cells(CONTACTS, found, "subject", "hours", subject=2))
    if found.kind == TALK:
        return (*rows, cells(CONTACTS, found, "subject", "second", subject=2))
    return (*rows, cells(CONTACTS, found, "met", "second", met=2))


def report_record(gathering: Gathering, id: UUID) -> Filled:
    """定期报告记录, and every other report the person makes."""
    found = gathering.one(Report, REPORTS, id)
    case = case_of(gathering, found.supervision_id)
    rows: list[CellRow] = [
        cells(REPORTS, found, "on", "kind", "way"),
        cells(REPORTS, found, "outcome", "taken_by", outcome=2),
    ]
    if found.kind == CHANGE:
        rows.append(cells(REPORTS, found, "change", "happened_on", change=2))
    if found.kind == REEXAM:
        rows.append(cells(REPORTS, found, "designated", designated=3))
    if found.next_on:
        rows.append(cells(REPORTS, found, "next_on", next_on=3))
    health = found.kind in (HEALTH, REEXAM)
    text = NO_ILLNESS if health else Paragraph(found.text, title=REPORTS["text"].label)
    blocks = (head(case), Grid(3, tuple(rows), label=LABEL), text, Signatures((SUBJECT, WORKER)))
    return Filled(found.id, blocks)


FORMS = (
    correction_form(report_record, "定期报告记录", "reports"),
    correction_form(talk_record, "谈话记录", "contacts"),
    correction_form(visit_record, "走访记录", "contacts"),
    correction_form(education_record, "教育记录", "contacts"),
)
