"""What the county answered by hand: proved as a whole, then taken in; once.

A reading that was broken off is begun again and comes to the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from station_app.access.act import Act, View
from station_app.access.desk import Desk
from station_app.access.service import service
from station_app.core.errors import Refused
from station_app.core.progress import Progress, Tell, unheard
from station_app.core.texts import _
from station_app.storage import countersigned, replica, settings
from station_app.sync import (
    enrolment,
    medium,
    medium_reading,
    photographs,
    sending,
    snapshot,
    status,
    witness,
)
from station_app.sync.bundle import READ, WANTED, Keys, keys
from station_app.sync.carried import Blob, Greeted, Logged, Page, Snap, message
from station_app.sync.county import Denied
from station_app.sync.exchange import (
    OLD_STATION,
    Outcome,
    alone,
    came_to,
    greeted,
)
from station_app.sync.inbox import Inbox
from station_app.sync.medium import Head
from station_app.sync.medium_reading import Line, Medium
from station_app.sync.protocol import SCHEMA, Greeting, Part, Pushed, Wanted
from station_app.sync.status import Enrolment

RENEW = "renew-key"
OTHER_EPOCH = _("写出这份介质以后本库恢复过或重新编过号，请重新写出介质送县局")


def read(desk: Desk, files: Sequence[Path], tell: Tell = unheard) -> Outcome:
    """Raises Refused, Denied; what does not prove changes nothing."""
    held = keys(desk)
    found = medium_reading.opened(files, "answer")
    _prove(desk, held, found)
    with alone(desk) as known:
        return _Reading(desk, known, tell).run(found.head, found.lines(held.box))


def _prove(desk: Desk, held: Keys, found: Medium) -> None:
    head, known = found.head, held.known
    with desk.view("exchange") as view:
        pinned, epoch, before = standing(view)
    if head.key != pinned:
        raise Refused(_("这份介质不是本所接入的县局写的，没有采用"))
    found.prove(pinned)
    if (head.device, head.scope) != (known.device, known.scope):
        raise Refused(_("这份介质是县局答复别的单位的，没有采用"))
    if head.epoch != epoch:
        raise Refused(OTHER_EPOCH)
    if head.medium == before:
        raise Refused(_("这份介质（第 {n} 号）已经读过，没有再次采用", n=head.medium))
    if head.medium < before:
        said = _("第 {n} 号介质的答复已过时，本所读过第 {m} 号的", n=head.medium, m=before)
        raise Refused(said)


@service(right="exchange", audit=None)
def standing(view: View) -> tuple[str, str, int]:
    """The county's key, our epoch, and the number of the last answer that was read in it."""
    epoch = settings.get(view.session, "epoch")
    of, _sep, number = settings.get(view.session, READ).partition(" ")
    return countersigned.pinned(view.session), epoch, int(number) if of == epoch else 0


@service(right="exchange", audit="read a medium of the county")
def has_read(act: Act, head: Head, heard: datetime, wanted: Sequence[str]) -> None:
    settings.put(act.session, READ, f"{head.epoch} {head.medium}")
    settings.put(act.session, WANTED, " ".join(wanted))
    status.heard(act.session, heard)
    act.notes |= {"medium": head.medium}


class _Reading:
    def __init__(self, desk: Desk, known: Enrolment, tell: Tell) -> None:
        self.desk, self.scope, self.tell = desk, known.scope, tell
        self.progress = Progress(0, tell)
        self.sent, self.wanted = 0, list[str]()
        self.inbox: Inbox | None = None  # once the answer goes on from here
        self.fits = self.anew = self.moved = False
        self.greeting: Greeting | None = None

    def run(self, head: Head, lines: Iterable[Line]) -> Outcome:
        for name, body in lines:
            if not self._line(name, body):
                break
            self.progress.on(1)
        seen = self._take_in()
        greeting = self.greeting
        if greeting is None:
            raise Refused(medium.ALTERED)
        with self.desk.jot("exchange") as view:
            sending.number(view)
        with self.desk.act("exchange") as act:
            has_read(act, head, greeting.said_at, self.wanted)
        if greeting.oldest > SCHEMA:
            raise Denied(OLD_STATION)
        return came_to(self.desk, self.sent, seen)

    def _line(self, name: str, body: Any) -> bool:
        """Whether what follows still counts."""
        match name:
            case "greeting":
                return self._greet(message(Greeted, body))
            case "certified":
                with self.desk.act("renew-county-key") as act:
                    enrolment.renewed(act)
            case "pushed":
                with self.desk.act("exchange") as act:
                    self.sent += sending.acknowledge_carried(act, message(Pushed, body))
            case "page":
                self._page(message(Page, body))
            case "snapshot":
                self._snapshot(message(Snap, body))
            case "wanted":
                self.wanted += message(Wanted, body).blobs
            case "blob":
                self._photograph(message(Blob, body))
            case "audited":
                said = message(Logged, body)
                witness.answered(self.desk, said.log, said.last, said.audited, fits=self.fits)
        return True

    def _greet(self, said: Greeted) -> bool:
        self.greeting = said.greeting
        if not greeted(self.desk, self.scope, said.greeting, said.cursor):
            return False
        self.fits = said.tree == witness.seen(self.desk)
        if self.fits:
            witness.greeted(self.desk, said.greeting.tree, said.tree)
        inbox = Inbox(self.desk, self.scope)
        self.inbox = inbox if said.cursor <= inbox.upto else None
        self.moved = said.cursor != inbox.upto
        if RENEW in said.greeting.orders:
            with self.desk.act("renew-county-key") as act:
                enrolment.announced(act)
        return True

    def _page(self, said: Page) -> None:
        """What ends before the cursor was heard since, and maybe what came after it."""
        inbox = self.inbox
        if inbox and said.page.scope == self.scope and said.page.upto > inbox.upto:
            inbox.page(said.page)

    def _snapshot(self, said: Snap) -> None:
        if self.moved:
            return
        with self.desk.jot("exchange") as view:
            snapshot.keep(view, self.scope, said.off, said.part)
        self.anew = True

    def _photograph(self, said: Blob) -> None:
        with self.desk.jot("exchange") as view:
            photographs.take(view, said.sha, said.off, Part(said.sha, said.size, said.bytes))

    def _take_in(self) -> dict[tuple[str, UUID], None]:
        seen = dict[tuple[str, UUID], None]()
        if self.anew and self.greeting:
            seen |= snapshot.carried(self.desk, self.scope, self.greeting, self.tell)
        with self.desk.view("exchange") as view:
            at = replica.cursor(view.session, self.scope)
        if self.inbox and self.inbox.upto >= at:
            seen |= self.inbox.take_in()
        return seen
