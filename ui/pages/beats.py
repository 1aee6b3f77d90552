"""警务区分工: which officer looks after which beat; given and ended by the chief."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QComboBox, QFormLayout, QPushButton, QWidget

from station_app.access import beats
from station_app.access.beats import Choices
from station_app.core.days import read_day
from station_app.core.kinds import Day
from station_app.core.texts import Shown, _
from station_app.storage.own_tables import BeatOfficer
from ui.kit.editors import editor_for
from ui.kit.fields import Line
from ui.kit.text import words
from ui.kit.theme import Tone, icon
from ui.pages.giving import given
from ui.pages.page import Page
from ui.pages.password import WIDTH
from ui.pages.sheet import Row, Sheet
from ui.pages.work import Route, Work

COLUMNS = (_("警务区"), _("责任民警（辅警）"), _("开始"), _("结束"), _("分配人"))


class Beats(Page):
    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        new = QPushButton(icon("plus"), words(_("新增（Ctrl+N）")))
        new.clicked.connect(self.press_new)
        self.head(_("警务区分工"), new)
        self.sheet = Sheet(_("警务区分工"), COLUMNS)
        self.sheet.taken.connect(self._open)
        self.column.addWidget(self.sheet, 1)
        self.column.addWidget(self.quiet(_("Enter 结束一项分工；列表和今日工作从本人的警务区看起")))
        self.setFocusProxy(self.sheet)

    @property
    def title(self) -> Shown:
        return _("警务区分工")

    def begin(self) -> None:
        super().begin()
        self.press_refresh()

    def press_refresh(self) -> None:
        self.work.read("beats", beats.assignments, self._show, self)

    def press_new(self) -> None:
        self.work.go("beat")

    def _open(self, one: BeatOfficer) -> None:
        if one.until is None:
            since = one.since.isoformat()
            self.work.go("beat", officer=one.officer, beat=one.beat, since=since)
        else:
            self.work.say(_("这项分工已结束"))

    def _show(self, found: Sequence[BeatOfficer]) -> None:
        self.sheet.show_rows([_line(one) for one in found])


def _line(one: BeatOfficer) -> Row:
    until = one.until.isoformat() if one.until else ""
    texts = (one.beat, one.officer, one.since.isoformat(), until, one.given_by)
    return Row(texts, one, tone=Tone.QUIET if one.until else Tone.PLAIN)


class BeatPage(Page):
    """A beat given, or one ended where the route names it."""

    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self.held = route.texts
        save = QPushButton(words(_("结束（Ctrl+S）") if self.held else _("分配（Ctrl+S）")))
        save.clicked.connect(self.press_save)
        self.head(self.title, save)
        box = QWidget()
        self._form = QFormLayout(box)
        self._form.setContentsMargins(0, 8, 0, 0)
        self._form.setVerticalSpacing(10)
        self.officer = self._choice(_("责任民警（辅警）"))
        self.beat = self._choice(_("警务区"))
        self.day = editor_for(Day(), given(work))
        self._row(_("结束日期") if self.held else _("开始日期"), self.day.widget)
        self.day.focus.setAccessibleName(words(_("日期")))
        self.column.addWidget(box)
        self.column.addWidget(self.quiet(_("日期不填为今天；结束日期当天起不再负责")))
        self.column.addStretch()
        if self.held:
            for field, name in ((self.officer, "officer"), (self.beat, "beat")):
                field.addItem(self.held[name])
                field.setEnabled(False)
            self.setFocusProxy(self.day.focus)
        else:
            self.beat.setEditable(True)
            typed = Line()
            typed.setPlaceholderText(words(_("可选已有的，也可直接填写")))
            self.beat.setLineEdit(typed)
            self.setFocusProxy(self.officer)
            work.read("beats", beats.choices, self._offer, self)

    @property
    def title(self) -> Shown:
        return _("结束分工") if self.held else _("分配警务区")

    def _choice(self, title: Shown) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(words(title))
        self._row(title, box)
        return box

    def _row(self, title: Shown, widget: QWidget) -> None:
        widget.setFixedWidth(WIDTH)
        self._form.addRow(words(title), widget)

    def _offer(self, found: Choices) -> None:
        for one in found.officers:
            self.officer.addItem(one.name)
        self.beat.addItems(list(found.beats))
        self.beat.setCurrentIndex(-1)

    def press_save(self) -> None:
        self.day.settle()
        now = self.work.desk.now()
        if (problem := self.day.problem(now)) is not None:
            self.work.say(problem, Tone.RED)
            return
        typed = self.day.text().strip()
        day = read_day(typed, self.work.desk.today) if typed else None
        self._end(day) if self.held else self._give(day)

    def _give(self, since: date | None) -> None:
        officer, beat = self.officer.currentText(), self.beat.currentText()
        said = _("{officer} 负责{beat}，下次登录起从本警务区看起", officer=officer, beat=beat)
        self.work.act(
            "give-beat",
            lambda act: beats.give(act, officer, beat, since),
            lambda _none: self._done(said),
            self,
        )

    def _end(self, until: date | None) -> None:
        officer, beat = self.held["officer"], self.held["beat"]
        since = date.fromisoformat(self.held["since"])
        said = _("{officer} 不再负责{beat}", officer=officer, beat=beat)
        self.work.act(
            "end-beat",
            lambda act: beats.end(act, officer, beat, since, until),
            lambda _none: self._done(said),
            self,
        )

    def _done(self, said: Shown) -> None:
        if self.isVisible():  # another page may have been opened over it
            self.work.back()
        self.work.say(said)
