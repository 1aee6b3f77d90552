"""One protection of the exchange taken away at a time, and a schedule by which that shows (S2)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from typing import Any
from unittest.mock import patch
from uuid import UUID

from campaigns import exchange_oracles as oracles
from campaigns.exchange_model import machine
from campaigns.exchange_steps import Exchange, settle
from campaigns.exchange_world import World
from station_app.county import batch, merging
from station_app.county.batch import Batch
from station_app.county.book import Book
from station_app.county.images import Image, Sheet, Step
from station_app.county.merging import Merging
from station_app.storage import outbox, replica, write
from station_app.sync import photographs, versions
from station_app.sync.inbox import Inbox
from station_app.sync.protocol import Ack, Op, Pulled, Result, Tx

Planted = Callable[[], AbstractContextManager[object]]
Schedule = Callable[[Exchange], None]
DEFECTS: dict[str, tuple[Planted, Schedule]] = {}


def planted(name: str, where: Any, what: str, instead: Any) -> Callable[[Schedule], Schedule]:
    def declare(schedule: Schedule) -> Schedule:
        DEFECTS[name] = (lambda: patch.object(where, what, instead), schedule)
        return schedule

    return declare


def shown_by(world: World, names: Iterable[str]) -> list[str]:
    """What their schedules, one after the other in one world, come to."""
    world.begin()
    model = machine(world).__new__(Exchange)
    model.world = world
    for name in names:
        DEFECTS[name][1](model)
    return settle(world) or oracles.faults(world)


def is_shown(world: World, name: str) -> bool:
    """Whether the schedule ends otherwise than it should where this protection is missing."""
    with DEFECTS[name][0]():
        try:
            return bool(shown_by(world, [name]))
        except Exception:  # the next guard, most often a key of the database
            return True


# Numbers and operations


@planted("no operation is known again", Batch, "_known", lambda self, ids: {})
def answer_lost(model: Exchange) -> None:
    model.create(0, "张三", "旧事")
    model.push(0, "response")
    model.whole_round(0, "", "")


def _new_ones_count(
    self: Batch, tx: Tx, last: int, known: Mapping[UUID, Ack]
) -> tuple[int, int | None, bool]:
    began = last
    for op in tx.ops:
        if op.n > last + 1:
            return began, last + 1, False
        if op.n <= last and op.op not in known:
            return began, None, True
        last = last if op.op in known else max(last, op.n)
    return last, None, False


@planted("what is known does not count", Batch, "_count", _new_ones_count)
def known_under_other_numbers(model: Exchange) -> None:
    model.create(0, "张三", "旧事")
    model.keep_file(0)
    model.push(0, "")
    model.put_back(0, by_hand=False)
    model.create(0, "李四", "")
    model.whole_round(0, "", "")
    model.create(0, "王小满", "")
    model.whole_round(0, "", "")


def _by_number(
    self: Batch, tx: Tx, last: int, known: dict[UUID, Ack]
) -> tuple[int, int | None, bool]:
    for op in tx.ops:
        if op.n <= last and op.op not in known:
            known[op.op] = Ack("applied", 1)
        last = max(last, op.n)
    return last, None, False


@planted("a number is thought to be an operation", Batch, "_count", _by_number)
def two_go_on_with_one_file(model: Exchange) -> None:
    model.create(0, "张三", "旧事")
    model.whole_round(0, "", "")
    model.copy_of_the_other(1)
    model.create(0, "李四", "")
    model.create(1, "王小满", "")
    model.whole_round(0, "", "")
    model.whole_round(1, "", "")


# Merging


@planted("the last who writes wins", Merging, "_saw", lambda self, row, base, name: True)
def two_edit_one_name(model: Exchange) -> None:
    both_hold_one(model)
    model.edit(0, -1, {"name": "李四"})
    model.edit(1, -1, {"name": "王小满"})
    model.whole_round(0, "", "")
    model.whole_round(1, "", "")


@planted("entries are merged crosswise", merging, "_refuse_ring", lambda op, sheet: None)
def two_merge_two(model: Exchange) -> None:
    model.together(0, "merge", 0, 1)
    model.together(1, "merge", 1, 0)
    model.whole_round(0, "", "")
    model.whole_round(1, "", "")


_amend = write.amend


def _over_what_shows(
    session: Any, stamp: Any, register: Any, id: UUID, values: Any, _revision: int
) -> Any:
    now = write.load(session, register, id, lock=True).revision
    return _amend(session, stamp, register, id, values, now)


@planted("an edit is made over what shows now", write, "amend", _over_what_shows)
def saved_after_something_came(model: Exchange) -> None:
    both_hold_one(model)
    model.open_form(1, -1)
    model.edit(0, -1, {"name": "李四"})
    model.whole_round(0, "", "")
    model.whole_round(1, "", "")
    model.save_form(1, -1, {"name": "王小满"})


# Rows


_take_in = Inbox.take_in


def _cursor_first(self: Inbox) -> dict[tuple[str, UUID], None]:
    with self.desk.jot("exchange") as view:
        replica.move_cursor(view.session, self.scope, self.upto)
    return _take_in(self)


@planted("a page goes in without its cursor", Inbox, "take_in", _cursor_first)
def ends_while_it_takes_in(model: Exchange) -> None:
    both_hold_one(model)
    model.create(0, "李四", "")
    model.whole_round(0, "", "")
    model.program_ends(1, "images")


_drop_echoed = outbox.drop_echoed


def _since_ever(session: Any, scope: str, _since: int, upto: int, after: int) -> int | None:
    return _drop_echoed(session, scope, 0, upto, after)


@planted("what is answered late counts as heard", outbox, "drop_echoed", _since_ever)
def answered_after_its_row_came(model: Exchange) -> None:
    both_hold_one(model)
    model.edit(0, -1, {"name": "李四"})
    model.program_ends(0, "answers")
    model.edit(1, -1, {"name": "王小满", "remarks": "新事"})
    model.program_ends(1, "answers")
    model.pull(1, "", 500)


_pull = Book.pull


def _of_the_living(self: Book, *asked: Any) -> Pulled:
    page = _pull(self, *asked)
    return page.model_copy(update={"rows": [row for row in page.rows if not row.gone]})


@planted("tombstones are left out", Book, "pull", _of_the_living)
def purged_elsewhere(model: Exchange) -> None:
    both_hold_one(model)
    model.erase(0, -1, "purge")
    model.whole_round(0, "", "")
    model.whole_round(1, "", "")


# Scopes


def _stays(self: Merging, step: Step, here: Sheet, there: Sheet | None) -> Result:
    row = self._live(step.op, here)
    self._arrive(step, there, {n: v for n, v in row.v.items() if not n.startswith("~")})
    return "applied"


@planted("who moves away stays too", Merging, "_move", _stays)
def moves_away(model: Exchange) -> None:
    both_hold_one(model)
    model.hand_over(0, -1)
    for home in (0, 1, 2):
        model.whole_round(home, "", "")


def _with_all(self: Merging, step: Step, here: Sheet, there: Sheet | None) -> Result:
    row: Image = self._live(step.op, here)
    self._arrive(step, there, {n: v for n, v in row.v.items() if not n.startswith("~")})
    self._bury(step, here, row)
    return "applied"


@planted("references go along with who moves", Merging, "_move", _with_all)
def moves_with_a_guardian(model: Exchange) -> None:
    both_hold_one(model)
    model.create(0, "李四", "")
    model.guardian(0, -2, -1)
    model.whole_round(0, "", "")
    model.hand_over(0, -2)
    for home in (0, 1, 2):
        model.whole_round(home, "", "")


# Photographs and programs


@planted("a photograph is not proved", photographs, "is_proved", lambda sha, content: True)
def garbled_on_its_way(model: Exchange) -> None:
    both_hold_one(model)
    model.photograph(0, -1, 1, told=False)
    model.whole_round(0, "", "")
    model.garbled_photograph(1)


_upcast = versions.upcast


def _loses(op: Op, *how: Any) -> Op:
    read = _upcast(op, *how)
    left = {name: value for name, value in read.set.items() if name != "employer"}
    return read.model_copy(update={"set": left})


@planted("an older program loses a field", batch, "upcast", _loses)
def older_program(model: Exchange) -> None:
    both_hold_one(model)
    model.edit(0, -1, {"employer": "粮站", "remarks": "新事"})
    model.whole_round(0, "", "")


def both_hold_one(model: Exchange) -> None:
    """The last that came to either."""
    model.create(0, "张三", "旧事")
    for home in (0, 1):
        model.whole_round(home, "", "")
