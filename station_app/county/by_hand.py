"""What stations without a line send on a medium: read once, and answered on another.

It goes through the same doors as on the line; a medium alone proves no more than a request does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from station_app.core.errors import Refused
from station_app.core.texts import _
from station_app.county.audit import audits_of
from station_app.county.blobs import Blobs
from station_app.county.book import Book, Node, Rejected
from station_app.county.doors import COMING_KEY, MEDIUM
from station_app.county.enrolling import Enrolling, box_of, is_due
from station_app.county.greeting import greet
from station_app.county.limits import Turned
from station_app.county.security import takes_effect
from station_app.county.snapshots import Busy, Snapshots
from station_app.county.tables import DEVICE, SCOPE
from station_app.sync import medium_reading, medium_writing, notes
from station_app.sync.carried import (
    Awaited,
    Blob,
    Greeted,
    Logged,
    Page,
    Snap,
    message,
    only,
)
from station_app.sync.medium import ALTERED, Head, Name, public
from station_app.sync.medium_reading import Medium
from station_app.sync.medium_writing import DISC, Put
from station_app.sync.protocol import Audit, Enrol, Hello, Push, Renew

BEGINS_ANEW = "rebootstrap"
REVOKED = _("写这份介质的设备已被县局注销，没有采用")
EXPIRED = _("写这份介质的设备接入证书已过期，请重新办理接入")
UNKNOWN = _("县局没有登记写这份介质的设备，没有采用")
BUSY = _("县局正在为别的单位准备数据，请稍后再试")


@dataclass(frozen=True, slots=True)
class Answered:
    scope: str
    device: str
    medium: int
    operations: int
    files: list[Path]


@dataclass(frozen=True)
class ByHand:
    enrolling: Enrolling
    key: bytes = field(repr=False)  # of blobs

    @property
    def book(self) -> Book:
        return self.enrolling.book

    @property
    def sign(self) -> Ed25519PrivateKey:
        """The key that countersigns: stations have pinned it."""
        return Ed25519PrivateKey.from_private_bytes(self.enrolling.derive("audit"))

    def read(self, files: Sequence[Path], answer: Path, size: int = DISC) -> Answered:
        """Raises Refused, Full; what does not prove changes nothing.

        The number counts as read once the answer is there: a reading that was broken off begins
        again, and what the book has taken it answers the same.
        """
        found = medium_reading.opened(files, "bundle")
        node, until = self._prove(found)
        asked, box = found.head, box_of(self.enrolling.derive)
        head = self.head_of(asked, "answer")
        with _explained(), medium_writing.written(answer, head, self.sign, size) as made:
            answering = _Answering(self, node, until, made.put)
            for name, body in found.lines(box):
                answering.line(name, body)
            answering.end()
        self._remember(node, asked)
        operations = answering.operations
        return Answered(asked.scope, asked.device, asked.medium, operations, made.files)

    def enrol(self, file: Path, answer: Path) -> Answered:
        """Lets the device in that wrote this request for a code. Raises Refused, Full."""
        found = medium_reading.opened([file], "enrol")
        self.addressed(found.head)
        found.prove(found.head.key)
        said = only(found, box_of(self.enrolling.derive), "enrol", Enrol)
        if said.public_key != found.head.key:
            raise Refused(ALTERED)
        with _explained():
            certified = self.enrolling.enter(_uuid(found.head.device), said, by_hand=True)
            head = self.head_of(found.head, "enrolled")
            with medium_writing.written(answer, head, self.sign) as made:
                made.put("certified", certified)
        return Answered(certified.scope, str(certified.device), 0, 0, made.files)

    def head_of(self, asked: Head, what: Name) -> Head:
        return Head(
            what=what,
            county=self.book.name,
            scope=asked.scope,
            device=asked.device,
            epoch=asked.epoch,
            medium=asked.medium,
            made=self.book.clock().isoformat(),
            key=public(self.sign),
            to=asked.reply,
        )

    def addressed(self, head: Head) -> None:
        if head.to != public(box_of(self.enrolling.derive)):
            raise Refused(_("这份介质不是写给本县局的，没有采用"))

    def _prove(self, found: Medium) -> tuple[Node, datetime]:
        """Whose it is, and until when his certificate counts."""
        head = found.head
        self.addressed(head)
        known = (
            select(DEVICE, SCOPE.c.kind, COMING_KEY.c.public_key.label("coming"))
            .join(SCOPE, SCOPE.c.id == DEVICE.c.scope)
            .outerjoin(COMING_KEY, COMING_KEY.c.device == DEVICE.c.id)
            .where(DEVICE.c.id == _uuid(head.device), DEVICE.c.scope == head.scope)
        )
        with self.book.engine.connect() as connection:
            device = connection.execute(known).one_or_none()
        if device is None:
            raise Refused(UNKNOWN)
        renewed = device.coming is not None and head.key == device.coming.hex()
        found.prove((device.coming if renewed else device.public_key).hex())
        if device.revoked_at is not None:
            raise Refused(REVOKED)
        if device.until <= self.book.clock():
            raise Refused(EXPIRED)
        self._once(head)
        if renewed:
            with self.book.engine.begin() as connection:
                takes_effect(connection, device.id, device.coming)
        return Node(device.id, device.scope, device.kind), device.until

    def _once(self, head: Head) -> None:
        device, epoch = _uuid(head.device), _uuid(head.epoch)
        of = MEDIUM.c.scope == head.scope, MEDIUM.c.device == device
        mine = *of, MEDIUM.c.epoch == epoch
        with self.book.engine.connect() as connection:
            before = connection.scalar(select(MEDIUM.c.number).where(*mine)) or 0
        if head.medium == before:
            raise Refused(_("这份介质（第 {n} 号）已经读过，没有再次采用", n=head.medium))
        if head.medium < before:
            said = _("第 {n} 号介质已过时，已读过该单位的第 {m} 号", n=head.medium, m=before)
            raise Refused(said)

    def _remember(self, node: Node, head: Head) -> None:
        new = insert(MEDIUM).values(
            scope=node.scope,
            device=node.device,
            epoch=_uuid(head.epoch),
            number=head.medium,
            at=self.book.clock(),
        )
        newest = func.greatest(MEDIUM.c.number, new.excluded.number)
        known = new.on_conflict_do_update(
            index_elements=["scope", "device", "epoch"],
            set_={"number": newest, "at": new.excluded.at},
        )
        with self.book.engine.begin() as connection:
            connection.execute(known)


class _Answering:
    """Line by line: each is answered before the next is read."""

    def __init__(self, county: ByHand, node: Node, until: datetime, put: Put) -> None:
        self.county, self.node, self.until, self.put = county, node, until, put
        self.audits = audits_of(county.enrolling.derive, county.book)
        self.blobs = Blobs(county.book.engine, county.key)
        self.cursor = self.tree = self.operations = 0
        self.anew = self.broken = False
        self.awaited = list[str]()

    def line(self, name: str, body: Any) -> None:
        match name:
            case "hello":
                self._greet(message(Hello, body))
            case "renew":
                self._renew(message(Renew, body))
            case "push" if not self.broken:
                self._push(message(Push, body))
            case "blob":
                said = message(Blob, body)
                self.blobs.put(self.node.scope, said.sha, said.off, said.size, said.bytes)
            case "awaited":
                self.awaited += message(Awaited, body).blobs
            case "audit":
                self._audit(message(Audit, body))

    def _greet(self, said: Hello) -> None:
        known = self.county.book, self.county.enrolling.security, self.audits
        greeting, _who = greet(*known, self.node, self.until, said)
        self.cursor = said.cursors.get(self.node.scope, 0)
        self.anew = BEGINS_ANEW in greeting.orders
        self.put("greeting", Greeted(greeting=greeting, cursor=self.cursor, tree=said.tree))
        self._seen(greeting.tree.note if greeting.tree else "")

    def _seen(self, note: str) -> None:
        if note:
            self.tree = notes.read(note, bytes.fromhex(self.audits.public)).size

    def _renew(self, said: Renew) -> None:
        enrolling = self.county.enrolling
        if is_due(self.until, enrolling.book.clock()):
            self.put("certified", enrolling.renewed(self.node, self.until, said))

    def _push(self, said: Push) -> None:
        pushed = self.county.book.push(self.node, said)
        self.operations += len(pushed.acks)
        self.broken = pushed.fork or pushed.expect is not None  # the next ones too
        self.put("pushed", pushed)

    def _audit(self, said: Audit) -> None:
        audited = self.audits.take(self.node, said.model_copy(update={"tree": self.tree}))
        self.put("audited", Logged(log=said.log, last=said.last, audited=audited))
        self._seen(audited.tree.note if audited.tree else "")

    def end(self) -> None:
        """What is new at the county, after all that came."""
        self._snapshot() if self.anew else self._pages()
        after = ""
        while (wanted := self.blobs.wanted(self.node.scope, after)).blobs:
            self.put("wanted", wanted)
            after = max(wanted.blobs)
        for sha in self.awaited:
            self._photograph(sha)

    def _pages(self) -> None:
        after, book = self.cursor, self.county.book
        while True:
            try:
                page = book.pull(self.node, self.node.scope, after)
            except Rejected as why:
                if why.code == "older":
                    return  # told by the greeting
                raise
            self.put("page", Page(after=after, page=page))
            if page.upto >= page.head or page.upto <= after:
                return
            after = page.upto

    def _snapshot(self) -> None:
        book, off, etag = self.county.book, 0, ""
        made, whole = Snapshots(book.engine, book.clock), False
        while not whole:
            part, _begins = made.get(self.node.scope, off, etag)
            self.put("snapshot", Snap.of(part, off))
            etag, off = part.etag, off + len(part.content)
            whole = off >= part.size or not part.content

    def _photograph(self, sha: str) -> None:
        off = 0
        while part := self.blobs.get(self.node.scope, sha, off):
            self.put("blob", Blob.of(sha, off, part.size, part.content))
            off += len(part.content)


@contextmanager
def _explained() -> Iterator[None]:
    """What the county would answer on the line, as one sentence."""
    try:
        yield
    except (Rejected, Turned) as why:
        raise Refused(why.text) from None
    except Busy:
        raise Refused(BUSY) from None
    except ValueError as why:
        raise Refused(ALTERED) from why


def _uuid(said: str) -> UUID:
    try:
        return UUID(said)
    except ValueError:
        raise Refused(ALTERED) from None
