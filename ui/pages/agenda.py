"""The agenda as a sheet: read page by page as one goes down it, however long it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Signal

from station_app.access.act import View
from station_app.core.texts import Text, _
from station_app.workflows.agenda import PAGE, Figures, Item, Wanted, figures, page
from ui.pages.due import COLUMNS, line
from ui.pages.sheet import Row, Sheet
from ui.pages.work import Work

MORE = 200  # lines read at once below the first page
GROUPS = (_("已超期"), _("今日到期"), _("七日内到期"))


@dataclass(frozen=True, slots=True)
class Counted:
    """How much there is of each group, and of each register."""

    groups: tuple[int, int, int]
    registers: Mapping[str, Figures]

    @property
    def texts(self) -> list[Text]:
        pairs = zip(GROUPS, self.groups, strict=True)
        return [_("{name} {n}", name=name, n=f"{n:,}") for name, n in pairs]


class Agenda(Sheet):
    counted = Signal(object)  # Counted, whenever it has been read anew

    def __init__(self, work: Work) -> None:
        super().__init__(_("今日工作"), COLUMNS, stretch=3)
        self._work = work
        self._wanted = Wanted()
        self._turn = 0  # an answer to an earlier question is dropped
        self._last: Item | None = None  # line read
        self._known = Counted((0, 0, 0), {})
        self._reading = self._to_end = False
        self.read_lines = 0
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def read(self, wanted: Wanted) -> None:
        """Anew, as far down as one had come."""
        most = max(PAGE, self.read_lines) if wanted == self._wanted else PAGE
        self._wanted = wanted
        self._turn += 1
        self._reading, self._to_end = True, False
        job = partial(_first, wanted=wanted, most=most)
        self._work.read("agenda", job, partial(self._show, self._turn), self)

    def _show(self, turn: int, read: tuple[list[Item], list[Row], Counted]) -> None:
        if turn == self._turn:
            items, rows, self._known = read
            self._reading = False
            self.read_lines, self._last = len(items), items[-1] if items else None
            self.show_rows(rows, in_place=True)
            self.counted.emit(self._known)
            self._scrolled(self.verticalScrollBar().value())  # a high window shows more at once

    @property
    def whole(self) -> bool:
        return self.read_lines >= sum(self._known.groups)

    def _scrolled(self, at: int) -> None:
        if at >= self.verticalScrollBar().maximum() - self.verticalScrollBar().pageStep():
            self._more()

    def _more(self) -> None:
        if self._reading or self.whole or self._last is None:
            return
        self._reading = True
        job = partial(_next, wanted=self._wanted, last=self._last, known=self._known)
        self._work.read("agenda", job, partial(self._append, self._turn), self)

    def _append(self, turn: int, read: tuple[list[Item], list[Row]]) -> None:
        if turn != self._turn:
            return
        items, rows = read
        self._reading = False
        if not items:  # fewer than were counted: somebody has done some meanwhile
            self.read(self._wanted)
            return
        self.read_lines, self._last = self.read_lines + len(items), items[-1]
        self.add_rows(rows)
        if self._to_end:
            self.go_to_last()

    def go_to_last(self) -> None:
        """The very last line: what lies between is read first."""
        self._to_end = not self.whole
        if self.whole:
            super().go_to_last()
        else:
            self._more()


def _first(view: View, wanted: Wanted, most: int) -> tuple[list[Item], list[Row], Counted]:
    of_all = figures(view, replace(wanted, register=None))
    held = [each for name, each in of_all.items() if wanted.register in (None, name)]
    groups = (
        sum(each.overdue for each in held),
        sum(each.today for each in held),
        sum(each.ahead for each in held),
    )
    known = Counted(groups, of_all)
    items = page(view, wanted, most=most)
    return items, list(_rows(view, items, None, known)), known


def _next(view: View, wanted: Wanted, last: Item, known: Counted) -> tuple[list[Item], list[Row]]:
    items = page(view, wanted, last.key, most=MORE)
    return items, list(_rows(view, items, last, known))


def _rows(view: View, items: Sequence[Item], before: Item | None, known: Counted) -> Iterator[Row]:
    """Made on the database thread, each group under its heading."""
    today = view.stamp.today
    above = None if before is None else _group(before.overdue_days(today))
    for item in items:
        group = _group(item.overdue_days(today))
        if group != above:
            above = group
            name, n = GROUPS[group], known.groups[group]
            yield Row((_("{name}（{n}）", name=name, n=f"{n:,}"),))
        yield line(view.registers, item, view.stamp.now)


def _group(overdue: int) -> int:
    return 0 if overdue > 0 else 1 if overdue == 0 else 2
