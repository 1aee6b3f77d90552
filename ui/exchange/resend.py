"""A refused entry corrected in the record's own form, and reported again."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from station_app.core.records import Record
from station_app.core.texts import Shown, _
from station_app.sync.quarantine import resend
from ui.kit.theme import Tone
from ui.pages.form import FormPage
from ui.pages.work import Route, Work


class ResendPage(FormPage):
    """`route.action` is the operation that was refused, `route.given` what it said."""

    def __init__(self, work: Work, route: Route) -> None:
        self.draft_place = f"resend/{route.action}"
        super().__init__(work, route)

    @property
    def title(self) -> Shown:
        return _("改正重报：{register}", register=self.register.title)

    def _fresh(self) -> dict[str, str]:
        return super()._fresh() | self.route.texts

    def press_save_next(self) -> None:
        self.press_save()

    def _save(self, then: Callable[[Record], None]) -> None:
        record, op_id = self.record, UUID(self.route.action)
        if not self.form.isEnabled() or record is None:
            return
        values, problems = self.form.draft(self.work.desk.now())
        if problems:
            self.work.say(_("还有 {n} 处需要改正", n=len(problems)), Tone.RED)
            return
        news = {n: v for n, v in values.items() if n in self.form.editors}
        news = {n: v for n, v in news.items() if v != getattr(record, n)}
        self.work.act(
            "settle-refused",
            lambda act: resend(act, op_id, news, record.revision),
            lambda _none: then(record),
            self,
            self._refused,
        )
