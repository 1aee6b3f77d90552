"""At the counter: a report with its receipt at once, and what is settled while somebody stands."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QPushButton

from station_app.calls.records import COUNTER, Call
from station_app.calls.register import CALLS
from station_app.calls.service import enter_settled
from station_app.core.errors import Explained, Rejected
from station_app.core.records import Record
from station_app.core.register import Register
from station_app.core.show import typed
from station_app.core.texts import Shown, _
from ui.kit.form import RecordForm
from ui.kit.text import words
from ui.kit.theme import Tone
from ui.pages.form import FormPage
from ui.pages.giving import given
from ui.pages.own_purpose import bring_purpose
from ui.pages.page import Page
from ui.pages.work import Route, Work

RECEIPT = "reception_receipt"
SIX = ("category", "caller_said", "caller_phone", "place_said", "facts", "course")


class ReceptionPage(FormPage):
    """Saved, the receipt stands ready: Enter prints it."""

    draft_place = "calls/reception"

    def __init__(self, work: Work, route: Route) -> None:
        bring_purpose(work, "CASE", _("接处警"))
        super().__init__(work, route)

    @property
    def title(self) -> Shown:
        return _("当面报案")

    def _fresh(self) -> dict[str, str]:
        now = typed(CALLS["reported_at"].kind, self.work.desk.now())
        return super()._fresh() | {"channel": COUNTER, "reported_at": now}

    def _to_record(self, record: Record) -> None:
        self._saved()
        self.work.replace("print", CALLS.name, record.id, action=RECEIPT)
        self.work.say(_("已登记；按 Enter 打印接报案回执"))


class ConsultationPage(Page):
    """Six fields, kept with what came of them; no receipt and nothing owed."""

    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        save = QPushButton(words(_("保存（Ctrl+S）")))
        save.clicked.connect(self.press_save)
        self.head(self.title, save)
        self.form = RecordForm(_asked(), given(work))
        for signal in (self.form.save, self.form.save_next):
            signal.connect(self.press_save)
        self.form.back.connect(work.back)
        self.column.addWidget(self.form, 1)
        self.setFocusProxy(self.form)

    @property
    def title(self) -> Shown:
        return _("咨询、求助")

    @property
    def unsaved(self) -> bool:
        return any(self.form.values_typed().values())

    def press_save(self) -> None:
        values, problems = self.form.draft(self.work.desk.now())
        if problems:
            self.work.say(_("还有 {n} 处需要改正", n=len(problems)), Tone.RED)
            return
        self.work.act(
            "enter-consultation",
            lambda act: enter_settled(act, values),
            self._saved,
            self,
            self._refused,
        )

    def _saved(self, call: Call) -> None:
        self.form.load({})
        self.form.setFocus()
        self.work.say(_("已登记：{number}，请录入下一条", number=call.number))

    def _refused(self, problem: Explained) -> None:
        if isinstance(problem, Rejected):
            self.form.show_problems(problem.problems)
        self.work.say(problem.text, Tone.RED)


def _asked() -> Register:
    fields = tuple(replace(CALLS[name], group=None) for name in SIX)
    return replace(
        CALLS,
        name="calls.consultation",
        fields=fields,
        columns=(),
        subject=(),
        period=None,
        tallies={},
        by_act={},
        derive=lambda values: {},
    )
