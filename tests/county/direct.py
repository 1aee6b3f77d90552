"""A county without a line between: every message goes through its JSON, as it would on the line."""

from __future__ import annotations

from dataclasses import dataclass

from station_app.county.audit import Audits
from station_app.county.blobs import Blobs
from station_app.county.book import Book, Node, Rejected
from station_app.county.comparing import Comparing
from station_app.county.snapshots import Snapshots
from station_app.sync.county import Denied
from station_app.sync.protocol import (
    PAGE,
    Audit,
    Audited,
    Compare,
    Compared,
    Fetch,
    Greeting,
    Hello,
    Message,
    Part,
    Pulled,
    Push,
    Pushed,
    Taken,
    Wanted,
)

BLOB_KEY = bytes(range(96, 128))
AUDIT_KEY = bytes(range(64, 96))


@dataclass(frozen=True)
class Direct:
    book: Book
    node: Node

    def hello(self, message: Hello) -> Greeting:
        greeting = self._answer(lambda: self.book.hello(self.node, _carried(message)))
        return _carried(greeting.model_copy(update={"tree": self.audits.head(message.tree)}))

    def push(self, message: Push) -> Pushed:
        return _carried(self._answer(lambda: self.book.push(self.node, _carried(message))))

    def pull(self, scope: str, after: int, limit: int = PAGE) -> Pulled:
        return _carried(self._answer(lambda: self.book.pull(self.node, scope, after, limit)))

    def audit(self, message: Audit) -> Audited:
        return _carried(self._answer(lambda: self.audits.take(self.node, _carried(message))))

    def wanted(self, scope: str, after: str = "") -> Wanted:
        return _carried(self.blobs.wanted(scope, after))

    def put_blob(self, scope: str, sha: str, off: int, size: int, content: bytes) -> Taken:
        return _carried(self.blobs.put(scope, sha, off, size, content))

    def get_blob(self, scope: str, sha: str, off: int) -> Part | None:
        return self.blobs.get(scope, sha, off)

    def snapshot(self, scope: str, off: int, etag: str = "") -> Part:
        part, _begins = Snapshots(self.book.engine, self.book.clock).get(scope, off, etag)
        return part

    def compare(self, message: Compare) -> Compared:
        return _carried(Comparing(self.book).compare(self.node, _carried(message)))

    def fetch(self, message: Fetch) -> Pulled:
        return _carried(Comparing(self.book).fetch(self.node, _carried(message)))

    @property
    def blobs(self) -> Blobs:
        return Blobs(self.book.engine, BLOB_KEY)

    @property
    def audits(self) -> Audits:
        return Audits(self.book.engine, self.book.clock, AUDIT_KEY)

    def _answer(self, asked):
        try:
            return asked()
        except Rejected as said:
            raise Denied(said.text) from said


def _carried(message: Message):
    return type(message).model_validate_json(message.model_dump_json(by_alias=True))
