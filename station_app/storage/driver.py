"""What is asked of the driver itself: rows in bulk, short questions, locks of a transaction."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from functools import cache
from itertools import repeat
from operator import is_, itemgetter
from typing import Any
from uuid import UUID

import sqlcipher3.dbapi2 as sqlcipher
from pydantic_core import to_json
from sqlalchemy import JSON, Dialect
from sqlalchemy import Table as SqlTable
from sqlalchemy import text as sql
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from station_app.core.columns import POSTGRESQL, Id
from station_app.core.records import Record, Table, table_of

USUAL_LOG = 1000  # pages, SQLite's own

Turn = Callable[[Sequence[Any]], list[Any]]


def is_postgresql(session: Session) -> bool:
    return session.get_bind().dialect.name == POSTGRESQL


def reserve_rows(session: Session, record: type[Record], n: int) -> Sequence[int]:
    """Numbers for `n` new rows. One writer holds the file; PostgreSQL has a sequence."""
    table = record.__tablename__
    if is_postgresql(session):
        query = "select nextval(pg_get_serial_sequence(:t, 'row')) from generate_series(1, :n)"
        return list(session.scalars(sql(query), {"t": table, "n": n}))
    ((last,),) = ask(session, f'select coalesce(max("row"), 0) from "{table}"')  # noqa: S608
    return range(last + 1, last + n + 1)


def bulk(session: Session, table: type[Table], rows: Iterable[tuple[Any, ...]]) -> None:
    """Insert plain tuples, every column in order, by the driver itself."""
    columns = [column.name for column in table.__table__.columns]
    mark = "%s" if is_postgresql(session) else "?"
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join([mark] * len(columns))
    statement = f'insert into "{table.__tablename__}" ({names}) values ({marks})'  # noqa: S608
    if found := list(rows):
        session.connection().exec_driver_sql(statement, found)


def add_up(session: Session, table: type[Table], rows: Iterable[tuple[Any, ...]]) -> None:
    """Insert plain tuples of key and `n`, in order; where the key is there already `n` grows."""
    name, key = table.__tablename__, [column.name for column in table_of(table).primary_key]
    mark = "%s" if is_postgresql(session) else "?"
    columns, marks = ", ".join(key), ", ".join([mark] * (len(key) + 1))
    statement = f"""insert into {name} ({columns}, n) values ({marks})
        on conflict ({columns}) do update set n = {name}.n + excluded.n"""  # noqa: S608
    if found := list(rows):
        session.connection().exec_driver_sql(statement, found)


def insert_rows(
    session: Session,
    table: SqlTable,
    rows: Sequence[Mapping[str, Any]],
    same: Mapping[str, Any] | None = None,
    *,
    over: bool = False,
) -> None:
    """Insert rows that all name the same columns, by the driver itself; `same` are columns
    that hold one value in all of them. `over`: in place of those that are there.
    """
    if not rows:
        return
    connection = session.connection()
    turns = _turns(table, connection.dialect)
    same = same or {}
    names = [name for name in turns if name in rows[0] or name in same]
    mark = "%s" if connection.dialect.name == POSTGRESQL else "?"
    quoted = ", ".join(f'"{name}"' for name in names)
    marks = ", ".join([mark] * len(names))
    own = [name for name in names if name not in same]
    taken = dict(zip(own, zip(*map(itemgetter(*own, own[0]), rows), strict=True), strict=False))
    columns = (_column(taken.get(name) or [same[name]] * len(rows), turns[name]) for name in names)
    statement = f'insert into "{table.name}" ({quoted}) values ({marks})'  # noqa: S608
    if over:
        statement += _over(table, names)
    connection.exec_driver_sql(statement, list(zip(*columns, strict=True)))


def _over(table: SqlTable, names: Iterable[str]) -> str:
    key = [column.name for column in table.primary_key]
    news = (f'"{name}" = excluded."{name}"' for name in names if name not in key)
    return f" on conflict ({', '.join(key)}) do update set {', '.join(news)}"


def _column(values: Sequence[Any], turn: Turn | None) -> Sequence[Any]:
    """One column as the driver takes it; what is the same in every row is turned once."""
    if turn is None:
        return values
    first = values[0]
    if values[-1] is first and all(map(is_, values, repeat(first))):
        return turn([first]) * len(values)
    return turn(values)


@cache
def _turns(table: SqlTable, dialect: Dialect) -> dict[str, Turn | None]:
    """Column → what turns its values into those of the driver, all at once: no call for each."""
    return {c.name: _turn(c.type, dialect) for c in table.columns}


def _turn(kind: TypeEngine[Any], dialect: Dialect) -> Turn | None:
    if isinstance(kind, Id) and dialect.name != POSTGRESQL:
        return lambda values: [value and value.int.to_bytes(16) for value in values]
    keep = kind.dialect_impl(dialect).bind_processor(dialect)
    if keep is None:
        return None
    if isinstance(kind, JSON):  # spelt as the engine spells it, at a fourth of the time
        return lambda values: [to_json(value).decode() for value in values]
    return lambda values: [keep(value) for value in values]


def bulk_delete(session: Session, table: type[Table], keys: Iterable[tuple[Any, ...]]) -> None:
    """Delete rows by their primary keys, by the driver itself."""
    mark = "%s" if is_postgresql(session) else "?"
    where = " and ".join(f'"{column.name}" = {mark}' for column in table_of(table).primary_key)
    statement = f'delete from "{table.__tablename__}" where {where}'  # noqa: S608
    if found := list(keys):
        session.connection().exec_driver_sql(statement, found)


def ask(session: Session, statement: str, *values: Any) -> Sequence[Any]:
    """Rows of a statement with `?` marks, by the driver itself: what runs at every keystroke."""
    driver, postgresql = _driver(session)
    try:
        with closing(driver.cursor()) as cursor:
            cursor.execute(statement.replace("?", "%s") if postgresql else statement, values)
            found: Sequence[Any] = cursor.fetchall()
    except sqlcipher.DatabaseError:  # asked once more, where damage is told in words
        return session.connection().exec_driver_sql(statement, values).fetchall()
    return found


def ask_of(session: Session, ids: Iterable[UUID], where: str, *values: Any) -> set[UUID]:
    """Those of many ids, `one.id` each, of which this holds; by the driver itself."""
    held = ask_each(session, ids, f"select id from one where {where}", *values)  # noqa: S608
    return {as_id(id) for (id,) in held}


def ask_each(session: Session, ids: Iterable[UUID], statement: str, *values: Any) -> Sequence[Any]:
    """Rows of a statement about many ids, which it finds in `one(id)`; by the driver itself."""
    asked: Any
    if is_postgresql(session):
        chosen, asked = "select unnest(?::uuid[])", list(ids)
    else:
        chosen, asked = "select unhex(value) from json_each(?)", json.dumps([id.hex for id in ids])
    named = f"with one(id) as materialized ({chosen})"
    return ask(session, f"{named} {statement}", asked, *values)


def _driver(session: Session) -> tuple[Any, bool]:
    """The driver's connection of this transaction, and whether it is PostgreSQL's.

    Kept with its transaction: asking the session each time costs as much as a short answer.
    """
    running = session.get_transaction()
    kept = session.info.get("driver")
    if running is None or kept is None or kept[0] is not running:
        connection = session.connection()
        postgresql = connection.dialect.name == POSTGRESQL
        kept = session.get_transaction(), connection.connection, postgresql
        session.info["driver"] = kept
    return kept[1], kept[2]


def as_id(value: Any) -> UUID:
    """An id as the driver answers it."""
    return value if isinstance(value, UUID) else UUID(bytes=value)


def as_json(value: Any) -> Any:
    """A JSON value as the driver answers it."""
    return json.loads(value) if isinstance(value, str) else value


def lock_for_numbering(session: Session) -> None:
    """One numbering act at a time; SQLite's writer is alone already."""
    if is_postgresql(session):
        session.execute(sql("select pg_advisory_xact_lock(1, 0)"))


def lock_for_twins(session: Session, register: int) -> None:
    """One desk at a time enters what no two records of a register may share."""
    if is_postgresql(session):
        session.execute(sql("select pg_advisory_xact_lock(2, :n)"), {"n": register})


def lock_for_exchange(session: Session) -> None:
    """One desk at a time asks whether it may exchange with the county."""
    if is_postgresql(session):
        session.execute(sql("select pg_advisory_xact_lock(3, 0)"))


def write_back_at(session: Session, pages: int) -> None:
    """From now on this connection writes the log back once it has grown to so many pages.

    An import that did so at every part would write everything twice; somebody who saves one
    record should not wait for a large one. Whoever comes to the number first does it.
    """
    if not is_postgresql(session):
        session.connection().exec_driver_sql(f"pragma wal_autocheckpoint = {int(pages)}")
