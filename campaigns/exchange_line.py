"""A county asked in process, and a line to it that plays the tricks of a real one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from station_app.core.texts import _
from station_app.county.audit import Audits
from station_app.county.blobs import Blobs
from station_app.county.book import Book, Node, Rejected
from station_app.county.comparing import Comparing
from station_app.county.snapshots import Snapshots
from station_app.sync.county import County, Denied, Unreachable
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
from station_app.sync.versions import Steps, upcast

BLOB_KEY, AUDIT_KEY = bytes(range(96, 128)), bytes(range(64, 96))
CALLS = ("hello", "push", "pull", "wanted", "put_blob", "get_blob", "compare")
M = TypeVar("M", bound=Message)
T = TypeVar("T")


@dataclass(frozen=True)
class Near:
    """Every message goes through its JSON, as it would on the line."""

    book: Book
    node: Node

    def hello(self, message: Hello) -> Greeting:
        greeting = _answer(lambda: self.book.hello(self.node, _carried(message)))
        return _carried(greeting.model_copy(update={"tree": self.audits.head(message.tree)}))

    def push(self, message: Push) -> Pushed:
        return _carried(_answer(lambda: self.book.push(self.node, _carried(message))))

    def pull(self, scope: str, after: int, limit: int = PAGE) -> Pulled:
        return _carried(_answer(lambda: self.book.pull(self.node, scope, after, limit)))

    def audit(self, message: Audit) -> Audited:
        return _carried(_answer(lambda: self.audits.take(self.node, _carried(message))))

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


def _answer(asked: Callable[[], T]) -> T:
    try:
        return asked()
    except Rejected as said:
        raise Denied(said.text) from said


def _carried(message: M) -> M:
    return type(message).model_validate_json(message.model_dump_json(by_alias=True))


@dataclass
class Tricky:
    """A line that, once, loses what is asked or what is answered, or says it twice.

    `pushed` is what went over it before, to be said again by a network that had kept it.
    `newer`: behind it is a program whose operations are of the next schema.
    """

    county: County
    steps: Steps
    tell: Callable[[str], None]  # hears of each trick that was played
    page: int = PAGE
    newer: bool = False
    trick: str = ""  # request, response, twice, garbled
    at: str = ""  # the call that it is played on
    pushed: list[Push] = field(default_factory=list)

    def __getattr__(self, name: str) -> Any:
        work = getattr(self.county, name)

        def call(*args: Any) -> Any:
            self.tell(f"asked {name}")
            if name != self.at or not self.trick:
                return work(*args)
            trick, self.trick = self.trick, ""
            self.tell(f"{trick} {name}")
            if trick == "request":
                raise Unreachable(_("县局没有答复"))
            answer = work(*args)
            if trick == "twice":
                return work(*args)
            if trick == "garbled" and isinstance(answer, Part):
                return answer._replace(content=answer.content[:-1] + b"!")
            if trick == "response":
                raise Unreachable(_("县局没有答复"))
            return answer

        return call

    def pull(self, scope: str, after: int, limit: int = PAGE) -> Any:
        return self.__getattr__("pull")(scope, after, self.page)

    def push(self, message: Push) -> Any:
        if self.newer:
            self.tell("newer program")
            tx = [
                one.model_copy(update={"ops": [upcast(op, 1, self.steps, 2) for op in one.ops]})
                for one in message.tx
            ]
            message = message.model_copy(update={"schema_": 2, "tx": tx})
        self.pushed.append(message)
        return self.__getattr__("push")(message)

    def late(self, which: int) -> bool:
        """A message of some time ago arrives once more; nobody hears what is answered."""
        if self.pushed:
            self.county.push(self.pushed[which % len(self.pushed)])
        return bool(self.pushed)


def later(ent: str, values: Any) -> dict[str, Any]:
    """The next schema, as it is pretended: one field more, worked out of another."""
    more = {"later": values["remarks"]} if ent == "people" and "remarks" in values else {}
    return {**values, **more}
