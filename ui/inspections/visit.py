"""One visit to a house to let: all items start as 未发现问题, one types only the faults."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import cast
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QSplitter, QVBoxLayout, QWidget

from station_app.access.action import read_fields
from station_app.access.roles import OFFICERS
from station_app.core.errors import Explained, Rejected
from station_app.core.register import Register
from station_app.core.texts import Shown, Text, _
from station_app.housing.register import HOUSING
from station_app.identity import codes
from station_app.inspections.records import CHECK, PATROL
from station_app.inspections.register import INSPECTIONS
from station_app.workflows.inspect import FIELDS, Sheet, inspect, sheet
from ui.inspections.faults import Faults
from ui.kit.drafts import Drafts, kept_at
from ui.kit.form import RecordForm
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages.giving import given, title
from ui.pages.own_purpose import bring_purpose
from ui.pages.page import Page
from ui.pages.work import Route, Work

REST = tuple(each for each in FIELDS if each.name != "faults")
TWO = ("second", "consent", "inspector", "advise_stop")  # of a check alone


class VisitPage(Page):
    touched = Signal()

    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self._dirty = False
        self.place = f"inspect/{route.id}"
        save = QPushButton(words(_("保存（Ctrl+S）")))
        save.clicked.connect(self.press_save)
        self.head(self.title, save)
        self.house = label("…")
        tone(self.house, Tone.HEADING)
        self.standing = label(wrap=True)
        tone(self.standing, Tone.QUIET)
        self.column.addWidget(self.house)
        self.column.addWidget(self.standing)
        self._lay()
        self.drafts = Drafts(cast(RecordForm, self), self.place, work.desk, work.background)
        self.touched.connect(self._touched)
        self.setFocusProxy(self.faults)
        bring_purpose(work, "CHECK", _("出租房屋安全检查"))
        self._open()

    def _lay(self) -> None:
        work = self.work
        self.faults = Faults(given(work))
        self.people = label(wrap=True)
        self.form = RecordForm(_asked(), given(work))
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 8, 0)
        column.addWidget(self.faults)
        column.addWidget(self.people)
        column.addWidget(self.form, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(self.faults.beside)
        split.setSizes([720, 560])
        self.column.addWidget(split, 1)
        self.faults.touched.connect(self.touched)
        self.form.touched.connect(self.touched)
        self.faults.save.connect(self.press_save)
        self.faults.onward.connect(self._onward)
        for said in (self.form.save, self.form.save_next):
            said.connect(self.press_save)
        self.form.back.connect(work.back)
        self.form.editors["kind"].changed.connect(self._ask_what_concerns)

    @property
    def title(self) -> Shown:
        return _("安全检查（巡查）")

    @property
    def unsaved(self) -> bool:
        return self._dirty

    # Opening

    def _open(self) -> None:
        work, id = self.work, self.route.id
        if id is None:
            return

        def read() -> tuple[Sheet, str, Mapping[str, str] | None]:
            found = work.seen("inspection-sheet", lambda act: sheet(act, id))
            return found, title(work, HOUSING.name, id), kept_at(work.desk, self.place)

        work.ask(read, self._opened, self)

    def _opened(self, answer: tuple[Sheet, str, Mapping[str, str] | None]) -> None:
        """What was typed meanwhile stays."""
        found, name, draft = answer
        self.house.setText(name)
        self.standing.setText(words(_standing(found)))
        self.people.setText(words(_people(found)))
        checks = self.work.desk.role in OFFICERS
        known = {"kind": CHECK if checks else PATROL}
        known |= {"second": found.second} if checks else {}  # a consent is never taken as given
        typed = {name: text for name, text in self.form.values_typed().items() if text.strip()}
        self.form.load(known | self.route.texts | dict(draft or {}) | typed)
        if draft:
            self.faults.load(draft)
            self._dirty = True
            self.work.say(_("已取回未保存的草稿"), Tone.ASK)

    def _ask_what_concerns(self) -> None:
        checks = self.form.editors["kind"].text() != PATROL
        for name in TWO:
            self.form.show_field(name, visible=checks)

    def _onward(self) -> None:
        self.form.setFocus()

    # Drafts

    def values_typed(self) -> dict[str, str]:
        return self.form.values_typed() | self.faults.kept

    def _touched(self) -> None:
        self._dirty = True

    def keep(self) -> None:
        self.drafts.keep_now()

    # Saving

    def press_save(self) -> None:
        id, work = self.route.id, self.work
        if id is None:
            return
        for editor in self.form.editors.values():
            editor.settle()
        typed = self.form.values_typed() | {"faults": self.faults.typed}
        try:
            values = read_fields(FIELDS, typed, work.desk.now())
        except Rejected as wrong:
            self._refused(wrong)
            return
        photos = self.faults.photos
        work.act("inspect", lambda act: inspect(act, id, values, photos), self._saved, self,
                 self._refused)  # fmt: skip

    def _refused(self, problem: Explained) -> None:
        if isinstance(problem, Rejected):
            if any(each.field == "faults" for each in problem.problems):
                self.faults.setFocus()
            self.form.show_problems(problem.problems)
        self.work.say(problem.text, Tone.RED)

    def _saved(self, ids: Sequence[UUID]) -> None:
        self.drafts.forget()
        self._dirty = False
        self.work.replace("record", INSPECTIONS.name, ids[0])
        self.work.say(_("已保存，隐患 {n} 项；F3 打印", n=len(ids) - 1))


def _asked() -> Register:
    """What is asked beside the faults, as the one form every register is typed into."""
    return replace(INSPECTIONS, name="housing.inspect", fields=tuple(
        replace(each, group=None) for each in REST
    ), columns=(), subject=(), period=None, tallies={}, derive=lambda values: {})  # fmt: skip


def _standing(found: Sheet) -> Text:
    house = found.house
    grade = Text(codes.label("house_grade", house.grade or ""))
    last = house.checked_on.isoformat() if house.checked_on else _("尚未检查")
    still = "、".join(words(Text(codes.label("rental_item", h.item))) for h in found.hazards)
    return _(
        "管理类别：{grade}（{why}）　最近检查：{last}　未销号隐患：{still}",
        grade=grade,
        why=house.grade_reason or "",
        last=last,
        still=still or _("无"),
    )


def _people(found: Sheet) -> Text:
    """Numbered, as they are typed where somebody was not met."""
    people = (f"{n} {one.name}" for n, one in enumerate(found.registered, 1))
    return _("登记人员：{people}", people="　".join(people) or _("无"))
