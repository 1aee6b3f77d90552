"""Every message between a station and its county. The rules behind them: docs/exchange.md.

Names that the wire uses and Python or SQL want for themselves have an alias: `schema`, `del`.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, Literal, NamedTuple
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

BEGIN = datetime(1970, 1, 1, tzinfo=UTC)
SCHEMA = 1  # of the registers on the wire; raised with an upcaster in `versions`
OLDEST = 1  # that this program still reads
MOST_OPS = 200  # operations in a batch; a transaction that has more goes alone
MOST_BYTES = 512 << 10  # of a batch, unpacked; a transaction that has more goes alone
LARGEST = 8 << 20  # bytes of a message, unpacked; the county refuses more
LONGEST_TX = 5_000  # operations of one transaction
DEEPEST = 16  # levels of JSON
PAGE = 500  # rows of a pull
CHUNK = 256 << 10  # bytes of a blob in one request
LARGEST_BLOB = 10 << 20
MOST_EVENTS = 1_000  # of an audit log in one message
MOST_NUMBER = 1 << 53  # of an event
MOST_WANTED = 500  # blobs that one answer names
FEW = 64  # rows that are compared one by one
PART = 1 << 20  # bytes of a snapshot in one answer

WITHDRAWN, KEPT, APART = "~withdrawn", "~kept", "~apart:"  # of a row's values that are no fields
CONFLICT = "~conflict"  # the `ent` of a conflict case

Kind = Literal[
    "file",
    "amend",
    "state",
    "withdraw",
    "restore",
    "merge",
    "unmerge",
    "distinct",
    "undistinct",
    "erase",  # sealed or purged here: the wire does not say which
    "void",  # its body was erased before it was sent: keeps its number, has no effect
    "move",  # the person now lives in another scope
    "send",  # a new record in another scope
    "resolve",  # of a conflict case
]
Result = Literal["applied", "merged", "conflict", "rejected"]


class Message(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Op(Message):
    op: UUID
    n: int = Field(ge=1)  # of this device in this epoch
    ent: str  # register
    id: UUID
    kind: Kind
    set: dict[str, Any] = {}  # field → plain value
    base: dict[str, str] = {}  # field → operation that wrote it last, as the editor saw it
    hlc: int = 0
    at: str  # instant, UTC
    actor: str  # account at the station; the county puts the scope before it
    reason: str = ""
    to: str = ""  # scope, of `move` and `send`


class Tx(Message):
    tx: UUID
    ops: list[Op] = Field(min_length=1, max_length=LONGEST_TX)


class Push(Message):
    device: UUID
    epoch: UUID
    schema_: int = Field(alias="schema")
    scope: str
    batch: UUID
    tx: list[Tx] = Field(min_length=1, max_length=MOST_OPS)

    @property
    def size(self) -> int:
        """How many operations."""
        return sum(len(one.ops) for one in self.tx)

    @property
    def last_n(self) -> int:
        return self.tx[-1].ops[-1].n


class Ack(NamedTuple):
    result: Result
    seq: int | None  # its place in the log of the scope; None: rejected
    code: str = ""  # why; see docs/exchange.md


class Pushed(Message):
    now: int  # ms since 1970, the county's clock
    acks: dict[UUID, Ack] = {}
    expect: int | None = None  # the number that the county waits for, where it got a later one
    fork: bool = False  # another incarnation has used these numbers: take a new epoch

    def is_whole(self, asked: Push) -> bool:
        """Whether it answers all of it, and the next one may follow."""
        going_on = self.expect is None and not self.fork
        return going_on and all(op.op in self.acks for tx in asked.tx for op in tx.ops)


class Row(Message):
    """The newest image of one record, or of one conflict case."""

    ent: str
    id: UUID
    seq: int
    gone: bool = Field(False, alias="del")  # erased or moved away: no values
    made: UUID | None = None  # the operation that filed it
    by: str = ""  # scope/account of the last operation
    at: str = ""  # instant of the last operation
    v: dict[str, Any] = {}
    w: dict[str, str] = {}  # field → operation; only of those changed since filing


class Pulled(Message):
    scope: str
    rows: list[Row]
    upto: int  # the next `after`
    head: int
    now: int


class Account(Message):
    name: str
    role: str
    active: bool = True


class Enrol(Message):
    """Signed with the key it brings, by the device that it names for itself."""

    code: str = Field(pattern="^[A-Z2-7]{10}$")
    scope: str
    kind: str  # of the home: police, justice, township or training
    public_key: str = Field(pattern="^[0-9a-f]{64}$")  # Ed25519


class Renew(Message):
    """The key that counts from its first use on; signed with the one before."""

    public_key: str = Field(pattern="^[0-9a-f]{64}$")


class Certified(Message):
    """What a device is let in with."""

    device: UUID
    scope: str
    name: str  # of the organisation, as the county calls it
    county: str
    training: bool
    until: str  # instant
    now: int
    audit_key: str = ""  # Ed25519, hexadecimal: with it the county countersigns; pinned
    box_key: str = ""  # X25519, hexadecimal: what is carried by hand is encrypted to it


class Hello(Message):
    device: UUID
    epoch: UUID
    schema_: int = Field(alias="schema")
    program: str  # version
    officer: str  # who is signed in
    cursors: dict[str, int]  # scope → seq
    officers: list[Account] = []
    waiting: int = 0  # operations not yet sent
    oldest: str = ""  # instant of the oldest of them
    tree: int = 0  # leaves of the county's tree as this station saw it last
    owed: dict[str, tuple[int, int]] = {}  # register → how much is overdue, due within seven days


class TreeHead(Message):
    """Of the county's tree over all it has countersigned: a c2sp tlog-checkpoint."""

    note: str
    proof: list[str] = []  # RFC 6962, from the size that the station saw last; hexadecimal


