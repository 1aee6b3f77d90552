"""Whether the engine itself finds a database sound."""

from __future__ import annotations

from contextlib import closing
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import text as sql

from station_app.core.columns import POSTGRESQL, SortText
from station_app.core.errors import Damaged
from station_app.core.records import Table
from station_app.core.texts import _
from station_app.storage.engine import Engines

SORTED_BY_BYTE = """
    select c.relname, a.attname from pg_attribute a
    join pg_class c on c.oid = a.attrelid join pg_collation o on o.oid = a.attcollation
    where o.collname = 'C' and c.relnamespace = 'public'::regnamespace
"""


def is_sound(engines: Engines) -> list[str]:
    """What the engine itself finds wrong with the file; empty when sound."""
    if engines.reading.dialect.name == POSTGRESQL:
        return []
    with closing(engines.writing.raw_connection()) as pooled:
        return file_faults(pooled.dbapi_connection)


def file_faults(raw: Any) -> list[str]:
    """Of a connection without a transaction: every page by its MAC, then what the pages say."""
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()  # or healthy files raise an alarm
    found = [row[0] for row in raw.execute("PRAGMA cipher_integrity_check")]
    try:
        found += [row[0] for row in raw.execute("PRAGMA quick_check") if row[0] != "ok"]
    except sqlcipher.DatabaseError as wrong:
        found.append(str(wrong))
    return found


def check_keys_sort_by_byte(engines: Engines) -> None:
    """A search key in another collation finds nothing and says nothing."""
    if engines.reading.dialect.name != POSTGRESQL:
        return
    with engines.reading.connect() as connection:
        found = set(map(tuple, connection.execute(sql(SORTED_BY_BYTE))))
    for table in Table.metadata.sorted_tables:
        for column in table.columns:
            if column.type is SortText and (table.name, column.name) not in found:
                where = f"{table.name}.{column.name}"
                raise Damaged(_("数据库排序规则不对（{where}），请联系系统管理员", where=where))
