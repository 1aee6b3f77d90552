"""What the county gave in writing: the order of stand-alone use, the entrustment with leaves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QFormLayout, QPushButton, QVBoxLayout, QWidget

from station_app.access import standing
from station_app.access.act import Act, View
from station_app.access.standing import CountyOrder
from station_app.core.days import read_day
from station_app.core.kinds import Day
from station_app.core.texts import Text, _
from station_app.workflows.supervision import entrusted
from ui.kit.editors import editor_for
from ui.kit.fields import Line
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages.giving import given
from ui.pages.password import WIDTH
from ui.pages.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class CountyPaper:
    """One such document: rights, services, and what is said when it stands, begins and ends."""

    heading: Text
    none: Text
    right: str
    read: Callable[[View], CountyOrder | None]
    enter_right: str
    enter: Callable[[Act, str, str, date | None], None]
    entered: Text
    end_right: str
    end: Callable[[Act, str], None]
    ended: Text


STAND_ALONE = CountyPaper(
    heading=_("独立使用依据（县级公安机关）"),
    none=_("没有登记：常住人口信息表带“内部查阅件，不作证明”标记"),
    right="stand-alone",
    read=standing.stand_alone,
    enter_right="order-stand-alone",
    enter=standing.enter_order,
    entered=_("已登记：户口内部用表不再带“内部查阅件”标记"),
    end_right="end-stand-alone",
    end=standing.take_back_order,
    ended=_("已撤销：户口内部用表恢复“内部查阅件”标记"),
)
ENTRUSTED = CountyPaper(
    heading=_("外出审批委托（县级社区矫正机构）"),
    none=_("没有登记：外出一律由县级以上社区矫正机构决定"),
    right="leave-entrustment",
    read=entrusted.leave_entrustment,
    enter_right="enter-entrustment",
    enter=entrusted.enter_entrustment,
    entered=_("已登记：七日以内的外出由本所负责人审批，报县级备案"),
    end_right="end-entrustment",
    end=entrusted.end_entrustment,
    ended=_("已撤销：外出一律由县级以上社区矫正机构决定"),
)


class OfCounty(QWidget):
    """What stands, for who may see it; entered and taken back by who may."""

    def __init__(self, work: Work, paper: CountyPaper) -> None:
        super().__init__()
        self._work, self._paper = work, paper
        heading = label(paper.heading)
        tone(heading, Tone.HEADING)
        self.now = label("…", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(heading)
        column.addWidget(self.now)
        self._entering = self._entry(column)
        self._ending = self._taking_back(column)
        for part in (self._entering, self._ending):
            part.hide()
        self._read()

    def _entry(self, column: QVBoxLayout) -> QWidget:
        part, form = _part(column)
        self.issuer = _line(form, _("发文机关"))
        self.number = _line(form, _("文号"))
        self.day = editor_for(Day(), given(self._work))
        self.day.widget.setFixedWidth(WIDTH)
        self.day.focus.setAccessibleName(words(_("发文日期")))
        form.addRow(words(_("发文日期")), self.day.widget)
        self.enter = _button(form, _("登记依据"), self._enter)
        self.issuer.returnPressed.connect(self.number.setFocus)
        self.number.returnPressed.connect(self.day.focus.setFocus)
        return part

    def _taking_back(self, column: QVBoxLayout) -> QWidget:
        part, form = _part(column)
        self.reason = _line(form, _("撤销的原因"))
        self.end = _button(form, _("撤销依据"), self._end)
        return part

    def _read(self) -> None:
        self._work.read(self._paper.right, self._paper.read, self._show, self)

    def _show(self, order: CountyOrder | None) -> None:
        paper, may = self._paper, self._work.may
        self.now.setText(words(_standing(order) if order else paper.none))
        self._entering.setHidden(order is not None or not may(paper.enter_right))
        self._ending.setHidden(order is None or not may(paper.end_right))

    def _enter(self) -> None:
        self.day.settle()
        desk, typed = self._work.desk, self.day.text().strip()
        if (problem := self.day.problem(desk.now())) is not None:
            self._work.say(problem, Tone.RED)
            return
        issuer, number = self.issuer.text(), self.number.text()
        day = read_day(typed, desk.today) if typed else None
        paper = self._paper
        enter = paper.enter
        self._do(paper.enter_right, lambda act: enter(act, issuer, number, day), paper.entered)

    def _end(self) -> None:
        reason = self.reason.text()
        end = self._paper.end
        self._do(self._paper.end_right, lambda act: end(act, reason), self._paper.ended)

    def _do(self, right: str, service: Callable[[Act], None], said: Text) -> None:
        def done(_none: None) -> None:
            self.reason.clear()
            self._work.say(said)
            self._read()

        self._work.act(right, service, done, self)


def _standing(order: CountyOrder) -> Text:
    return _(
        "{issuer}{number}，{day}，由 {officer} 登记",
        issuer=order.issuer,
        number=order.number,
        day=order.day.isoformat(),
        officer=order.entered_by,
    )


def _part(column: QVBoxLayout) -> tuple[QWidget, QFormLayout]:
    part = QWidget()
    form = QFormLayout(part)
    form.setContentsMargins(0, 0, 0, 0)
    form.setVerticalSpacing(10)
    column.addWidget(part)
    return part, form


def _line(form: QFormLayout, title: Text) -> Line:
    line = Line()
    line.setAccessibleName(words(title))
    line.setFixedWidth(WIDTH)
    form.addRow(words(title), line)
    return line


def _button(form: QFormLayout, title: Text, act: Callable[[], None]) -> QPushButton:
    button = QPushButton(words(title))
    button.setFixedWidth(WIDTH)
    button.clicked.connect(act)
    form.addRow("", button)
    return button
