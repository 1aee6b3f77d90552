"""The station's logs are sent to its county, and the county's tree is watched.

Every answer of the county carries the head of its tree over what it has countersigned of all
stations. A head that does not go on from the one seen last is refused: a leaf was rewritten or
hidden. What is found stands in the log of the station that found it (`access.countersigning`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from station_app.access import countersigning
from station_app.access.countersigning import DOUBT, DOUBTS, SEND, Log, Seen
from station_app.access.desk import Desk
from station_app.core import merkle
from station_app.storage.countersigned import AuditCountersigned, Part, fits, text_of
from station_app.sync import notes
from station_app.sync.county import County
from station_app.sync.notes import Head
from station_app.sync.protocol import MOST_EVENTS, Audit, Audited, Countersigned, Event, TreeHead


def seen(desk: Desk) -> int:
    """Leaves of the tree as this station saw it last: for Hello.tree."""
    with desk.view(SEND) as view:
        head = countersigning.seen(view)
    return head.size if head else 0


def greeted(desk: Desk, tree: TreeHead | None, since: int) -> None:
    """The head in a greeting. Nothing is said of it before a county's key was pinned.

    `since`: how much of the tree had been seen when it was asked for.
    """
    with desk.view(SEND) as view:
        key, last = countersigning.key(view), countersigning.seen(view)
    if not key:
        return
    if tree is not None:
        _watch(desk, bytes.fromhex(key), tree, since)
    elif last is not None:
        _doubt(desk, "", "hidden", last.size)


def send(desk: Desk, county: County) -> None:
    """Every log of this database, as far as the county has not got it."""
    with desk.view(SEND) as view:
        key, logs = countersigning.key(view), countersigning.logs(view)
    for log in logs if key else ():
        _send(desk, county, log, bytes.fromhex(key))


def _send(desk: Desk, county: County, log: Log, key: bytes) -> None:
    """From where the county is; it may say that it has less, or more, than was thought here."""
    with desk.jot(SEND) as view:
        altered = countersigning.walk(view, log.id)
    after, asked = log.acknowledged, set[int]()
    while after not in asked:
        asked.add(after)
        with desk.view(SEND) as view:
            part = countersigning.part(view, log.id, after, MOST_EVENTS)
            epoch = countersigning.epoch(view)
        since = seen(desk)
        said = county.audit(_message(log, part, altered, UUID(epoch), since))
        if said.fault:
            _accused(desk, log.id, said, altered or min(said.number, part.last) + 1)
            return
        _keep(desk, log.id, part.last, said, key, since)
        if said.number >= part.last:
            return
        after = said.number


# By hand: nobody answers in between


def owed(desk: Desk) -> Iterator[Audit]:
    """All that the county has not got of every log."""
    with desk.view(SEND) as view:
        key, logs = countersigning.key(view), countersigning.logs(view)
    tree = seen(desk)
    for log in logs if key else ():
        with desk.jot(SEND) as view:
            altered = countersigning.walk(view, log.id)
        after, last = log.acknowledged, -1
        while after > last:
            with desk.view(SEND) as view:
                part = countersigning.part(view, log.id, after, MOST_EVENTS)
                epoch = countersigning.epoch(view)
            yield _message(log, part, altered, UUID(epoch), tree)
            last, after = after, after + len(part.events)


def answered(desk: Desk, log_id: UUID, last: int, said: Audited, *, fits: bool) -> None:
    """`fits`: the head of the tree was asked for from the one that was seen last."""
    with desk.view(SEND) as view:
        key = countersigning.key(view)
    if said.fault:
        _accused(desk, str(log_id), said, min(said.number, last) + 1)
    elif fits and key:
        _keep(desk, str(log_id), last, said, bytes.fromhex(key), seen(desk))


def _message(log: Log, part: Part, altered: int | None, epoch: UUID, tree: int) -> Audit:
    return Audit(
        log=UUID(log.id),
        epoch=epoch,
        own=log.own,
        after=part.after,
        before=part.before,
        last=part.last,
        events=[Event(*event) for event in part.events],
        checkpoint=part.checkpoint,
        altered=altered,
        tree=tree,
    )


def _accused(desk: Desk, log_id: str, said: Audited, number: int) -> None:
    """A log is not short that has what the county has: more of it had gone there meanwhile."""
    with desk.view(SEND) as view:
        here = countersigning.part(view, log_id, said.number, 1).before
    if said.fault != "short" or here != said.hash:
        _doubt(desk, log_id, said.fault, number)


def _keep(desk: Desk, log_id: str, last: int, said: Audited, key: bytes, since: int) -> None:
    """What the county signed, where it is of an event that is here, and in a tree that goes on."""
    head = _watch(desk, key, said.tree, since) if said.tree else None
    signed = said.countersigned
    if head is None or signed is None or signed.number > last:
        return
    row = AuditCountersigned(
        log_id=log_id,
        number=signed.number,
        hash=signed.hash,
        at=datetime.fromisoformat(signed.at),
        signature=signed.signature,
        leaf=signed.leaf,
    )
    if not fits(row, key.hex()) or not _in_tree(row, signed, head):
        _doubt(desk, "", "unsigned", signed.leaf)
        return
    with desk.jot(SEND) as view:
        countersigning.keep(view, row)


def _in_tree(row: AuditCountersigned, signed: Countersigned, head: Head) -> bool:
    leaf = merkle.leaf_of(text_of(row.log_id, row.number, row.hash, row.at).encode())
    path = [bytes.fromhex(link) for link in signed.path]
    return merkle.is_included(leaf, row.leaf, head.size, head.root, path)


def _watch(desk: Desk, key: bytes, tree: TreeHead, since: int) -> Head | None:
    """The head, kept where it goes on from the last one; else None, and it is told.

    None too where another round has seen more since: this proof does not begin there.
    """
    with desk.view(SEND) as view:
        last = countersigning.seen(view)
    if last and last.size != since:
        return None
    try:
        head, proof = notes.read(tree.note, key), [bytes.fromhex(link) for link in tree.proof]
        before = notes.read(last.note, key) if last else None
    except ValueError:
        _doubt(desk, "", "unsigned", last.size if last else 0)
        return None
    if before and not merkle.is_consistent(before.size, before.root, head.size, head.root, proof):
        if before.generation == head.generation:
            _doubt(desk, "", "tree", before.size, tree.note)
            return None
        _doubt(desk, "", "replaced", before.size, tree.note)
    if before is None or (head.generation, head.size) != (before.generation, before.size):
        with desk.jot(SEND) as view:
            countersigning.keep_head(view, Seen(head.generation, head.size, tree.note))
    return head


def _doubt(desk: Desk, log_id: str, code: str, number: int, note: str = "") -> None:
    """Once: it stands until another county is enrolled with."""
    code = code if code in DOUBTS else "rewritten"
    with desk.view(SEND) as view:
        known = {(one.log_id, one.code) for one in countersigning.doubts(view)}
    if (log_id, code) not in known:
        with desk.act(DOUBT) as act:
            countersigning.doubt(act, log_id, code, number, note)
