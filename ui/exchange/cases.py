"""数据不一致待处理: the records that wait for a decision, the oldest first; masked."""

from __future__ import annotations

from collections.abc import Sequence

from station_app.access.act import View
from station_app.core.show import moment
from station_app.core.texts import Text, _
from station_app.sync.conflicts import Open, open_cases
from ui.exchange.waiting import WaitingPage
from ui.kit.text import words
from ui.kit.theme import Tone
from ui.pages.own_purpose import bring_purpose
from ui.pages.sheet import Row

TITLE = _("数据不一致待处理")


class CasesPage(WaitingPage):
    heading = TITLE
    columns = (_("登记簿"), _("记录"), _("项目"), _("填写人"), _("时间"), _("由谁处理"))
    stretch = 2
    keys = _("同一项两处填得不同：先报县局的照旧，由未填写过的所领导或登记人选定。Enter 打开")
    right = "conflicts"

    def found(self, view: View) -> Sequence[Open]:
        return open_cases(view)

    def counted(self, n: int) -> Text:
        return _("{n} 条记录待处理", n=n) if n else _("没有待处理的数据不一致")

    def row(self, one: Open) -> Row:
        title = self.work.desk.registers[one.register].title
        fields = "　".join(map(words, one.fields))
        who = _("由您处理") if one.yours else _("由他人处理")
        by = "　".join(by.removeprefix(f"{self.work.desk.scope}/") for by in one.by)
        texts = (title, one.called, fields, by, moment(one.at), who)
        return Row(texts, one, tone=Tone.ASK if one.yours else Tone.PLAIN)

    def take(self, one: Open) -> None:
        bring_purpose(self.work, "TASK", TITLE)
        self.work.go("resolve", one.register, one.id)
