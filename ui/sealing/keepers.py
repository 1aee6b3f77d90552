"""封存记录保管人: whose password opens what is sealed; who waits is admitted by one who is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFormLayout, QPushButton, QWidget

from station_app.core.texts import Shown, Text, _
from station_app.sealing import custodians
from station_app.sealing.custodians import Keeper
from station_app.storage.custody import Halves
from ui.kit.text import words
from ui.kit.theme import Tone
from ui.pages.page import Page
from ui.pages.password import hidden
from ui.pages.sheet import Row, Sheet
from ui.pages.work import Route, Work

COLUMNS = (_("保管人"), _("状态"), _("准入人"))


class Custodians(Page):
    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        prove = QPushButton(words(_("核对（F5）")))
        prove.clicked.connect(self.press_refresh)
        self.head(_("封存记录保管人"), prove)
        box = QWidget()
        form = QFormLayout(box)
        form.setContentsMargins(0, 0, 0, 0)
        self.password = hidden(_("本人密码"), form)
        self.column.addWidget(box)
        self.sheet = Sheet(_("封存记录保管人"), COLUMNS)
        self.sheet.taken.connect(self._admit)
        self.password.returnPressed.connect(self.sheet.setFocus)
        self.column.addWidget(self.sheet, 1)
        self.column.addWidget(
            self.quiet(_("输入本人密码后：Enter 准入选中的保管人，F5 核对封存记录是否都能打开"))
        )
        self.setFocusProxy(self.password)

    @property
    def title(self) -> Shown:
        return _("封存记录保管人")

    def begin(self) -> None:
        super().begin()
        self._read()

    def _read(self) -> None:
        self.work.read("custodians", custodians.custodians, self._show, self)

    def _show(self, found: Sequence[Keeper]) -> None:
        self.sheet.show_rows([_row(one) for one in found])

    def _halves(self) -> str:
        """What was typed; the line is emptied."""
        password = self.password.text()
        self.password.clear()
        if not password:
            self.work.say(_("请先输入本人密码"), Tone.RED)
            self.password.setFocus()
        return password

    def _admit(self, one: Keeper) -> None:
        if one.admitted_by is not None:
            self.work.say(_("已是保管人"))
            return
        station, desk = self.work.station, self.work.desk
        if password := self._halves():

            def job() -> int:
                halves: Halves = station.halves(desk, password)
                with desk.act("admit-custodian") as act:
                    return custodians.admit(act, one.public, halves)

            self.work.ask(job, lambda n: self._admitted(one, n), self)

    def _admitted(self, one: Keeper, n: int) -> None:
        self.work.say(_("已准入 {officer}，交给 {n} 条封存记录的密钥", officer=one.officer, n=n))
        self._read()

    def press_refresh(self) -> None:
        station, desk = self.work.station, self.work.desk
        if password := self._halves():

            def job() -> tuple[int, int]:
                halves: Halves = station.halves(desk, password)
                with desk.act("prove-sealed") as act:
                    return custodians.prove(act, halves)

            self.work.ask(job, self._proved, self)

    def _proved(self, counted: tuple[int, int]) -> None:
        opened, total = counted
        said: Text = _("封存记录 {total} 条，本人能打开 {n} 条", total=total, n=opened)
        self.work.say(said, Tone.PLAIN if opened == total else Tone.RED)


def _row(one: Keeper) -> Row:
    name: Shown = one.officer or _("恢复码（密封保管）")
    admitted = one.admitted_by is not None
    state = _("保管人") if admitted else _("待准入")
    tone = Tone.PLAIN if admitted else Tone.ASK
    return Row((name, state, one.admitted_by or ""), one, tone=tone)
