"""What is due: an officer's own, a beat's, the station's, or all about one record."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any
from uuid import UUID

import typer

from station_app.access.desk import Desk
from station_app.access.opening import open_record
from station_app.cli.options import OPTIONS, signed_in, whole
from station_app.cli.output import command
from station_app.cli.records import id_of, register_of
from station_app.workflows.agenda import Item, Wanted, agenda, day_typed, owed_by

Beats = Annotated[list[str] | None, typer.Option("--beat", metavar="NAME")]
About = Annotated[tuple[str, str] | None, typer.Option(metavar="REGISTER ID")]


def add_to(app: typer.Typer) -> None:
    @command(app, "agenda", epilog="例: station agenda --owner team --within 30 --json")
    def what_is_due(
        on: str | None = typer.Option(None, metavar="DATE"),
        within: int = whole("--within", 7, 0, 36_500),
        register: str | None = typer.Option(None),
        owner: str = typer.Option("station", metavar="me|team|station"),
        beat: Beats = None,
        about: About = None,
    ) -> Any:
        """What is due or overdue, by due date.

        `team`: what lies in one's own beats, or in those named by --beat; `me`: also what one
        entered that lies in nobody's. --about: all that a record owes and what belongs to it,
        however far ahead.
        """
        with signed_in() as (_station, desk):
            day = day_typed(on, desk.now())
            if about:
                return list(_lines(_about(desk, *about), day))
            wanted = Wanted(day, within, register, owner, tuple(beat or ()))
            with desk.view("agenda") as view:
                return list(_lines(agenda(view, wanted), day))


def _about(desk: Desk, name: str, id: str) -> list[Item]:
    """Of a record that is opened for a purpose: one reading, its own event."""
    register = register_of(name)
    with desk.act(f"show:{name}", purpose=OPTIONS.why(desk)) as act:
        opened = open_record(act, register, id_of(id))
    ids: list[UUID] = [opened.seen.record.id, *(link.id for link in opened.links)]
    with desk.view("agenda") as view:
        return owed_by(view, ids)


def _lines(items: Iterable[Item], on: date) -> Iterable[dict[str, Any]]:
    for item in items:
        due = item.due
        yield {
            "due_on": due.due_on,
            "overdue_days": max(0, item.overdue_days(on)),
            "kind": item.title,
            "register": item.register,
            "id": item.id,
            "subject": item.subject,
            "basis": due.explanation,
            "rule": due.rule.id,
            "confirmed": due.rule.confirmed,
            "owner": item.owner,
        }
