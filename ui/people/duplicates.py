"""疑似重复人员: the pairs the finder names, and two entries side by side."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QPushButton

from station_app.access.act import View
from station_app.access.action import Done, perform
from station_app.core.records import Changes
from station_app.core.texts import Shown, Text, _
from station_app.people.register import PEOPLE
from station_app.registers import ACTIONS
from station_app.workflows.duplicates import Pairs, pairs
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages import reading
from ui.pages.page import Page
from ui.pages.purpose_bar import PurposeBar
from ui.pages.reading import Reading
from ui.pages.sheet import Row, Sheet
from ui.pages.work import Route, Ticket, Work


class Duplicates(Page):
    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self.count = label()
        tone(self.count, Tone.QUIET)
        self.head(_("疑似重复人员"), self.count)
        columns = (_("先登记"), _("后登记"), _("相同之处"))
        self.sheet = Sheet(_("疑似重复人员"), columns, stretch=2)
        self.sheet.taken.connect(self._open)
        self.column.addWidget(self.sheet, 1)
        self.column.addWidget(self.quiet(_("Enter 并排比较，合并或确认非同一人")))
        self.setFocusProxy(self.sheet)
        self.press_refresh()

    @property
    def title(self) -> Shown:
        return _("疑似重复人员")

    def press_refresh(self) -> None:
        self.count.setText(words(_("正在查找…")))
        self.work.read("duplicate-pairs", self._read, self._show, self)

    def on_changed(self, changes: Changes) -> None:
        if changes.touch("people"):
            self.press_refresh()

    def _read(self, view: View) -> Pairs:
        return pairs(view)

    def _show(self, found: Pairs) -> None:
        self.count.setText(words(_("{n} 对", n=len(found.found))))
        self.sheet.show_rows(
            [Row((*one.titles, "、".join(map(words, one.reasons))), one.ids) for one in found.found]
        )

    def _open(self, ids: tuple[UUID, UUID]) -> None:
        self.work.go("pair", "people", ids[0], other=str(ids[1]))


class PairPage(Page):
    """Nothing is rewritten by merging: the one that goes is read as the one that stays."""

    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self.left, self.right = route.id, UUID(route.texts["other"])
        self.head(_("是不是同一人"))
        self.bar = PurposeBar(free=True)
        self.bar.given.connect(self._say_why)
        self.column.addWidget(self.bar)
        columns = (_("项目"), _("先登记"), _("后登记"))
        self.sheet = Sheet(_("并排比较"), columns, stretch=2)
        self.column.addWidget(self.sheet, 1)
        buttons = QHBoxLayout()
        for text, action, kept in (
            (_("合并，保留先登记的（Ctrl+S）"), "merge", "left"),
            (_("合并，保留后登记的"), "merge", "right"),
            (_("确认非同一人"), "two_people", "left"),
        ):
            button = QPushButton(words(text))
            button.clicked.connect(partial(self._do, action, kept))
            buttons.addWidget(button)
        buttons.addStretch()
        self.column.addLayout(buttons)
        self.setFocusProxy(self.sheet)
        self.press_refresh()

    @property
    def title(self) -> Shown:
        return _("并排比较")

    def _say_why(self, purpose: object) -> None:
        self.work.set_ticket(Ticket(purpose=purpose))  # type: ignore[arg-type]
        self.press_refresh()

    def press_refresh(self) -> None:
        work, left, right = self.work, self.left, self.right
        self.bar.setHidden(work.purpose is not None)
        how = reading.full if work.purpose else reading.masked
        if left is not None:
            work.ask(lambda: (how(work, PEOPLE, left), how(work, PEOPLE, right)), self._show, self)

    def _show(self, both: tuple[Reading, Reading]) -> None:
        self.sheet.show_rows(list(_side_by_side(*both)))

    def press_save(self) -> None:
        self._do("merge", "left")

    def _do(self, action: str, kept: str, _on: bool = False) -> None:
        one, other = (self.left, self.right) if kept == "left" else (self.right, self.left)
        desk, purpose = self.work.desk, self.work.purpose
        if one is None or not self.work.may(ACTIONS["people"][action].right):
            return
        self.work.background.run(
            lambda: perform(desk, ACTIONS["people"], action, one, {"other": str(other)}, purpose),
            partial(self._done, ACTIONS["people"][action].title),
            self.work.tell,
            owner=self,
        )

    def _done(self, title: Text, done: Done) -> None:
        self.work.last_act = done.act_id
        self.work.back()
        self.work.changed.emit(done.changes)
        self.work.say(_("已办理：{action}，可用 Ctrl+Z 撤销", action=title))


def _side_by_side(left: Reading, right: Reading) -> Iterator[Row]:
    """Field by field; what differs stands out."""
    one = {value.field.name: value for value in left.values}
    other = {value.field.name: value for value in right.values}
    for each in PEOPLE.fields:
        if each.name in one or each.name in other:
            a = words(one[each.name].shown) if each.name in one else ""
            b = words(other[each.name].shown) if each.name in other else ""
            differs = Tone.ASK if a != b else Tone.PLAIN
            yield Row((each.label, a, b), each.name, tone=differs)
    for title, held in ((_("先登记的住址等"), left.links), (_("后登记的住址等"), right.links)):
        if held:
            yield Row((title,))
        for link in held:
            yield Row(("", *link.texts[:2]), link)
