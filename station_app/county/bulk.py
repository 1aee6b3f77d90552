"""Many rows in one statement, whatever their number: half the time of one parameter set a row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any
from uuid import UUID

from pydantic_core import to_json
from sqlalchemy import ARRAY, Connection, LargeBinary, Table, Uuid, any_, bindparam, cast
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import NullType

_DIALECT = postgresql.dialect()  # type: ignore[no-untyped-call]


def write_rows(
    connection: Connection,
    table: Table,
    rows: Sequence[Mapping[str, Any]],
    same: Mapping[str, Any] | None = None,
    *,
    replace: bool = False,  # those of the same key
) -> None:
    """Rows name their columns as the database does, all of them the same ones; `same` are columns
    that hold one value in all of them.
    """
    if not rows:
        return
    same = same or {}
    said = to_json(rows, bytes_mode="hex").decode()
    statement = _statement(table, tuple(rows[0]), tuple(same), replace)
    connection.exec_driver_sql(statement, {"rows": said, **same})


@cache
def _statement(table: Table, names: tuple[str, ...], same: tuple[str, ...], replace: bool) -> str:
    types = {c.name: c.type.compile(_DIALECT) for c in table.columns}
    bytes = {c.name for c in table.columns if isinstance(c.type, LargeBinary)}
    own = [f"decode(\"{n}\", 'hex')" if n in bytes else f'"{n}"' for n in names]
    own += [f"cast(%({name})s as {types[name]})" for name in same]
    typed = ", ".join(f'"{n}" {"text" if n in bytes else types[n]}' for n in names)
    # a jsonb within a json is read twice; all of it as jsonb is the longer way for plain columns
    given = "jsonb" if any(isinstance(c.type, JSONB) for c in table.columns) else "json"
    columns, chosen = _listed((*names, *same)), ", ".join(own)
    keys = [column.name for column in table.primary_key]
    new = ", ".join(f'"{n}" = excluded."{n}"' for n in (*names, *same) if n not in keys)
    return (
        f'insert into "{table.name}" ({columns}) select {chosen} '  # noqa: S608 our own names
        f"from {given}_to_recordset(cast(%(rows)s as {given})) as given ({typed})"
        + (f" on conflict ({_listed(keys)}) do update set {new}" if replace else "")
    )


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def among(column: Any, name: str) -> Any:
    """Ids that `uuids` made one parameter of, so that the statement stays the same.

    The parameter itself is the array: a text that is cast to one is cast again for each row.
    """
    return column == any_(cast(bindparam(name, type_=NullType()), ARRAY(Uuid)))


def uuids(ids: Iterable[UUID]) -> str:
    """As PostgreSQL reads an array; a list takes the driver four times as long."""
    return "{" + ",".join([f"{id.int:032x}" for id in ids]) + "}"
