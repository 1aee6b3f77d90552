"""Which version of the schema the county's database has, and the way to this program's."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Engine, inspect, text

from station_app.core.errors import Damaged
from station_app.core.texts import _
from station_app.county import views
from station_app.registers import REGISTERS

MIGRATIONS = Path(__file__).parent / "migrations"
HEAD = "c0001"  # the newest file of migrations/versions
MONTHS_AHEAD = 12


def bring_up(engine: Engine) -> None:
    """Migrate to HEAD, renew the views; one transaction. Raises Damaged for a newer database."""
    with engine.begin() as connection:
        connection.execute(text("select pg_advisory_xact_lock(7_339_901)"))  # two servers may start
        found = version(connection)
        if found is not None and found > HEAD:
            raise Damaged(_("县局数据库由更新版本的程序写成（{v}），请先升级程序", v=found))
        if found != HEAD:
            migrate(connection, HEAD)
        begin = text("insert into county values ('generation', :new) on conflict do nothing")
        connection.execute(begin, {"new": str(uuid4())})
        divide(connection, connection.scalar(text("select now()")))
        views.renew(connection, REGISTERS)


def begin_anew(engine: Engine) -> str:
    """Another generation: the database was put back from a backup, and stations offer all again."""
    new = str(uuid4())
    with engine.begin() as connection:
        renewed = text("update county set value = :new where name = 'generation'")
        connection.execute(renewed, {"new": new})
    return new


def version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("select version_num from alembic_version"))
    return found


def migrate(connection: Connection, target: str) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    views.drop(connection)
    (command.downgrade if target == "base" else command.upgrade)(config, target)


def divide(connection: Connection, now: datetime) -> None:
    """A part of the log for each month to come; whatever has no month of its own lies in `rest`.

    Ids of operations begin with the moment they were made, so a month is a range of ids.
    """
    there = set(inspect(connection).get_table_names())
    run: Any = connection.exec_driver_sql
    if "sync_log_rest" not in there:
        run("create table sync_log_rest partition of sync_log default")
    for ahead in range(MONTHS_AHEAD):
        begin, end = _month(now, ahead), _month(now, ahead + 1)
        name = f"sync_log_{begin:%Y_%m}"
        one, other = _least(begin), _least(end)
        held = f"exists (select from sync_log_rest where op_id >= '{one}' and op_id < '{other}')"
        if name not in there and not run(f"select {held}").scalar():
            span = f"for values from ('{one}') to ('{other}')"
            run(f"create table {name} partition of sync_log {span}")


def _month(now: datetime, ahead: int) -> datetime:
    year, month = divmod(now.year * 12 + now.month - 1 + ahead, 12)
    return datetime(year, month + 1, 1, tzinfo=now.tzinfo)


def _least(moment: datetime) -> str:
    """The least id that is made at this moment."""
    digits = f"{int(moment.timestamp() * 1000):012x}"
    return f"{digits[:8]}-{digits[8:]}-0000-0000-000000000000"
