"""人在所: everybody inside, the nearest limit first, in minutes, and what is still to be done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent

from station_app.clocks.due import lasting
from station_app.core.days import day_of
from station_app.core.records import Changes
from station_app.core.show import lately, show, typed
from station_app.core.texts import Shown, Text, _
from station_app.custody.inside import MISSING, Inside, board
from station_app.custody.register import CUSTODY
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages.own_purpose import bring_purpose
from ui.pages.page import Page
from ui.pages.sheet import Row, Sheet
from ui.pages.work import Route, Work

EVERY = 15_000  # ms between two looks at the clock
NAMED = 12  # characters of what is seen of who is unknown
WHY = _("人员在所")
COLUMNS = (
    *(_("姓名"), _("期限"), _("还剩"), _("未办")),
    *(CUSTODY["ground"].label, CUSTODY["arrived_at"].label, _("在所时长")),
    *(CUSTODY["room"].label, CUSTODY["officer"].label),
)
KEYS = {
    Qt.Key.Key_N: "new",
    Qt.Key.Key_L: "leave",
    Qt.Key.Key_E: "extend",
    Qt.Key.Key_M: "meal",
    Qt.Key.Key_Space: "next",
}


class Lines(Sheet):
    pressed_key = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        name = KEYS.get(Qt.Key(event.key()))
        if name and not event.modifiers():
            self.pressed_key.emit(name)
        else:
            super().keyPressEvent(event)


class Board(Page):
    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        bring_purpose(work, "CASE", WHY)
        self.found: Sequence[Inside] = ()
        self.counts = label()
        self.head(self.title, self.counts)
        self.sheet = Lines(self.title, COLUMNS, stretch=3)
        self.sheet.taken.connect(lambda one: work.go("record", CUSTODY.name, one.one.id))
        self.sheet.pressed_key.connect(self._press)
        self.column.addWidget(self.sheet, 1)
        self.column.addWidget(
            self.quiet(
                _(
                    "Enter 打开　N 到所登记　空格 办理未办的第一项　M 饮食　E 延长期限　L 离所　"
                    "F5 刷新；期限自到所时起，每分钟自动更新"
                )
            )
        )
        self.setFocusProxy(self.sheet)
        self.timer = QTimer(self)
        self.timer.timeout.connect(self.tell)
        self.timer.start(EVERY)
        self.press_refresh()

    @property
    def title(self) -> Text:
        return _("人在所")

    def press_refresh(self) -> None:
        self.work.look("custody-board", board, self._show, self)

    def press_new(self) -> None:
        now = typed(CUSTODY["arrived_at"].kind, self.work.desk.now())
        self.work.go("form", CUSTODY.name, arrived_at=now, officer=self.work.desk.officer)

    def on_changed(self, changes: Changes) -> None:
        if changes.touch(CUSTODY.name) or changes.touch("custody_steps"):
            self.press_refresh()

    def _show(self, found: Sequence[Inside]) -> None:
        self.found = found
        now = self.work.desk.now()
        self.sheet.show_rows([row(one, now) for one in found])
        self._count(now)

    def tell(self) -> None:
        """The minutes anew, from what was read: no line moves, and nothing is looked up again."""
        now = self.work.desk.now()
        self.sheet.retell([row(one, now) for one in self.found])
        self._count(now)

    def _count(self, now: datetime) -> None:
        urgent = sum(one.is_urgent(now) for one in self.found)
        told = _("在所 {n} 人，三十分钟内届满或者超过期限 {m} 人", n=len(self.found), m=urgent)
        self.counts.setText(words(told))
        tone(self.counts, Tone.RED if urgent else Tone.QUIET)

    def _press(self, name: str) -> None:
        one: Inside | None = self.sheet.value
        if name == "new":
            self.press_new()
        elif one is not None:
            missing = one.missing(self.work.desk.now())
            action = (missing[0] if missing else "leave") if name == "next" else name
            self.work.go("action", CUSTODY.name, one.one.id, action=action)


def row(one: Inside, now: datetime) -> Row:
    custody, due = one.one, one.due
    today = day_of(now)
    missing: Shown = "、".join(words(MISSING[action]) for action in one.missing(now))
    texts = (
        one.name if len(one.name) <= NAMED else f"{one.name[:NAMED]}…",
        lately(due.due_at, today) if due and due.due_at else "",
        one.told(now),
        missing or _("齐全"),
        show(CUSTODY["ground"].kind, custody.ground),
        lately(custody.arrived_at, today),
        lasting(max(0, int((now - custody.arrived_at).total_seconds() // 60))),
        custody.room or "",
        custody.officer or "",
    )
    why = due.explanation if due else ""
    return Row(texts, one, why, Tone.RED if one.is_urgent(now) else Tone.PLAIN, toned=3)
