"""One person in two stations: known by a fingerprint of the ID number, never by the number.

Police and justice are never compared with one another: that somebody is under correction is for
his correction office to know.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, bindparam, delete, func, select, tuple_
from sqlalchemy.dialects.postgresql import aggregate_order_by

from station_app.county.bulk import among, uuids, write_rows
from station_app.county.images import Image
from station_app.county.tables import IDENTITY
from station_app.sync.protocol import KEPT, WITHDRAWN

PEOPLE, NUMBER, REASON = "people", "id_number", "number_note"
_LEFT = delete(IDENTITY).where(IDENTITY.c.scope == bindparam("mine"), among(IDENTITY.c.id, "ids"))


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Entries of one person."""

    since: datetime
    entries: tuple[tuple[str, UUID], ...]  # scope and record


def number_of(image: Image | None) -> str:
    """Of a person who stands and whose number nobody explains; else empty."""
    if image is None or image.gone or image.ent != PEOPLE:
        return ""
    v = image.v
    if v.get(WITHDRAWN) or v.get(KEPT) or v.get(REASON):
        return ""
    return str(v.get(NUMBER) or "")


def write(
    connection: Connection,
    key: bytes,
    scope: Mapping[str, Any],  # its id and kind
    changed: Iterable[tuple[Image | None, Image]],
    now: str,
) -> None:
    pairs = [(number_of(old), number_of(new), new.id) for old, new in changed]
    moved = [pair for pair in pairs if pair[0] != pair[1]]
    if known := [id for before, _, id in moved if before]:
        connection.execute(_LEFT, {"mine": scope["scope"], "ids": uuids(known)})
    rows = [
        {**scope, "id": id, "at": now, "print": hmac.digest(key, number.encode(), "sha256")}
        for _, number, id in moved
        if number
    ]
    write_rows(connection, IDENTITY, rows)


def duplicates(connection: Connection, most: int, scope: str = "") -> list[Duplicate]:
    """The newest first, of one scope or of all. Asked of the index, so that two pushes at once
    need not see each other.
    """
    since, order = func.max(IDENTITY.c.at), (IDENTITY.c.scope, IDENTITY.c.id)
    of = tuple_(IDENTITY.c.kind, IDENTITY.c.print)
    mine = select(IDENTITY.c.kind, IDENTITY.c.print).where(IDENTITY.c.scope == scope)
    asked = (
        select(
            since,
            func.array_agg(aggregate_order_by(IDENTITY.c.scope, *order)),
            func.array_agg(aggregate_order_by(IDENTITY.c.id, *order)),
        )
        .where(*([of.in_(mine)] if scope else ()))
        .group_by(IDENTITY.c.kind, IDENTITY.c.print)
        .having(func.count() > 1)
        .order_by(since.desc())
        .limit(most)
    )
    found = connection.execute(asked)
    return [Duplicate(at, tuple(zip(scopes, ids, strict=True))) for at, scopes, ids in found]
