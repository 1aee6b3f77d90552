"""What a figure counts: its register's list narrowed to it, looked at for a purpose."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from station_app.access.purposes import Purpose
from station_app.core.parse import parse
from station_app.core.texts import Text, _
from station_app.statistics.charts import SPAN
from station_app.statistics.desk import open_figure
from station_app.storage.pages import Span
from ui.kit.text import words
from ui.kit.theme import Tone
from ui.pages.list import List
from ui.pages.purpose_bar import PurposeBar
from ui.pages.work import Route, Work


class FigureRows(List):
    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self.bar = PurposeBar(free=True, button=False)
        self.bar.given.connect(self._say_why)
        self.column.insertWidget(1, self.bar)
        self.list.hide()
        for name, text in route.given:
            self._narrow_to(name, text)
        self._open_figure()

    def begin(self) -> None:
        (self.bar if self.list.isHidden() else self).setFocus()

    def _narrow_to(self, name: str, text: str) -> None:
        first, _span, last = text.partition(SPAN)
        if last:
            span = Span(date.fromisoformat(first), date.fromisoformat(last))
            said = words(_("{first} 至 {last}", first=first, last=last))
            self.list.filters.narrow(name, span, said)
        else:
            kind = self.register[name].kind
            self.list.filters.narrow(name, parse(kind, text, self.work.desk.now()))

    def _open_figure(self) -> None:
        """Nothing is shown before the purpose stands in the log."""
        if self.work.purpose is None:
            return
        register, where = self.register.name, self.route.texts
        self.work.look(
            "open-figure",
            lambda act: open_figure(act, register, where),
            lambda _none: self._opened(),
            self,
            self._refuse,
        )

    def _opened(self) -> None:
        self.bar.hide()
        self.list.show()
        self.setFocus()

    def _refuse(self, text: Text) -> None:
        self.work.say(text, Tone.RED)
        self.bar.setFocus()

    def _say_why(self, purpose: Purpose) -> None:
        self.work.set_ticket(replace(self.work.ticket, purpose=purpose))
        self._open_figure()
