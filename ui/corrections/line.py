"""The time line of one supervised person: every event of every correction register, in order."""

from __future__ import annotations

from station_app.core.records import Changes
from station_app.core.texts import Shown, _
from station_app.corrections.register import CORRECTIONS
from station_app.workflows.supervision.timeline import Course, Event, time_line
from ui.corrections.told import WHY
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages.own_purpose import bring_purpose
from ui.pages.page import Page
from ui.pages.sheet import Row, Sheet
from ui.pages.work import Route, Work

TITLE = _("矫正过程")
COLUMNS = (_("日期"), _("事项"), _("情况"))


class TimeLine(Page):
    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        bring_purpose(work, "CORRECTION", WHY)
        self.counts = label()
        tone(self.counts, Tone.QUIET)
        self.head(self.title, self.counts)
        self.whom = label("…")
        tone(self.whom, Tone.HEADING)
        self.column.addWidget(self.whom)
        self.sheet = Sheet(TITLE, COLUMNS, stretch=2)
        self.sheet.taken.connect(self._go)
        self.column.addWidget(self.sheet, 1)
        self.setFocusProxy(self.sheet)
        self.press_refresh()

    @property
    def title(self) -> Shown:
        return TITLE

    def press_refresh(self) -> None:
        if (id := self.route.id) is not None:
            self.work.look("time-line", lambda act: time_line(act, id), self._show, self)

    def on_changed(self, changes: Changes) -> None:
        if changes.touch(CORRECTIONS.name):
            self.press_refresh()

    def _go(self, event: Event) -> None:
        if event.id != self.route.id:
            self.work.go("record", event.register, event.id)

    def _show(self, found: Course) -> None:
        today = self.work.desk.today
        self.whom.setText(found.name)
        self.counts.setText(words(_("共 {n} 项", n=len(found.events))))
        self.sheet.show_rows(
            [
                Row(
                    (event.on.isoformat(), event.title, "　".join(map(words, event.said))),
                    event,
                    tone=Tone.QUIET if event.on > today else Tone.PLAIN,
                )
                for event in found.events
            ]
        )
        happened = [at for at, event in enumerate(found.events) if event.on <= today]
        if happened:
            self.sheet.go_to(happened[-1])
