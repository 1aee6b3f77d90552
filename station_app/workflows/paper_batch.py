"""Printing many: filled and filed here, drawn in a process of its own; never a long lock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from station_app.access.act import Act
from station_app.access.desk import Desk
from station_app.access.purposes import Purpose
from station_app.access.service import service
from station_app.core.errors import Explained
from station_app.core.ids import new_id
from station_app.core.texts import Text
from station_app.printing.batch import Drawer, Job, drawing
from station_app.printing.code import PaperKeys
from station_app.printing.county.kept import template_of
from station_app.printing.forms import Printable
from station_app.printing.paper import Printed
from station_app.printing.reasons import read_reason
from station_app.workflows.paper import Draft, PrintedAlready, file_prints, fill, number
from station_app.workflows.paper_keys import paper_keys

HANDFUL = 50  # papers filled in one transaction of at most 200 ms


@dataclass(frozen=True, slots=True)
class Batched:
    """One file of many papers, and the records for which there is none with the reason why."""

    pdf: bytes  # empty where there is no paper
    papers: tuple[tuple[Draft, Printed], ...]
    failed: tuple[tuple[UUID, Text], ...]
    again: tuple[UUID, ...]  # printed before, and nobody has said why once more
    left: int  # not reached when it was cancelled
    act_id: UUID


Handful = list[tuple[UUID, Draft]]  # the id asked for, and its paper


@dataclass(slots=True)
class Run:
    """A batch under way."""

    form: Printable
    reason: str
    subjects: set[UUID] = field(default_factory=set)  # two of one household are one paper
    waiting: Handful | None = None  # being drawn, while the next is filled
    done: list[tuple[Draft, Printed]] = field(default_factory=list)
    failed: list[tuple[UUID, Text]] = field(default_factory=list)
    again: list[UUID] = field(default_factory=list)

    def send(self, drawer: Drawer, found: Handful, keys: PaperKeys) -> None:
        form = self.form.form
        jobs = [Job(form, d.blocks, d.imprint, d.print_id, d.template, d.bound) for _id, d in found]
        drawer.send(jobs, keys)
        self.waiting = found

    def take(self, drawer: Drawer) -> None:
        answers = drawer.answers() if self.waiting is not None else []
        for (id, draft), answer in zip(self.waiting or [], answers, strict=True):
            if isinstance(answer, Printed):
                self.done.append((draft, answer))
            else:
                self.failed.append((id, answer))


@service(right="print-batch", purpose=True, audit="printing prepared")
def gather(act: Act, run: Run, ids: Sequence[UUID]) -> tuple[Handful, PaperKeys]:
    """A handful filled and numbered. Who cannot be printed is told, and keeps nobody back."""
    found: Handful = []
    template = template_of(act, run.form)
    for id in ids:
        try:
            gathering, filled = fill(act, run.form, id)
            if filled.subject not in run.subjects:
                found.append((id, number(act, run.form, gathering, filled, run.reason, template)))
                run.subjects.add(filled.subject)
        except PrintedAlready:
            run.again.append(id)
        except Explained as why:
            run.failed.append((id, why.text))
    return found, paper_keys(act)


@service(right="print-batch", purpose=True, audit="printed")
def file_batch(act: Act, run: Run) -> None:
    file_prints(act, run.form, run.done)
    act.notes |= {"papers": len(run.done)}


def print_batch(
    desk: Desk,
    form: Printable,
    ids: Sequence[UUID],
    *,
    purpose: Purpose,
    reason: str = "",
    progress: Callable[[int, int], None] = lambda done, total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Batched:
    """All in one file, filed in one act after the last is drawn; cancelled, what is drawn is kept.

    One `reason` serves for all that were printed before. `progress` is told records done and all
    of them. Raises DrawingFailed, Conflict, and Refused for what is no reason.
    """
    read_reason(reason)
    act_id, run, reached = new_id(), Run(form, reason), 0
    with drawing() as drawer:
        for start in range(0, len(ids), HANDFUL):
            if cancelled():
                break
            with desk.act("print-batch", purpose=purpose, act_id=act_id) as act:
                found, keys = gather(act, run, ids[start : start + HANDFUL])
            run.take(drawer)  # before sending: neither side waits for the other to read
            run.send(drawer, found, keys)
            reached = min(start + HANDFUL, len(ids))
            progress(start, len(ids))
        run.take(drawer)
        pdf = drawer.file()
    with desk.act("print-batch", purpose=purpose, act_id=act_id) as act:
        file_batch(act, run)
    progress(reached, len(ids))
    failed, again = tuple(run.failed), tuple(run.again)
    return Batched(pdf, tuple(run.done), failed, again, len(ids) - reached, act_id)
