"""他人也改过: what I typed, what stood there when I began, and what another desk saved since.

One key a field takes mine or theirs. What I typed is the draft of the form and stays until it
is saved; what is not taken of theirs stays in the record's history.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton

from station_app.access import records
from station_app.core.errors import Absent, Conflict, Explained, Rejected
from station_app.core.records import Changes, Record
from station_app.core.show import lately
from station_app.core.texts import Shown, Text, _
from ui.kit.drafts import forget, keep
from ui.kit.keys import is_key
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages.differing import Differing, Line, Side, differing
from ui.pages.form import ANEW, REVISION
from ui.pages.page import Page
from ui.pages.sheet import Row, Sheet
from ui.pages.work import Route, Work

COLUMNS = (_("项目"), _("我填的（←）"), _("原值"), _("他人改为（→）"), _("何人何时"), _("采用"))
SIDES = {"take_left": Side.MINE, "take_right": Side.THEIRS}
TAKEN = {Side.MINE: _("← 我填的"), Side.THEIRS: _("→ 他人的"), None: _("请选定")}
KEYS = _("← 用我填的　→ 用他人的　Enter 下一处待选　F2 回到表单改　Esc 返回，草稿保留")


class Sides(Sheet):
    """A sheet whose lines are turned to the left and to the right."""

    turned = Signal(object)  # Side

    def keyPressEvent(self, event: QKeyEvent) -> None:
        for name, side in SIDES.items():
            if is_key(event, name):
                self.turned.emit(side)
                event.accept()
                return
        super().keyPressEvent(event)


class ConflictPage(Page):
    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self.register = work.desk.registers[route.register]
        self.place = f"{route.register}/{route.id}"
        self.found: Differing | None = None
        self.save = QPushButton(words(_("保存（Ctrl+S）")))
        self.save.clicked.connect(self.press_save)
        self.anew = QPushButton(words(_("照此新增（Ctrl+N）")))
        self.anew.clicked.connect(self.press_new)
        self.anew.hide()
        self.head(self.title, self.anew, self.save)
        self.who = label("…", wrap=True)
        tone(self.who, Tone.ASK)
        self.whom = label("…")
        tone(self.whom, Tone.HEADING)
        self.column.addWidget(self.whom)
        self.column.addWidget(self.who)
        self.sheet = Sides(_("逐项比对"), COLUMNS, stretch=3)
        self.sheet.turned.connect(self._turn)
        self.sheet.taken.connect(lambda _name: self._next())
        self.sheet.moved.connect(self._tell_whole)
        self.column.addWidget(self.sheet, 1)
        self.whole = label(wrap=True)
        self.column.addWidget(self.whole)
        self.keys = self.quiet(KEYS)
        self.column.addWidget(self.keys)
        self.setFocusProxy(self.sheet)
        self.press_refresh()

    @property
    def title(self) -> Shown:
        return _("他人也改过这条记录")

    @property
    def unsaved(self) -> bool:
        return True

    # Reading

    def press_refresh(self) -> None:
        work, register, id, before = self.work, self.register, self.route.id, self.found
        if id is not None:
            work.ask(lambda: differing(work, register, id, before), self._show, self)

    def on_changed(self, changes: Changes) -> None:
        if (self.register.name, self.route.id) in changes.records:
            self.press_refresh()

    def _show(self, found: Differing) -> None:
        self.found = found
        self.whom.setText(found.whom)
        self.who.setText(words(_told(found, self.work)))
        self.keys.setHidden(found.gone is not None)
        self.anew.setVisible(found.gone is not None and self._may_file)
        self.save.setHidden(found.gone is not None)
        self.sheet.show_rows(list(self._rows(found)))
        self._tell_whole(self.sheet.value)
        if self.sheet.value is None or found.taken[self.sheet.value] is not None:
            self._next()

    def _rows(self, found: Differing) -> Iterator[Row]:
        if found.gone is not None:
            for line in found.lines:
                if line.mine_changed:
                    yield Row((line.field.label, line.mine, line.base), line.field.name)
            return
        for title, lines in _groups(found.lines):
            if lines:
                yield Row((title,))
            for line in lines:
                side = found.taken[line.field.name]
                by = found.since.written.get(line.field.name)
                told = f"{by.officer} {lately(by.at, self.work.desk.today)}" if by else ""
                texts = (line.field.label, line.mine, line.base, line.theirs, told, TAKEN[side])
                yield Row(texts, line.field.name, tone=Tone.ASK if side is None else Tone.PLAIN)

    def _tell_whole(self, name: str | None) -> None:
        """A long text does not fit into its column."""
        lines = self.found.lines if self.found else []
        line = next((line for line in lines if line.field.name == name), None)
        told = [] if line is None else _both_sides(line)
        self.whole.setText("\n".join(map(words, told)))

    # Choosing

    def _turn(self, side: Side) -> None:
        if self.found is not None and self.found.gone is None and self.sheet.value is not None:
            taken = {**self.found.taken, self.sheet.value: side}
            self.found = replace(self.found, taken=taken)
            self.sheet.show_rows(list(self._rows(self.found)))

    def _next(self) -> None:
        """The next line, from where one is, that nobody has chosen a side of."""
        rows, here = self.sheet.lines.rows, self.sheet.currentIndex().row()
        if self.found is None:
            return
        open_ = [n for n, r in enumerate(rows) if r.value and self.found.taken[r.value] is None]
        later = [n for n in open_ if n > here] + open_
        if later:
            self.sheet.go_to(later[0])

    # Leaving

    def press_save(self) -> None:
        found, register = self.found, self.register
        if found is None or found.gone is not None:
            return
        left = sum(side is None for side in found.taken.values())
        if left:
            self.work.say(_("还有 {n} 项没有选定：← 用我填的，→ 用他人的", n=left), Tone.RED)
            self._next()
            return
        problems, record = found.problems(), found.since.seen.record
        if problems:
            self._refused(Rejected(problems, register.labels))
            return
        values = found.values()
        if not values:
            self._saved(record)
            return
        self.work.act(
            f"amend:{register.name}",
            lambda act: records.amend(act, register, record.id, values, revision=record.revision),
            self._saved,
            self,
            self._refused,
        )

    def _refused(self, problem: Explained) -> None:
        self.work.say(problem.text, Tone.RED)
        if isinstance(problem, Conflict | Absent):  # once more, and what was chosen stays
            self.press_refresh()

    def _saved(self, record: Record) -> None:
        forget(self.work.desk, self.place, self.work.background)
        self.work.replace("record", self.register.name, record.id)
        self.work.say(_("已保存"))

    def press_edit(self) -> None:
        """Back to the form, with what was chosen, on the record as it now stands."""
        if self.found is None or self.found.gone is not None:
            return
        texts = self.found.texts()
        texts[REVISION] = str(self.found.since.seen.record.revision)
        keep(self.work.desk, self.place, texts, self.work.background)
        self.work.replace("form", self.register.name, self.route.id)

    @property
    def _may_file(self) -> bool:
        return self.work.may(f"file:{self.register.name}")

    def press_new(self) -> None:
        """A record of its own, of what was typed into the one that was withdrawn."""
        if self.found is not None and self.found.gone is not None and self._may_file:
            texts = {name: text for name, text in self.found.typed.items() if text}
            self.work.replace("form", self.register.name, None, action=ANEW, **texts)


def _told(found: Differing, work: Work) -> Text:
    last = found.since.last
    at = lately(last.at, work.desk.today)
    if found.gone is None:
        return _(
            "{officer} {at} 改过这条记录，您填的还没有保存：逐项选定后保存，"
            "他人所填的留在变更记录中",
            officer=last.officer,
            at=at,
        )
    return _(
        "{officer} {at} 已作废这条记录（原因：{reason}），不能再改。您填的都在这里，草稿也还在",
        officer=last.officer,
        at=at,
        reason=found.gone or "—",
    )


def _groups(lines: Sequence[Line]) -> Iterator[tuple[Text, list[Line]]]:
    both = [line for line in lines if line.both]
    mine = [line for line in lines if line.only_mine]
    theirs = [line for line in lines if line.only_theirs]
    yield _("两边都改过，请逐项选定（{n}）", n=len(both)), both
    yield _("只有我改过（{n}）", n=len(mine)), mine
    yield _("只有他人改过（{n}）", n=len(theirs)), theirs


def _both_sides(line: Line) -> list[Text]:
    return [_("我填的：{text}", text=line.mine), _("他人改为：{text}", text=line.theirs)]
