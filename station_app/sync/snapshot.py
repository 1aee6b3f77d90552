"""A home that holds nothing of its scope takes all of it at once, not page by page."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import islice
from time import monotonic
from typing import cast
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import select

from station_app.access.act import Act, View
from station_app.access.desk import Desk
from station_app.access.service import service
from station_app.core.ids import new_id
from station_app.core.progress import Progress, Tell, unheard
from station_app.core.texts import _
from station_app.storage import parts, replica, settings
from station_app.storage.arriving import Ready
from station_app.storage.engine import GAP
from station_app.storage.rebasing import Image
from station_app.storage.replica import Seen
from station_app.storage.tables import BaseImage
from station_app.sync.county import County, Unreachable
from station_app.sync.protocol import LARGEST, PAGE, Greeting, Part, Row
from station_app.sync.taking_in import images_of

STATE = "county snapshot "  # of a scope: what was proved of it and how far it was taken in
LEAST = 2 * PAGE  # rows that pages bring as fast
LOT = 1_000  # rows of one act: others write between
TOGETHER = 100  # lines that are read at once
ROWS = TypeAdapter(list[Row])
ORDER = "rebootstrap"
BROKEN = _("县局下发的全部数据不完整，没有采用，下次上报下发时重新接收")


class Wrong(Exception):
    """It does not prove."""


@dataclass(frozen=True, slots=True)
class Proved:
    etag: str
    seq: int
    rows: int
    taken: int = 0  # of these rows
    anew: bool = False  # what it does not name goes


def take(
    desk: Desk,
    county: County,
    scope: str,
    greeting: Greeting,
    tell: Tell = unheard,
    least: int = LEAST,
) -> dict[tuple[str, UUID], None]:
    """The records that show now; none where pages will do. Raises Unreachable."""
    anew = ORDER in greeting.orders
    with desk.view("exchange") as view:
        begun = asked_for(view, scope, anew or greeting.heads.get(scope, 0) > least, anew=anew)
    if not begun:
        return {}
    with desk.view("exchange") as view:
        known = proved(view, scope)
    if known is None:
        _fetch(desk, county, scope, tell)
        known = _prove(desk, scope, anew)
    return _take_in(desk, scope, known, tell)


def carried(desk: Desk, scope: str, greeting: Greeting, tell: Tell) -> dict[tuple[str, UUID], None]:
    """The same, of one that came on a medium and is kept whole."""
    return take(desk, cast(County, _Whole()), scope, greeting, tell)


class _Whole:
    """A county of which nothing more is to be had."""

    def snapshot(self, _scope: str, off: int, etag: str = "") -> Part:
        return Part(etag, off, b"")


@service(right="exchange", audit=None)
def asked_for(view: View, scope: str, worth: bool, *, anew: bool) -> bool:
    """Whether one was begun, is ordered, or this home holds nothing."""
    if settings.get(view.session, STATE + scope):
        return True
    held = select(BaseImage.record_id).where(BaseImage.scope == scope).limit(1)
    empty = not replica.cursor(view.session, scope) and view.session.scalar(held) is None
    return worth and (anew or empty)


@service(right="exchange", audit=None)
def proved(view: View, scope: str) -> Proved | None:
    kept = settings.get(view.session, STATE + scope)
    return Proved(**json.loads(kept)) if kept else None


def _name(scope: str) -> str:
    return f"snapshot {scope}"


def _fetch(desk: Desk, county: County, scope: str, tell: Tell) -> None:
    """Goes on at the byte that is waited for; where the county has another by now, at the first."""
    with desk.view("exchange") as view:
        etag, off = begun(view, scope)
    whole = False
    while not whole:
        part = county.snapshot(scope, off, etag)
        if part.etag != etag:
            etag, off = part.etag, 0
        with desk.jot("exchange") as view:
            keep(view, scope, off, part)
        off += len(part.content)
        tell(off, max(0, part.size - off))
        whole = off >= part.size or not part.content


@service(right="exchange", audit=None)
def begun(view: View, scope: str) -> tuple[str, int]:
    return parts.begun(view.session, _name(scope))


@service(right="exchange", audit=None)
def keep(view: View, scope: str, off: int, part: Part) -> None:
    """With the first part of another goes what was known of the one before."""
    if not off:
        drop(view, scope)
    key = view.derive("arriving")
    parts.keep(view.session, key, _name(scope), part.etag, off, part.content)


def _prove(desk: Desk, scope: str, anew: bool) -> Proved:
    """All of it is read before anything is taken in; what does not prove leaves nothing."""
    with desk.view("exchange") as view:
        found = read_through(view, scope)
    with desk.jot("exchange") as view:
        if found is not None:
            remember(view, scope, replace(found, anew=anew))
            return replace(found, anew=anew)
        drop(view, scope)
    raise Unreachable(BROKEN)


@service(right="exchange", audit=None)
def read_through(view: View, scope: str) -> Proved | None:
    try:
        return _read(_lines(view, scope), scope, begun(view, scope)[0])
    except (Wrong, zlib.error, ValueError):
        return None


def _read(lines: Iterator[bytes], scope: str, etag: str) -> Proved:
    """Raises Wrong, ValueError."""
    head = next(lines, b"")
    proof, n, seq = hashlib.sha256(head), 0, _seq(head, scope)
    held = list(islice(lines, TOGETHER))
    while len(held) > 1:
        *some, last = held
        proof.update(b"".join(some))
        n += len(_rows(some))
        held = [last, *islice(lines, TOGETHER)]
    said = json.loads(held[0] if held else b"{}")
    if said != {"rows": n, "sha256": proof.hexdigest()}:
        raise Wrong
    return Proved(etag, seq, n)


def _seq(head: bytes, scope: str) -> int:
    said = json.loads(head)
    if said.get("scope") != scope or not isinstance(said.get("seq"), int):
        raise Wrong
    return int(said["seq"])


def _rows(lines: Sequence[bytes]) -> list[Row]:
    """Together, which costs less than each by itself. Raises Wrong, ValueError."""
    rows = ROWS.validate_json(b"[%s]" % b",".join(lines))
    if len(rows) != len(lines):
        raise Wrong
    return rows


def _lines(view: View, scope: str) -> Iterator[bytes]:
    """Each with its end. Raises Wrong, zlib.error."""
    unpacking, rest = zlib.decompressobj(16 + zlib.MAX_WBITS), b""
    for some in parts.read(view.session, view.derive("arriving"), _name(scope)):
        while some:
            rest += unpacking.decompress(some, LARGEST)
            some = unpacking.unconsumed_tail
            *whole, rest = rest.split(b"\n")
            if len(rest) > LARGEST:
                raise Wrong
            yield from (line + b"\n" for line in whole)
    if rest or not unpacking.eof:
        raise Wrong


@service(right="exchange", audit=None)
def remember(view: View, scope: str, known: Proved) -> None:
    settings.put(view.session, STATE + scope, json.dumps(asdict(known)))


@service(right="exchange", audit=None)
def drop(view: View, scope: str) -> None:
    parts.drop(view.session, _name(scope))
    settings.put(view.session, STATE + scope, "")


def _take_in(desk: Desk, scope: str, known: Proved, tell: Tell) -> dict[tuple[str, UUID], None]:
    act_id, shown = new_id(), dict[tuple[str, UUID], None]()
    progress, named, ended = Progress(known.rows, tell), set[UUID](), 0.0
    progress.on(known.taken)
    with desk.view("exchange") as view:
        rows = rows_of(view, scope, known.rows)
        named |= {row.id for row in islice(rows, known.taken)}
        while lot := images_of(islice(rows, LOT)):
            named |= {image.id for image in lot if known.anew}
            ready = replica.work_out(desk.registers, desk.scope, lot)
            if monotonic() - ended < GAP:  # else others have come in meanwhile
                desk.give_way()
            with desk.act("exchange", act_id=act_id, told=not known.taken) as act:
                known = replace(known, taken=known.taken + len(lot))
                shown |= take_lot(act, scope, lot, ready, known).records
            ended = monotonic()
            progress.on(len(lot))
    desk.give_way()
    with desk.act("exchange", act_id=act_id) as act:
        shown |= finish(act, scope, known, named).records
    return shown


@service(right="exchange", audit=None)
def rows_of(view: View, scope: str, n: int) -> Iterator[Row]:
    lines = islice(_lines(view, scope), 1, n + 1)
    while some := list(islice(lines, TOGETHER)):
        yield from _rows(some)


@service(right="exchange", audit="took all of its scope from the county")
def take_lot(act: Act, scope: str, images: Sequence[Image], ready: Ready, known: Proved) -> Seen:
    """These rows, and how far it has come."""
    session, seq = act.session, known.seq
    seen = replica.take_images(session, act.stamp, act.registers, scope, images, seq, ready)
    settings.put(act.session, STATE + scope, json.dumps(asdict(known)))
    act.notes |= {"seq": known.seq, "rows": known.rows}
    return seen


@service(right="exchange", audit="took all of its scope from the county")
def finish(act: Act, scope: str, known: Proved, named: set[UUID]) -> Seen:
    """The cursor is there. Where it is to be all there is, what it does not name goes."""
    session = act.session
    replica.drop_staged(session, scope)
    gone = list[Image]()
    if known.anew:
        mine = BaseImage.scope == scope, ~BaseImage.gone, BaseImage.seq <= known.seq
        held = session.execute(select(BaseImage.register, BaseImage.record_id).where(*mine))
        gone = [
            Image(name, id, known.seq, {}, {}, None, gone=True)
            for name, id in held
            if id not in named
        ]
    seen = replica.take_in(session, act.stamp, act.registers, scope, known.seq, gone)
    parts.drop(session, _name(scope))
    settings.put(session, STATE + scope, "")
    act.touched |= seen.records
    act.notes |= {"seq": known.seq, "rows": known.rows}
    return seen
