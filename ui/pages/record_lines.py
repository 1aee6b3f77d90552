"""The lines at the right of a record page: what can be done, is owed, was printed or noted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from station_app.core.days import day_of
from station_app.core.show import moment
from station_app.core.texts import Text, _
from station_app.notes.service import Noted
from station_app.printing.rules import STAGES
from station_app.workflows.agenda import Item
from station_app.workflows.papers import Line
from ui.kit.theme import Tone
from ui.pages.due import left
from ui.pages.sheet import Row
from ui.pages.steps import Step

DO = _("办理")


def owed_row(item: Item, here: tuple[UUID | None, str], now: datetime) -> Row:
    """What, of whom or where if that is not who is shown here, and how long there is."""
    other = item.id not in here and item.subject not in ("", *here)
    title = _("{what}（{whom}）", what=item.title, whom=item.subject) if other else item.title
    wanted = Tone.RED if item.due.is_over(now) else Tone.PLAIN
    texts = (title, left(item, day_of(now), now), item.due_on.isoformat())
    return Row(texts, item, lambda: item.due.explanation, wanted)


def grouped(steps: Iterable[Step]) -> Iterator[Row]:
    """What stands under no heading of its own first."""
    under: dict[Text, list[Step]] = {}
    for step in steps:
        under.setdefault(step.heading or DO, []).append(step)
    for heading, those in under.items():
        yield Row((heading,))
        yield from map(step_row, those)


def step_row(step: Step) -> Row:
    """Greyed with the reason where it cannot be done today."""
    wanted = Tone.QUIET if step.barred else Tone.PLAIN
    return Row((step.title, step.key), step, step.barred or "", wanted)


def paper_row(line: Line) -> Row:
    """Which, how far it is, and since when."""
    title = _("{title}（第 {n} 份）", title=line.title, n=line.copy)
    stage = _("已作废") if line.withdrawn else STAGES[line.stage]
    at = moment(line.at) if line.at else ""
    return Row((title, stage, at), line, tone=Tone.QUIET if line.withdrawn else Tone.PLAIN)


def note_row(noted: Noted) -> Row:
    """What was noted, by whom and when; a scan alone is called one."""
    said = " ".join(noted.note.said.split()) or _("扫描件")
    return Row((said, noted.officer, moment(noted.at)), noted, noted.note.said)
