"""证件到证: a parcel scanned, each line answered at once; below what waits to be fetched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

from station_app.cards.register import CARDS
from station_app.core.records import Changes
from station_app.core.show import show
from station_app.core.texts import Shown, Text, _
from station_app.workflows.desk.card_arrivals import Answer, Scanned, Waiting, scan, unclaimed
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages.own_purpose import bring_purpose
from ui.pages.page import Page
from ui.pages.sheet import Row, Sheet
from ui.pages.work import Route, Work

WHY = _("证件到证")
ANSWERS: Mapping[Answer, tuple[Text, Tone]] = {
    Answer.FOUND: (_("到证"), Tone.PLAIN),
    Answer.TWICE: (_("已登记过"), Tone.ASK),
    Answer.SEVERAL: (_("不止一件"), Tone.ASK),
    Answer.UNKNOWN: (_("查无此号"), Tone.RED),
}
SCANNED = (
    *(_("扫描的号"), _("结果"), CARDS["person_id"].label, CARDS["kind"].label),
    *(CARDS["number"].label, _("说明")),
)
WAITING = (
    *(CARDS["person_id"].label, CARDS["kind"].label, CARDS["number"].label),
    *(CARDS["arrived_on"].label, _("已待领"), CARDS["called_on"].label, _("应通知"), _("依据")),
)


class Numbers(QLineEdit):
    """One number a line: of a scanner, of a hand, or a whole list that is pasted."""

    taken = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take(self.text())
            self.clear()
        elif event.matches(QKeySequence.StandardKey.Paste):
            first, *rest = QGuiApplication.clipboard().text().splitlines() or [""]
            self.insert(first)
            if rest:
                self.take("\n".join((self.text(), *rest)))
                self.clear()
        else:
            super().keyPressEvent(event)

    def take(self, text: str) -> None:
        for line in text.splitlines():
            if line.strip():
                self.taken.emit(line.strip())


class ArrivalsPage(Page):
    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        bring_purpose(work, "COUNTER", WHY)
        self.answers: list[Scanned] = []
        self.waiting: Sequence[Waiting] = ()
        self.counts, self.drawer = label(), label()
        self.head(self.title, self.counts)
        self.line = Numbers()
        self.line.setAccessibleName(words(_("受理号、证件编号")))
        self.line.setPlaceholderText(
            words(_("扫描或者输入受理号，按 Enter；居住证可以在受理号后空一格写证件编号"))
        )
        self.line.taken.connect(self._scan)
        self.column.addWidget(self.line)
        self.scanned = Sheet(self.title, SCANNED, stretch=5)
        self.fetched = Sheet(_("待领证件"), WAITING, stretch=7)
        self.column.addWidget(self.scanned, 1)
        self.column.addWidget(self.drawer)
        self.column.addWidget(self.fetched, 1)
        self.scanned.taken.connect(self._open_scanned)
        self.fetched.taken.connect(lambda one: work.go("record", CARDS.name, one.card.id))
        self.column.addWidget(
            self.quiet(_("每行一个号，逐行回答　Tab 到列表　Enter 打开证件　F5 刷新"))
        )
        self.setFocusProxy(self.line)
        self._count()
        self.press_refresh()

    @property
    def title(self) -> Text:
        return WHY

    def press_refresh(self) -> None:
        self.work.read("card-arrivals", unclaimed, self._show, self)

    def on_changed(self, changes: Changes) -> None:
        if changes.touch(CARDS.name):
            self.press_refresh()

    def _scan(self, typed: str) -> None:
        self.work.act("card-arrivals", lambda act: scan(act, typed), self._answered, self)

    def _answered(self, answer: Scanned) -> None:
        """The newest above, where one looks."""
        self.answers.insert(0, answer)
        self.scanned.show_rows([_row(one) for one in self.answers])
        self.scanned.go_to(0)
        said, wanted = ANSWERS[answer.answer]
        self.work.say(_("{line}：{answer}", line=answer.typed, answer=said), wanted)
        self._count()

    def _count(self) -> None:
        found = Counter(one.answer for one in self.answers)
        told = _(
            "扫描 {n} 行：到证 {found}，已登记过 {twice}，查无此号 {unknown}",
            n=len(self.answers),
            found=found[Answer.FOUND],
            twice=found[Answer.TWICE],
            unknown=found[Answer.UNKNOWN] + found[Answer.SEVERAL],
        )
        self.counts.setText(words(told))
        tone(self.counts, Tone.RED if found[Answer.UNKNOWN] else Tone.QUIET)

    def _show(self, found: Sequence[Waiting]) -> None:
        self.waiting = found
        today = self.work.desk.today
        late = sum(one.due_on < today for one in found)
        told = _("待领证件 {n} 张，其中应通知而未通知的 {late} 张", n=len(found), late=late)
        self.drawer.setText(words(told))
        rows = [_waits(one, late=one.due_on < today) for one in found]
        self.fetched.show_rows(rows, in_place=True)

    def _open_scanned(self, one: Scanned) -> None:
        if one.card is not None:
            self.work.go("record", CARDS.name, one.card.id)


def _row(one: Scanned) -> Row:
    said, wanted = ANSWERS[one.answer]
    kind: Shown = show(CARDS["kind"].kind, one.card.kind) if one.card else ""
    number = one.card.number if one.card else ""
    return Row((one.typed, said, one.holder, kind, number, one.told or ""), one, tone=wanted)


def _waits(one: Waiting, *, late: bool) -> Row:
    card = one.card
    texts = (
        one.holder,
        show(CARDS["kind"].kind, card.kind),
        card.number,
        show(CARDS["arrived_on"].kind, card.arrived_on),
        _("{n} 天", n=one.days),
        show(CARDS["called_on"].kind, card.called_on),
        show(CARDS["called_on"].kind, one.due_on),
        one.why,
    )
    return Row(texts, one, one.why, Tone.RED if late else Tone.PLAIN, toned=1)
