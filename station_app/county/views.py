"""Typed views for questions of the county, one a register, made from the registers themselves.

They belong to a role that owns nothing else, and row-level security holds it to the scopes that
`app.scopes` names, with commas between; who asks is a reader of the views and of nothing below
them. A register in which anything is kept from anybody has no view, and no field that only a
form prints has a column.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import assert_never

from sqlalchemy import Connection, text

from station_app.core.kinds import (
    Address,
    Code,
    Count,
    Day,
    Documents,
    Flag,
    FormOnly,
    IdNumber,
    Kind,
    Moment,
    PersonName,
    Phones,
    Picture,
    Pinyin,
    Ref,
    Serial,
    Words,
)
from station_app.core.register import Register
from station_app.storage.secrecy import is_open
from station_app.sync.protocol import KEPT, WITHDRAWN

SCHEMA = "questions"
OWNER, READER = "station_county_views", "station_county_reader"
DAY, INSTANT = r"^\d{4}-\d\d-\d\d$", r"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$"
ID = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"
FRAME = (  # of every view, whatever its register says
    "scope",
    "id",
    "seq",
    '"del" as gone',
    f"case when v->>'{WITHDRAWN}' ~ '{INSTANT}' then (v->>'{WITHDRAWN}')::timestamptz end "
    "as withdrawn_at",
    f"case when v->>'{KEPT}' ~ '{ID}' then (v->>'{KEPT}')::uuid end as kept_id",
)


def renew(connection: Connection, registers: Mapping[str, Register]) -> bool:
    """Made anew where registers changed; False where the roles have yet to be made: see `roles`."""
    if not _has_roles(connection):
        return False
    statements = [*security(), *views(registers)]
    mark = hashlib.sha256("\n".join(statements).encode()).hexdigest()
    held = connection.scalar(text(f"select obj_description(to_regnamespace('{SCHEMA}'))"))
    if held != mark:
        drop(connection)
        for statement in statements:
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql(f"comment on schema {SCHEMA} is '{mark}'")
    return True


def drop(connection: Connection) -> None:
    """Before the tables below them change."""
    connection.exec_driver_sql(f"drop schema if exists {SCHEMA} cascade")


def roles(server: str) -> Iterator[str]:
    """For who may make roles. `server`: the role of the program, quoted."""
    for role in (OWNER, READER):
        yield (
            f"DO $$ BEGIN CREATE ROLE {role} NOLOGIN; "
            "EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
        )
    yield f"GRANT {OWNER} TO {server}"


def missing(connection: Connection) -> str:
    """The SQL for who administers the server; empty where the views stand."""
    if connection.scalar(text(f"select to_regnamespace('{SCHEMA}') is not null")):
        return ""
    server = connection.scalar(text("select quote_ident(current_user)"))
    return "".join(f"{statement};\n" for statement in roles(str(server)))


def _has_roles(connection: Connection) -> bool:
    """Makes them where the program's own role may."""
    there = text("select count(*) from pg_roles where rolname = any(:names)")
    names = {"names": [OWNER, READER]}
    mine = text(
        "select rolcreaterole or rolsuper, quote_ident(rolname) "
        "from pg_roles where rolname = current_user"
    )
    able, server = connection.execute(mine).one()
    if connection.scalar(there, names) != len(names["names"]) and able:
        for statement in roles(server):
            connection.exec_driver_sql(statement)
    if connection.scalar(there, names) != len(names["names"]):
        return False
    return bool(connection.scalar(text("select pg_has_role(:name, 'member')"), {"name": OWNER}))


def security() -> Iterator[str]:
    """Who owns the tables is not held by it: the program proves each request itself."""
    yield "alter table sync_row enable row level security"
    yield "drop policy if exists told on sync_row"
    yield (
        f"create policy told on sync_row for select to {OWNER} using (scope = any"
        "(string_to_array(current_setting('app.scopes', true), ',')))"
    )
    yield f'grant select (scope, ent, id, seq, "del", v) on sync_row to {OWNER}'
    yield f"create schema {SCHEMA}"
    yield f"grant usage, create on schema {SCHEMA} to {OWNER}"
    yield f"grant usage on schema {SCHEMA} to {READER}"


def views(registers: Mapping[str, Register]) -> Iterator[str]:
    yield f"set local role {OWNER}"
    for register in registers.values():
        if is_open(registers, register):
            yield _view(register)
    yield f"grant select on all tables in schema {SCHEMA} to {READER}"
    yield "reset role"


def _view(register: Register) -> str:
    told = (f for f in register.fields if not isinstance(f.kind, FormOnly))
    columns = ", ".join((*FRAME, *(f'{_read(f.name, f.kind)} as "{f.name}"' for f in told)))
    name = f"{SCHEMA}.{register.name}_v"
    return (
        f"create view {name} with (security_barrier) as select {columns} "  # noqa: S608
        f"from public.sync_row where ent = '{register.name}'"
    )


def _read(name: str, kind: Kind) -> str:
    """What does not read as its kind is null: one odd value spoils no question."""
    plain = f"v->>'{name}'"
    match kind:
        case Day():
            return f"case when {plain} ~ '{DAY}' then ({plain})::date end"
        case Moment():
            return f"case when {plain} ~ '{INSTANT}' then ({plain})::timestamptz end"
        case Ref():
            return f"case when {plain} ~ '{ID}' then ({plain})::uuid end"
        case Count():
            return f"case when jsonb_typeof(v->'{name}') = 'number' then ({plain})::numeric end"
        case Flag():
            return f"case when jsonb_typeof(v->'{name}') = 'boolean' then ({plain})::boolean end"
        case Documents() | Phones():
            return f"v->'{name}'"
        case (
            Words()
            | Serial()
            | PersonName()
            | Pinyin()
            | IdNumber()
            | Address()
            | Code()
            | FormOnly()
            | Picture()
        ):
            return plain
        case _ as never:
            assert_never(never)
