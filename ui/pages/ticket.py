"""F8: a new ticket for the citizen at the counter, the one before parked and brought back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from station_app.access.drafts import drafts, drop_draft, save_draft
from station_app.access.purposes import PURPOSES, Purpose
from station_app.core.show import moment
from station_app.core.texts import Shown, _
from station_app.storage.own_tables import Draft
from ui.kit.fields import Line
from ui.kit.text import label, words
from ui.kit.theme import Tone, tone
from ui.pages.giving import title
from ui.pages.page import Page
from ui.pages.purpose_bar import PurposeBar
from ui.pages.sheet import Row, Sheet
from ui.pages.work import Route, Ticket, Work

PLACE = "ticket/"


class TicketPage(Page):
    def __init__(self, work: Work, route: Route) -> None:
        super().__init__(work, route)
        self._tickets: dict[int, Ticket] = {}
        self.head(_("接待单"))
        self.column.addWidget(self._heading(_("新接待单")))
        self.bar = PurposeBar(reference_needed=False)
        self.bar.button.setText(words(_("新接待单")))
        self.bar.reference.setPlaceholderText(words(_("依据，不填时为接待单号")))
        self.bar.given.connect(self._new)
        self.column.addWidget(self.bar)
        self.column.addSpacing(12)
        self.column.addWidget(self._heading(_("取回")))
        self.number = Line()
        self.number.setAccessibleName(words(_("取回第几号")))
        self.number.setPlaceholderText(words(_("取回第几号")))
        self.number.setMaximumWidth(200)
        self.number.returnPressed.connect(self._typed)
        self.column.addWidget(self.number)
        columns = (_("号"), _("事由"), _("依据"), _("人员"), _("挂起时间"))
        self.sheet = Sheet(_("已挂起的接待单"), columns, stretch=3)
        self.sheet.taken.connect(self._bring_back)
        self.column.addWidget(self.sheet, 1)
        self.setFocusProxy(self.bar)
        self.press_refresh()

    @property
    def title(self) -> Shown:
        return _("接待单")

    def _heading(self, shown: Shown) -> Any:
        made = label(shown)
        tone(made, Tone.HEADING)
        return made

    def press_ticket(self) -> None:
        """F8 twice: a new one under the purpose chosen."""
        self._new(self.bar.purpose)

    def press_refresh(self) -> None:
        self.work.ask(self._read, self._show, self)

    def _read(self) -> list[tuple[Ticket, str, str]]:
        with self.work.desk.view("drafts") as view:
            kept = [draft for draft in drafts(view) if draft.place.startswith(PLACE)]
        return [self._line(draft) for draft in kept]

    def _line(self, draft: Draft) -> tuple[Ticket, str, str]:
        ticket = from_body(int(draft.place.removeprefix(PLACE)), draft.body)
        who = title(self.work, "people", ticket.person) if ticket.person else ""
        return ticket, who, moment(draft.at)

    def _show(self, lines: Sequence[tuple[Ticket, str, str]]) -> None:
        self._tickets = {ticket.number: ticket for ticket, _who, _at in lines}
        self.sheet.show_rows([Row(_texts(*line), line[0].number) for line in lines])

    def _new(self, purpose: Purpose | None) -> None:
        """The one in hand is parked first; its number is free once all parked ones are read."""
        if purpose is None:
            return
        self._park()
        self.work.ask(self._read, partial(self._begin, purpose), self)

    def _begin(self, purpose: Purpose, lines: Sequence[tuple[Ticket, str, str]]) -> None:
        used = [self.work.ticket.number, *(ticket.number for ticket, _who, _at in lines)]
        number = max(used) + 1
        reference = purpose.reference or words(_("接待单 {n}", n=number))
        self.work.set_ticket(Ticket(number, Purpose(purpose.code, reference)))
        self.work.leave_to("home")

    def _park(self) -> None:
        ticket, desk = self.work.ticket, self.work.desk
        if not ticket.number:
            return
        body = to_body(ticket)

        def keep() -> None:
            with desk.jot("save-draft") as view:
                save_draft(view, f"{PLACE}{ticket.number}", body)

        self.work.ask(keep, lambda _none: None, self.work)

    def _typed(self) -> None:
        typed = self.number.text().strip()
        if typed.isdecimal() and int(typed) in self._tickets:
            self._bring_back(int(typed))
        else:
            self.work.say(_("没有挂起的接待单 {n}", n=typed), Tone.RED)

    def _bring_back(self, number: int) -> None:
        self._park()
        ticket, desk = self._tickets[number], self.work.desk

        def drop() -> None:
            with desk.jot("drop-draft") as view:
                drop_draft(view, f"{PLACE}{number}")

        self.work.ask(drop, lambda _none: None, self.work)
        self.work.set_ticket(ticket)
        self.work.leave_to("home")
        if ticket.route.page != "home":
            self.work.going.emit(ticket.route)


def to_body(ticket: Ticket) -> dict[str, Any]:
    purpose, route = ticket.purpose, ticket.route
    return {
        "purpose": [purpose.code, purpose.reference, purpose.free] if purpose else None,
        "person": str(ticket.person) if ticket.person else "",
        "place": str(ticket.place) if ticket.place else "",
        "route": [route.page, route.register, str(route.id or ""), route.action],
    }


def from_body(number: int, body: Mapping[str, Any]) -> Ticket:
    purpose = Purpose(*body["purpose"]) if body["purpose"] else None
    page, register, id, action = body["route"]
    return Ticket(
        number,
        purpose,
        UUID(body["person"]) if body["person"] else None,
        UUID(body["place"]) if body["place"] else None,
        Route(page, register, UUID(id) if id else None, action),
    )


def _texts(ticket: Ticket, who: str, at: str) -> tuple[Shown, ...]:
    purpose = ticket.purpose
    if purpose is None:
        return (str(ticket.number), "", "", who, at)
    return (str(ticket.number), PURPOSES[purpose.code], purpose.reference, who, at)
