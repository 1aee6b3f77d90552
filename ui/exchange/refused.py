"""未被县局接受的登记: each with its reason, to be corrected and sent again, or given up."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from station_app.access.act import View
from station_app.core.show import moment
from station_app.core.texts import Text, _
from station_app.sync.quarantine import Refusal, refusals, refused_texts, settle
from ui.exchange.waiting import WaitingPage
from ui.kit.theme import Tone
from ui.pages.history import KINDS
from ui.pages.own_purpose import bring_purpose
from ui.pages.sheet import Row

TITLE = _("未被县局接受的登记")


class RefusedPage(WaitingPage):
    heading = TITLE
    columns = (_("登记簿"), _("记录"), _("事项"), _("原因"), _("登记人"), _("退回时间"))
    stretch = 3
    keys = _("F2 改正后重报　Ctrl+S 不再上报　Enter 打开记录；其他登记照常上报")
    right = "quarantine"

    def found(self, view: View) -> Sequence[Refusal]:
        return refusals(view)

    def counted(self, n: int) -> Text:
        return _("{n} 项未被接受", n=n) if n else _("没有未被接受的登记")

    def row(self, one: Refusal) -> Row:
        title = self.work.desk.registers[one.register].title
        kind = KINDS.get(one.kind, one.kind)
        texts = (title, one.called, kind, one.why, one.officer, moment(one.at))
        return Row(texts, one, one.why)

    def take(self, one: Refusal) -> None:
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
