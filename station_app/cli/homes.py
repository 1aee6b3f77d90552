"""Commands on homes and accounts."""

from __future__ import annotations

import re
from typing import Annotated, Any

import typer

from station_app import app as homes
from station_app import joining, recovery
from station_app.access import accounts
from station_app.cli.options import OPTIONS, Misused, secret, signed_in
from station_app.cli.output import command
from station_app.core.errors import Refused
from station_app.core.texts import _
from station_app.renewal import renew_key
from station_app.storage.device_secret import Place

ORGANISATION = re.compile(r"\d{6}-\d{1,6}", re.ASCII)
KINDS = ("police", "justice", "township")
PLACES: dict[str, Place | None] = {"": None, "keyring": "keyring", "file": "file"}
Name = Annotated[str, typer.Argument(metavar="NAME")]


def add_to(app: typer.Typer) -> None:
    _init(app)
    _recover(app)
    _new_key(app)
    officers = typer.Typer(help="Accounts (security). 例: station officer add")
    _officers(officers)
    app.add_typer(officers, name="officer")
    _password(app)


def _init(app: typer.Typer) -> None:
    @command(app, "init", epilog="例: station init --home /tmp/t --training")
    def init(
        training: bool = typer.Option(False, "--training"),
        name: str = typer.Option(""),
        org: str = typer.Option("", metavar="CODE"),
        kind: str = typer.Option("", metavar="police|justice|township"),
        security: str = typer.Option("", metavar="OFFICER"),
        admin: str = typer.Option("", metavar="OFFICER"),
        admin_password_file: str = typer.Option(""),
        database: str | None = typer.Option(None, metavar="URL"),
        key: str = typer.Option("keyring", metavar="keyring|file"),
    ) -> Any:
        """Makes a home; prints the recovery code once. Real homes name two officers."""
        if training:
            made, code = homes.make_training_home(
                OPTIONS.folder, name or "演示县城关派出所（演练）", database
            )
        else:
            given = {"admin-password-file": admin_password_file}
            _complete(name=name, org=org, kind=kind, security=security, admin=admin, **given)
            if kind not in KINDS or key not in ("keyring", "file"):
                raise Misused(
                    _("--kind 应为 {kinds}；--key 应为 keyring 或 file", kinds="、".join(KINDS))
                )
            if not ORGANISATION.fullmatch(org):
                raise Refused(_("--org 应为区划代码和序号，如 339901-01"))
            if security == admin:
                raise Refused(_("安全保密管理员和系统管理员不能是同一人"))
            officers = {
                security: ("security", OPTIONS.password()),
                admin: ("admin", secret(admin_password_file)),
            }
            made, code = homes.make_home(
                OPTIONS.folder,
                name=name,
                organisation=org,
                kind=kind,
                officers=officers,
                place="file" if key == "file" else "keyring",
                url=database,
            )
        sql = joining.found(made) if database else ""
        made.close()
        said = {"home": OPTIONS.folder.resolve(), "recovery_code": code}
        return said | ({"sql": sql} if sql else {})


def _complete(**said: str) -> None:
    if missing := [f"--{name}" for name, value in said.items() if not value]:
        raise Misused(_("新建本所数据库还需要：{missing}", missing=" ".join(missing)))


def _recover(app: typer.Typer) -> None:
    @command(
        app,
        "recover",
        epilog="例: station recover --home D --code-file F --as 张警官 --password-file P",
    )
    def recover(
        code_file: str = typer.Option(metavar="F"),
        key: str = typer.Option("", metavar="keyring|file"),
    ) -> Any:
        """After a lost key or on another machine: the recovery code opens the home again.

        `--key` says where this machine's secret is to lie; without it, where it lay before.
        `--as` gets the password in `--password-file`; the others ask security for new ones.
        """
        if not OPTIONS.who:
            raise Misused(_("请用 --as 指明要重设密码的账号"))
        if key not in PLACES:
            raise Misused(_("--key 应为 keyring 或 file"))
        password = OPTIONS.password()
        recovery.recover(OPTIONS.folder, secret(code_file), OPTIONS.who, password, PLACES[key])
        return {"home": OPTIONS.folder.resolve(), "officer": OPTIONS.who}


def _new_key(app: typer.Typer) -> None:
    @command(
        app, "new-key", epilog="例: station --as 安全员 --password-file P new-key --code-file F"
    )
    def new_key(code_file: str = typer.Option(metavar="F")) -> Any:
        """After a compromise (security): copies the home into one under a new key.

        Prints the new recovery code and a password for everybody else once. Backups made before
        stay readable with the old code alone: keep it with them, or destroy them.
        """
        if not OPTIONS.who:
            raise Misused(_("请用 --as 指明账号"))
        envelope, password = secret(code_file), OPTIONS.password()
        made = renew_key(OPTIONS.folder, OPTIONS.who, password, envelope, OPTIONS.code)
        return {
            "home": OPTIONS.folder.resolve(),
            "recovery_code": made.recovery_code,
            "passwords": made.passwords,
        }


def _officers(app: typer.Typer) -> None:
    @command(
        app, "add", epilog="例: station officer add 王警官 --role officer --officer-password-file P"
    )
    def add(
        name: Name, role: str = typer.Option(), officer_password_file: str = typer.Option()
    ) -> Any:
        """Opens an account."""
        with signed_in() as (station, desk):
            station.add_officer(desk, name, role, secret(officer_password_file))
        return {"officer": name, "role": role}

    @command(app, "role", epilog="例: station officer role 王警官 clerk")
    def role(name: Name, role: Annotated[str, typer.Argument(metavar="R")]) -> Any:
        """Another role."""
        with signed_in() as (station, desk):
            station.change_role(desk, name, role)
        return {"officer": name, "role": role}

    @command(app, "reset", epilog="例: station officer reset 王警官 --officer-password-file P")
    def reset(name: Name, officer_password_file: str = typer.Option()) -> Any:
        """A new password for somebody who forgot it."""
        with signed_in() as (station, desk):
            station.reset_password(desk, name, secret(officer_password_file))
        return {"officer": name}

    @command(app, "off", epilog="例: station officer off 王警官")
    def off(name: Name) -> Any:
        """Closes an account; its records stay."""
        with signed_in() as (station, desk):
            station.close_officer(desk, name)
        return {"officer": name}

    @command(app, "on", epilog="例: station officer on 王警官 --officer-password-file P")
    def on(name: Name, officer_password_file: str = typer.Option()) -> Any:
        """Opens a closed account again, with a new password."""
        with signed_in() as (station, desk):
            station.reopen_officer(desk, name, secret(officer_password_file))
        return {"officer": name}

    @command(app, "list", epilog="例: station officer list --json")
    def listed() -> Any:
        """All accounts."""
        with signed_in() as (_station, desk), desk.view("accounts") as view:
            return [
                {"officer": one.name, "role": one.role, "active": one.active}
                for one in accounts.accounts(view)
            ]


def _password(app: typer.Typer) -> None:
    @command(app, "password", epilog="例: station password --new-password-file P2")
    def password(new_password_file: str = typer.Option()) -> Any:
        """One's own password."""
        with signed_in() as (station, desk):
            station.change_password(desk, OPTIONS.password(), secret(new_password_file))
        return {"officer": OPTIONS.who}
