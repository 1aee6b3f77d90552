"""上报下发: with which county, what waits, what went wrong; enrolling, and a round at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QWidget

from station_app.core.records import Changes
from station_app.core.show import moment
from station_app.core.texts import Shown, Text, _
from station_app.sync.status import Standing, standing
from ui.exchange import cases, job, refused
from ui.exchange.by_hand import ByHand
from ui.exchange.rounds import ENROL, RIGHT, ago, unreported
from ui.kit.fields import Line
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages.page import Page
from ui.pages.progress import Progress
from ui.pages.sheet import Row, Sheet
from ui.pages.work import Route, Work

if TYPE_CHECKING:
    from station_app.sync.exchange import Outcome

TITLE = _("上报下发")
OFF = _("没有接入县局，本所照常独立使用")
HOW = _("接入：县局管理员给一份接入文件，15 分钟内有效，只用一次；本机另生成密钥")


class ExchangePage(Page):
    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self.now = QPushButton(words(_("立即上报（Ctrl+S）")))
        self.now.clicked.connect(self.press_save)
        if not work.may(RIGHT):
            self.now.hide()
        self.compare = QPushButton(words(_("立即与县局比对")))
        self.compare.clicked.connect(self.compare_now)
        if not work.may(RIGHT):
            self.compare.hide()
        self.head(TITLE, self.compare, self.now)
        self.said = label("…", wrap=True)
        tone(self.said, Tone.HEADING)
        self.column.addWidget(self.said)
        self.progress = Progress(work)
        self.column.addWidget(self.progress)
        self.enrolling = self._lay_enrolling()
        self.column.addWidget(self.enrolling)
        self.sheet = Sheet(TITLE, (_("项目"), _("情况")), stretch=1)
        self.sheet.taken.connect(self._open)
        self.column.addWidget(self.sheet, 1)
        self.by_hand = ByHand(work, self.progress, self._done)
        self.column.addWidget(self.by_hand)
        self.by_hand.hide()
        self.column.addWidget(
            self.quiet(_("接入后每 5 分钟自动上报一次，联系不上时间隔加长；登记、打印从不等待上报"))
        )
        self.column.addStretch()
        self.setFocusProxy(self.sheet)

    def _lay_enrolling(self) -> QWidget:
        held = QWidget()
        line = QHBoxLayout(held)
        line.setContentsMargins(0, 0, 0, 0)
        self.file = Line()
        self.file.setAccessibleName(words(_("接入文件")))
        self.file.setPlaceholderText(words(_("县局给的接入文件")))
        self.file.returnPressed.connect(self.enrol)
        choose = QPushButton(words(_("选择文件…")))
        choose.clicked.connect(self._choose)
        do = QPushButton(words(_("接入县局")))
        do.clicked.connect(self.enrol)
        line.addWidget(self.file, 1)
        line.addWidget(choose)
        line.addWidget(do)
        held.hide()
        return held

    @property
    def title(self) -> Shown:
        return TITLE

    # How it stands

    def begin(self) -> None:
        super().begin()
        self.press_refresh()

    def press_refresh(self) -> None:
        self.work.read("exchange-status", standing, self._show, self)

    def on_changed(self, changes: Changes) -> None:
        self.press_refresh()

    def _show(self, found: Standing | None) -> None:
        may_enrol = found is None and self.work.may(ENROL)
        self.enrolling.setVisible(may_enrol)
        self.now.setEnabled(found is not None)
        self.compare.setEnabled(found is not None)
        self.sheet.setVisible(found is not None)
        self.by_hand.setVisible(found is not None and self.work.may(RIGHT))
        if found is None:
            said = OFF if not may_enrol else _("{off}。{how}", off=OFF, how=HOW)
            self.said.setText(words(said))
            self.setFocusProxy(self.file if may_enrol else self.now)
            return
        self.said.setText(words(_("与{county}上报下发", county=found.name)))
        self.setFocusProxy(self.sheet)
        self.sheet.show_rows(list(self._rows(found)))

    def _rows(self, found: Standing) -> Iterator[Row]:
        now = self.work.desk.now()
        said, tint = unreported(found, now)
        yield Row((_("上报"), said), "waiting", tone=tint)
        if found.contact is None:
            yield Row((_("最近一次联系"), _("还没有联系上过")), "contact", tone=Tone.ASK)
        else:
            since = _("{at}（{ago}）", at=moment(found.contact), ago=ago(now - found.contact))
            yield Row((_("最近一次联系"), since), "contact")
        if found.failures:
            at = moment(found.retry_at) if found.retry_at else "—"
            failed = _("连续 {n} 次没有联系上县局，{at} 再试", n=found.failures, at=at)
            yield Row((_("联系情况"), failed), "failures", tone=Tone.RED)
        elif found.contact is not None:
            yield Row((_("联系情况"), _("正常")), "failures")
            yield self._clock(found)
        lists = (
            (cases.TITLE, "conflicts", found.conflicts),
            (refused.TITLE, "quarantine", found.refused),
        )
        for title, page, n in lists:
            asked = Tone.ASK if n else Tone.PLAIN
            to = Route(page) if self.work.may(page) else page
            yield Row((title, _("{n} 项", n=n)), to, tone=asked)
        if found.repaired is not None:
            when, n = found.repaired
            mended = _("{at} 有 {n} 条与县局不同，已按县局改正", at=moment(when), n=n)
            yield Row((_("最近一次比对改正"), mended), "repaired", tone=Tone.ASK)
        for n, doubt in enumerate(found.doubts):
            yield Row((_("审计日志"), doubt), f"doubt {n}", tone=Tone.RED)

    def _clock(self, found: Standing) -> Row:
        minutes = round(abs(found.skew.total_seconds()) / 60)
        if not found.skewed:
            return Row((_("本机时钟"), _("与县局一致")), "clock")
        if found.skew.total_seconds() > 0:
            said = _("比县局快 {n} 分钟，请校准", n=minutes)
        else:
            said = _("比县局慢 {n} 分钟，请校准", n=minutes)
        return Row((_("本机时钟"), said), "clock", tone=Tone.RED)

    def _open(self, value: object) -> None:
        if isinstance(value, Route):
            self.work.going.emit(value)

    # A round at once

    def press_save(self) -> None:
        self._run(job.round_now, _("正在上报…"))

    def compare_now(self) -> None:
        self._run(job.compare_now, _("正在与县局逐项比对…"))

    def _run(self, work: Callable[..., Outcome], said: Text) -> None:
        if self.now.isEnabled() and not self.progress.running and self.work.may(RIGHT):
            args = (self.work.station.home, self.work.desk.officer)
            self.progress.run(work, args, self._done, said)

    def _done(self, outcome: Outcome) -> None:
        self.work.say(
            _(
                "上报 {sent} 项，收到 {received} 项，还有 {waiting} 项待上报",
                sent=outcome.sent,
                received=outcome.received,
                waiting=outcome.waiting,
            )
        )
        self.work.exchanged.emit()
        self.work.changed.emit(outcome.changes)

    # Enrolling

    def _choose(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(self, words(_("接入文件")))
        if path:
            self.file.setText(path)

    def enrol(self) -> None:
        typed = self.file.text().strip()
        if typed and not self.progress.running:
            args = (self.work.station.home, self.work.desk.officer, Path(typed).expanduser())
            self.progress.run(job.enrol, args, self._enrolled, _("正在接入县局…"))

    def _enrolled(self, _none: None) -> None:
        self.work.say(_("已接入县局"))
        self.work.exchanged.emit()
        self.press_refresh()
