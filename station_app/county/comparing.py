"""Whether a station holds what the county holds, and rows proved from the county's own log."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Connection, String, Uuid, any_, cast, delete, func, select

from station_app.core.wire import canonical
from station_app.county import digest
from station_app.county.book import Book, Node, row_of
from station_app.county.bulk import write_rows
from station_app.county.images import Image, Refused, Sheet, Step, Written
from station_app.county.keeping import stored
from station_app.county.merging import Merging
from station_app.county.metrics import LOG as TELL
from station_app.county.tables import BODY, LOG, ROW, SCOPE
from station_app.sync.protocol import FEW, Compare, Compared, Fetch, Op, Pulled, Row
from station_app.sync.sums import row_sum, tail, total

ENDS = ("erase", "move")  # after these a record is gone, until it comes back
Key = tuple[str, UUID]


@dataclass(frozen=True, slots=True)
class Comparing:
    book: Book

    def compare(self, node: Node, message: Compare) -> Compared:
        """Of the rows as they lie there: what the county kept of their hashes is not asked."""
        self.book.prove(node, node.device, message.scope)
        still = self.book.engine.connect().execution_options(isolation_level="REPEATABLE READ")
        with still as at, at.begin():
            head = at.scalar(select(SCOPE.c.head).where(SCOPE.c.id == message.scope)) or 0
            if head != message.at:
                return Compared(head=head)
            sums = dict(_sums(at, message.scope, message.tail))
        return compared(head, message.tail, sums)

    def fetch(self, node: Node, message: Fetch) -> Pulled:
        self.book.prove(node, node.device, message.scope)
        with self.book.engine.begin() as at:
            own = select(SCOPE).where(SCOPE.c.id == message.scope).with_for_update()
            head = at.execute(own).one().head
            proved = _proved(at, self.book, message.scope, message.ids)
            _mend(at, message.scope, message.ids, proved)
            rows = [row_of(image) for image in proved.values()]
        there = {row.id for row in rows}
        rows += [
            Row.model_validate({"ent": "", "id": id, "seq": head, "del": True})
            for id in message.ids
            if id not in there
        ]
        now = int(self.book.clock().timestamp() * 1000)
        return Pulled(scope=message.scope, rows=rows, upto=head, head=head, now=now)


def compared(head: int, end: str, sums: dict[UUID, int]) -> Compared:
    """What is told of the rows whose ids end so."""
    sum = f"{total(sums.values()):064x}"
    if len(sums) <= FEW:
        each = {id: f"{one:064x}" for id, one in sums.items()}
        return Compared(head=head, rows=len(sums), sum=sum, each=each)
    parts = defaultdict[str, int](int)
    for id, one in sums.items():
        parts[tail(id, len(end) + 1)] += one
    said = {digits: f"{total([one]):064x}" for digits, one in sorted(parts.items())}
    return Compared(head=head, rows=len(sums), sum=sum, parts=said)


def _sums(at: Connection, scope: str, end: str) -> Iterator[tuple[UUID, int]]:
    asked = select(ROW.c.ent, ROW.c.id, ROW.c.seq, ROW.c.v, ROW.c.w)
    asked = asked.where(ROW.c.scope == scope, ~ROW.c.gone)
    if end:
        digits = func.replace(cast(ROW.c.id, String), "-", "")
        asked = asked.where(func.right(digits, len(end)) == end)
    for row in at.execute(asked.execution_options(yield_per=1000)):
        yield row.id, row_sum(row.ent, row.id, row.seq, row.v, row.w)


def _proved(at: Connection, book: Book, scope: str, ids: Collection[UUID]) -> dict[Key, Image]:
    """These rows as the log says they are. A case is found by the record that it is about."""
    found = _folded(at, book, scope, set(ids))
    if left := set(ids) - {id for _ent, id in found}:
        disputed = LOG.c.scope == scope, LOG.c.result == "conflict"
        records = set(at.scalars(select(LOG.c.id).where(*disputed).distinct()))
        found |= {k: i for k, i in _folded(at, book, scope, records).items() if k[1] in left}
    return {key: image for key, image in found.items() if key[1] in set(ids)}


def _folded(at: Connection, book: Book, scope: str, ids: set[UUID]) -> dict[Key, Image]:
    lines = (
        select(LOG, BODY.c.body)
        .outerjoin(BODY, (BODY.c.scope == LOG.c.scope) & (BODY.c.op_id == LOG.c.op_id))
        .where(LOG.c.scope == scope, LOG.c.id == any_(cast(list(ids), ARRAY(Uuid))))
        .order_by(LOG.c.seq)
    )
    by_record = defaultdict[UUID, list[Any]](list)
    for line in at.execute(lines):
        by_record[line.id].append(line)
    found = dict[Key, Image]()
    for said in by_record.values():
        for image in fold(book, said):
            found[image.ent, image.id] = image
    return found


def fold(book: Book, lines: Iterable[Any]) -> list[Image]:
    """The rows that one record's part of the log makes, from the beginning or its last coming."""
    sheet, merging = Sheet(), Merging(book.registers, {})
    for line in lines:
        body = line.body or {}
        if line.kind == "erase" or (line.kind == "move" and "to" in body):
            buried = Image(line.ent, line.id, line.seq, gone=True)
            cases = [_gone(case, line.seq) for case in sheet.cases(line.id)]
            sheet = Sheet()
            for image in (buried, *cases):
                sheet.load(image)
        elif line.kind not in ("void", "send") or "to" not in body:
            _again(merging, sheet, line, body)
    return list(sheet.rows.values())


