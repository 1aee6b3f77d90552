"""Commands on sheets: import a ledger, take it back, export a register."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from station_app.access.desk import Desk
from station_app.calls.register import CALLS
from station_app.cli.options import OPTIONS, Misused, secret, signed_in
from station_app.cli.output import command, read_json
from station_app.cli.records import id_of, register_of
from station_app.cli.wording import words
from station_app.core.errors import Refused
from station_app.core.texts import _
from station_app.exchange import worker
from station_app.workflows import export as exporting
from station_app.workflows import export_all, photographs
from station_app.workflows import import_sheet as importing
from station_app.workflows.desk import day_sheet_import
from station_app.workflows.sheet_kinds import KINDS, Kind

File = Annotated[Path, typer.Argument(metavar="FILE")]
RegisterName = Annotated[str, typer.Argument(metavar="REGISTER")]


def add_to(app: typer.Typer) -> None:
    _import(app)
    _export(app)


def _import(app: typer.Typer) -> None:
    @command(app, "import", epilog="例: station import residents households.xlsx --dry-run --json")
    def import_sheet(
        register: RegisterName,
        file: File,
        dry_run: bool = typer.Option(False, "--dry-run"),
        mapping: str | None = typer.Option(None, metavar="FILE"),
        go_on: str | None = typer.Option(None, metavar="ACT"),
        take_back: str | None = typer.Option(None, metavar="ACT"),
    ) -> Any:
        """A sheet into a register: .xlsx .xls .ods .csv; photographs into people: a folder."""
        if file.is_file() and take_back is None:
            worker.make_ready()  # while the password is proved
        with signed_in() as (_station, desk):
            register_of(register)
            if register == "people" and file.is_dir():
                taken = photographs.take_in(desk, file)
                return {"kept": taken.kept, "left": taken.left}
            if register not in (*KINDS, CALLS.name):
                raise Refused(
                    _(
                        "表格导入到 residents（住户底册）、tenancies（承租人名册）、"
                        "calls（警情日报表）；照片文件夹导入到 people"
                    )
                )
            if take_back is not None:
                n = importing.take_back(desk, id_of(take_back))
                return {"act": take_back, "taken_back": n}
            if not file.is_file():
                raise Refused(_("读不了文件 {file}", file=str(file)))
            if register == CALLS.name:
                day = day_sheet_import.preview if dry_run else day_sheet_import.run
                return day(desk, file, _mapping(mapping)).to_json(words)
            if go_on is not None:
                return importing.go_on(desk, file, id_of(go_on)).to_json(words)
            return _read(desk, file, _mapping(mapping), KINDS[register], dry_run=dry_run)


def _read(
    desk: Desk, file: Path, mapping: dict[str, str] | None, kind: Kind, *, dry_run: bool
) -> Any:
    if dry_run:
        return importing.preview(desk, file, mapping, kind).report.to_json(words)
    return importing.run(desk, file, mapping, kind=kind).to_json(words)


def _mapping(file: str | None) -> dict[str, str] | None:
    body = read_json(file) if file else None
    if body is not None and not isinstance(body, dict):
        raise Refused(_("对照表应是一个对象：{{项: 列}}"))
    return body


def _export(app: typer.Typer) -> None:
    @command(
        app, "export", epilog="例: station --as chief export people out.xlsx --reason 年度核对"
    )
    def export(
        register: Annotated[str, typer.Argument(metavar="REGISTER|FILE")],
        file: Annotated[Path | None, typer.Argument(metavar="FILE.xlsx")] = None,
        reason: str = typer.Option(),
        where: Annotated[list[str] | None, typer.Option(metavar="FIELD=VALUE")] = None,
        everything: bool = typer.Option(False, "--all"),
        second: str = typer.Option("", metavar="OFFICER"),
        second_password_file: str = typer.Option("", metavar="F"),
    ) -> Any:
        """One register into a sheet with a watermark page; logged.

        `--all FILE`: everything into one sealed archive, with a second person (security);
        its two codes are said once. `station unpack` opens it.
        """
        if everything and file is None:
            return _all(Path(register), reason, second, second_password_file)
        if everything or file is None:
            raise Misused(_("请写 export 登记簿 文件，或 export --all 文件"))
        with signed_in() as (_station, desk):
            found = register_of(register)
            asked = dict(one.partition("=")[::2] for one in where or ())
            rows = exporting.export(
                desk, found, file, reason=reason, where=asked, purpose=OPTIONS.why(desk)
            )
            return {"rows": rows, "file": file}

    @command(app, "unpack", epilog="例: station unpack all.archive OUT --code-file F")
    def unpack(
        file: File,
        folder: Annotated[Path, typer.Argument(metavar="DIR")],
        code_file: str = typer.Option(metavar="F"),
        second_code_file: str = typer.Option("", metavar="F"),
    ) -> Any:
        """Opens an archive of `export --all` into an empty folder, in plain; needs no home."""
        if not file.is_file():
            raise Refused(_("读不了文件 {file}", file=str(file)))
        other = secret(second_code_file) if second_code_file else ""
        return {"files": export_all.unpack(file, folder, secret(code_file), other)}


def _all(file: Path, reason: str, second: str, second_password_file: str) -> Any:
    if not (second and second_password_file):
        raise Misused(_("全部导出须由两人办理：请给出 --second 和 --second-password-file"))
    if not file.parent.is_dir():
        raise Refused(_("没有文件夹 {folder}", folder=str(file.parent)))
    with signed_in() as (station, desk):
        seconded = station.second(second, secret(second_password_file))
        made = export_all.export_all(
            desk, file, reason=reason, seconded=seconded, purpose=OPTIONS.why(desk)
        )
    codes = {"code": made.code, "second_code": made.second_code}
    return {"rows": made.rows, "file": file} | codes
