"""Commands on sheets: import a ledger, take it back, export a register."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from station_app.access.desk import Desk
from station_app.cli.options import OPTIONS, signed_in
from station_app.cli.output import command, read_json, words
from station_app.cli.records import id_of, register_of
from station_app.core.errors import Refused
from station_app.core.texts import _
from station_app.workflows import export as exporting
from station_app.workflows import import_residents as importing
from station_app.workflows import photographs

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
        with signed_in() as (_station, desk):
            register_of(register)
            if register == "people" and file.is_dir():
                taken = photographs.take_in(desk, file)
                return {"kept": taken.kept, "left": taken.left}
            if register != "residents":
                raise Refused(_("表格导入到 residents（住户底册）；照片文件夹导入到 people"))
            if take_back is not None:
                n = importing.take_back(desk, id_of(take_back))
                return {"act": take_back, "taken_back": n}
            if not file.is_file():
                raise Refused(_("读不了文件 {file}", file=str(file)))
            return _read(desk, file, _mapping(mapping), dry_run=dry_run, go_on=go_on)


def _read(
    desk: Desk, file: Path, mapping: dict[str, str] | None, *, dry_run: bool, go_on: str | None
) -> Any:
    if dry_run:
        return importing.preview(desk, file, mapping).report.to_json(words)
    if go_on is not None:
        return importing.go_on(desk, file, id_of(go_on)).to_json(words)
    return importing.run(desk, file, mapping).to_json(words)


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
        register: RegisterName,
        file: Annotated[Path, typer.Argument(metavar="FILE.xlsx")],
        reason: str = typer.Option(),
        where: Annotated[list[str] | None, typer.Option(metavar="FIELD=VALUE")] = None,
    ) -> Any:
        """One register into a sheet with a watermark page; logged."""
        with signed_in() as (_station, desk):
            found = register_of(register)
            asked = dict(one.partition("=")[::2] for one in where or ())
            rows = exporting.export(
                desk, found, file, reason=reason, where=asked, purpose=OPTIONS.why(desk)
            )
            return {"rows": rows, "file": file}