class Greeting(Message):
    now: int
    oldest: int  # schema
    newest: int
    county: str  # its name
    training: bool
    generation: UUID  # changes when the county was put back from a backup
    last_n: int  # the last number it holds of this epoch
    heads: dict[str, int]  # scope → seq
    token: str
    token_until: int  # ms
    orders: list[str] = []  # rebootstrap, renew-key, wipe
    tree: TreeHead | None = None  # None: a county that countersigns nothing

    @property
    def said_at(self) -> datetime:
        return BEGIN + timedelta(milliseconds=self.now)


class Wanted(Message):
    """Blobs that rows of a scope name and the county has not got, by SHA-256."""

    blobs: dict[str, int] = {}  # SHA-256 → the byte it waits for


class Taken(Message):
    """What became of a part of a blob."""

    off: int  # the byte that is waited for
    whole: bool = False  # its hash was checked; now it counts
    code: str = ""  # `hash`, `type`: it was not what it was said to be, and was thrown away


class Part(NamedTuple):
    """Some bytes of a blob or of a snapshot, from the one that was asked for."""

    etag: str  # of what they are of: another one begins at byte 0 again
    size: int  # of the whole
    content: bytes


class Compare(Message):
    """Of the rows of a scope whose id ends in these hexadecimal digits."""

    scope: str
    at: int  # the cursor
    tail: str = Field("", pattern="^[0-9a-f]{0,32}$")


class Compared(Message):
    """Sums as docs/exchange.md says, hexadecimal. Empty where `head` is not the cursor."""

    head: int
    rows: int = 0  # that stand
    sum: str = ""
    parts: dict[str, str] = {}  # the tail, one digit longer → sum; of many rows
    each: dict[UUID, str] = {}  # id → sum; of few


class Fetch(Message):
    scope: str
    ids: list[UUID] = Field(max_length=PAGE)


class Event(NamedTuple):
    """Of an audit log: ids and codes, no names of residents."""

    hash: str  # SM3, hexadecimal
    body: str  # canonical JSON


class Audit(Message):
    """How a log of the station goes on: events `after` + 1, `after` + 2 …"""

    log: UUID
    epoch: UUID
    own: bool  # of the desk that sends it; others of the database end where their desk ended them
    after: int = Field(ge=0, le=MOST_NUMBER)
    before: str  # the hash of event `after`
    last: int = Field(ge=0, le=MOST_NUMBER)  # the newest event of this log
    events: list[Event] = Field([], max_length=MOST_EVENTS)
    checkpoint: str = ""  # the newest up to the end of these events
    altered: int | None = Field(None, ge=1, le=MOST_NUMBER)  # the station itself finds it altered
    tree: int = Field(0, ge=0)  # as in Hello


class Countersigned(Message):
    number: int
    hash: str
    at: str  # instant, to the second, UTC
    signature: str  # Ed25519 over storage.countersigned.text_of, hexadecimal
    leaf: int  # its place in the tree, from 0
    path: list[str] = []  # RFC 6962, that it is there; hexadecimal


class Audited(Message):
    number: int  # the last event the county holds, and its hash
    hash: str
    fault: str = ""  # see docs/exchange.md; then nothing was taken
    countersigned: Countersigned | None = None
    tree: TreeHead | None = None
