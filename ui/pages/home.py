"""Today: overdue, due today and the next seven days, each line with its one natural act."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from station_app.access.act import View
from station_app.core.records import Changes
from station_app.core.texts import Shown, Text, _
from station_app.registers import ACTIONS
from station_app.workflows.agenda import Item, agenda
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages.own_beat import OwnBeat
from ui.pages.page import Page
from ui.pages.sheet import Row, Sheet
from ui.pages.work import Route, Work

AHEAD = 7  # days
Shape = tuple[list[Row], list[Text]]  # the lines, and how many of each group
COLUMNS = (_("期限"), _("还剩"), _("对象"), _("事项"), _("办理"), _("登记簿"), _("承办"))


class Home(Page):
    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self.counts = label()
        tone(self.counts, Tone.QUIET)
        self.own_beat = OwnBeat(work)
        self.head(_("今日工作"), self.counts, self.own_beat)
        self.own_beat.setHidden(not work.desk.beats)
        work.narrowed.connect(self.press_refresh)
        self.sheet = Sheet(_("今日工作"), COLUMNS, stretch=3)
        self.sheet.taken.connect(self._open)
        self.sheet.moved.connect(self._explain)
        self.why = label(wrap=True)
        self.why.setMinimumHeight(self.why.fontMetrics().height() * 2)
        tone(self.why, Tone.QUIET)
        self.column.addWidget(self.sheet, 1)
        self.column.addWidget(self.why)
        self.setFocusProxy(self.sheet)
        self.press_refresh()

    @property
    def title(self) -> Shown:
        return _("今日工作")

    def press_refresh(self) -> None:
        if self.work.may("agenda"):
            self.work.read("agenda", self._read, self._show, self)
        else:
            self.why.setText(words(_("您的角色没有待办事项")))

    def press_agenda(self) -> None:
        self.press_refresh()

    def on_changed(self, changes: Changes) -> None:
        self.press_refresh()

    def _read(self, view: View) -> Shape:
        """The lines are made here, on the database thread: there may be thousands."""
        today = view.stamp.today
        items = agenda(view, on=today, within=AHEAD, beats=self.work.beats)
        groups = (
            (_("已超期"), [i for i in items if i.overdue_days(today) > 0]),
            (_("今日到期"), [i for i in items if i.overdue_days(today) == 0]),
            (_("七日内到期"), [i for i in items if i.overdue_days(today) < 0]),
        )
        rows = [row for name, held in groups for row in _group(view, name, held)]
        return rows, [_("{name} {n}", name=name, n=len(held)) for name, held in groups]

    def _show(self, shape: Shape) -> None:
        rows, told = shape
        self.sheet.show_rows(rows)
        self.counts.setText("   ".join(map(words, told)))
        if not rows:
            self.why.setText(words(_("没有超期的，七日内也没有到期的")))

    def _explain(self, item: Item | None) -> None:
        self.why.setText(words(item.due.explanation) if item else "")

    def _open(self, item: Item) -> None:
        action = ACTIONS.get(item.register, {}).get(item.action)
        if action is not None and self.work.may(action.right):
            self.work.go("action", item.register, item.id, action=item.action)
        else:
            self.work.go("record", item.register, item.id)


def _group(view: View, name: Text, items: Sequence[Item]) -> Iterator[Row]:
    if not items:
        return
    yield Row((_("{name}（{n}）", name=name, n=len(items)),))
    for item in items:
        yield _line(view, item)


def _line(view: View, item: Item) -> Row:
    days = item.overdue_days(view.stamp.today)
    action = ACTIONS.get(item.register, {}).get(item.action)
    left = _("超期 {n} 天", n=days) if days > 0 else _("{n} 天", n=-days) if days else _("今天")
    return Row(
        (
            item.due.due_on.isoformat(),
            left,
            item.subject,
            Text(item.due.rule.title),
            action.title if action else _("查看"),
            view.registers[item.register].title,
            item.owner,
        ),
        item,
        item.due.explanation,
        Tone.RED if days > 0 else Tone.PLAIN,
        toned=2,
    )
