"""Many rows in one statement, whatever their number: half the time of one parameter set a row."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import ARRAY, Connection, Table, TextClause, Uuid, any_, cast, text
from sqlalchemy.dialects import postgresql

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
    said = json.dumps(rows, ensure_ascii=False, separators=(",", ":"), default=_plain)
    statement = _statement(table, tuple(rows[0]), tuple(same), replace)
    connection.execute(statement, {"rows": said, **same})


@cache
def _statement(
    table: Table, names: tuple[str, ...], same: tuple[str, ...], replace: bool
) -> TextClause:
    types = {c.name: c.type.compile(_DIALECT) for c in table.columns}
    every = ", ".join(f'"{name}"' for name in (*names, *same))
    own = ", ".join(f'"{name}"' for name in names)
    chosen = ", ".join([own, *(f"cast(:{name} as {types[name]})" for name in same)])
    typed = ", ".join(f'"{n}" {types[n]}' for n in names)
    keys = [column.name for column in table.primary_key]
    news = ", ".join(f'"{n}" = excluded."{n}"' for n in (*names, *same) if n not in keys)
    key = ", ".join(f'"{name}"' for name in keys)
    return text(
        f'insert into "{table.name}" ({every}) '  # noqa: S608 our own names
        f"select {chosen} from json_to_recordset(cast(:rows as json)) as given ({typed})"
        + (f" on conflict ({key}) do update set {news}" if replace else "")
    )


def among(column: Any, values: Collection[Any], type: Any = Uuid) -> Any:
    """One parameter however many they are, so that the statement stays the same."""
    return column == any_(cast(list(values), ARRAY(type)))


def _plain(value: Any) -> str:
    return f"\\x{value.hex()}" if isinstance(value, bytes) else str(value)
