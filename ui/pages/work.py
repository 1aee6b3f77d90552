"""What every page works with: the desk, the lanes of work, the ticket, and where to go next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypeVar
from uuid import UUID

from PySide6.QtCore import QObject, QSettings, Signal

from station_app.access import records
from station_app.access.act import Act, View
from station_app.access.desk import Desk
from station_app.access.purposes import Purpose
from station_app.access.records import Seen
from station_app.core.errors import Explained
from station_app.core.records import Changes
from station_app.core.register import Register
from station_app.core.texts import Shown, Text, _
from station_app.station import Station
from station_app.storage.pages import Query
from station_app.workflows.agenda import Wanted
from station_app.workflows.import_write import is_import as is_import_act
from ui.kit.background import Background, Lane, raise_here
from ui.kit.processes import Processes
from ui.kit.text import words
from ui.kit.theme import Tone

T = TypeVar("T")
BEAT = "beat:"


@dataclass(frozen=True, slots=True)
class Route:
    """Where a page is: enough to make it again after a lock or in another language."""

    page: str
    register: str = ""
    id: UUID | None = None
    action: str = ""
    given: tuple[tuple[str, str], ...] = ()  # field → text a form opens with

    def having(self, **given: str) -> Route:
        return replace(self, given=tuple(given.items()))

    @property
    def texts(self) -> dict[str, str]:
        return dict(self.given)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A list as it was narrowed, to be printed or exported."""

    register: str
    query: Query


@dataclass(frozen=True, slots=True)
class Ticket:
    """One citizen at the counter: who, where and why, carried into every page (接待单)."""

    number: int = 0  # 0: none
    purpose: Purpose | None = None
    person: UUID | None = None
    place: UUID | None = None
    route: Route = field(default_factory=lambda: Route("home"))


