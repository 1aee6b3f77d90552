"""Commands on records: enter, change, act, look, find."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Annotated, Any
from uuid import UUID

import typer

from station_app.access import action, log, records
from station_app.access.desk import Desk
from station_app.access.purposes import Purpose
from station_app.cli import lines
from station_app.cli.options import OPTIONS, signed_in, whole
from station_app.cli.output import Told, command, read_json
from station_app.core.errors import Absent, Refused, Rejected
from station_app.core.kinds import Code, IdNumber, Kind, Ref
from station_app.core.register import Field, Register, read_draft
from station_app.core.sentences import ID_NOTES
from station_app.core.show import mask
from station_app.core.texts import _
from station_app.core.wire import plain
from station_app.identity import numbers
from station_app.registers import ACTIONS, REGISTERS
from station_app.workflows import find as finder
from station_app.workflows import import_sheet as importing
from station_app.workflows import inline
from station_app.workflows import withdraw as withdrawing
from station_app.workflows.find_hits import Hit
from station_app.workflows.photographs import with_pictures
from station_app.workflows.typed import left_out

RegisterName = Annotated[str, typer.Argument(metavar="REGISTER")]
Id = Annotated[str, typer.Argument(metavar="ID")]
File = Annotated[str, typer.Argument(metavar="FILE.json")]


def register_of(name: str) -> Register:
    if name not in REGISTERS:
        known = "、".join(n for n, r in REGISTERS.items() if not r.inner)
        raise Refused(_("没有这个登记簿，可选：{known}", known=known))
    return REGISTERS[name]


def id_of(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Absent(_("没有这条记录，或已作废")) from None


def kind_name(kind: Kind) -> str:
    match kind:
        case Code(table=table):
            return f"code {table}"
        case Ref(register=register):
            return f"ref {register}"
        case _:
            return type(kind).__name__.lower()


def _notes(register: Register, typed: Mapping[str, Any], desk: Desk) -> list[dict[str, Any]]:
    """What an officer should look at though it was taken: an abolished division, a great age."""
    person = typed.get("person")
    inner = _notes(REGISTERS["people"], person, desk) if isinstance(person, dict) else []
    return inner + [
        {"field": field.name, "note": ID_NOTES[note]}
        for field in register.fields
        if isinstance(field.kind, IdNumber) and typed.get(field.name)
        for note in numbers.read(str(typed[field.name]), desk.today).notes
    ]


def add_to(app: typer.Typer) -> None:
    for add in (_menu, _entry, _acts, _looks, _finding):
        add(app)


def _menu(app: typer.Typer) -> None:
    @command(app, "registers", epilog="例: station --as officer registers --json")
    def registers() -> Any:
        """What there is for this officer."""
        with signed_in() as (_station, desk):
            outer = [register for register in REGISTERS.values() if not register.inner]
            found = [
                _described(r, desk) | {"inner": [_described(i, desk) for i in _kept_with(r, desk)]}
                for r in outer
                if desk.may(f"list:{r.name}")
            ]
            return Told(found, lines.of_registers(found))


def _described(register: Register, desk: Desk) -> dict[str, Any]:
    offered = ACTIONS.get(register.name, {}).values()
    actions = [action for action in offered if desk.may(action.right)]
    return {
        "name": register.name,
        "title": register.title,
        "fields": _asked(register.fields),
        "actions": [action.name for action in actions],
        "action_fields": {action.name: _asked(action.fields) for action in actions},
    }


def _kept_with(register: Register, desk: Desk) -> list[Register]:
    """Those inside it that have acts of their own: a leave is decided, a search ends."""
    return [
        each
        for name, each in REGISTERS.items()
        if each.inner
        and name in ACTIONS
        and desk.may(f"list:{name}")
        and register.name in {kind.register for _n, kind in each.refs}
    ]


def _asked(fields: Sequence[Field]) -> list[dict[str, Any]]:
    return [
        {"name": f.name, "title": f.label, "kind": kind_name(f.kind), "required": f.required}
        for f in fields
    ]


def _entry(app: typer.Typer) -> None:
    @command(app, "file", epilog="例: station --as officer file people zhang.json")
    def file(register: RegisterName, file: File) -> Any:
        """Enters records: an object or an array; `-` reads standard input."""
        with signed_in() as (_station, desk):
            found, body = register_of(register), read_json(file)
            drafts = body if isinstance(body, list) else [body]
            if not drafts or not all(isinstance(one, dict) for one in drafts):
                raise Refused(_("请给一个对象，或一组对象"))
            drafts = [with_pictures(desk, found.fields, one) for one in drafts]
            with desk.act(f"file:{register}", purpose=OPTIONS.why(desk)) as act:
                filed = inline.file_typed(act, found, drafts)
            return {
                "ids": [record.id for record in filed],
                "act": act.stamp.act_id,
                "notes": [note for one in drafts for note in _notes(found, one, desk)],
            }

    @command(app, "amend", epilog="例: station amend people ID change.json --revision 1")
    def amend(
        register: RegisterName,
        id: Id,
        file: File,
        revision: int = whole("--revision", None, 1, 10**9),
    ) -> Any:
        """Changes a current; a fact is refused: withdraw and enter again."""
        with signed_in() as (_station, desk):
            found, typed = register_of(register), read_json(file)
            if not isinstance(typed, dict) or not typed:
                raise Refused(_("请给一个对象，写明要改的项"))
            typed = with_pictures(desk, found.fields, typed)
            values, problems = read_draft(found, typed, desk.now(), part=True)
            if problems:
                raise Rejected(problems, found.labels)
            with desk.act(f"amend:{register}", purpose=OPTIONS.why(desk)) as act:
                record = records.amend(act, found, id_of(id), values, revision=revision)
            return {"revision": record.revision, "act": act.stamp.act_id}

    @command(app, "withdraw", epilog="例: station withdraw people ID --reason 重复录入")
    def withdraw(register: RegisterName, id: Id, reason: str = typer.Option()) -> Any:
        """误录作废, with a reason."""
        with signed_in() as (_station, desk):
            found = register_of(register)
            with desk.act(f"withdraw:{register}", purpose=OPTIONS.why(desk)) as act:
                withdrawing.withdraw(act, found, id_of(id), reason=reason)
            return {"act": act.stamp.act_id}


def _acts(app: typer.Typer) -> None:
    @command(app, "act", epilog="例: station act residents ID move_out leave.json")
    def act_on(
        register: RegisterName,
        id: Id,
        name: Annotated[str, typer.Argument(metavar="ACTION")],
        file: Annotated[str | None, typer.Argument(metavar="[FILE.json]")] = None,
    ) -> Any:
        """One of the register's own actions."""
        with signed_in() as (_station, desk):
            register_of(register)
            typed = read_json(file) if file else {}
            if not isinstance(typed, dict):
                raise Refused(_("请给一个对象，写明这项办理的内容"))
            known = ACTIONS.get(register, {})
            if name in known:
                typed = with_pictures(desk, known[name].fields, typed)
            done = action.perform(desk, known, name, id_of(id), typed, OPTIONS.why(desk))
            return {"act": done.act_id, "ids": list(done.ids)}

    @command(app, "undo", epilog="例: station undo ACT")
    def undo(act_id: Annotated[str, typer.Argument(metavar="ACT")]) -> Any:
        """Takes back an act, an import, a merge, within the rules."""
        with signed_in() as (_station, desk):
            n, act = importing.undo(desk, id_of(act_id), OPTIONS.why(desk))
            with desk.view("undo") as view:
                ids = records.written_by(view, id_of(act_id))
            return {"undone": n, "act": act, "ids": ids}


