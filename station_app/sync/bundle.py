"""What a station sends by hand: all it owes the county, on a medium.

Nothing counts as sent before an answer was read: a medium may be lost, and written anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from station_app.access.act import Act, View
from station_app.access.desk import Desk
from station_app.access.service import service
from station_app.core.errors import Refused
from station_app.core.kinds import Picture
from station_app.core.progress import Progress, Tell, unheard
from station_app.core.texts import _
from station_app.storage import settings
from station_app.sync import enrolment, medium_writing, photographs, sending, witness
from station_app.sync.carried import Awaited, Blob
from station_app.sync.exchange import NO_COUNTY, Outcome, alone, came_to
from station_app.sync.medium import Head, public
from station_app.sync.medium_writing import DISC, Put
from station_app.sync.protocol import CHUNK, MOST_WANTED, Push
from station_app.sync.status import Enrolment

WRITTEN = "county medium"  # 介质编号 of the last one written
READ = "county medium read"  # epoch and number of the last answer that was taken in
WANTED = "county wanted"  # photographs that the last answer asked for, SHA-256


@dataclass(frozen=True, slots=True)
class Sent:
    medium: int
    files: list[Path]
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Keys:
    known: Enrolment
    device: Ed25519PrivateKey
    box: X25519PrivateKey  # what the county answers to


def keys(desk: Desk) -> Keys:
    """Raises Refused where there is no county, or none that can be sent to by hand."""
    with desk.view("exchange") as view:
        joined, box = enrolment.known(view), box_of(view)
    if joined is None:
        raise Refused(NO_COUNTY)
    if not joined[0].box:
        raise Refused(_("接入时县局还不能收介质，请向县局重新领取接入文件"))
    return Keys(*joined, box)


@service(right="exchange", audit=None)
def box_of(view: View) -> X25519PrivateKey:
    return enrolment.box(view)


def write(desk: Desk, file: Path, size: int = DISC, tell: Tell = unheard) -> Sent:
    """Raises Refused, Full."""
    held = keys(desk)
    with alone(desk) as known:
        while _number(desk):
            pass
        head = _head(desk, held)
        with medium_writing.written(file, head, held.device, size) as made:
            sent = _Writing(desk, known, made.put, tell).run()
        with desk.act("exchange") as act:
            wrote(act, head.medium, sent)
        return Sent(head.medium, made.files, came_to(desk, sent, ()))


def _number(desk: Desk) -> int:
    with desk.jot("exchange") as view:
        return sending.number(view)


def _head(desk: Desk, held: Keys) -> Head:
    known = held.known
    with desk.jot("exchange") as view:
        number = next_medium(view)
        epoch = sending.introduce(view, known, known.scope).epoch
    return Head(
        what="bundle",
        county=known.name,
        scope=known.scope,
        device=known.device,
        epoch=str(epoch),
        medium=number,
        made=desk.now().isoformat(),
        key=public(held.device),
        to=known.box,
        reply=public(held.box),
    )


@service(right="exchange", audit=None)
def next_medium(view: View) -> int:
    """Counted before it is written: what was broken off has used its number up."""
    number = int(settings.get(view.session, WRITTEN, "0")) + 1
    settings.put(view.session, WRITTEN, str(number))
    return number


@service(right="exchange", audit="written to a medium for the county")
def wrote(act: Act, number: int, operations: int) -> None:
    act.notes |= {"medium": number, "operations": operations}


class _Writing:
    def __init__(self, desk: Desk, known: Enrolment, put: Put, tell: Tell) -> None:
        self.desk, self.known, self.put, self.tell = desk, known, put, tell
        self.shas = set[str]()

    def run(self) -> int:
        awaited = sorted(photographs.ask_for(self.desk))
        with self.desk.jot("exchange") as view:
            hello = sending.introduce(view, self.known, self.known.scope)
            renewing = enrolment.announced_already(view)
            self.shas |= wanted(view)
        self.put("hello", hello)
        if renewing:
            self.put("renew", renewing)
        sent = self._operations(Progress(hello.waiting, self.tell))
        for sha in sorted(self.shas):
            self._photograph(sha)
        names = iter(awaited)
        while some := list(islice(names, MOST_WANTED)):
            self.put("awaited", Awaited(blobs=dict.fromkeys(some, 0)))
        for audit in witness.owed(self.desk):
            self.put("audit", audit)
        return sent

    def _operations(self, progress: Progress) -> int:
        sent, after = 0, None
        while push := self._next(after):
            after = push.tx[-1].ops[-1].n
            self.put("push", push)
            with self.desk.view("exchange") as view:
                self.shas |= set(pictures(view, push))
            operations = sum(len(tx.ops) for tx in push.tx)
            sent += operations
            progress.on(operations)
        return sent

    def _next(self, after: int | None) -> Push | None:
        with self.desk.view("exchange") as view:
            return sending.next_push(view, self.known, self.known.scope, after)

    def _photograph(self, sha: str) -> None:
        with self.desk.view("exchange") as view:
            content = photographs.content_of(view, sha)
        for off in range(0, len(content or b""), CHUNK):
            part = (content or b"")[off : off + CHUNK]
            self.put("blob", Blob.of(sha, off, len(content or b""), part))


@service(right="exchange", audit=None)
def wanted(view: View) -> set[str]:
    return set(settings.get(view.session, WANTED).split())


@service(right="exchange", audit=None)
def pictures(view: View, push: Push) -> list[str]:
    """The photographs that these operations name."""
    return list(_pictures(view, push))


def _pictures(view: View, push: Push) -> Iterator[str]:
    names = {
        (register.name, field.name)
        for register in view.registers.values()
        for field in register.fields
        if isinstance(field.kind, Picture)
    }
    for tx in push.tx:
        for op in tx.ops:
            yield from (sha for name, sha in op.set.items() if sha and (op.ent, name) in names)
