"""放假安排: the rest days and days worked of a year, entered from the State Council's notice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QPushButton

from station_app.access import rulebook
from station_app.access.rulebook import Year
from station_app.core.kinds import Count, Words
from station_app.core.register import Field
from station_app.core.texts import Shown, _
from ui.kit.text import words
from ui.kit.theme import Tone, icon
from ui.pages.asking import asking
from ui.pages.page import Page
from ui.pages.rule_change import Changing
from ui.pages.sheet import Row, Sheet
from ui.pages.unknown_year import UnknownYear
from ui.pages.work import Route, Work

COLUMNS = (_("年份"), _("放假安排"), _("放假"), _("调休上班"), _("通知文号"), _("登记"))
STATE_COUNCIL = "国务院办公厅"
DAYS_HELP = _("照通知写，如 1月1日至3日、2.6 至 2.12；不写年份为当年")
ASKED = (
    Field(
        name="year", label=_("年份"), kind=Count(_("公历"), most=2199, least=2004), required=True
    ),
    Field(
        name="rest",
        label=_("放假的日期"),
        kind=Words(lines=3, longest=500),
        required=True,
        help=DAYS_HELP,
    ),
    Field(
        name="work",
        label=_("调休上班的周末"),
        kind=Words(lines=2, longest=500),
        help=_("没有的不填"),
    ),
    Field(name="issuer", label=_("发文机关"), kind=Words(longest=60), required=True),
    Field(name="number", label=_("通知文号"), kind=Words(longest=60), required=True),
)


class Holidays(Page):
    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        new = QPushButton(icon("plus"), words(_("录入一年（Ctrl+N）")))
        new.clicked.connect(self.press_new)
        self.head(self.title, new)
        new.setVisible(work.may("enter-holidays"))
        self.warning = UnknownYear(work)
        self.column.addWidget(self.warning)
        self.sheet = Sheet(_("放假安排"), COLUMNS, stretch=2)
        self.sheet.taken.connect(self._open)
        self.column.addWidget(self.sheet, 1)
        said = _("由所领导按国务院办公厅的通知录入；Enter 录入、更正或撤销一年")
        self.column.addWidget(self.quiet(said))
        self.setFocusProxy(self.sheet)

    @property
    def title(self) -> Shown:
        return _("放假安排")

    def begin(self) -> None:
        super().begin()
        self.press_refresh()

    def press_refresh(self) -> None:
        self.warning.read()
        self.work.read("rulebook", rulebook.years, self._show, self)

    def press_new(self) -> None:
        if self.work.may("enter-holidays"):
            self.work.go("holiday_year", year=str(self.work.desk.today.year + 1))

    def _open(self, year: Year) -> None:
        if not self.work.may("enter-holidays"):
            self.work.say(_("放假安排由所领导录入"))
        elif (notice := year.notice) is None:
            self.work.go("holiday_year", year=str(year.year))
        else:
            self.work.go(
                "holiday_year",
                id=notice.id,
                year=str(year.year),
                rest=_written(notice.holidays),
                work=_written(notice.workdays),
                issuer=notice.issuer,
                number=notice.number,
            )

    def _show(self, years: Sequence[Year]) -> None:
        self.sheet.show_rows([_line(year) for year in years])


def _line(year: Year) -> Row:
    notice = year.notice
    if notice is not None:
        texts: tuple[Shown, ...] = (
            str(year.year),
            _("已录入"),
            _written(notice.holidays),
            _written(notice.workdays),
            f"{notice.issuer}{notice.number}",
            notice.entered_by,
        )
        return Row(texts, year)
    state = _("程序自带") if year.known else _("尚未录入，暂按周一至周五为工作日")
    return Row((str(year.year), state), year, tone=Tone.QUIET if year.known else Tone.RED)


def _written(days: Sequence[str]) -> str:
    """Spans of days on end, as they may be typed again."""
    spans: list[list[date]] = []
    for day in map(date.fromisoformat, days):
        if spans and (day - spans[-1][-1]).days == 1:
            spans[-1][1:] = [day]
        else:
            spans.append([day])
    return "、".join("~".join(one.isoformat() for one in span) for span in spans)


class HolidayPage(Changing):
    """A year's notice, typed from the paper; one entered before is replaced, or taken back."""

    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        take_back = QPushButton(words(_("撤销…")))
        take_back.clicked.connect(self._take_back)
        save = QPushButton(words(_("录入（Ctrl+S）")))
        save.clicked.connect(self.press_save)
        self.head(self.title, take_back, save)
        take_back.setVisible(route.id is not None)
        self.form = asking(work, _("放假安排"), ASKED)
        self.form.save.connect(self.press_save)
        self.form.save_next.connect(self.press_save)
        self.form.load({"issuer": STATE_COUNCIL} | route.texts)
        self.column.addWidget(self.form, 1)
        self.column.addWidget(self.quiet(_("录入后所有期限重新计算；同一年再次录入即为更正")))
        self.setFocusProxy(self.form)

    @property
    def title(self) -> Shown:
        return _("录入放假安排")

    def _take_back(self) -> None:
        texts = self.route.texts
        what = f"{texts['year']} {texts['issuer']}{texts['number']}"
        self.work.replace("holiday_end", id=self.route.id, what=what)

    def press_save(self) -> None:
        values, problems = self.form.draft(self.work.desk.now())
        if problems:
            return
        year, rest, work = int(values["year"]), values["rest"], values["work"]
        source = {"issuer": values["issuer"], "number": values["number"]}
        self.change(
            "enter-holidays",
            lambda act: rulebook.enter_holidays(act, year, rest, work, **source),
            _("已录入 {year} 年的放假安排", year=year),
        )
