"""外出: what the last two months hold stands before anything is typed; who decides, as it is."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QVBoxLayout

from station_app.access.action import Done
from station_app.core.kinds import Day
from station_app.core.parse import Invalid, parse
from station_app.core.texts import Shown, Text, _
from station_app.leaves import rules
from station_app.leaves.records import Leave
from station_app.leaves.register import LEAVES
from station_app.leaves.rules import Weight
from station_app.workflows.supervision.deciding import body
from station_app.workflows.supervision.leaving import Sheet, sheet
from ui.corrections.told import WHY
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages.action import ActionPage
from ui.pages.own_purpose import bring_purpose
from ui.pages.work import Route, Work


class LeavePage(ActionPage):
    def __init__(self, work: Work, route: Route) -> None:
        bring_purpose(work, "CORRECTION", WHY)
        super().__init__(work, route)
        self.found: Sheet | None = None
        self.total, self.past, self.now = label(), label(wrap=True), label(wrap=True)
        for part, wanted in ((self.total, Tone.HEADING), (self.past, Tone.QUIET)):
            tone(part, wanted)
        above = QVBoxLayout()
        for part in (self.total, self.past, self.now):
            above.addWidget(part)
        self.column.insertLayout(self.column.indexOf(self.form), above)
        self.form.touched.connect(self._weigh)
        for name in ("since", "until"):
            self.form.editors[name].left.connect(self._weigh)
        self.column.addWidget(
            self.quiet(
                _(
                    "有正当理由的应当批准，不批准的须写明理由（《社区矫正法》第二十七条）。"
                    "一般提前三日申请，首尾两日都算外出"
                )
            )
        )
        self._open()

    def _open(self) -> None:
        work, id = self.work, self.route.id
        if id is not None:
            work.look("leave-sheet", lambda act: sheet(act, id), self._opened, self)

    def _opened(self, found: Sheet) -> None:
        self.found = found
        today, terms = self.work.desk.today, self.work.desk.in_force
        so_far = self._weight(today, today)
        if so_far is not None:
            self.total.setText(words(_told(so_far.earlier, rules.most(terms, today))))
        self.past.setText(words(_past(found)))
        self._weigh()

    def _weight(self, since: date, until: date) -> Weight | None:
        if self.found is None:
            return None
        terms = self.work.desk.in_force
        return rules.weigh(
            self.found.leaves, since, until, entrusted=self.found.entrusted, terms=terms
        )

    def _weigh(self) -> None:
        """As it would be, with the days that stand in the form."""
        found = self.found
        if found is not None and (still := _unsettled(found)):
            self._say(_open_yet(still), Tone.RED)
            return
        since, until = self._day("since"), self._day("until")
        weight = self._weight(since, until) if since and until and since <= until else None
        self._say(_would_be(weight) if weight else "", Tone.ASK)

    def _say(self, said: Shown, wanted: Tone) -> None:
        self.now.setText(words(said))
        tone(self.now, wanted)

    def _day(self, name: str) -> date | None:
        try:
            text = self.form.editors[name].text().strip()
            read: date | None = parse(Day(), text, self.work.desk.now()) if text else None
        except Invalid:
            return None
        return read

    def _done(self, done: Done) -> None:
        self.work.last_act = done.act_id
        self.work.replace("record", LEAVES.name, done.ids[0])
        self.work.changed.emit(done.changes)
        self.work.say(_("已登记外出申请，等待审批"))


def _told(days: int, most: int) -> Text:
    return _("近两个月外出累计 {days} 天（县级可批至累计 {most} 天）", days=days, most=most)


def _past(found: Sheet) -> Shown:
    """Each of the last ones with its days; none is an answer too."""
    away = [leave for leave in found.leaves if rules.is_granted(leave)][-4:]
    lines = [_one(leave) for leave in away] or [_("没有外出过")]
    if not found.entrusted:
        lines.append(_("未登记县级的外出审批委托，一律由县级以上决定"))
    return Text("　".join(map(words, lines)))


def _one(leave: Leave) -> Text:
    return _(
        "{since} 至 {until} {where}（{n} 天）",
        since=leave.since,
        until=leave.returned_on or leave.until,
        where=leave.destination,
        n=((leave.returned_on or leave.until) - leave.since).days + 1,
    )


def _unsettled(found: Sheet) -> Leave | None:
    return next((leave for leave in found.leaves if rules.is_unsettled(leave)), None)


def _open_yet(leave: Leave) -> Text:
    if rules.is_asked(leave):
        return _("{since} 至 {until} 的外出申请尚未审批", since=leave.since, until=leave.until)
    return _("{since} 至 {until} 的外出还没有销假", since=leave.since, until=leave.until)


def _would_be(weight: Weight) -> Text:
    return _(
        "本次 {days} 天，自 {first} 起两个月内累计 {total} 天：由{level}审批",
        days=weight.days,
        first=weight.first,
        total=weight.total,
        level=body(weight.level),
    )
