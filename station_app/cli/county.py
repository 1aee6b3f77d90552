"""Commands on the exchange with the county. Off until `county enrol`."""

from __future__ import annotations

from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from station_app.access.desk import Desk
from station_app.cli import county_cases
from station_app.cli.media import SIZE, Files, size_of
from station_app.cli.options import signed_in
from station_app.cli.output import command
from station_app.core.errors import Refused
from station_app.core.texts import _

if TYPE_CHECKING:
    from station_app.sync.exchange import Outcome

Request = Annotated[Path | None, typer.Option(metavar="OUT")]
Answer = Annotated[Path | None, typer.Option(metavar="FILE")]
File = Annotated[Path, typer.Argument(metavar="FILE")]
CodeFile = Annotated[Path, typer.Argument(metavar="CODE-FILE")]


def add_to(app: typer.Typer) -> None:
    group = typer.Typer(help="The county of this station. 例: station county enrol 接入.json")
    _county(group)
    county_cases.add_to(group)
    app.add_typer(group, name="county")
    _sync(app)
    by_hand = typer.Typer(help="The exchange by hand. 例: station bundle write 上报")
    _bundle(by_hand)
    app.add_typer(by_hand, name="bundle")


def _county(app: typer.Typer) -> None:
    @command(app, "enrol", epilog="例: station --as admin county enrol 接入.json")
    def enrol(
        file: CodeFile,
        replace: bool = typer.Option(False, "--replace"),
        request: Request = None,
        answer: Answer = None,
    ) -> Any:
        """Joins the county by the file that `station-county enrol-code` wrote.

        Without a line: `--request OUT` goes to the county, what it answers is read by `--answer`.
        `--replace` where the county that this station belonged to is gone for good.
        """
        from station_app.sync import enrolment, joining

        with signed_in() as (_station, desk):
            if request is not None:
                return {"file": joining.request(desk, file, request, replace=replace).resolve()}
            if answer is not None:
                found = joining.answered(desk, file, answer)
            else:
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
        return _said(exchange(desk, line))


def _said(done: Outcome) -> dict[str, int]:
    return {name: getattr(done, name) for name in ("sent", "received", "waiting", "conflicts")}


def _bundle(app: typer.Typer) -> None:
    @command(app, "write", epilog="例: station --as officer bundle write E:/上报 --size 650M")
    def write(file: File, size: str = SIZE) -> Any:
        """Writes all that waits for the county to a medium: FILE, or FILE.001 … of that size.

        Nothing counts as sent before the answer was read: it may be written again.
        """
        from station_app.sync import bundle

        with signed_in() as (_station, desk):
            sent = bundle.write(desk, file, size_of(size))
        files = [one.resolve() for one in sent.files]
        return _said(sent.outcome) | {"medium": sent.medium, "files": files}

    @command(app, "read", epilog="例: station --as officer bundle read E:/答复")
    def read(files: Files) -> Any:
        """Takes in what the county answered on a medium, all its files together; once."""
        from station_app.sync import answer

        with signed_in() as (_station, desk):
            return _said(answer.read(desk, files))


def _stands(desk: Desk) -> Any:
    from station_app.sync import status

    with desk.view("exchange-status") as view:
        found = status.standing(view)
    if found is None:
        raise Refused(_("本所还没有接入县局，请由系统管理员用 station county enrol 办理"))
    told = {"skew": round(found.skew.total_seconds()), "doubts": list(found.doubts)}
    return asdict(found) | told
