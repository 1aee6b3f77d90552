"""Commands on the desks of a station whose database is on a PostgreSQL server."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from station_app import joining
from station_app.access import desks
from station_app.cli.options import OPTIONS, Misused, secret, signed_in
from station_app.cli.output import command
from station_app.core.texts import _

Owner = Annotated[str, typer.Option("--database-file", metavar="F")]


def add_to(app: typer.Typer) -> None:
    _join(app)
    group = typer.Typer(help="The computers of a PostgreSQL station. 例: station desk list")
    _desks(group)
    app.add_typer(group, name="desk")
    _server(app)


def _join(app: typer.Typer) -> None:
    @command(
        app,
        "join",
        epilog="例: station join --home D --from 卡.json --code-file F --as 安全员"
        " --password-file P",
    )
    def join(
        card: Annotated[str, typer.Option("--from", metavar="CARD")],
        code_file: Annotated[str, typer.Option(metavar="F")],
        key: str = typer.Option("keyring", metavar="keyring|file"),
    ) -> Any:
        """A second desk of a PostgreSQL station, by the card that `desk invite` made.

        `--as` is who answers for the accounts; `--password-file` his password on this machine.
        """
        if not OPTIONS.who:
            raise Misused(_("请用 --as 指明账号"))
        if key not in ("keyring", "file"):
            raise Misused(_("--key 应为 keyring 或 file"))
        joining.join(
            OPTIONS.folder,
            Path(card),
            secret(code_file),
            OPTIONS.who,
            OPTIONS.password(),
            "file" if key == "file" else "keyring",
        )
        return {"home": OPTIONS.folder.resolve()}


def _desks(app: typer.Typer) -> None:
    @command(app, "invite", epilog="例: station desk invite 卡.json --name 户籍窗口 --as 安全员")
    def invite(card: Path, name: str = typer.Option(), owner: Owner = "") -> Any:
        """A card for one more computer; prints its code once. Both expire in seven days.

        `--database-file` holds the address of who made the database; without it the SQL is
        printed, for the administrator of the server to run before the card is used.
        """
        with signed_in() as (station, desk):
            made = joining.invite(station, desk, card, name, secret(owner) if owner else "")
        body = {"card": card.resolve(), "letter": made.letter, "code": made.code}
        return body | ({"sql": made.sql} if made.sql else {})

    @command(app, "list", epilog="例: station desk list --json")
    def listed() -> Any:
        """All computers, and those that a card was made for."""
        with signed_in() as (_station, desk), desk.view("desks") as view:
            return [
                {
                    "letter": one.letter,
                    "name": one.name,
                    "joined": bool(one.device),
                    "open": one.open,
                }
                for one in desks.listed(view)
            ]

    @command(app, "off", epilog="例: station desk off B")
    def off(letter: str, owner: Owner = "") -> Any:
        """Ends a computer that was lost or is given away. What was entered there stays."""
        with signed_in() as (station, desk):
            sql = joining.close(station, desk, letter, secret(owner) if owner else "")
        return {"letter": letter} | ({"sql": sql} if sql else {})


def _server(app: typer.Typer) -> None:
    @command(app, "server", epilog="例: station server --database-file F --as 管理员")
    def server(owner: Owner) -> Any:
        """After an upgrade: brings schema and grants of the server up, as its owner."""
        if not OPTIONS.who:
            raise Misused(_("请用 --as 指明账号"))
        joining.mend(OPTIONS.folder, OPTIONS.who, OPTIONS.password(), secret(owner))
        return {"home": OPTIONS.folder.resolve()}
