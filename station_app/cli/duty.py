"""The hand-over of a shift by two persons, each with a password of his own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import typer

from station_app.cli.options import secret, signed_in
from station_app.cli.output import command, read_json
from station_app.core.errors import Refused
from station_app.core.texts import _
from station_app.workflows.desk import hand_over
from station_app.workflows.desk.hand_over import Counted, Told


def add_to(app: typer.Typer) -> None:
    @command(
        app,
        "hand-over",
        epilog="例: station --as 王警官 hand-over --taker 周警官 --taker-password-file F --json",
    )
    def hand_over_shift(
        taker: str = typer.Option(metavar="OFFICER"),
        taker_password_file: str = typer.Option(metavar="F"),
        counts: str = typer.Option("", metavar="FILE.json"),
        remarks: str = typer.Option(""),
    ) -> Any:
        """The shift at hand, as the registers tell it; its sheet is `print handover_sheet ID`.

        FILE.json is what was counted otherwise: {"手铐": {"counted": 5, "remarks": "一副送检"}}.
        """
        with signed_in() as (station, desk):
            taking = station.second(taker, secret(taker_password_file))
            with desk.view("prepare-hand-over") as view:
                found = hand_over.prepare(view)
            told = read_json(counts) if counts else {}
            lines = tuple(_counted(one, told) for one in found.counts)
            made = hand_over.hand_over(
                desk, taking, Told(found.shift.id, found.parts, lines, remarks)
            )
        return {"id": made.id, "number": made.number, "act": made.act_id, "parts": found.parts}


def _counted(one: Counted, told: Mapping[str, Any]) -> Counted:
    """Raises Refused where the file says something else than how many and why."""
    said = told.get(one.name, {})
    if not isinstance(said, dict) or not isinstance(n := said.get("counted", one.expected), int):
        raise Refused(_("“{name}”的数目不对，请写 counted 和 remarks", name=one.name))
    return replace(one, counted=n, remarks=str(said.get("remarks", "")))
