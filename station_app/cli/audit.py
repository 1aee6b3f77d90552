"""Commands on the audit log: proved, handed over, signed on paper; who looked; free look-ups."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from station_app.access import countersigning, free_looks, log
from station_app.access.act import View
from station_app.access.desk import Desk
from station_app.access.log import FAULTS, anchors_of, read_anchors
from station_app.cli.options import signed_in
from station_app.cli.output import command, end, plain, write_file
from station_app.cli.records import id_of, register_of
from station_app.core.errors import Refused
from station_app.core.texts import _
from station_app.storage.audit_proof import Fault, broken
from station_app.storage.checkpoints import Checkpoint
from station_app.workflows.agenda import day_typed
from station_app.workflows.log_sheet import log_sheet, week_sheet

File = Annotated[Path, typer.Argument(metavar="FILE")]
On = Annotated[str | None, typer.Option(metavar="DATE")]
Out = Annotated[Path | None, typer.Option(metavar="FILE.pdf")]


def add_to(app: typer.Typer) -> None:
    group = typer.Typer(help="The audit log. 例: station audit verify")
    _proof(group)
    _readers(group)
    _free(group)
    app.add_typer(group, name="audit")


def _proof(app: typer.Typer) -> None:
    @command(app, "verify", epilog="例: station audit verify --against 校验点.txt --json")
    def verify(against: str = typer.Option("", metavar="QR-TEXT|FILE")) -> Any:
        """Proves the log unbroken; status 1 names the first bad entry.

        Against a checkpoint that was printed, the file of checkpoints, an exported log or a backup
        it also proves that nothing before it was rewritten since. Where the station exchanges with
        its county: up to which event the county has countersigned each log.
        """
        with signed_in() as (_station, desk):
            anchors = _anchors(against)
            with desk.survey("verify-audit") as act:
                found = log.verify_audit(act, anchors=anchors)
            with desk.view(countersigning.SEND) as view:
                county = _countersigned(view)
        bad = [_told(fault) for fault in broken(found)]
        clock = [_told(fault) for fault in found if fault.what == "clock"]
        held = [{"log": one.log_id, "number": one.number} for one in anchors]
        body = {
            "ok": not bad,
            "first_bad": bad[0] if bad else None,
            "found": bad,
            "clock": clock,
            "against": held,
            "county": county,
        }
        if not bad:
            return body
        if bad[0]["what"] == "tree":
            return end(body, bad[0]["why"], 1)
        return end(
            body, _("审计日志第 {n} 条对不上，请立即报告安全保密管理员", n=bad[0]["number"]), 1
        )

    @command(app, "export", epilog="例: station audit export log.jsonl")
    def export(file: File) -> Any:
        """Hands the log over, one event a line."""
        with signed_in() as (_station, desk), desk.survey("export-audit") as act:
            events = log.export_audit(act)
        lines = [json.dumps(plain(event), ensure_ascii=False) for event in events]
        write_file(file, "".join(f"{line}\n" for line in lines).encode())
        return {"file": file, "events": len(lines)}

    @command(app, "checkpoint", epilog="例: station audit checkpoint --out 校验单.pdf")
    def checkpoint(out: Out = None) -> Any:
        """Signs the log as it is now; on a sheet with its QR, to be kept by somebody else."""
        with signed_in() as (_station, desk):
            one, pdf = log_sheet(desk)
        if out is not None:
            write_file(out, pdf)
        return {
            "log": one.log_id,
            "number": one.number,
            "hash": one.hash,
            "at": one.at,
            "short": one.short,
            "text": one.text,
            "file": out,
        }


def _anchors(against: str) -> Sequence[Checkpoint]:
    if not against:
        return ()
    file = Path(against)
    if len(against) > 200 or not file.is_file():
        return read_anchors(against.encode("utf-8", "surrogateescape"))
    try:
        return anchors_of(file)
    except OSError:
        raise Refused(_("读不了文件 {file}", file=against)) from None


def _countersigned(view: View) -> dict[str, Any]:
    """Up to where, the county's tree as seen last, and what was found wrong between them."""
    head = countersigning.seen(view)
    return {
        "countersigned": [
            {"log": row.log_id, "number": row.number, "at": row.at, "leaf": row.leaf}
            for row in countersigning.acknowledged(view)
        ],
        "tree": head.note if head else "",
        "doubts": [
            {"log": one.log_id, "number": one.number, "at": one.at, "why": one.text}
            for one in countersigning.doubts(view)
        ],
    }


def _told(fault: Fault) -> dict[str, Any]:
    return {
        "log": fault.log_id,
        "number": fault.number,
        "what": fault.what,
        "why": FAULTS[fault.what],
    }


def _readers(app: typer.Typer) -> None:
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
                    "explanation": look.explanation,
                    "free": look.free,
                    "records": look.records,
                    "number": look.number,
                }
                for look in looks
            ]


def _free(app: typer.Typer) -> None:
    @command(app, "looks", epilog="例: station --as chief audit looks --on 2026-03-09")
    def looks(on: On = None, out: Out = None) -> Any:
        """The free look-ups of a week, for the chief; on paper with `--out`."""
        with signed_in() as (_station, desk):
            day = _day(desk, on)
            if out is not None:
                write_file(out, week_sheet(desk, day))
            with desk.act("free-looks") as act:
                week = free_looks.week(act, day)
        return {
            "week": week.monday,
            "looks": [
                {
                    "at": one.at,
                    "officer": one.officer,
                    "event": one.event,
                    "full": one.full,
                    "purpose": one.purpose,
                    "note": one.reference,
                    "explanation": one.explanation,
                    "records": [f"{register}/{id}" for register, id in one.records],
                }
                for one in week.looks
            ],
            "officers": [
                {
                    "officer": o.officer,
                    "n": o.week,
                    "most": o.most,
                    "alarm": o.alarm,
                    "held": o.held,
                }
                for o in week.officers
            ],
            "reviews": [
                {"at": r.at, "officer": r.by, "looks": r.looks, "remarks": r.remarks}
                for r in week.reviews
            ],
        }

    @command(app, "review", epilog="例: station --as chief audit review --on 2026-03-09")
    def review(on: On = None, remarks: str = typer.Option("")) -> Any:
        """The chief signs a week off that is over: the last one, unless a day of it is named."""
        with signed_in() as (_station, desk):
            day = _day(desk, on) if on else desk.today - free_looks.WEEK
            with desk.act("review-looks") as act:
                free_looks.sign_off(act, day, remarks)
        return {"week": free_looks.monday_of(day)}

    @command(app, "lift", epilog="例: station --as chief audit lift 王警官 --reason 清查行动")
    def lift(
        officer: Annotated[str, typer.Argument(metavar="OFFICER")], reason: str = typer.Option()
    ) -> Any:
        """Lets an officer go on whose free look-ups have reached their quota."""
        with signed_in() as (_station, desk), desk.act("lift-quota") as act:
            free_looks.lift(act, officer, reason)
        return {"officer": officer}


def _day(desk: Desk, typed: str | None) -> date:
    return day_typed(typed, desk.now())
