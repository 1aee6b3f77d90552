"""Backup of a home whose database stands on a PostgreSQL server, and such a database put back.

The same file as any backup, with `station.dump` in the place of the database. Photographs are a
table and come along; of the desk itself its key slots and its file of checkpoints.
"""

from __future__ import annotations

import hashlib
import secrets
import tarfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from station_app.core.days import day_of
from station_app.core.errors import Refused
from station_app.core.ids import new_id
from station_app.core.progress import Progress, Tell, unheard
from station_app.core.texts import _
from station_app.storage import audit, database_url, desks, server_dump, settings
from station_app.storage.backup import written
from station_app.storage.backup_file import (
    DUMP,
    KEY,
    MANIFEST,
    PART,
    SLOTS,
    Manifest,
    check_backup,
    member,
    pour,
    reading,
    sync,
    unlocked,
    wrap,
)
from station_app.storage.checkpoints import FILE as CHECKPOINTS
from station_app.storage.checkpoints import CheckpointFile
from station_app.storage.database_url import Server
from station_app.storage.durable import private, put_in_place, sync_folder
from station_app.storage.engine import Engines, open_postgresql
from station_app.storage.keys import Key, KeySlots, Locked
from station_app.storage.own_tables import Setting
from station_app.storage.schema import HEAD, bring_up
from station_app.storage.tables import AuditHead
from station_app.storage.tar_parts import add

NOT_EMPTY = _("要恢复到的数据库里已有资料：请另建空库，再恢复到其中")


def write_backup(
    home: Path, dek: Key, server: Server, target: Path, now: datetime, tell: Tell = unheard
) -> Manifest:
    """Others go on working. Never overwrites a file. Raises Refused, Damaged."""
    slots, progress = KeySlots.load(home), Progress(0, tell)
    if not slots.fits(dek):
        raise Locked("card")
    copy, key = home / f"backup.dump{PART}", secrets.token_bytes(32)
    part = target.with_name(target.name + PART)
    parts, witness = {SLOTS: slots.to_bytes()}, CheckpointFile(home).read()
    if witness:
        parts[CHECKPOINTS] = witness
    copy.unlink(missing_ok=True)  # of a backup that the power ended
    try:
        counts, heads = _facts(server)
        server_dump.dump(server.url, key, copy, progress)
        with written(part) as tar:
            for name, content in parts.items():
                add(tar, name, content)
            tar.add(copy, DUMP)
            hashed = {name: hashlib.sha256(raw).hexdigest() for name, raw in parts.items()}
            with copy.open("rb") as file:
                hashed[DUMP] = hashlib.file_digest(file, "sha256").hexdigest()
            moment, card = now.astimezone(UTC).isoformat(), slots.card.plain()
            made = Manifest(moment, card, HEAD, counts, heads, hashed, {}, server.device)
            add(tar, MANIFEST, made.to_bytes())
            add(tar, KEY, wrap(dek, key, made.to_bytes()))
        sync(part)
        check_backup(part, dek, progress)
        with reading(part) as tar:
            server_dump.prove(member(tar, DUMP), key)
        put_in_place(part, target)
        sync_folder(target.parent)
    finally:
        copy.unlink(missing_ok=True)
        part.unlink(missing_ok=True)
    return made


def _facts(server: Server) -> tuple[dict[str, int], dict[str, list[object]]]:
    """Events there are, and how far each log had come: the dump, begun later, holds no less."""
    engines = open_postgresql(server.url)
    try:
        with Session(engines.reading) as session:
            found = session.scalars(select(AuditHead))
            heads: dict[str, list[object]] = {o.log_id: [o.number, o.hash] for o in found}
            return {"audit_event": audit.size(session)}, heads
    finally:
        engines.dispose()


def rebuild(tar: tarfile.TarFile, home: Path, dek: Key, url: str, now: datetime) -> None:
    """The database at `url`, and in `home` what points to it: the first desk of a new station.

    Raises Refused where something lies in that database already, Damaged.
    """
    if not url:
        raise Refused(_("这是 PostgreSQL 数据库的备份：请用 --database-file 给出空数据库的地址"))
    manifest, key = unlocked(tar, dek)
    for name, sha in manifest.parts.items():
        if name in (SLOTS, CHECKPOINTS):
            with open(home / name, "xb", opener=private) as out:
                pour(tar, name, sha, out, Progress())
        else:
            pour(tar, name, sha, None, Progress())
    engines = open_postgresql(url)
    try:
        with engines.reading.connect() as connection:
            if inspect(connection).get_table_names():
                raise Refused(NOT_EMPTY)
        server_dump.put_back(member(tar, DUMP), key, url)
        bring_up(engines)
        server = Server(url, desks.FIRST, str(new_id()))
        _renew(engines, manifest.device, server, now)
    finally:
        engines.dispose()
    database_url.write(home, dek, server)


def _renew(engines: Engines, before: str, server: Server, now: datetime) -> None:
    """Its own epoch and numbers; one desk, where those may sign in who could at the one before.

    The other desks join again: their roles and logs were those of the lost server.
    """
    with Session(engines.writing) as session, session.begin():
        for name in settings.OWN:
            settings.put(session, name, "")
        settings.put(session, "epoch", str(new_id()))
        settings.put(session, settings.RESTORED_ON, f"{day_of(now):%Y%m%d}")
        for desk in desks.listed(session):
            here = desk.letter == server.letter
            kept = replace(desk, device=server.device if here else desk.device, open=here)
            desks.put(session, kept)
        for row in session.scalars(select(Setting).where(Setting.name.startswith("password "))):
            row.value = server.device if before in row.value.split() else ""
