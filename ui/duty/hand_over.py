"""Ctrl+H 交接班: filled in by the registers; who takes over signs with a password of his own.

The counts stand as they should be: only what is otherwise is typed, as `5 一副送检`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from station_app.core.errors import Explained, Refused
from station_app.core.texts import Shown, Text, _
from station_app.duty import rules
from station_app.duty.register import HANDOVERS
from station_app.workflows.desk import hand_over
from station_app.workflows.desk.hand_over import Counted, HandedOver, Prepared, Told
from ui.duty.roster import shift_words
from ui.kit.fields import Line
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages.own_purpose import bring_purpose
from ui.pages.page import Page
from ui.pages.password import hidden
from ui.pages.sheet import Row, Sheet
from ui.pages.work import Route, Work

PAPER = "handover_sheet"
NARROW, WIDE = 420, 640


class HandOverPage(Page):
    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        bring_purpose(work, "TASK", HANDOVERS.title)
        self.found: Prepared | None = None
        self.counts: dict[str, Line] = {}
        self._signing = False
        sign = QPushButton(words(_("双方签字交接（Ctrl+S）")))
        sign.clicked.connect(self.press_save)
        self.head(self.title, sign)
        self.shift, self.after = label(wrap=True), label(wrap=True)
        for said in (self.shift, self.after):
            tone(said, Tone.HEADING)
            self.column.addWidget(said)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self._signing_side())
        self.sheet = Sheet(HANDOVERS.title, (_("交接内容"),), stretch=0)
        self.sheet.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        split.addWidget(self.sheet)
        split.setSizes([NARROW, WIDE])
        split.setStretchFactor(1, 1)
        self.column.addWidget(split, 1)
        note = _(
            "内容由登记簿带入，不用再写；接班人核对后在本机输入自己的密码，签字后打印交接班记录"
        )
        self.column.addWidget(self.quiet(note))
        self.setFocusProxy(self.password)
        self.press_refresh()

    def _signing_side(self) -> QWidget:
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 8, 0)
        form = QFormLayout()
        form.setVerticalSpacing(8)
        giver = label(self.work.desk.officer)
        form.addRow(words(HANDOVERS["given_by"].label), giver)
        self.taker = Line()
        self.taker.setAccessibleName(words(HANDOVERS["taken_by"].label))
        self.taker.take_letters_as_they_are()
        form.addRow(words(HANDOVERS["taken_by"].label), self.taker)
        self.password = hidden(_("接班人的密码"), form)
        self.remarks = Line()
        self.remarks.setAccessibleName(words(HANDOVERS["remarks"].label))
        form.addRow(words(HANDOVERS["remarks"].label), self.remarks)
        self.taker.returnPressed.connect(self.password.setFocus)
        self.password.returnPressed.connect(self.press_save)
        self.remarks.returnPressed.connect(self.password.setFocus)
        column.addLayout(form)
        heading = label(_("装备清点：不符的写数目和原因，如 5 一副送检"), wrap=True)
        tone(heading, Tone.QUIET)
        column.addWidget(heading)
        column.addWidget(self._counting(), 1)
        return held

    def _counting(self) -> QScrollArea:
        area, inner = QScrollArea(), QWidget()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.things = QFormLayout(inner)
        self.things.setVerticalSpacing(4)
        area.setWidget(inner)
        return area

    @property
    def title(self) -> Shown:
        return HANDOVERS.title

    @property
    def unsaved(self) -> bool:
        return bool(self.remarks.text().strip())

    def begin(self) -> None:
        (self.password if self.taker.text() else self.taker).setFocus()

    # What is handed over

    def press_refresh(self) -> None:
        self.work.read("prepare-hand-over", hand_over.prepare, self._show, self)

    def _show(self, found: Prepared) -> None:
        self.found = found
        self.shift.setText(words(_("交班：{shift}", shift=shift_words(found.shift))))
        after = shift_words(found.next) if found.next else _("没有排下一班")
        self.after.setText(words(_("接班：{shift}", shift=after)))
        if not self.taker.text():
            self.taker.setText(found.taker)
        self._show_counts(found)
        self.sheet.show_rows(list(_rows(found)))
        self.begin()

    def _show_counts(self, found: Prepared) -> None:
        """What was typed stays."""
        for one in found.counts:
            if one.name in self.counts:
                continue
            line = self.counts[one.name] = Line()
            line.setText(str(one.counted))
            line.setAccessibleName(one.name)
            line.returnPressed.connect(self.focusNextChild)
            self.things.addRow(label(one.name), line)

    # Signing

    def press_save(self) -> None:
        if self.found is None or self._signing:
            return
        taker, password = self.taker.text().strip(), self.password.text()
        self.password.clear()
        try:
            told = self._told(self.found)
            if not taker or not password:
                raise Refused(_("请接班人写账号名，并输入自己的密码"))
        except Explained as wrong:
            self._refused(wrong.text)
            return
        station, desk = self.work.station, self.work.desk
        self._signing = True

        def job() -> HandedOver:
            return hand_over.hand_over(desk, station.second(taker, password), told)

        self.work.ask(job, self._signed, self, self._refused)

    def _told(self, found: Prepared) -> Told:
        """Raises Refused."""
        counts = tuple(_counted(one, self.counts[one.name].text()) for one in found.counts)
        return Told(found.shift.id, found.parts, counts, self.remarks.text().strip())

    def _signed(self, made: HandedOver) -> None:
        self._signing = False
        self.work.changed.emit(made.changes)
        self.work.replace("print", HANDOVERS.name, made.id, action=PAPER)
        self.work.say(_("已交接：{number}；按 Enter 打印交接班记录", number=made.number))

    def _refused(self, why: Text) -> None:
        """What has changed meanwhile is shown, and is to be signed anew."""
        self._signing = False
        self.press_refresh()
        self.work.say(why, Tone.RED)


def _counted(one: Counted, typed: str) -> Counted:
    """Raises Refused."""
    read = rules.read_count(typed)
    if read is None:
        raise Refused(_("“{name}”的数目不对，如 5 一副送检", name=one.name))
    n, why = read
    return replace(one, counted=n, remarks=why)


def _rows(found: Prepared) -> Iterator[Row]:
    for name, text in found.parts.items():
        lines = rules.spoken(text)
        yield Row((_("{title}（{n}）", title=HANDOVERS[name].label, n=len(lines)),))
        yield from (Row((line,), (name, nth), line) for nth, line in enumerate(lines))
