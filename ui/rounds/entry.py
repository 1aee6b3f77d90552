"""After the walk: one line a house in the printed order, each saved as it is left.

Enter alone: let in, nothing found. What else may be typed stands below the line.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import cast
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from station_app.core.errors import Explained
from station_app.core.records import Changes
from station_app.core.show import typed
from station_app.core.texts import Shown, Text, _
from station_app.housing.register import HOUSING
from station_app.inspections.register import INSPECTIONS
from station_app.rounds.register import ROUNDS
from station_app.workflows.round import check_line, enter
from station_app.workflows.round_line import SAID
from station_app.workflows.round_walk import Door, Walk, walk
from ui.kit.drafts import Drafts, kept_at
from ui.kit.fields import Line
from ui.kit.form import RecordForm
from ui.kit.keys import ENTER, is_key
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages.own_purpose import bring_purpose
from ui.pages.page import Page
from ui.pages.sheet import Row, Sheet
from ui.pages.work import Route, Work
from ui.rounds.told import about, items, result_of, said_briefly

COLUMNS = (_("序号"), _("地址"), _("登记人员"), _("待复查"), SAID, _("结果"))
HELP = _(
    "Enter 同意进入、未发现问题　6 11 问题编号　12! 当场改正　6 楼道堆物；15 写明情况　"
    "0 无人在家　00 不同意进入　+ 已改正　/ 部分　- 未改正　* 未看（15- 只指第 15 项）　"
    "#2 未见到第 2 人　9:30 时间　F2 逐项登记、照片"
)
MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class RoundPage(Page):
    touched = Signal()

    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self.walk: Walk | None = None
        self.typed: dict[int, str] = {}  # nth → what is not saved yet
        self.done: dict[int, tuple[str, Shown]] = {}  # nth → as it was said, and what came of it
        self.wrong: dict[int, Text] = {}
        self._saving: set[int] = set()
        self._at = 0  # index of the door one is at
        self.progress = label()
        tone(self.progress, Tone.QUIET)
        self.head(_("检查路线录入"), self.progress)
        bring_purpose(work, "CHECK", ROUNDS.title)
        self._lay()
        place = f"round/{route.id}"
        self.drafts = Drafts(cast(RecordForm, self), place, work.desk, work.background)
        self.setFocusProxy(self.line)
        self._open(place)

    def _lay(self) -> None:
        self.sheet = Sheet(_("检查路线录入"), COLUMNS, stretch=1)
        self.sheet.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.sheet.clicked.connect(lambda index: self._go(index.row()))
        self.column.addWidget(self.sheet, 1)
        self.house = label()
        tone(self.house, Tone.HEADING)
        self.about = label(wrap=True)
        self.line = Line()
        self.line.setAccessibleName(words(SAID))
        self.line.typed.connect(self._type)
        self.line.installEventFilter(self)
        self.note = label(wrap=True)
        tone(self.note, Tone.RED)
        for widget in (self.house, self.about, self.line, self.note, self.quiet(HELP)):
            self.column.addWidget(widget)

    @property
    def title(self) -> Shown:
        return _("检查路线录入")

    @property
    def unsaved(self) -> bool:
        return bool(self.typed or self._saving)

    # Opening

    def _open(self, place: str) -> None:
        work, id = self.work, self.route.id
        if id is None:
            return

        def read() -> tuple[Walk, dict[str, str] | None]:
            found = work.seen("round", lambda act: walk(act, id))
            return found, kept_at(work.desk, place)

        work.ask(read, self._opened, self)

    def _opened(self, answer: tuple[Walk, dict[str, str] | None]) -> None:
        found, draft = answer
        self._show(found)
        if draft:
            kept = {int(nth): text for nth, text in draft.items() if nth.isdecimal()}
            self.typed = {nth: text for nth, text in kept.items() if nth not in self.done}
            self.work.say(_("已取回未保存的草稿"), Tone.ASK)
        self._go(self._next_open(0))

    def _show(self, found: Walk) -> None:
        self.walk = found
        kept = {nth: said for nth, (said, _result) in self.done.items()}
        self.done = {
            door.stop.nth: (kept.get(door.stop.nth, ""), result_of(door))
            for door in found.doors
            if door.visit
        }
        self.typed = {n: text for n, text in self.typed.items() if n not in self.done}
        self._draw()

    @property
    def doors(self) -> Sequence[Door]:
        return self.walk.doors if self.walk else ()

    def press_refresh(self) -> None:
        if (id := self.route.id) is not None and not self._saving:
            self.work.look("round", lambda act: walk(act, id), self._show, self)

    def on_changed(self, changes: Changes) -> None:
        """Somebody took a house back, or checked it by itself; not what is just being saved."""
        if changes.touch(INSPECTIONS.name):
            self.press_refresh()

    def press_print(self) -> None:
        self.work.go("round_papers", ROUNDS.name, self.route.id)

    def press_edit(self) -> None:
        """The whole page of this house: names of strangers, photographs, a line of one's own."""
        if not self.doors or self.walk is None:
            return
        door, round = self.doors[self._at], self.walk.round
        if door.visit:
            self.work.go("record", INSPECTIONS.name, door.visit.id)
        elif door.stop.nth not in self.done:
            today = round.on == self.work.desk.today
            at = {} if today else {"at": typed(INSPECTIONS["at"].kind, round.at)}
            self.work.go("inspect", HOUSING.name, door.house.id, **at)

    # Moving

    def _next_open(self, start: int) -> int:
        """The index of the first door from there on that is not entered; else where one is."""
        every = [*range(start, len(self.doors)), *range(start)]
        busy = self.done.keys() | self._saving
        return next((at for at in every if self.doors[at].stop.nth not in busy), self._at)

    def _go(self, at: int) -> None:
        if not 0 <= at < len(self.doors):
            return
        self._at, door = at, self.doors[at]
        nth = door.stop.nth
        self.house.setText(f"{nth}　{door.line}")
        self.about.setText(words(about(door)))
        self.line.replace(self.typed.get(nth, ""))
        self.line.end(False)
        self.note.setText(words(self.wrong.get(nth, "")))
        self.sheet.go_to(at)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self.line or self.line.composing:
            return False
        if event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)  # noqa: S101  so say the two types
            act = self._act_of(event)
            if act is not None:
                act()
                return True
        return False

    def _act_of(self, event: QKeyEvent) -> Callable[[], None] | None:
        if is_key(event, "undo") and not self.line.text():
            return partial(self.work.take_back, self)
        key, plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not plain or not self.doors:
            return None
        if key in ENTER:
            return self._take
        if (by := MOVES.get(Qt.Key(key))) is not None:
            return partial(self._leave, by)
        return None

    def _leave(self, by: int) -> None:
        """To a neighbour; a line that says something is saved, an empty one is not yet said."""
        if self.line.text().strip() and not self._take_line():
            return
        self._go(self._at + by)

    def _take(self) -> None:
        nth = self.doors[self._at].stop.nth
        if nth in self.done or nth in self._saving or self._take_line():
            self._go(self._next_open(self._at + 1))

    def _type(self, text: str) -> None:
        nth = self.doors[self._at].stop.nth if self.doors else 0
        self.typed[nth] = text
        if not text:
            del self.typed[nth]
        self.touched.emit()

    # Saving

    def _take_line(self) -> bool:
        """Saved as it stands; the next door is up before it is on the disk."""
        door, said, id = self.doors[self._at], self.line.text().strip(), self.route.id
        nth = door.stop.nth
        if nth in self.done or nth in self._saving or self.walk is None or id is None:
            self.note.setText(words(_("已经录入；要更正，先按 Ctrl+Z 撤销或者作废那次检查")))
            return False
        try:
            check_line(self.walk.round.kind, door.standing, door.due, said)
        except Explained as why:
            self.note.setText(words(why.text))
            return False
        self.wrong.pop(nth, None)
        self._saving.add(nth)
        values = {"nth": nth, "said": said}
        self.work.act(
            "enter-stop",
            lambda act: enter(act, id, values),
            partial(self._saved, nth, said),
            self,
            partial(self._refused, nth, said),
        )
        self._draw()
        return True

    def _saved(self, nth: int, said: str, _ids: Sequence[UUID]) -> None:
        self._saving.discard(nth)
        self.typed.pop(nth, None)
        self.done[nth] = (said, said_briefly(said))
        if self.typed:
            self.drafts.keep_now(always=True)
        else:
            self.drafts.forget()
        self._draw()
        if len(self.done) == len(self.doors):
            self.work.say(_("{n} 户已全部录入", n=len(self.doors)))
            self.press_print()

    def _refused(self, nth: int, said: str, why: Explained) -> None:
        """Nothing of it was written: it stands in its line again."""
        self._saving.discard(nth)
        self.typed[nth], self.wrong[nth] = said, why.text
        self.work.say(_("第 {n} 户没有存上：{why}", n=nth, why=why.text), Tone.RED)
        self._draw()
        self.touched.emit()

    def values_typed(self) -> dict[str, str]:
        """For the draft."""
        return {str(nth): text for nth, text in self.typed.items()}

    def keep(self) -> None:
        self.drafts.keep_now()

    # What is shown

    def _draw(self) -> None:
        self.sheet.show_rows([self._row(door) for door in self.doors])
        self.sheet.go_to(self._at)
        n, m = len(self.done), len(self.doors)
        self.progress.setText(words(_("已录入 {n} / {m} 户", n=n, m=m)))

    def _row(self, door: Door) -> Row:
        nth = door.stop.nth
        said, result = self.done.get(nth, (self.typed.get(nth, ""), ""))
        if nth in self._saving:
            result = "…"
        if nth in self.wrong:
            result = self.wrong[nth]
        waits = door.due and nth not in self.done
        due = items(door.due) if waits else ""
        look = Tone.RED if nth in self.wrong else Tone.QUIET if nth in self.done else Tone.PLAIN
        texts = (str(nth), door.line, str(len(door.people)), due, said, result)
        return Row(texts, door.stop.id, tone=look)