class Work(QObject):
    going = Signal(object)  # Route
    replacing = Signal(object)  # Route, in place of the page shown
    leaving_to = Signal(object)  # Route: back along the trail until there, else there anew
    leaving = Signal()  # one page back
    said = Signal(str, object)  # rendered by the window: msgid-free text and its Tone
    changed = Signal(object)  # Changes
    backed_up = Signal()
    exchanged = Signal()  # with the county, or enrolled with it
    idle_set = Signal(int)  # minutes after which desks lock themselves
    ticket_changed = Signal()
    retitled = Signal()  # a page knows its title only now
    locking = Signal()
    narrowed = Signal()  # to the own beat, or to the whole station again
    rebuilding = Signal()  # the language or the looks have changed

    def __init__(
        self,
        station: Station,
        desk: Desk,
        background: Background,
        processes: Processes,
        settings: QSettings,
    ) -> None:
        super().__init__()
        self.station, self.desk, self.settings = station, desk, settings
        self.background, self.processes = background, processes
        self.ticket = Ticket()
        self.chosen: Chosen | None = None  # the list that is to be printed or exported
        self.last_act: UUID | None = None  # what Ctrl+Z takes back
        self.exchanging = False  # whether this station is enrolled with a county

    @property
    def purpose(self) -> Purpose | None:
        return self.ticket.purpose

    def set_ticket(self, ticket: Ticket) -> None:
        self.ticket = ticket
        self.ticket_changed.emit()

    def go(self, page: str, register: str = "", id: UUID | None = None, **more: str) -> None:
        """`action`, and the texts a form is to open with."""
        self.going.emit(_route(page, register, id, more))

    def replace(self, page: str, register: str = "", id: UUID | None = None, **more: str) -> None:
        self.replacing.emit(_route(page, register, id, more))

    def leave_to(self, page: str, register: str = "") -> None:
        """What the pages between show is gone."""
        self.leaving_to.emit(Route(page, register))

    def back(self) -> None:
        self.leaving.emit()

    def say(self, shown: Shown, wanted: Tone = Tone.PLAIN) -> None:
        self.said.emit(words(shown), wanted)

    def setting(self, name: str, otherwise: str) -> str:
        return str(self.settings.value(name, otherwise))

    def may(self, right: str) -> bool:
        return self.desk.may(right)

    @property
    def owner(self) -> str:
        """Whose work is shown: me, team, station, or the name of a beat after `BEAT`."""
        return self.setting(self._whose, "team" if self.desk.beats else "station")

    @property
    def beats(self) -> tuple[str, ...]:
        """What lists are narrowed to; none: the whole station."""
        return self.desk.beats if self.owner in ("me", "team") else ()

    @property
    def wanted(self) -> Wanted:
        """What today's work is narrowed to."""
        owner = self.owner
        if owner.startswith(BEAT):
            return Wanted(owner="team", beats=(owner.removeprefix(BEAT),))
        return Wanted(owner=owner if owner != "team" or self.desk.beats else "station")

    def narrow(self, owner: str) -> None:
        self.settings.setValue(self._whose, owner)
        self.narrowed.emit()

    @property
    def _whose(self) -> str:
        return f"whose work/{self.desk.officer}"

    # Asking and acting, on the database thread

    def ask(
        self,
        job: Callable[[], T],
        done: Callable[[T], None],
        owner: QObject,
        failed: Callable[[Text], None] | None = None,
        *,
        lane: Lane = Lane.DATABASE,
    ) -> None:
        """`failed` is told the sentence of what we explain; without it the window says it."""
        self.background.run(job, done, partial(self._failed, failed), lane=lane, owner=owner)

    def read(
        self,
        right: str,
        service: Callable[[View], T],
        done: Callable[[T], None],
        owner: QObject,
    ) -> None:
        def job() -> T:
            with self.desk.view(right) as view:
                return service(view)

        self.ask(job, done, owner)

    def act(
        self,
        right: str,
        service: Callable[[Act], T],
        done: Callable[[T], None],
        owner: QObject,
        failed: Callable[[Explained], None] | None = None,
    ) -> None:
        """One act; what it changed is told to every open page before `done`."""
        purpose = self.purpose

        def job() -> tuple[T, UUID, Changes]:
            with self.desk.act(right, purpose=purpose) as act:
                answer = service(act)
            return answer, act.stamp.act_id, act.changes

        def finish(answer: tuple[T, UUID, Changes]) -> None:
            value, self.last_act, changes = answer
            self.changed.emit(changes)
            done(value)

        def refuse(problem: BaseException) -> None:
            if failed is not None and isinstance(problem, Explained):
                failed(problem)
            else:
                self._failed(None, problem)

        self.background.run(job, finish, refuse, owner=owner)

    def look(
        self,
        right: str,
        service: Callable[[Act], T],
        done: Callable[[T], None],
        owner: QObject,
        failed: Callable[[Text], None] | None = None,
    ) -> None:
        """A reading that leaves its line in the log; nothing to take back."""
        self.ask(partial(self.seen, right, service), done, owner, failed)

    def seen(self, right: str, service: Callable[[Act], T]) -> T:
        """The same, already on the database thread."""
        with self.desk.act(right, purpose=self.purpose) as act:
            return service(act)

    def shown(self, register: Register, id: UUID) -> Seen:
        """One record under this purpose, on the database thread."""
        return self.seen(f"show:{register.name}", lambda act: records.show(act, register, id))

    def titles(self, register: Register, ids: Sequence[UUID]) -> dict[UUID, str]:
        """Full names, on the database thread."""
        return self.seen(f"titles:{register.name}", lambda act: records.titles(act, register, ids))

    def take_back(self, owner: QObject) -> None:
        """The last saved act, within the rules."""
        if (act_id := self.last_act) is None:
            self.say(_("本次登录以来没有可以撤销的办理"))
            return

        def done(count: int) -> None:
            self.last_act = None
            self.say(_("已撤销最近一次办理，涉及 {n} 处", n=count))

        self.undo(act_id, done, owner)

    def undo(self, act_id: UUID, done: Callable[[int], None], owner: QObject) -> None:
        """Take back an act. An import goes in parts, on its own page: how far, and Cancel."""

        def begin(is_import: bool) -> None:
            if is_import:
                self.go("import", act=str(act_id))
            else:
                self.act("undo", lambda act: records.undo(act, act_id), done, owner)

        self.read("undo", lambda view: is_import_act(view, act_id), begin, owner)

    def tell(self, problem: BaseException) -> None:
        """What we explain is said; anything else is a bug, and reported."""
        self._failed(None, problem)

    def _failed(self, told: Callable[[Text], None] | None, problem: BaseException) -> None:
        if not isinstance(problem, Explained):
            raise_here(problem)
        elif told is not None:
            told(problem.text)
        else:
            self.say(problem.text, Tone.RED)


def _route(page: str, register: str, id: UUID | None, more: dict[str, str]) -> Route:
    action = more.pop("action", "")
    return Route(page, register, id, action, tuple(more.items()))
