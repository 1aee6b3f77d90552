"""One round with the county: say what waits, hear what is new. No transaction while the line is.

A round that breaks anywhere leaves what it has done; the next one goes on from there.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import TypeVar
from uuid import UUID

from station_app.access.act import View
from station_app.access.desk import Desk
from station_app.core.errors import Refused
from station_app.core.garbage import set_aside
from station_app.core.progress import Progress, Tell, unheard
from station_app.core.records import Changes
from station_app.core.texts import _
from station_app.core.turns import in_short_turns
from station_app.storage import outbox, replica, settings
from station_app.storage.driver import USUAL_LOG, write_back_at
from station_app.sync import digest, photographs, sending, snapshot, status, taking_in, witness
from station_app.sync.county import County, Denied, Unreachable
from station_app.sync.inbox import Inbox
from station_app.sync.protocol import SCHEMA, Greeting, Hello, Push, Pushed
from station_app.sync.status import Enrolment

T = TypeVar("T")
NEAR = 0.05  # s for a page: two that work at once would hold each other up for longer
MOST_EPOCHS = 3  # that one round may take: more is a county that contradicts itself

NO_COUNTY = _("本所没有接入县局，请系统管理员先办理接入")
TRAINING = _("演练数据只能上报演练用的县局")
REAL = _("真实数据不能上报演练用的县局")
OLD_COUNTY = _("县局程序较旧，本所数据待县局升级后上报，都在本所")
OLD_STATION = _("本所程序过旧，已上报，县局下发待本所升级后接收")
CONTRADICTS = _("县局答复前后不一，已停止上报，数据都在本所，请联系县局管理员")


@dataclass(frozen=True, slots=True)
class Outcome:
    sent: int  # operations the county has answered
    received: int  # records in which something is seen to change
    waiting: int
    conflicts: int  # open
    changes: Changes  # for open views


def exchange(desk: Desk, county: County, tell: Tell = unheard) -> Outcome:
    """One whole round. Raises Unreachable, Denied, Refused; each failure is counted once."""
    with alone(desk) as known, set_aside(), in_short_turns():
        try:
            return _Round(desk, county, known, tell).run()
        except (Unreachable, Denied) as error:
            with desk.jot("exchange") as view:
                after = getattr(error, "retry_after", 0)
                status.failed(view.session, desk.now(), secrets.randbelow(1000) / 1000, after)
            raise


@contextmanager
def alone(desk: Desk) -> Iterator[Enrolment]:
    """Of a station's desks one exchanges at a time. Raises Refused."""
    with desk.jot("exchange") as view:
        known = status.enrolment(view.session)
        if known is None:
            raise Refused(NO_COUNTY)
        if not status.begin(view.session, desk.store.device, desk.now()):
            raise Refused(taking_in.OTHER_DESK)
        write_back_at(view.session, USUAL_LOG // 2)  # here, before it falls to who saves a record
    try:
        yield known
    finally:
        with desk.jot("exchange") as view:
            status.end(view.session, desk.store.device)
            write_back_at(view.session, USUAL_LOG)


def greeted(desk: Desk, scope: str, greeting: Greeting, asked: int, answered: int = 0) -> bool:
    """Whether the county is the one it was, and has all that was taken in before `asked`.

    `answered`: the number of this epoch up to which it had answered when it was greeted. Else
    all of ours is offered once more, and all of its own taken in. Raises Denied.
    """
    if greeting.training is not desk.training:
        raise Denied(TRAINING if desk.training else REAL)
    if greeting.newest < SCHEMA:
        raise Denied(OLD_COUNTY)
    with desk.jot("exchange") as view:
        before = status.generation(view.session)
        same = greeting.heads.get(scope, 0) >= asked and greeting.last_n >= answered
        same = same and before in (None, greeting.generation)
        if not same:
            sending.start_again(view, scope)
        settings.put(view.session, status.GENERATION, str(greeting.generation))
        if int(settings.get(view.session, status.READ, "1")) < SCHEMA:  # of an older program
            replica.move_cursor(view.session, scope, 0)
        settings.put(view.session, status.READ, str(SCHEMA))
    return same


def came_to(desk: Desk, sent: int, seen: Iterable[tuple[str, UUID]]) -> Outcome:
    with desk.view("exchange-status") as reading:
        standing = status.standing(reading)
    if standing is None:
        raise Refused(NO_COUNTY)
    changes = Changes(frozenset(seen))
    return Outcome(sent, len(changes.records), standing.waiting, standing.conflicts, changes)


class _Round:
    def __init__(self, desk: Desk, county: County, known: Enrolment, tell: Tell) -> None:
        self.desk, self.county, self.known = desk, county, known
        self.scope = known.scope
        self._tell, self._unnumbered = tell, True
        self._last = desk.now()

    def tell(self, done: int, left: int) -> None:
        """Long work of others comes through here as well: the county goes on being this desk's."""
        self._tell(done, left)
        if abs(self.desk.now() - self._last) > status.LEASE / 4:
            self._last = self.desk.now()
            self._jot(lambda _view: None)

    def run(self) -> Outcome:
        greeting = self._greet()
        sent = self._push()
        photographs.send(self.desk, self.county, self.scope, self.tell)
        if greeting.oldest > SCHEMA:
            raise Denied(OLD_STATION)
        seen = snapshot.take(self.desk, self.county, self.scope, greeting, self.tell)
        seen |= self._pull()
        photographs.fetch(self.desk, self.county, self.scope, self.tell)
        seen |= digest.daily(self.desk, self.county, self.scope)
        witness.send(self.desk, self.county)
        with self.desk.jot("exchange") as view:
            sending.number(view)  # what was only taken in is behind us
            county = greeting.said_at
            status.succeeded(view.session, self.now, county)
        return came_to(self.desk, sent, seen)

    def _greet(self) -> Greeting:
        def introduce(view: View) -> tuple[Hello, int]:
            return sending.introduce(view, self.known, self.scope), outbox.answered(view.session)

        hello, answered = self._jot(introduce)
        greeting = self.county.hello(hello)
        self.now = self.desk.now()  # as the county said its own
        greeted(self.desk, self.scope, greeting, hello.cursors[self.scope], answered)
        witness.greeted(self.desk, greeting.tree, hello.tree)
        return greeting

    def _push(self) -> int:
        with self.desk.view("exchange-status") as reading:
            standing = status.standing(reading)
        progress = Progress(standing.waiting if standing else 0, self.tell)
        sent, epochs, awaited = 0, set[UUID](), set[tuple[UUID, int]]()
        push, asked = self._next(), None
        with ThreadPoolExecutor(1) as line:
            while push:
                epochs.add(push.epoch)
                if len(epochs) > MOST_EPOCHS:
                    raise Denied(CONTRADICTS)
                asked = asked or line.submit(self.county.push, push)
                then = self._next(push.last_n)  # while the county has this one in hand
                pushed = asked.result()
                whole = pushed.is_whole(push)
                # It has that one in hand while this answer is written down.
                asked = line.submit(self.county.push, then) if whole and then else None
                answered = self._answered(push, pushed)
                if pushed.expect is not None:
                    if (push.epoch, pushed.expect) in awaited:  # it was given that one
                        raise Denied(CONTRADICTS)
                    awaited.add((push.epoch, pushed.expect))
                sent += answered
                progress.on(answered)
                push = then if whole else self._next()
        return sent

    def _answered(self, push: Push, pushed: Pushed) -> int:
        with self.desk.act("exchange") as act:
            status.go_on(act.session, self.desk.store.device, self.desk.now())
            answered = sending.acknowledge(act, push, pushed)
        if not answered and not pushed.fork and pushed.expect is None:
            raise Denied(CONTRADICTS)
        return answered

    def _next(self, after: int | None = None) -> Push | None:
        """Each time some more of what was written gets its numbers."""
        if self._unnumbered:
            self._unnumbered = bool(self._jot(sending.number))
        with self.desk.view("exchange") as view:
            found = sending.next_push(view, self.known, self.scope, after)
        return found if found or not self._unnumbered else self._next(after)

    def _pull(self) -> dict[tuple[str, UUID], None]:
        inbox = Inbox(self.desk, self.scope)
        progress, more, far = Progress(0, self.tell), True, False
        ask, coming = partial(self.county.pull, self.scope), None
        with ThreadPoolExecutor(1) as line:
            while more:
                begun = monotonic()
                page = coming.result() if coming else ask(inbox.upto)
                far = far or monotonic() - begun > NEAR
                if page.scope != self.scope:
                    raise Denied(CONTRADICTS)
                more = inbox.upto < page.upto < page.head
                coming = line.submit(ask, page.upto) if more and far else None  # meanwhile
                inbox.page(page)
                progress.on(len(page.rows))
        return inbox.take_in()

    def _jot(self, work: Callable[..., T]) -> T:
        """A short act of its own, of what nobody sees; the county goes on being this desk's."""
        with self.desk.jot("exchange") as view:
            status.go_on(view.session, self.desk.store.device, self.desk.now())
            return work(view)
