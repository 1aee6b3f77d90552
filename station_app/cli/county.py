"""Commands on the exchange with the county. Off until `county enrol`."""

from __future__ import annotations

from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from station_app.access.desk import Desk
from station_app.cli.options import signed_in
from station_app.cli.output import command
from station_app.core.errors import Refused
from station_app.core.texts import _

CodeFile = Annotated[Path, typer.Argument(metavar="CODE-FILE")]


def add_to(app: typer.Typer) -> None:
    group = typer.Typer(help="The county of this station. 例: station county enrol 接入.json")
    _county(group)
    app.add_typer(group, name="county")
    _sync(app)


def _county(app: typer.Typer) -> None:
    @command(app, "enrol", epilog="例: station --as admin county enrol 接入.json")
    def enrol(file: CodeFile, replace: bool = typer.Option(False, "--replace")) -> Any:
        """Joins the county by the file that `station-county enrol-code` wrote.

        `--replace` where the county that this station belonged to is gone for good.
        """
        from station_app.sync import enrolment

        with signed_in() as (_station, desk):
            found = enrolment.enrol(desk, file, replace=replace)
        return {"county": found.name, "scope": found.scope, "device": found.device}


def _sync(app: typer.Typer) -> None:
    @command(app, "sync", epilog="例: station --as officer sync --json")
    def sync(status: bool = typer.Option(False, "--status")) -> Any:
        """Sends what waits to the county and takes in what it has, or says how that stands."""
        with signed_in() as (_station, desk):
            return _stands(desk) if status else _exchanged(desk)


def _exchanged(desk: Desk) -> Any:
    from station_app.sync import enrolment
    from station_app.sync.exchange import exchange

    with closing(enrolment.line(desk)) as line:
        done = exchange(desk, line)
    names = ("sent", "received", "waiting", "conflicts")
    return {name: getattr(done, name) for name in names}


def _stands(desk: Desk) -> Any:
    from station_app.sync import status

    with desk.view("exchange-status") as view:
        found = status.standing(view)
    if found is None:
        raise Refused(_("本所还没有接入县局，请由系统管理员用 station county enrol 办理"))
    told = {"skew": round(found.skew.total_seconds()), "doubts": list(found.doubts)}
    return asdict(found) | told
