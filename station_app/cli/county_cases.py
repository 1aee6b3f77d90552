"""Commands on what county and station do not agree on, as the pages of 上报下发 have it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import typer

from station_app.access.desk import Desk
from station_app.cli.options import OPTIONS, signed_in
from station_app.cli.output import command, read_json
from station_app.cli.records import id_of, register_of
from station_app.core.errors import Absent, Refused, Rejected
from station_app.core.register import Register, read_draft
from station_app.core.texts import _

if TYPE_CHECKING:
    from station_app.sync.conflicts import Case, Open, Side
    from station_app.sync.quarantine import Refusal

Whose = Annotated[str, typer.Argument(metavar="[REGISTER]")]
RegisterName = Annotated[str, typer.Argument(metavar="REGISTER")]
Id = Annotated[str, typer.Argument(metavar="ID")]
AnId = Annotated[str, typer.Argument(metavar="[ID]")]
Field = Annotated[str, typer.Argument(metavar="FIELD")]
Op = Annotated[str, typer.Argument(metavar="OP")]
File = Annotated[str, typer.Argument(metavar="[FILE]")]


class Take(StrEnum):
    """Which of two values is to stand."""

    KEPT = "kept"
    REFUSED = "refused"


Taken = Annotated[Take, typer.Option()]


def add_to(app: typer.Typer) -> None:
    _conflicts(app)
    _refused(app)

    @command(app, "compare", epilog="例: station --as officer county compare --json")
    def compare() -> Any:
        """Exchanges, and then compares every row with the county; what differs is made good."""
        with signed_in() as (_station, desk):
            return _compared(desk)


def _conflicts(app: typer.Typer) -> None:
    @command(app, "conflicts", epilog="例: station county conflicts · … conflicts people ID")
    def conflicts(register: Whose = "", id: AnId = "") -> Any:
        """Records on which two disagree; or both values of each field of one of them."""
        from station_app.sync.conflicts import open_cases

        with signed_in() as (_station, desk):
            if register:
                return [_case(one) for one in _cases(desk, register_of(register), id_of(id))]
            with desk.view("conflicts") as view:
                return [_open(one) for one in open_cases(view)]

    @command(
        app,
        "resolve",
        epilog="例: station county resolve people ID native_place --take refused --reason 已核实",
    )
    def resolve(
        register: RegisterName,
        id: Id,
        field: Field,
        take: Taken,
        reason: str = typer.Option(),
    ) -> Any:
        """Decides which value stands; by somebody who wrote neither.

        `kept` reached the county first and stood, `refused` came after it.
        """
        from station_app.sync import conflicts

        with signed_in() as (_station, desk):
            known, record = register_of(register), id_of(id)
            cases = [one for one in _cases(desk, known, record) if one.name == field]
            if not cases:
                raise Absent(_("这一项没有待处理的数据不一致"))
            taken = {one.id: take is Take.REFUSED for one in cases}
            with desk.act("resolve-conflict") as act:
                now = conflicts.resolve(act, record, taken, reason=reason)
            return {"revision": now.revision, "act": act.stamp.act_id}


def _cases(desk: Desk, register: Register, id: UUID) -> list[Case]:
    from station_app.sync.conflicts import differing

    with desk.act(f"show:{register.name}", purpose=OPTIONS.why(desk)) as act:
        return list(differing(act, register, id).cases)


def _open(one: Open) -> dict[str, Any]:
    return {
        "register": one.register,
        "id": one.id,
        "called": one.called,
        "fields": list(one.fields),
        "by": list(one.by),
        "at": one.at,
        "yours": one.yours,
    }


def _case(one: Case) -> dict[str, Any]:
    return {
        "field": one.name,
        "label": one.label,
        "base": one.base,
        "kept": _side(one.kept),
        "refused": _side(one.refused),
        "since": one.since,
        "barred": one.barred,
    }


def _side(one: Side) -> dict[str, Any]:
    return {"value": one.shown, "by": one.by, "at": one.at, "here": one.here}


def _refused(app: typer.Typer) -> None:
    @command(app, "refused", epilog="例: station --as officer county refused --json")
    def refused() -> Any:
        """What the county has not taken, with its reason, the oldest first."""
        from station_app.sync.quarantine import refusals

        with signed_in() as (_station, desk), desk.view("quarantine") as view:
            return [_refusal(one) for one in refusals(view)]

    @command(app, "resend", epilog="例: station county resend OP 改正.json")
    def resend(op: Op, file: File = "") -> Any:
        """Reports it again, corrected by the fields of FILE where there is one."""
        from station_app.sync import quarantine

        with signed_in() as (_station, desk):
            one = _found(desk, id_of(op))
            register = register_of(one.register)
            values = _corrected(desk, register, file) if file else {}
            with desk.view("quarantine") as view:
                revision = quarantine.revision_of(view, one.id, register)
            with desk.act("settle-refused") as act:
                quarantine.resend(act, one.op_id, values, revision)
            return {"id": one.id, "act": act.stamp.act_id}

    @command(app, "settle", epilog="例: station county settle OP")
    def settle(op: Op) -> Any:
        """Nothing more is to come of it: it is given up, or was dealt with otherwise."""
        from station_app.sync import quarantine

        with signed_in() as (_station, desk):
            with desk.act("settle-refused") as act:
                quarantine.settle(act, id_of(op))
            return {"act": act.stamp.act_id}


def _refusal(one: Refusal) -> dict[str, Any]:
    return {
        "op": one.op_id,
        "register": one.register,
        "id": one.id,
        "kind": one.kind,
        "called": one.called,
        "why": one.why,
        "at": one.at,
        "officer": one.officer,
        "again": one.again,
    }


def _found(desk: Desk, op: UUID) -> Refusal:
    from station_app.sync.quarantine import GONE, refusals

    with desk.view("quarantine") as view:
        found = [one for one in refusals(view) if one.op_id == op]
    if not found:
        raise Absent(GONE)
    if not found[0].again:
        raise Refused(_("这一项不能改正重报，请重新登记，再用 station county settle 处理"))
    return found[0]


def _corrected(desk: Desk, register: Register, file: str) -> Mapping[str, Any]:
    typed = read_json(file)
    if not isinstance(typed, dict) or not typed:
        raise Refused(_("请给一个对象，写明要改的项"))
    values, problems = read_draft(register, typed, desk.now(), part=True)
    if problems:
        raise Rejected(problems, register.labels)
    return values


def _compared(desk: Desk) -> Any:
    from station_app.sync import digest, enrolment
    from station_app.sync.exchange import exchange

    began = desk.now()
    with desk.jot("exchange") as view:
        digest.at_once(view)
    with closing(enrolment.line(desk)) as line:
        exchange(desk, line)
    with desk.view("exchange-status") as view:
        last = digest.last_repair(view)
    return {"repaired": last[1] if last and last[0] >= began else 0}
