"""未被县局接受的登记: each with its reason, to be corrected and sent again, or given up."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from station_app.core.records import Changes
from station_app.core.show import moment
from station_app.core.texts import Shown, _
from station_app.sync.quarantine import Refusal, refusals, refused_texts, settle
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages.history import KINDS
from ui.pages.own_purpose import bring_purpose
from ui.pages.page import Page
from ui.pages.sheet import Row, Sheet
from ui.pages.work import Route, Work

TITLE = _("未被县局接受的登记")
COLUMNS = (_("登记簿"), _("记录"), _("事项"), _("原因"), _("登记人"), _("退回时间"))


class RefusedPage(Page):
    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self.head(TITLE)
        self.count = label("…")
        tone(self.count, Tone.QUIET)
        self.column.addWidget(self.count)
        self.sheet = Sheet(TITLE, COLUMNS, stretch=3)
        self.sheet.taken.connect(self._look)
        self.column.addWidget(self.sheet, 1)
        self.column.addWidget(
            self.quiet(_("F2 改正后重报　Ctrl+S 不再上报　Enter 打开记录；其他登记照常上报"))
        )
        self.setFocusProxy(self.sheet)

    @property
    def title(self) -> Shown:
        return TITLE

    def begin(self) -> None:
        """Also where one has come back: something may have been dealt with."""
        super().begin()
        self.press_refresh()

    def press_refresh(self) -> None:
        self.work.read("quarantine", refusals, self._show, self)

    def on_changed(self, changes: Changes) -> None:
        self.press_refresh()

    def _show(self, found: Sequence[Refusal]) -> None:
        said = _("{n} 项未被接受", n=len(found)) if found else _("没有未被接受的登记")
        self.count.setText(words(said))
        self.sheet.show_rows([self._row(one) for one in found], in_place=True)

    def _row(self, one: Refusal) -> Row:
        title = self.work.desk.registers[one.register].title
        kind = KINDS.get(one.kind, one.kind)
        texts = (title, one.called, kind, one.why, one.officer, moment(one.at))
        return Row(texts, one, one.why)

    def _look(self, one: Refusal) -> None:
        self.work.go("record", one.register, one.id)

    def press_edit(self) -> None:
        """Its form, with what was refused filled in."""
        one: Refusal | None = self.sheet.value
        if one is None:
            return
        if not one.again:
            self.work.say(_("这一项不能在表单中改正，请打开记录重新办理"), Tone.ASK)
            return
        work, register = self.work, self.work.desk.registers[one.register]
        bring_purpose(work, "TASK", TITLE)

        def job() -> dict[str, str]:
            right = f"show:{register.name}"
            return work.seen(right, lambda act: refused_texts(act, register, one.op_id))

        work.ask(job, partial(self._open, one), self)

    def _open(self, one: Refusal, texts: dict[str, str]) -> None:
        """Of a new record its form shows how it stands now."""
        said = {} if one.kind == "file" else texts
        self.work.go("resend", one.register, one.id, action=str(one.op_id), **said)

    def press_save(self) -> None:
        one: Refusal | None = self.sheet.value
        if one is not None:
            self.work.look(
                "settle-refused", lambda act: settle(act, one.op_id), self._settled, self
            )

    def _settled(self, _none: None) -> None:
        self.work.say(_("不再上报这一项"))
        self.press_refresh()
