"""A building as a grid of rooms, moved through by the arrow keys.

Enter: who lives here. N: somebody new. L: somebody has left. Symbols say what colours say.
"""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QColor, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableWidget, QTableWidgetItem

from station_app.core.records import Changes
from station_app.core.texts import Shown, _
from station_app.places.service import Room
from station_app.residents.service import Member
from ui.kit.keys import ENTER
from ui.kit.text import label, words
from ui.kit.theme import Tone, is_dark, tone
from ui.pages.page import Page
from ui.pages.work import Route, Work
from ui.places import rooms
from ui.places.rooms import USES, Building

FILLS = {  # use → light, dark
    "owner": ("#dcebf8", "#1d3a54"),
    "let": ("#f6ecd2", "#4a3c17"),
    "empty": ("#f7f7f7", "#2b2b2b"),
    "unknown": ("#ffffff", "#242424"),
}
CELL = (128, 44)
SHOWN = ("places", "residents", "housing", "sweeps")  # what a cell tells of
ID = Qt.ItemDataRole.UserRole


class Rooms(QTableWidget):
    pressed_key = Signal(str, object)  # "enter", "n" or "l", and the id of the room

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.text().lower()
        name = "enter" if event.key() in ENTER else key if key in ("n", "l") else ""
        if name and not event.modifiers() and (id := self.room) is not None:
            self.pressed_key.emit(name, id)
        else:
            super().keyPressEvent(event)

    @property
    def room(self) -> UUID | None:
        item = self.currentItem()
        return item.data(ID) if item else None


class GridPage(Page):
    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self.building: Building | None = None
        self.summary = label()
        tone(self.summary, Tone.QUIET)
        self.head(_("楼栋户室图"), self.summary)
        self.name = label()
        tone(self.name, Tone.HEADING)
        self.column.addWidget(self.name)
        self.table = Rooms()
        self.table.setAccessibleName(words(_("楼栋户室图")))
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.pressed_key.connect(self._press)
        self.table.cellDoubleClicked.connect(lambda _r, _c: self._press("enter", self.table.room))
        self.column.addWidget(self.table, 1)
        legend = "　".join(f"{symbol} {words(word)}" for symbol, word in USES.values())
        self.column.addWidget(
            self.quiet(
                _("{legend}　＊ 未走访　　Enter 住户　N 新来　L 离开　方向键移动", legend=legend)
            )
        )
        self.setFocusProxy(self.table)
        self.press_refresh()

    @property
    def title(self) -> Shown:
        return _("楼栋户室图")

    def press_refresh(self) -> None:
        work, id = self.work, self.route.id
        if id is not None:
            work.ask(lambda: rooms.read(work, id), self._show, self)

    def on_changed(self, changes: Changes) -> None:
        if any(map(changes.touch, SHOWN)):
            self.press_refresh()

    def _show(self, building: Building) -> None:
        self.building = building
        self.name.setText(building.name)
        held = building.rooms
        visited = sum(room.visited for room in held)
        self.summary.setText(words(_("{n} 户，已走访 {m} 户", n=len(held), m=visited)))
        floors = sorted({room.floor or 0 for room in held}, reverse=True)
        columns: dict[tuple[str, str], int] = {}
        for key in sorted({(room.unit, _door(room)) for room in held}):
            columns[key] = len(columns)
        was = self.table.room
        self.table.clear()
        self.table.setRowCount(len(floors))
        self.table.setColumnCount(len(columns))
        self.table.setVerticalHeaderLabels([words(_("{n} 层", n=floor)) for floor in floors])
        self.table.setHorizontalHeaderLabels([f"{unit} {door}".strip() for unit, door in columns])
        for room in held:
            at = floors.index(room.floor or 0), columns[room.unit, _door(room)]
            self.table.setItem(*at, _cell(room))
            if room.id == was:
                self.table.setCurrentCell(*at)
        for column in range(len(columns)):
            self.table.setColumnWidth(column, CELL[0])
        for row in range(len(floors)):
            self.table.setRowHeight(row, CELL[1])
        if self.table.currentItem() is None and held:
            self.table.setCurrentItem(self._first())

    def _first(self) -> QTableWidgetItem:
        """The nearest room to the door of the house."""
        room = min(self.building.rooms if self.building else (), key=lambda r: r.floor or 0)
        return next(
            item
            for row in range(self.table.rowCount())
            for column in range(self.table.columnCount())
            if (item := self.table.item(row, column)) and item.data(ID) == room.id
        )

    def press_new(self) -> None:
        self._press("n", self.table.room)

    def _press(self, key: str, id: UUID | None) -> None:
        if id is None:
            return
        if key == "enter":
            self.work.go("record", "places", id)
        elif key == "n":
            self.work.go("form", "residents", place_id=str(id))
        elif key == "l":
            self.work.ask(lambda: rooms.living(self.work, id), lambda m: self._left(id, m), self)

    def _left(self, id: UUID, members: list[Member]) -> None:
        """One alone is the one who left; of several, the page of the dwelling asks who."""
        if len(members) == 1:
            self.work.go("action", "residents", members[0].resident.id, action="move_out")
        elif members:
            self.work.go("record", "places", id)
        else:
            self.work.say(_("这一户没有登记的住户"))


def _door(room: Room) -> str:
    """The room without its floor: 1604 on the 16th is the 04."""
    digits = "".join(c for c in room.room if c.isdigit())
    return digits[-2:] if room.floor and len(digits) > 2 else room.room


def _cell(room: Room) -> QTableWidgetItem:
    symbol, word = USES.get(room.use, USES["unknown"])
    mark = "" if room.visited else " ＊"
    living = f" {words(_('{n} 人', n=room.living))}" if room.living else ""
    item = QTableWidgetItem(f"{room.room}{mark}{living}\n{symbol} {words(word)}")
    item.setData(ID, room.id)
    item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
    light, dark = FILLS.get(room.use, FILLS["unknown"])
    item.setBackground(QBrush(QColor(dark if is_dark() else light)))
    return item
