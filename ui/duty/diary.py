"""勤务日志: a line a thing that was done; what the registers know stands above, drawn in."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from PySide6.QtWidgets import QPushButton

from station_app.core.records import Changes
from station_app.core.show import moment
from station_app.core.texts import Shown, _
from station_app.duty import service
from station_app.duty.register import DUTY, ENTRIES
from station_app.workflows.desk.diary import Diary, diary
from ui.duty.roster import shift_words
from ui.kit.fields import Line
from ui.kit.text import label, words
from ui.kit.theme import Tone, icon, tone
from ui.pages.own_purpose import bring_purpose
from ui.pages.page import Page
from ui.pages.sheet import Row, Sheet
from ui.pages.work import Route, Work

COLUMNS = (ENTRIES["at"].label, ENTRIES["text"].label, ENTRIES["officer"].label)
PAPER = "duty_diary"


class DiaryPage(Page):
    """Of the shift `route.id`, where one may still write as long as it is the one at hand."""

    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        bring_purpose(work, "TASK", ENTRIES.title)
        self.found: Diary | None = None
        out = QPushButton(icon("printer"), words(_("打印（F3）")))
        out.clicked.connect(self.press_print)
        self.head(self.title, out)
        self.shift = label(wrap=True)
        tone(self.shift, Tone.HEADING)
        self.column.addWidget(self.shift)
        self.sheet = Sheet(ENTRIES.title, COLUMNS, stretch=1)
        self.sheet.taken.connect(self._open)
        self.column.addWidget(self.sheet, 1)
        self.line = Line()
        self.line.setAccessibleName(words(ENTRIES["text"].label))
        self.line.setPlaceholderText(words(_("如 930 石桥路巡逻；不写时间为现在，Enter 记下")))
        self.line.returnPressed.connect(self._write)
        self.column.addWidget(self.line)
        note = _("警情、在所人员、案件由登记簿带入，不用再记；Enter 打开一条，写错的可以作废重记")
        self.column.addWidget(self.quiet(note))
        self.setFocusProxy(self.line)
        self.press_refresh()

    @property
    def title(self) -> Shown:
        return ENTRIES.title

    @property
    def unsaved(self) -> bool:
        return bool(self.line.text().strip())

    def press_refresh(self) -> None:
        id = self.route.id
        self.work.look("diary", lambda act: diary(act, id), self._show, self)

    def on_changed(self, changes: Changes) -> None:
        if changes.touch(ENTRIES.name) or changes.touch("calls"):
            self.press_refresh()

    def _show(self, found: Diary) -> None:
        self.found = found
        self.shift.setText(words(shift_words(found.shift)))
        self.sheet.show_rows(list(self._rows(found)))
        self.sheet.scrollToBottom()

    def _rows(self, found: Diary) -> Iterator[Row]:
        for title, lines in found.drawn:
            yield Row((_("{title}（{n}）", title=title, n=len(lines)),))
            yield from (Row(("", line), (title, line), line, Tone.QUIET) for line in lines)
        yield Row((_("勤务情况（{n}）", n=len(found.entries)),))
        for one in found.entries:
            yield Row((moment(one.at), one.text, one.officer), one.id)

    def _open(self, value: object) -> None:
        """What was drawn in is opened where it was entered."""
        if isinstance(value, UUID):
            self.work.go("record", ENTRIES.name, value)

    def _write(self) -> None:
        if typed := self.line.text().strip():
            self.work.act(
                "write-diary",
                lambda act: service.write_line(act, typed),
                lambda _id: self._written(),
                self,
            )

    def _written(self) -> None:
        self.line.clear()
        self.work.say(_("已记入勤务日志"))

    def press_print(self) -> None:
        if self.found is not None:
            self.work.go("print", DUTY.name, self.found.shift.id, action=PAPER)
