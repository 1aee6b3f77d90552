"""The papers of a record, and one of them with all that became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import Act, View
from station_app.access.purposes import opens
from station_app.access.service import service
from station_app.core.errors import Absent, Refused
from station_app.core.texts import Shown, _
from station_app.printing.forms import Printable
from station_app.printing.records import PaperStep, Print
from station_app.printing.rules import stage
from station_app.printing.steps import steps_of
from station_app.storage import references
from station_app.storage.tables import Operation


@dataclass(frozen=True, slots=True)
class Line:
    """One paper of a record: which, and how far it is; nobody's name."""

    id: UUID
    title: Shown
    number: str
    copy: int
    stage: str  # one of printing.rules.STAGES
    at: datetime | None  # of that stage
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A paper with everything that was entered of it, in its order."""

    printed: Print
    title: Shown
    at: datetime
    officer: str
    stage: str
    steps: Sequence[PaperStep]  # those withdrawn too


@service(right="papers", audit=None)
def papers_of(view: View, forms: Mapping[str, Printable], id: UUID) -> list[Line]:
    """The papers printed of a record and of those merged into it, the last first."""
    ids = [str(one) for one in references.family(view.session, id)]
    mine = select(Print).where(Print.subject_id.in_(ids)).order_by(Print.row.desc())
    found = view.all(mine)
    steps = steps_of(view, [one.id for one in found])
    printed = _filed(view, [one.id for one in found])
    return [
        Line(
            one.id,
            _title(forms, one),
            one.number,
            one.copy,
            stage(steps[one.id]),
            max((step.at for step in steps[one.id]), default=printed.get(one.id, (None, ""))[0]),
            one.withdrawn_at is not None,
        )
        for one in found
    ]


@service(right="paper", purpose=True, audit="paper shown")
def paper(act: Act, forms: Mapping[str, Printable], id: UUID) -> Told:
    """Who signed and who received it is seen here. Raises Absent, Refused."""
    one = next(iter(act.all(select(Print).where(Print.id == id))), None)
    if one is None:
        raise Absent(_("没有这份打印件"))
    of = act.registers[one.subject_register]
    if act.purpose and not opens(act.purpose, of, training=act.training):
        raise Refused(_("这项事由不需要查看“{register}”，请另行说明事由", register=of.title))
    act.show("prints", one.id)
    act.show(of.name, UUID(one.subject_id))
    every = select(PaperStep).where(PaperStep.print_id == id).order_by(PaperStep.row)
    at, officer = _filed(act, [id])[id]
    return Told(
        one, _title(forms, one), at, officer, stage(steps_of(act, [id])[id]), act.all(every)
    )


def _filed(view: View, ids: Sequence[UUID]) -> dict[UUID, tuple[datetime, str]]:
    """When each was printed, and by whom."""
    filed = Operation.record_id.in_(ids), Operation.kind == "file"
    rows = view.rows(select(Operation.record_id, Operation.at, Operation.actor).where(*filed))
    return {id: (at, officer) for id, at, officer in rows}


def _title(forms: Mapping[str, Printable], one: Print) -> Shown:
    return forms[one.form].form.title if one.form in forms else one.form
