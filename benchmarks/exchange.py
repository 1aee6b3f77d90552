"""The exchange with a county on loopback: a real server process, TLS, PostgreSQL.

`python -m benchmarks.exchange PEOPLE` is a trial of another size and writes nothing down.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter_ns
from typing import Any
from unittest import mock
from uuid import UUID, uuid4

import psycopg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, create_engine, event, make_url

from benchmarks.colleague import Colleague, Disk
from benchmarks.county_home import SCOPE, County, copied, county
from benchmarks.harness import Figure
from benchmarks.sheets import insert_again
from benchmarks.station import KEPT
from station_app.access.desk import Desk
from station_app.core.garbage import set_aside
from station_app.core.ids import new_id
from station_app.core.progress import unheard
from station_app.county.book import Book, Node
from station_app.county.schema import bring_up
from station_app.county.security import Security
from station_app.registers import REGISTERS
from station_app.station import Station
from station_app.storage import outbox
from station_app.sync import digest, enrolment, sending, signing, snapshot
from station_app.sync.exchange import exchange
from station_app.sync.line import Line
from station_app.sync.protocol import Hello, Op, Push, Tx
from station_app.sync.status import Enrolment

TITLE = "The exchange with a county, on loopback with TLS"
PEOPLE = 100_000
PUSHED = 10_000  # operations
AT_ONCE = 100  # operations of a batch
ALONE = 300  # operations of which each is a request
ROUNDS = 3
WAYS = {"in pages": 10**9, "all at once": 1}  # rows from which all is taken at once
FIRST = 120.0  # s for so many people
WAIT = 200.0  # ms that somebody else may wait
IDLE = 4.0  # s
KEY = bytes(range(32))
Recorded = list[list[tuple[str, Any]]]  # of each transaction, statements and parameters


def figures(people: int = PEOPLE, pushed: int = PUSHED) -> list[Figure]:
    KEPT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=KEPT.parent) as folder:  # not where /tmp is memory
        made = Path(folder)
        return [
            *pushing(made / "push", pushed),
            *pulling(made / "pull", pushed // 4),
            *first(made / "first", people),
        ]


# Pushing


def pushing(folder: Path, n: int) -> Iterator[Figure]:
    """The best of some rounds, all ways in turn: the machine is not always as fast."""
    folder.mkdir()
    with county(folder / "county") as at, copied(folder / "home", n // 2) as (station, desk):
        hello, ops = _written(desk, n)
        lines, alone, again = list[float](), list[float](), list[float]()
        for _round in range(ROUNDS):
            lines.append(_over_line(at, station, hello, ops, AT_ONCE))
            alone.append(_over_line(at, station, hello, ops[:ALONE], 1) * len(ops) / ALONE)
            again.append(_said_again(at, hello, ops))
    name = f"{n:,} operations pushed in batches of {AT_ONCE}"
    each = "one operation a request"
    yield Figure(name=name, value=min(lines), against=each, base=min(alone), limit=20, faster=True)
    same = "the same statements of its transactions without HTTP, by the driver"
    yield Figure(name=name, value=min(lines), against=same, base=min(again), limit=3)


def _written(desk: Desk, n: int) -> tuple[Hello, list[Op]]:
    """What waits there, as it goes over the line."""
    known = Enrolment("https://county", "", str(new_id()), SCOPE, "演示县局")
    with desk.jot("exchange") as view:
        hello = sending.introduce(view, known, SCOPE)
        while sending.number(view):
            pass
    with desk.view("exchange") as view:
        waiting = outbox.batch(view.session, n, n)
        ops = [op for tx in waiting for op in tx]
    return hello, [sending.on_wire(desk.registers.get(one.op.register), one) for one in ops][:n]


def _renewed(ops: Sequence[Op]) -> list[Op]:
    """The same again as other operations on other records."""
    other = {id: new_id() for op in ops for id in (op.op, op.id)}
    return [
        op.model_copy(
            update={
                "op": other[op.op],
                "id": other[op.id],
                "n": n,
                "base": {name: str(other[UUID(by)]) for name, by in op.base.items()},
            }
        )
        for n, op in enumerate(ops, start=1)
    ]


def _batches(hello: Hello, ops: Sequence[Op], size: int) -> list[Push]:
    """Each operation a transaction of its own."""
    cut = [ops[at : at + size] for at in range(0, len(ops), size)]
    return [
        Push(
            device=hello.device,
            epoch=hello.epoch,
            schema=hello.schema_,
            scope=SCOPE,
            batch=new_id(),
            tx=[Tx(tx=new_id(), ops=[op]) for op in some],
        )
        for some in cut
    ]


def _over_line(at: County, station: Station, hello: Hello, ops: Sequence[Op], size: int) -> float:
    """Milliseconds of saying all of it, as one who has just said hello and exchanges."""
    with _line(at, station) as line, set_aside():
        greeting = hello.model_copy(update={"device": line.device, "epoch": uuid4()})
        line.hello(greeting)
        batches = _batches(greeting, _renewed(ops), size)
        begun = perf_counter_ns()
        for batch in batches:
            _prove(batch, line.push(batch).acks)
        return (perf_counter_ns() - begun) / 1e6


def _prove(batch: Push, acks: Any) -> None:
    if {op.op for tx in batch.tx for op in tx.ops} != acks.keys() or any(
        ack.result != "applied" for ack in acks.values()
    ):
        raise AssertionError("the county has not taken everything")


@contextmanager
def _line(at: County, station: Station) -> Iterator[Line]:
    """Of a device that is new each time."""
    enrolment.enrol(station.desk("admin"), at.code(), replace=True)
    with closing(enrolment.line(station.desk("officer"))) as line:
        yield line


def _said_again(at: County, hello: Hello, ops: Sequence[Op]) -> float:
    """Milliseconds of what a county said to its database, said again by the driver alone."""
    database = at.database_of(f"again_{uuid4().hex}")
    engine = create_engine(database, pool_pre_ping=True)
    bring_up(engine)
    recorded = _record(engine, hello, ops)
    engine.dispose()
    address = make_url(database).set(drivername="postgresql")
    with psycopg.connect(address.render_as_string(hide_password=False)) as raw, set_aside():
        raw.execute("truncate sync_log, sync_row, op_body, identity, device_epoch, nonce")
        raw.execute("update scope set head = 0")
        raw.commit()
        begun = perf_counter_ns()
        for statements in recorded:
            for statement, values in statements:
                raw.execute(statement, values)
            raw.commit()
        return (perf_counter_ns() - begun) / 1e6


def _record(engine: Any, hello: Hello, ops: Sequence[Op]) -> Recorded:
    """All that proving and taking the batches said, the signature's part with it."""
    book = Book(engine, REGISTERS, lambda: datetime.now(UTC), training=True, key=KEY)
    security = Security(engine, lambda use: KEY, book.clock)
    key, node = Ed25519PrivateKey.generate(), Node(hello.device, SCOPE, "training")
    book.enter_scope(SCOPE, "training", "演示派出所")
    book.enter_device(node.device, SCOPE, key.public_key().public_bytes_raw())
    book.hello(node, hello)
    recorded: Recorded = [[]]

    def keep(_c: Connection, _cursor: Any, statement: str, values: Any, *_rest: Any) -> None:
        recorded[-1].append((statement, values))

    event.listen(engine, "before_cursor_execute", keep)
    event.listen(engine, "commit", lambda _connection: recorded.append([]))
    for batch in _batches(hello, _renewed(ops), AT_ONCE):
        body, nonce = batch.model_dump_json(by_alias=True).encode(), signing.new_nonce()
        request = signing.Request("POST", "/v1/push", body, node.device, security.ms(), nonce)
        security.prove(request, key.sign(request.text))
        _prove(batch, book.push(node, batch).acks)
    return recorded


