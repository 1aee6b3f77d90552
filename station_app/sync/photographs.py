"""Photographs to and from the county, each in parts, each proved before it is put in its place."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, select

from station_app.access.act import View
from station_app.access.desk import Desk
from station_app.access.service import service
from station_app.core.errors import Damaged
from station_app.core.kinds import Picture
from station_app.core.progress import Progress, Tell, unheard
from station_app.core.records import table_of
from station_app.storage import parts
from station_app.storage.blobs import looks_like_photo
from station_app.storage.driver import insert_rows
from station_app.storage.exchange_tables import Arriving, AwaitedBlob
from station_app.sync.county import County
from station_app.sync.protocol import CHUNK, LARGEST_BLOB, Part, Taken


@dataclass(frozen=True, slots=True)
class Photographs:
    sent: int = 0
    received: int = 0
    awaited: int = 0  # named by records here, and not at the county yet


def send(desk: Desk, county: County, scope: str, tell: Tell = unheard) -> int:
    """Those that the county waits for and this home holds, each from the byte it waits for."""
    sent, after = 0, ""
    progress = Progress(0, tell)
    while wanted := county.wanted(scope, after).blobs:
        for sha, off in wanted.items():
            with desk.view("exchange") as view:
                content = content_of(view, sha)
            if content is not None and _send(county, scope, sha, off, content):
                sent += 1
                progress.on(1)
        after = max(wanted)
    return sent


def _send(county: County, scope: str, sha: str, off: int, content: bytes) -> bool:
    """Whether it is there whole. What came damaged is sent once more from its first byte."""
    for _part in range(2 * (len(content) // CHUNK + 1)):
        some = content[off : off + CHUNK]
        taken: Taken = county.put_blob(scope, sha, off, len(content), some)
        if taken.whole or taken.code not in ("", "hash"):
            return taken.whole
        off = taken.off
    return False


@service(right="exchange", audit=None)
def content_of(view: View, sha: str) -> bytes | None:
    """None: it is lost here too."""
    try:
        content = view.blobs.get(sha)
    except Damaged:
        return None
    return content if len(content) <= LARGEST_BLOB else None


def fetch(desk: Desk, county: County, scope: str, tell: Tell = unheard) -> Photographs:
    """Those that records here name and this home lacks. One that is not there is no error."""
    coming = ask_for(desk)
    progress, received = Progress(len(coming), tell), 0
    for sha, off in coming.items():
        received += _fetch(desk, county, scope, sha, off)
        progress.on(1)
    return Photographs(received=received, awaited=len(coming) - received)


def ask_for(desk: Desk) -> dict[str, int]:
    """Those that are lacking, from now on awaited: SHA-256 → the byte to go on from.

    Looked for each time: no mark in the database says what lies in a folder.
    """
    with desk.view("exchange") as view:
        missing = lacking(view)
    with desk.jot("exchange") as view:
        return awaited(view, missing)


def _fetch(desk: Desk, county: County, scope: str, sha: str, off: int) -> bool:
    next: int | None = off
    while next is not None and (part := county.get_blob(scope, sha, next)):
        with desk.jot("exchange") as view:
            next = take(view, sha, next, part)
        if next == part.size:
            return True
    return False


@service(right="exchange", audit=None)
def lacking(view: View) -> list[str]:
    return sorted(view.blobs.lacking(_named(view)))


@service(right="exchange", audit=None)
def awaited(view: View, missing: Sequence[str]) -> dict[str, int]:
    view.session.execute(delete(AwaitedBlob))
    insert_rows(view.session, table_of(AwaitedBlob), [{"sha": sha} for sha in missing])
    begun = select(Arriving.name, func.sum(Arriving.length)).group_by(Arriving.name)
    held = {name: int(length) for name, length in view.session.execute(begun)}
    return {sha: held.get(sha, 0) for sha in missing}


def _named(view: View) -> Iterator[str]:
    for register in view.registers.values():
        for field in register.fields:
            if isinstance(field.kind, Picture):
                column = table_of(register.record).columns[field.name]
                named = select(column).where(column.is_not(None), column != "").distinct()
                yield from view.session.scalars(named)


@service(right="exchange", audit=None)
def take(view: View, sha: str, off: int, part: Part) -> int | None:
    """The byte that is waited for; None where it was not what it was said to be."""
    key, end = view.derive("arriving"), off + len(part.content)
    if not part.content or not end <= part.size <= LARGEST_BLOB:
        parts.drop(view.session, sha)
        return None
    if end < part.size or off:
        parts.keep(view.session, key, sha, sha, off, part.content)
    if end < part.size:
        return end
    content = b"".join(parts.read(view.session, key, sha)) if off else part.content
    parts.drop(view.session, sha)
    if not is_proved(sha, content):
        return None
    view.blobs.put(content)
    view.session.execute(delete(AwaitedBlob).where(AwaitedBlob.sha == sha))
    return end


def is_proved(sha: str, content: bytes) -> bool:
    return hashlib.sha256(content).hexdigest() == sha and looks_like_photo(content)
