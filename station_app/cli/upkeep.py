"""Commands that keep a home sound: check, audit, backup, restore, self-test, demo, bench."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer

from station_app import app as homes
from station_app.access import copies, log
from station_app.access.upkeep import Backup, trouble
from station_app.cli.options import OPTIONS, Misused, secret, signed_in, whole
from station_app.cli.output import command, end, plain, write_file
from station_app.cli.records import id_of, register_of
from station_app.core.errors import Refused
from station_app.core.texts import _
from station_app.workflows import check as checking
from station_app.workflows import demo as demonstration

File = Annotated[Path, typer.Argument(metavar="FILE")]


def add_to(app: typer.Typer) -> None:
    _home(app)
    audit = typer.Typer(help="The audit log. 例: station audit verify")
    _audit(audit)
    app.add_typer(audit, name="audit")
    _copies(app)
    _trials(app)


def _home(app: typer.Typer) -> None:
    @command(app, "check", epilog="例: station check --json")
    def check() -> Any:
        """Integrity of everything; names ids only, and says how to mend. Status 3 if not sound."""
        with signed_in() as (_station, desk):
            findings = checking.of_file(OPTIONS.folder, desk.engine_faults(), desk.now())
            if not findings:  # nothing can be said of records in a file that cannot be read
                with desk.survey("check") as act:
                    findings = checking.check(act)
        found = [{"what": f.what, "where": f.where, "mend": f.mend} for f in findings]
        body = {"ok": not found, "found": found}
        if not found:
            return body
        return end(body, _("检查发现 {n} 处问题，请按结果中的办法处理", n=len(found)), 3)

    @command(app, "demo", epilog="例: station --as officer demo --people 300 --seed 1")
    def demo(
        people: int = whole("--people", 300, 1, 2_000_000), seed: int = whole("--seed", 1, 0, 10**9)
    ) -> Any:
        """Fills a training home with invented people, houses and histories."""
        with signed_in() as (_station, desk):
            return demonstration.fill(desk, people=people, seed=seed)


def _audit(app: typer.Typer) -> None:
    @command(app, "verify", epilog="例: station audit verify --json")
    def verify() -> Any:
        """Proves the log unbroken; status 1 names the first bad entry."""
        with signed_in() as (_station, desk), desk.survey("verify-audit") as act:
            faults = log.verify_audit(act)
        found = [{"log": fault.log_id, "number": fault.number} for fault in faults]
        body = {"ok": not found, "first_bad": found[0] if found else None, "found": found}
        if not found:
            return body
        first = found[0]["number"]
        return end(body, _("审计日志第 {n} 条对不上，请立即报告安全保密管理员", n=first), 1)

    @command(app, "export", epilog="例: station audit export log.jsonl")
    def export(file: File) -> Any:
        """Hands the log over, one event a line."""
        with signed_in() as (_station, desk), desk.survey("export-audit") as act:
            events = log.export_audit(act)
        lines = [json.dumps(plain(event), ensure_ascii=False) for event in events]
        write_file(file, "".join(f"{line}\n" for line in lines).encode())
        return {"file": file, "events": len(lines)}

    @command(app, "who", epilog="例: station audit who people ID")
    def who(
        register: Annotated[str, typer.Argument(metavar="REGISTER")],
        id: Annotated[str, typer.Argument(metavar="ID")],
    ) -> Any:
        """Who looked at a record."""
        with signed_in() as (_station, desk):
            register_of(register)
            with desk.act("who-looked") as act:
                looks = log.who_looked(act, id_of(id))
            return [
                {
                    "at": look.at,
                    "officer": look.officer,
                    "role": look.role,
                    "event": look.event,
                    "purpose": look.purpose,
                    "note": look.reference,
                }
                for look in looks
            ]


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
    def restore(file: File, code_file: str | None = typer.Option(None, metavar="F")) -> Any:
        """Puts a backup back into a new home.

        Without a code file the officer's password and this machine's device secret open it.
        """
        if code_file is None and not OPTIONS.who:
            raise Misused(_("请用 --code-file 给出恢复码，或用 --as 和 --password-file 给出密码"))
        if not file.is_file():
            raise Refused(_("读不了文件 {file}", file=str(file)))
        if code_file is not None:
            officer = OPTIONS.who and (OPTIONS.who, OPTIONS.password())
            homes.restore_by_code(file, OPTIONS.folder, secret(code_file), officer or None)
        else:
            homes.restore_by_password(file, OPTIONS.folder, OPTIONS.who, OPTIONS.password())
        return {"home": OPTIONS.folder.resolve()}


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
