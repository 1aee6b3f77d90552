"""Draws many papers in a process of its own, so that the screen and the database keep their time.

Papers are sent and answered in handfuls: the parent fills the next while the child draws.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any
from uuid import UUID

from station_app.core.shield import raise_shield
from station_app.core.texts import Text
from station_app.printing.code import PaperKeys
from station_app.printing.county.template import Template
from station_app.printing.fonts import MissingGlyph
from station_app.printing.paper import Batch, Printed
from station_app.printing.parts import Block, Bound, Form, Imprint

Answer = Printed | Text  # a paper, or why it could not be drawn


@dataclass(frozen=True, slots=True)
class Job:
    """One paper to be drawn: plain data."""

    form: Form
    blocks: Sequence[Block]
    imprint: Imprint
    print_id: UUID
    template: Template | None = None
    bound: Sequence[Bound] = ()


class DrawingFailed(RuntimeError):
    """The child died: a bug of ours, or no memory."""


def draw_batch(jobs: Sequence[Job], keys: PaperKeys) -> tuple[bytes, list[Answer]]:
    """All papers in one file, and what became of each. Pure."""
    batch = Batch()
    answers = _draw(batch, jobs, keys)
    return batch.save(), answers


def _draw(batch: Batch, jobs: Sequence[Job], keys: PaperKeys) -> list[Answer]:
    answers: list[Answer] = []
    for job in jobs:
        try:
            stamper = keys.stamper(job.print_id)
            what = job.form, job.blocks, job.imprint, stamper, job.template, job.bound
            answers.append(batch.add(*what))
        except MissingGlyph as missing:
            answers.append(missing.text)
    return answers


@dataclass(frozen=True, slots=True)
class Drawer:
    """The child, from the parent's side. Each call raises DrawingFailed."""

    pipe: Connection

    def send(self, jobs: Sequence[Job], keys: PaperKeys | None) -> None:
        try:
            self.pipe.send((jobs, keys))
        except OSError:
            raise DrawingFailed from None

    def answers(self) -> list[Answer]:
        """Of the handful sent longest ago."""
        found: list[Answer] = self._received()
        return found

    def file(self) -> bytes:
        """The finished file; nothing can be sent after it."""
        self.send([], None)
        found: bytes = self._received()
        return found

    def _received(self) -> Any:
        try:
            return self.pipe.recv()
        except (EOFError, OSError):
            raise DrawingFailed from None


@contextmanager
def drawing() -> Iterator[Drawer]:
    """Leaving the block ends the child, finished or not. Keys reach it through the pipe alone."""
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    child = context.Process(target=_child, args=(theirs,), daemon=True)
    child.start()
    theirs.close()
    try:
        yield Drawer(ours)
    finally:
        child.kill()
        child.join()
        child.close()
        ours.close()


def _child(pipe: Connection) -> None:
    raise_shield()
    batch = Batch()
    with suppress(EOFError, BrokenPipeError):  # nobody listens any more
        while (handful := pipe.recv())[1]:
            pipe.send(_draw(batch, *handful))
        pipe.send(batch.save() if batch.qrs else b"")
