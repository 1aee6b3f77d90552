"""Commands that keep a home sound: check, backup, restore, self-test, demo, bench."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer

from station_app import app as homes
from station_app import recovery
from station_app.access import copies
from station_app.access.upkeep import Backup, trouble
from station_app.cli.options import OPTIONS, Misused, secret, signed_in, whole
from station_app.cli.output import command, end
from station_app.core.errors import Refused
from station_app.core.texts import _
from station_app.workflows import check as checking
from station_app.workflows import demo as demonstration
from station_app.workflows.rebuild import rebuild

File = Annotated[Path, typer.Argument(metavar="FILE")]


def add_to(app: typer.Typer) -> None:
    _home(app)
    _copies(app)
    _trials(app)


def _home(app: typer.Typer) -> None:
    @command(app, "check", epilog="例: station check --json")
    def check() -> Any:
        """Integrity of everything; names ids only, and says how to mend. Status 3 if not sound."""
        with signed_in() as (station, desk):
            findings = checking.of_file(OPTIONS.folder, desk.engine_faults(), desk.now())
            if not findings:  # nothing can be said of records in a file that cannot be read
                with desk.survey("check") as act:
                    findings = checking.check(act)
                findings += checking.of_backups(OPTIONS.folder, station.key)
        found = [{"what": f.what, "where": f.where, "mend": f.mend} for f in findings]
        body = {"ok": not found, "found": found}
        if not found:
            return body
        return end(body, _("检查发现 {n} 处问题，请按结果中的办法处理", n=len(found)), 3)

    @command(app, "rebuild", epilog="例: station --as admin rebuild")
    def again() -> Any:
        """Works out search keys, references, duties and figures anew, as `check` may ask for."""
        with signed_in() as (_station, desk):
            return dict(rebuild(desk))

    @command(app, "demo", epilog="例: station --as officer demo --people 300 --seed 1")
    def demo(
        people: int = whole("--people", 300, 1, 2_000_000), seed: int = whole("--seed", 1, 0, 10**9)
    ) -> Any:
        """Fills a training home with invented people, houses and histories."""
        with signed_in() as (_station, desk):
            return demonstration.fill(desk, people=people, seed=seed)


def _copies(app: typer.Typer) -> None:
    @command(app, "backup", epilog="例: station --as admin backup /media/usb/station.backup")
    def backup(
        file: Annotated[Path | None, typer.Argument(metavar="[FILE]")] = None,
        place: str | None = typer.Option(None, metavar="DIR"),
    ) -> Any:
        """An encrypted copy of the whole home, opened and checked at once.

        Without FILE one more of the series in the home (7 daily, 4 weekly, 12 monthly), kept
        once more in the second place that `--place` names ("" for nowhere).
        """
        with signed_in() as (station, desk):
            if place is not None:
                copies.name_place(desk, Path(place) if place else None)
            if file is None:
                return _series(homes.keep_copy(station, desk))
            if not file.parent.is_dir():
                raise Refused(_("没有文件夹 {folder}", folder=str(file.parent)))
            return homes.backup(station, desk, file)

    @command(app, "restore", epilog="例: station restore station.backup --home NEW --code-file F")
    def restore(
        file: File,
        code_file: str | None = typer.Option(None, metavar="F"),
        database_file: str = typer.Option("", metavar="F"),
    ) -> Any:
        """Puts a backup back into a new home.

        Without a code file the officer's password and this machine's device secret open it.
        `--database-file` holds the address of an empty database, for a station on PostgreSQL.
        """
        if code_file is None and not OPTIONS.who:
            raise Misused(_("请用 --code-file 给出恢复码，或用 --as 和 --password-file 给出密码"))
        if not file.is_file():
            raise Refused(_("读不了文件 {file}", file=str(file)))
        url = secret(database_file) if database_file else ""
        if code_file is not None:
            officer = OPTIONS.who and (OPTIONS.who, OPTIONS.password())
            code = secret(code_file)
            sql = recovery.restore_by_code(file, OPTIONS.folder, code, officer or None, url)
        else:
            said = OPTIONS.who, OPTIONS.password(), OPTIONS.code
            sql = recovery.restore_by_password(file, OPTIONS.folder, *said, url)
        return {"home": OPTIONS.folder.resolve()} | ({"sql": sql} if sql else {})


def _series(made: Backup) -> Any:
    body = {"file": made.file, "created": made.at, "second": made.placed_at}
    if why := trouble(made):
        end(body, why, 1)
    return body


def _trials(app: typer.Typer) -> None:
    @command(app, "self-test", epilog="例: station self-test")
    def self_test() -> Any:
        """Proves an installation works, in a throw-away encrypted home."""
        from station_app.cli.self_test import run

        body = run()
        if body["ok"]:
            return body
        return end(body, _("自检没有通过，请把结果交给系统管理员"), 3)

    @command(app, "bench", epilog="例: station bench search")
    def bench(name: Annotated[str | None, typer.Argument(metavar="[NAME]")] = None) -> Any:
        """Runs the benchmarks of a source checkout; rows with ratios."""
        try:
            harness = import_module("benchmarks.__main__")
        except ImportError:
            raise Refused(_("测速脚本不在安装包里，请在源代码目录中运行")) from None
        if name is not None and name not in (known := harness.names()):
            raise Misused(_("没有这项测速，可选：{names}", names="、".join(known)))
        return harness.rows(name)