# Pulling


def pulling(folder: Path, people: int) -> Iterator[Figure]:
    """A second home of the scope takes in what the first has sent."""
    folder.mkdir()
    with county(folder / "county") as at:
        with copied(folder / "one", people) as (station, desk), _line(at, station) as line:
            sent = exchange(desk, line).sent
        for way, least in WAYS.items():
            ours, raw = list[float](), list[float]()
            for round in range(ROUNDS):
                home = folder / f"{least}-{round}"
                with copied(home, 0) as (station, desk), _line(at, station) as line:
                    ours.append(_taken(desk, line, least))
                    raw.append(insert_again(desk.store.engines, home / "raw.db"))
            yield Figure(
                name=f"the rows of {sent:,} operations pulled and applied, {way}, not the first "
                "round of its day",
                value=min(ours),
                against="the driver inserting the same finished rows of all tables",
                base=min(raw),
                limit=3,
            )


def _taken(desk: Desk, line: Line, least: int) -> float:
    """A round of the day: that both hold the same was compared before, which is no pulling."""
    with desk.jot("exchange") as view:
        digest.note(view, 0)
    begun = perf_counter_ns()
    with mock.patch.object(snapshot.take, "__defaults__", (unheard, least)):
        found = exchange(desk, line)
    took = (perf_counter_ns() - begun) / 1e6
    if not found.received:
        raise AssertionError("nothing was taken in")
    return took


# The first exchange


def first(folder: Path, people: int) -> Iterator[Figure]:
    """All of a station that nobody has heard of; who works there meanwhile waits how long."""
    folder.mkdir()
    with (
        county(folder / "county") as at,
        copied(folder / "home", people) as (station, desk),
        _line(at, station) as line,
        Colleague(station.desk("officer")) as colleague,
        Disk(folder / "page") as disk,
    ):
        idle = colleague.idle(IDLE)
        disk.flushes.clear()
        begun = perf_counter_ns()
        sent = exchange(desk, line).sent
        took = (perf_counter_ns() - begun) / 1e6
        colleague.end()
    limit = FIRST * 1000 * people / PEOPLE
    yield Figure(
        name=f"first exchange of {people:,} people and their residences, {sent:,} operations",
        value=took,
        against=f"{limit / 1000:g} s",
        base=limit,
        limit=1,
    )
    yield _waited("saved a person", colleague.saves, idle, max(disk.flushes))
    yield _waited("read a list", colleague.reads, idle)


def _waited(what: str, times: list[float], idle: Any, flush: float = 0) -> Figure:
    """`flush`: ms that the disk alone kept somebody waiting who wrote one page."""
    disk = f" and the disk's longest flush, {flush:.0f} ms" if flush else ""
    return Figure(
        name=f"who {what} meanwhile, the longest of {len(times):,}",
        value=max(times),
        against=f"{WAIT:g} ms{disk}; idle {max(idle[what]):.0f} ms",
        base=WAIT + flush,
        limit=1,
    )


def main() -> None:
    people = int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE
    for figure in figures(people, min(people, PUSHED)):
        print(*figure.row().values(), sep=" · ")  # noqa: T201


if __name__ == "__main__":
    main()