def _looks(app: typer.Typer) -> None:
    @command(app, "show", epilog="例: station show people ID --purpose CASE --note 案2026-17")
    def show(register: RegisterName, id: Id) -> Any:
        """One record, masked where role or purpose says so."""
        with signed_in() as (_station, desk):
            found = register_of(register)
            with desk.act(f"show:{register}", purpose=OPTIONS.why(desk)) as act:
                seen = records.show(act, found, id_of(id))
            record = seen.record
            body = {
                "id": record.id,
                "register": register,
                "revision": record.revision,
                "withdrawn": record.withdrawn_at is not None,
                "masked": sorted(seen.masked),
                "fields": {
                    f.name: (mask if f.name in seen.masked else plain)(
                        f.kind, getattr(record, f.name)
                    )
                    for f in found.fields
                },
            }
            return Told(body, lines.of_record(found, seen))

    @command(app, "history", epilog="例: station history people ID --json")
    def history(register: RegisterName, id: Id) -> Any:
        """Every version."""
        with signed_in() as (_station, desk):
            found = register_of(register)
            with desk.act(f"history:{register}", purpose=OPTIONS.why(desk)) as act:
                versions = records.history(act, found, id_of(id))
            body = [
                {
                    "revision": v.revision,
                    "at": v.at,
                    "officer": v.officer,
                    "act": v.act,
                    "changes": {name: list(pair) for name, pair in v.changes.items()},
                }
                for v in versions
            ]
            return Told(body, lines.of_versions(found, versions))


def _finding(app: typer.Typer) -> None:
    @command(app, "find", epilog="例: station find 张三 --limit 10 --json")
    def find(
        text: str,
        register: str | None = typer.Option(None),
        limit: int = whole("--limit", 50, 1, 1000),
    ) -> Any:
        """The one search box: names, readings, numbers, addresses. Masked without a purpose."""
        with signed_in() as (_station, desk):
            if register is not None:
                register_of(register)
            started = time.perf_counter()
            found = _found(desk, text, register, limit, OPTIONS.said_why)
            elapsed = (time.perf_counter() - started) * 1000
            note = None if OPTIONS.said_why else left_out(text)
            body = {
                "hits": [
                    {"register": h.register, "id": h.id, "title": h.title, "matched": h.matched}
                    for h in found
                ],
                "elapsed_ms": round(elapsed, 1),
            }
            return body | ({"note": note} if note else {})


def _found(
    desk: Desk, text: str, register: str | None, limit: int, purpose: Purpose | None
) -> list[Hit]:
    """Under a purpose in full; else masked, and the settled look-up is its own event."""
    if purpose is not None:
        with desk.act("find-full", purpose=purpose) as act:
            return finder.find_full(act, text, register=register, limit=limit).hits
    with desk.view("find") as view:
        found = finder.find(view, text, register=register, limit=limit)
    with desk.act("settle-search") as act:
        log.settle_search(act, text, len(found.hits))
    return found.hits
