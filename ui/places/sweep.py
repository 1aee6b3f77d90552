"""A round over a building: one key a door, and on to the next (逐户核查).

0 no change, 1 somebody new, 2 somebody left, 3 a fault, which is told in one line.
"""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent

from station_app.core.texts import Shown, Text, _
from station_app.places.service import Room
from station_app.residents.service import Member, sweep_dwelling
from ui.kit.fields import Line
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages.page import Page
from ui.pages.sheet import Row, Sheet
from ui.pages.work import Route, Work
from ui.places import rooms
from ui.places.rooms import USES, Building

RESULTS = {"0": "found", "1": "new", "2": "gone", "3": "fault"}  # codes of sweep_result
DONE: dict[str, Text] = {
    "0": _("无变化"),
    "1": _("新来人员"),
    "2": _("有人离开"),
    "3": _("有问题"),
}
COLUMNS = (_("户室"), _("居住情况"), _("本次"), _("情况说明"))


class Doors(Sheet):
    """The digits answer, everything else moves."""

    answered = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() in DONE and self.value is not None:
            self.answered.emit(event.text())
        else:
            super().keyPressEvent(event)


class SweepPage(Page):
    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self._rooms: list[Room] = []
        self._answers: dict[UUID, tuple[str, str]] = {}  # room → key, remarks
        self.progress = label()
        tone(self.progress, Tone.QUIET)
        self.head(_("逐户核查"), self.progress)
        self.name = label()
        tone(self.name, Tone.HEADING)
        self.column.addWidget(self.name)
        self.doors = Doors(_("逐户核查"), COLUMNS)
        self.doors.answered.connect(self._answer)
        self.doors.taken.connect(partial(work.go, "record", "places"))
        self.column.addWidget(self.doors, 1)
        self.remarks = Line()
        self.remarks.setPlaceholderText(words(_("有什么问题，写一句后按 Enter")))
        self.remarks.setAccessibleName(words(_("情况说明")))
        self.remarks.returnPressed.connect(self._fault)
        self.column.addWidget(self.remarks)
        self.remarks.hide()
        self.column.addWidget(
            self.quiet(_("0 无变化　1 新来人员　2 有人离开　3 有问题　Enter 住户　方向键移动"))
        )
        self.setFocusProxy(self.doors)
        self.press_refresh()

    @property
    def title(self) -> Shown:
        return _("逐户核查")

    def press_refresh(self) -> None:
        work, id = self.work, self.route.id
        if id is not None:
            work.ask(lambda: rooms.read(work, id), self._show, self)

    def _show(self, building: Building) -> None:
        self.name.setText(building.name)
        self._rooms = building.rooms
        self._draw()

    def _draw(self) -> None:
        self.doors.show_rows([self._row(room) for room in self._rooms])
        done, of = len(self._answers), len(self._rooms)
        self.progress.setText(words(_("已核查 {n} / {m} 户", n=done, m=of)))

    def _row(self, room: Room) -> Row:
        key, remarks = self._answers.get(room.id, ("", ""))
        _symbol, use = USES.get(room.use, USES["unknown"])
        done: Shown = DONE[key] if key else ""
        where = f"{room.unit} {room.room}".strip()
        return Row((where, use, done, remarks), room.id, tone=Tone.QUIET if key else Tone.PLAIN)

    def _answer(self, key: str) -> None:
        id: UUID = self.doors.value
        if key == "3":
            self.remarks.show()
            self.remarks.setFocus()
        elif key == "1":
            self._keep(id, key)
            self.work.go("form", "residents", place_id=str(id))
        elif key == "2":
            self._keep(id, key)
            self.work.ask(lambda: rooms.living(self.work, id), partial(self._left, id), self)
        else:
            self._keep(id, key)

    def _fault(self) -> None:
        id, remarks = self.doors.value, self.remarks.text().strip()
        if id is not None and remarks:
            self._keep(id, "3", remarks)
            self.remarks.clear()
            self.remarks.hide()
            self.doors.setFocus()

    def _keep(self, id: UUID, key: str, remarks: str = "") -> None:
        """Written at once; the next door is up before it is on the disk."""
        self._answers[id] = (key, remarks)
        self.work.act(
            "sweep-dwelling",
            lambda act: sweep_dwelling(act, id, RESULTS[key], remarks),
            lambda _ids: None,
            self,
        )
        at = self.doors.currentIndex().row()
        self._draw()
        self.doors.go_to(min(at + 1, len(self._rooms) - 1))

    def _left(self, id: UUID, members: list[Member]) -> None:
        if len(members) == 1:
            self.work.go("action", "residents", members[0].resident.id, action="move_out")
        else:
            self.work.go("record", "places", id)
