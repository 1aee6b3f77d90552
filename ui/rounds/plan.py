"""Preparing a round: what is due stands there at once, in the order of walking; one leaves out
what is not walked to today, and adds houses one by one.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSplitter

from station_app.access.action import read_fields
from station_app.access.roles import OFFICERS
from station_app.core.errors import Explained, Rejected
from station_app.core.kinds import Ref
from station_app.core.register import Field, Register
from station_app.core.texts import Shown, Text, _
from station_app.inspections.records import CHECK, PATROL
from station_app.rounds import rules
from station_app.rounds.records import Round
from station_app.rounds.register import ROUNDS
from station_app.workflows.round_plan import FIELDS, Proposed, prepare, propose, propose_house
from ui.kit.form import RecordForm
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages.giving import given
from ui.pages.own_purpose import bring_purpose
from ui.pages.page import Page
from ui.pages.sheet import Row, Sheet
from ui.pages.work import Route, Work

ONE = Field(
    name="house",
    label=_("另加一户"),
    kind=Ref("housing", role="on_round"),
    help=_("按地址找到后按 Enter 加入"),
)
ASKED = (*FIELDS, ONE)
PICKS = ("source", "beat", "most", "at")  # whose change asks anew
COLUMNS = (_("去"), _("地址"), _("到期事项"), _("期限"), _("待复查"))


class Houses(Sheet):
    """Space leaves a house out, or takes it in again."""

    ticked = Signal(object)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.value is not None:
            self.ticked.emit(self.value)
            event.accept()
        else:
            super().keyPressEvent(event)


class PlanPage(Page):
    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self.houses: dict[UUID, Proposed] = {}
        self.left_out: set[UUID] = set()
        self._asked: tuple[str, ...] = ()
        save = QPushButton(words(_("安排好（Ctrl+S）")))
        save.clicked.connect(self.press_save)
        self.count = label()
        tone(self.count, Tone.QUIET)
        self.head(self.title, self.count, save)
        bring_purpose(work, "CHECK", ROUNDS.title)
        self._lay()
        self.setFocusProxy(self.form)
        checks = work.desk.role in OFFICERS
        self.form.offer({"kind": CHECK if checks else PATROL})
        if not checks:
            for name in ("kind", "second"):
                self.form.show_field(name, visible=False)
        self._propose()

    def _lay(self) -> None:
        self.form = RecordForm(_register(), given(self.work))
        self.form.setMaximumWidth(460)
        for said in (self.form.save, self.form.save_next):
            said.connect(self.press_save)
        self.form.back.connect(self.work.back)
        for name in PICKS:
            self.form.editors[name].left.connect(self._propose)
        self.form.editors[ONE.name].changed.connect(self._add)
        self.sheet = Houses(_("检查路线的房屋"), COLUMNS, stretch=1)
        self.sheet.ticked.connect(self._tick)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.form)
        split.addWidget(self.sheet)
        split.setSizes([420, 760])
        self.column.addWidget(split, 1)
        self.column.addWidget(
            self.quiet(
                _("按地址先后排列；Tab 到右边的名单，空格 去或不去，至多 {n} 户", n=rules.MOST)
            )
        )

    @property
    def title(self) -> Shown:
        return _("安排检查路线")

    # Which houses

    def _values(self) -> dict[str, Any]:
        """Raises Rejected."""
        typed = self.form.values_typed()
        typed.pop(ONE.name)
        return read_fields(FIELDS, typed, self.work.desk.now())

    def _propose(self) -> None:
        asked = tuple(self.form.editors[name].text() for name in PICKS)
        if asked == self._asked:
            return
        try:
            values = self._values()
        except Rejected:
            return  # said beside the field
        self._asked = asked
        self.work.look("propose-round", lambda act: propose(act, values), self._show, self,
                       self._refused_text)  # fmt: skip

    def _show(self, found: list[Proposed]) -> None:
        self.houses = {each.id: each for each in found}
        self.left_out.clear()
        self._draw()

    def _add(self) -> None:
        text = self.form.editors[ONE.name].text()
        try:
            id = UUID(text)
        except ValueError:
            return
        values = self._values() if id not in self.houses else {}
        self.form.editors[ONE.name].show_text("")
        if id in self.houses:
            self.left_out.discard(id)
            self._draw()
            return
        self.work.look("propose-round", lambda act: propose_house(act, id, values), self._added,
                       self, self._refused_text)  # fmt: skip

    def _added(self, one: Proposed) -> None:
        self.houses[one.id] = one
        self._draw()

    def _tick(self, id: UUID) -> None:
        self.left_out ^= {id}
        self._draw()

    def _draw(self) -> None:
        every = sorted(self.houses.values(), key=lambda each: rules.by_door(each.line))
        self.sheet.show_rows([_row(each, out=each.id in self.left_out) for each in every])
        self.count.setText(words(_("共 {n} 户", n=len(self._chosen))))

    @property
    def _chosen(self) -> list[UUID]:
        return [id for id in self.houses if id not in self.left_out]

    # Saving

    def press_save(self) -> None:
        for editor in self.form.editors.values():
            editor.settle()
        try:
            values = self._values()
        except Rejected as wrong:
            self._refused(wrong)
            return
        houses = self._chosen
        self.work.act("prepare-round", lambda act: prepare(act, values, houses), self._saved, self,
                      self._refused)  # fmt: skip

    def _saved(self, round: Round) -> None:
        n = len(self._chosen)
        self.work.replace("round", ROUNDS.name, round.id)
        self.work.say(_("已安排 {n} 户；F3 打印清单", n=n))

    def _refused(self, problem: Explained) -> None:
        if isinstance(problem, Rejected):
            self.form.show_problems(problem.problems)
        self.work.say(problem.text, Tone.RED)

    def _refused_text(self, text: Text) -> None:
        self.work.say(text, Tone.RED)


def _register() -> Register:
    """What a round asks, as the one form every register is typed into."""
    return Register(
        name="rounds.prepare",
        number=0,
        title=ROUNDS.title,
        record=ROUNDS.record,
        fields=ASKED,
        columns=(),
        subject=(),
    )


def _row(one: Proposed, *, out: bool) -> Row:
    due = Text(one.rule) if one.rule else ""
    day = one.due_on.isoformat() if one.due_on else ""
    again = str(one.rechecks) if one.rechecks else ""
    texts: tuple[Shown, ...] = ("　" if out else "✓", one.line, due, day, again)
    return Row(texts, one.id, tone=Tone.QUIET if out else Tone.PLAIN)
