"""Which version of the schema a database has, and the way to this program's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect, text

from station_app.core.errors import Damaged
from station_app.core.records import Table
from station_app.core.texts import _
from station_app.storage.engine import Engines

MIGRATIONS = Path(__file__).parent / "migrations"
HEAD = "0006"  # the newest file of migrations/versions


def bring_up(engines: Engines) -> None:
    """Migrate to HEAD in one transaction. Raises Damaged for a newer database, and for one
    that lost a table or its version.
    """
    with engines.reading.connect() as connection:
        found = version(connection)
        there = set(inspect(connection).get_table_names())
    if found is not None and found > HEAD:
        raise Damaged(_("数据库由更新版本的程序写成（{v}），请先升级程序", v=found))
    ours = set(Table.metadata.tables)
    if (found == HEAD and not ours <= there) or (found is None and ours & there):
        raise Damaged(_("数据库不完整，缺少数据表或版本号：请用最近一次备份恢复"))
    if found != HEAD:
        migrate(engines, HEAD)


def is_older(engines: Engines) -> bool:
    """Whether `bring_up` would change what somebody has written."""
    with engines.reading.connect() as connection:
        found = version(connection)
    return found is not None and found < HEAD


def version(connection: Connection) -> str | None:
    """None for an empty database, or one that lost it."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("select version_num from alembic_version"))
    return found


def migrate(engines: Engines, target: str) -> None:
    """Up or down to `target`; a step that fails leaves the database as it was."""
    from alembic import command  # 0.4 s that a start without migration need not pay

    with engines.writing.begin() as connection:
        config = _config(connection)
        here = version(connection)
        step = (
            command.downgrade if here and (target == "base" or target < here) else command.upgrade
        )
        step(config, target)


def _config(connection: Connection) -> Any:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config
