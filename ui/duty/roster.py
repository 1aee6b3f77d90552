"""值班备勤安排: a week at a time, a line a shift; last week's people are one key away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from station_app.core.days import day_of
from station_app.core.texts import Shown, Text, _
from station_app.duty import rules, service
from station_app.duty.records import Shift
from station_app.duty.register import DUTY
from station_app.duty.service import WEEK, WHO, Planned
from ui.kit.fields import Line
from ui.kit.keys import ENTER, is_key
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages.page import Page
from ui.pages.work import Route, Work

CELLS = ("span", *WHO)
SPAN = _("值班时间")
LABELS: dict[str, Text] = {"span": SPAN, **{name: DUTY[name].label for name in WHO}}
WIDTHS = {"span": 110, "leader": 110, "officers": 220, "standby": 180, "auxiliaries": 180}
DAYS = (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))


class Roster(Page):
    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self.day = rules.monday_of(work.desk.today)
        self.lines: list[Planned] = []
        self.cells: dict[tuple[int, str], Line] = {}
        self.range = label()
        tone(self.range, Tone.HEADING)
        buttons = (
            (_("上一周（PgUp）"), self.press_before, True),
            (_("下一周（PgDn）"), self.press_after, True),
            (_("同上一周（Ctrl+F4）"), self.press_copy, False),
            (_("保存（Ctrl+S）"), self.press_save, False),
        )
        self.may_plan = work.may("plan-week")
        self.head(self.title, self.range, *self._buttons(buttons))
        self._lay()
        help = _("Enter 下一项　F4 同上一行　Ctrl+N 同一天加一个班次　F3 勤务日志")
        self.column.addWidget(self.quiet(help))
        self.press_refresh()

    def _buttons(self, wanted: Sequence[tuple[Text, object, bool]]) -> list[QPushButton]:
        made = []
        for said, act, always in wanted:
            if always or self.may_plan:
                button = QPushButton(words(said))
                button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                button.clicked.connect(act)
                made.append(button)
        return made

    def _lay(self) -> None:
        area, inner = QScrollArea(), QWidget()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(8)
        column.addLayout(self.grid)
        column.addStretch()
        area.setWidget(inner)
        self.column.addWidget(area, 1)

    @property
    def title(self) -> Shown:
        return DUTY.title

    # Which week

    def press_refresh(self) -> None:
        day = self.day
        self.work.read("roster", lambda view: service.week(view, day), self._show, self)

    def press_before(self) -> None:
        self._go(self.day - WEEK)

    def press_after(self) -> None:
        self._go(self.day + WEEK)

    def _go(self, monday: date) -> None:
        if self.unsaved:
            self.work.say(_("本周还没有保存：先按 Ctrl+S 保存，或者 F5 放弃"), Tone.ASK)
            return
        self.day = monday
        self.press_refresh()

    def press_copy(self) -> None:
        """Days that nobody is down for yet are filled as they were a week before."""
        day = self.day
        self.work.read("roster", lambda view: service.as_last_week(view, day), self._copy, self)

    def _copy(self, found: list[Planned]) -> None:
        typed = self._typed()
        taken = {line.day for line in typed if not line.empty}
        fresh = [line for line in found if line.day not in taken]
        kept = [line for line in typed if line.day not in {one.day for one in fresh}]
        if not fresh:
            self.work.say(_("上一周没有可以照用的排班"))
            return
        self._draw(sorted([*kept, *fresh], key=lambda line: line.day))
        self.work.say(_("已照上一周填好 {n} 班，核对后保存", n=len(fresh)))

    def press_new(self) -> None:
        """One more shift on the day one is at."""
        if not self.may_plan or (at := self._at()) is None:
            return
        lines = self._typed()
        lines.insert(at + 1, Planned(lines[at].day))
        self._draw(lines)
        self.cells[at + 1, "span"].setFocus()

    # What is shown and typed

    def _show(self, lines: list[Planned]) -> None:
        self.lines = lines
        last = self.day + WEEK - rules.DAY
        self.range.setText(f"{self.day.isoformat()} – {last.isoformat()}")
        self._draw(lines)
        self.cells[0, "leader"].setFocus()

    def _draw(self, lines: Sequence[Planned]) -> None:
        self.shown = list(lines)
        while (item := self.grid.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self.cells.clear()
        for x, name in enumerate(CELLS, start=1):
            heading = label(LABELS[name])
            tone(heading, Tone.QUIET)
            self.grid.addWidget(heading, 0, x)
        before: QWidget = self
        for y, line in enumerate(self.shown):
            self.grid.addWidget(label(self._day(line.day)), y + 1, 0)
            for x, name in enumerate(CELLS, start=1):
                cell = self._cell(y, name, getattr(line, name))
                self.grid.addWidget(cell, y + 1, x)
                QWidget.setTabOrder(before, cell)
                before = cell

    def _day(self, day: date) -> Text:
        return _("{day} {weekday}", day=f"{day:%m-%d}", weekday=DAYS[day.weekday()])

    def _cell(self, y: int, name: str, text: str) -> Line:
        cell = self.cells[y, name] = Line()
        cell.setText(text)
        cell.setMinimumWidth(WIDTHS[name])
        cell.setReadOnly(not self.may_plan)
        day = words(self._day(self.shown[y].day))
        cell.setAccessibleName(f"{day} {words(LABELS[name])}")
        cell.installEventFilter(self)
        return cell

    def _typed(self) -> list[Planned]:
        return [self._line(y, line) for y, line in enumerate(self.shown)]

    def _line(self, y: int, line: Planned) -> Planned:
        said = {name: self.cells[y, name].text().strip() for name in CELLS}
        return Planned(line.day, **said, id=line.id, revision=line.revision)

    @property
    def unsaved(self) -> bool:
        def said(lines: Sequence[Planned]) -> list[Planned]:
            return [line for line in lines if line.id or not line.empty]

        return bool(self.cells) and said(self._typed()) != said(self.lines)

    # Keys

    def _at(self) -> int | None:
        return next((y for (y, _name), cell in self.cells.items() if cell.hasFocus()), None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(watched, Line):
            return False
        assert isinstance(event, QKeyEvent)  # noqa: S101  so say the two types
        if watched.composing:
            return False
        found = next((place for place, cell in self.cells.items() if cell is watched), None)
        if found is None:
            return False
        if event.key() in ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._move(found, -1 if back else 1)
        elif is_key(event, "copy_all"):
            self.press_copy()
        elif is_key(event, "copy_field"):
            self._as_above(*found)
        elif event.key() == Qt.Key.Key_PageUp:
            self.press_before()
        elif event.key() == Qt.Key.Key_PageDown:
            self.press_after()
        else:
            return False
        return True

    def _move(self, place: tuple[int, str], by: int) -> None:
        order = list(self.cells)
        at = order.index(place) + by
        if 0 <= at < len(order):
            self.cells[order[at]].setFocus()
            self.cells[order[at]].selectAll()

    def _as_above(self, y: int, name: str) -> None:
        if self.may_plan and y:
            self.cells[y, name].replace(self.cells[y - 1, name].text())

    def press_print(self) -> None:
        at = self._at()
        if at is not None and (id := self.shown[at].id) is not None:
            self.work.go("diary", DUTY.name, id)

    # Saving

    def press_save(self) -> None:
        if self.may_plan:
            lines = self._typed()
            self.work.act("plan-week", lambda act: service.plan(act, lines), self._saved, self)

    def _saved(self, ids: list[UUID]) -> None:
        self.work.say(_("已保存 {n} 个班次", n=len(ids)))
        self.press_refresh()


def shift_words(shift: Shift) -> Text:
    """Who is on duty and from when to when, in one line."""
    return _(
        "{on} {span}　带班领导 {leader}　值班民警 {officers}",
        on=day_of(shift.since).isoformat(),
        span=rules.span_text(shift.since, shift.until),
        leader=shift.leader,
        officers=shift.officers,
    )
