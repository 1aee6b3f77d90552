"""自主查询: the chief's week of look-ups that no work in hand had brought, and its signing off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QPushButton

from station_app.access import free_looks
from station_app.access.act import Act
from station_app.access.free_looks import WEEK, FreeLookUp, Frequency, Week, monday_of
from station_app.access.log import event_title
from station_app.access.purposes import PURPOSES
from station_app.core.show import moment
from station_app.core.texts import Shown, Text, _
from station_app.workflows.log_sheet import week_sheet
from ui.kit.fields import Line
from ui.kit.text import label, words
from ui.kit.theme import Tone, icon, tone
from ui.pages import printer
from ui.pages.outlet import Outlet
from ui.pages.page import Page
from ui.pages.sheet import Row, Sheet
from ui.pages.work import Route, Work

OFFICERS = (_("账号"), _("本周次数"), _("最多一天"), _("平日"), _("提示"))
LOOKS = (_("时间"), _("账号"), _("做了什么"), _("查询事由"), _("依据"), _("说明"), _("记录"))


class FreeLooks(Page):
    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self.day = monday_of(work.desk.today)
        self.week: Week | None = None
        self.outlet = Outlet(work)
        self.head(_("自主查询"), *self._turners(), self.outlet)
        self.said = label("…", wrap=True)
        tone(self.said, Tone.QUIET)
        self.column.addWidget(self.said)
        self.officers = Sheet(_("各账号次数"), OFFICERS, stretch=4)
        self.officers.setMaximumHeight(140)
        self.column.addWidget(self.officers)
        self.sheet = Sheet(_("自主查询"), LOOKS, stretch=5)
        self.sheet.taken.connect(self._open)
        self.column.addWidget(self.sheet, 1)
        if work.may("review-looks"):
            self._lay_chief()
        self.setFocusProxy(self.sheet)
        self.press_refresh()

    @property
    def title(self) -> Shown:
        return _("自主查询")

    def _turners(self) -> tuple[QPushButton, QPushButton, QPushButton]:
        before = QPushButton(words(_("上一周")))
        before.clicked.connect(lambda: self._turn(-1))
        later = QPushButton(words(_("下一周")))
        later.clicked.connect(lambda: self._turn(1))
        self.draw = QPushButton(icon("file-text"), words(_("生成周报（Ctrl+N）")))
        self.draw.clicked.connect(self.press_new)
        return before, later, self.draw

    def _lay_chief(self) -> None:
        self.remarks = self._line(_("签认意见"), _("签认意见，可不填"))
        self.sign = QPushButton(words(_("签认本周")))
        self.sign.clicked.connect(self._sign)
        self.reason = self._line(_("放行原因"), _("选中账号，写明放行原因"))
        self.lift = QPushButton(words(_("放行")))
        self.lift.clicked.connect(self._lift)
        line = QHBoxLayout()
        for widget in (self.remarks, self.sign, self.reason, self.lift):
            line.addWidget(widget, 1 if isinstance(widget, Line) else 0)
        self.column.addLayout(line)

    def _line(self, title: Text, told: Text) -> Line:
        made = Line()
        made.setAccessibleName(words(title))
        made.setPlaceholderText(words(told))
        return made

    # Reading

    def _turn(self, by: int) -> None:
        self.day += by * WEEK
        self.outlet.load(b"", "")
        self.press_refresh()

    def press_refresh(self) -> None:
        day = self.day
        self.work.look("free-looks", lambda act: free_looks.week(act, day), self._show, self)

    def _show(self, week: Week) -> None:
        self.week = week
        self.said.setText(words(_told(week)))
        self.officers.show_rows([_frequency(one) for one in week.officers])
        self.sheet.show_rows([self._look(one) for one in week.looks])
        if self.work.may("review-looks"):
            self.sign.setEnabled(week.over)

    def _look(self, look: FreeLookUp) -> Row:
        held = self.work.desk.registers.get(look.records[0][0]) if look.records else None
        records: Shown = _("{n} 条", n=look.count)
        if look.full and held:
            records = _("{register} {n} 条", register=held.title, n=look.count)
        texts = (
            moment(look.at),
            look.officer,
            event_title(look.event),
            PURPOSES.get(look.purpose, look.purpose) or _("遮蔽列表"),
            look.reference,
            look.explanation,
            records,
        )
        return Row(texts, look, tone=Tone.PLAIN if look.full else Tone.QUIET)

    def _open(self, look: FreeLookUp) -> None:
        """The record that was seen, under a purpose of one's own."""
        if look.full and look.records and self.work.may(f"show:{look.records[0][0]}"):
            self.work.go("record", *look.records[0])

    # What the chief does

    def _sign(self) -> None:
        day, remarks = self.day, self.remarks.text()
        self._do(
            "review-looks",
            lambda act: free_looks.sign_off(act, day, remarks),
            _("已签认 {day} 起的一周", day=day.isoformat()),
            self.remarks,
        )

    def _lift(self) -> None:
        officer, reason = self.officers.value, self.reason.text()
        if officer is None:
            self.work.say(_("请先在上面选中账号"), Tone.RED)
            return
        self._do(
            "lift-quota",
            lambda act: free_looks.lift(act, officer, reason),
            _("{officer} 可以继续查询", officer=officer),
            self.reason,
        )

    def _do(self, right: str, service: Callable[[Act], None], said: Text, line: Line) -> None:
        def done(_none: None) -> None:
            line.clear()
            self.work.say(said)
            self.press_refresh()

        self.work.act(right, service, done, self)

    # On paper

    def press_new(self) -> None:
        day = self.day
        self.work.ask(lambda: week_sheet(self.work.desk, day), self._drawn, self)

    def _drawn(self, pdf: bytes) -> None:
        self.outlet.load(pdf, _name(self.day))
        self.work.say(_("周报已生成，可打印或存到 {folder}", folder=str(printer.folder())))

    def press_print(self) -> None:
        self.outlet.print()

    def press_save(self) -> None:
        self.outlet.keep()


def _name(day: date) -> str:
    return f"{words(_('自主查询周报'))} {day:%Y%m%d}"


def _told(week: Week) -> Text:
    monday, n = week.monday.isoformat(), len(week.looks)
    if not week.reviews:
        return _("{day} 起一周，共 {n} 次；尚未签认", day=monday, n=n)
    last = week.reviews[-1]
    return _(
        "{day} 起一周，共 {n} 次；{officer} 于 {at} 签认 {m} 次 {remarks}",
        day=monday,
        n=n,
        officer=last.by,
        at=moment(last.at),
        m=last.looks,
        remarks=last.remarks,
    )


def _frequency(one: Frequency) -> Row:
    note: Shown = ""
    if one.held:
        note = _("已达限额，待放行")
    elif one.alarm:
        note = _("明显多于平日")
    usual = f"{one.usual:g}" if one.usual else ""
    texts = (one.officer, str(one.week), str(one.most), usual, note)
    return Row(texts, one.officer, tone=Tone.RED if note else Tone.PLAIN)
