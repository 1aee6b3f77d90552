"""A refused entry corrected: the record's own form, and with its saving the refusal is settled."""

from __future__ import annotations

from uuid import UUID

from station_app.core.texts import Shown, _
from station_app.sync.quarantine import settle
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

    def _saved(self) -> None:
        """No act of its own to take back: Ctrl+Z is for what was entered."""
        super()._saved()
        work, op_id = self.work, UUID(self.route.action)
        work.look("settle-refused", lambda act: settle(act, op_id), lambda _none: None, work)

    def press_save_next(self) -> None:
        self.press_save()