def _gone(case: Image, seq: int) -> Image:
    return Image(case.ent, case.id, seq, gone=True, about=case.about)


def _again(merging: Merging, sheet: Sheet, line: Any, body: dict[str, Any]) -> None:
    """One operation at its place, as it was taken then."""
    came = line.kind in ENDS or line.kind == "send"
    op = Op(
        op=line.op_id,
        n=line.n,
        ent=line.ent,
        id=line.id,
        kind="send" if came else line.kind,
        set=body.get("set", {}),
        base=body.get("base", {}),
        hlc=line.hlc,
        at=line.at,
        actor=line.actor.partition("/")[2],
        reason=body.get("reason", ""),
    )
    id, seq = str(line.op_id), line.seq
    step = Step(op, id, line.actor, seq, line.hlc, chief=True, there_seq=seq)
    try:
        merging.apply(step, sheet, sheet if came else None)
    except Refused:  # its body was erased since
        sheet.drop()
    merging.written[id] = Written(line.actor, line.hlc, op.set)
    sheet.keep()


def _mend(at: Connection, scope: str, ids: Collection[UUID], proved: dict[Key, Image]) -> None:
    """What lies there otherwise than the log says was damaged here."""
    asked = select(ROW).where(ROW.c.scope == scope, ROW.c.id == any_(cast(list(ids), ARRAY(Uuid))))
    there = {(row.ent, row.id): row for row in at.execute(asked)}
    wrong = [i for k, i in proved.items() if not _is_said(there.get(k), i)]
    wrong = [i for i in wrong if not (i.gone and (i.ent, i.id) not in there)]  # since dropped
    rows = [
        {"scope": scope, **stored(i), "hash": digest.of_row(i.ent, i.id, i.seq, i.gone, i.v, i.w)}
        for i in wrong
    ]
    write_rows(at, ROW, rows, replace=True)
    unknown = [key for key, row in there.items() if key not in proved and not row.gone]
    for ent, id in unknown:
        at.execute(delete(ROW).where(ROW.c.scope == scope, ROW.c.ent == ent, ROW.c.id == id))
    if wrong or unknown:
        hashes = at.scalars(select(ROW.c.hash).where(ROW.c.scope == scope))
        sum = total(int.from_bytes(hash) for hash in hashes).to_bytes(32)
        at.execute(SCOPE.update().where(SCOPE.c.id == scope).values(digest=sum))
        told = {"mended": len(wrong), "unknown": len(unknown), "scope": scope}
        TELL.error(canonical(told))


def _is_said(row: Any, image: Image) -> bool:
    return row is not None and row_of(row) == row_of(image) and row.about == image.about
