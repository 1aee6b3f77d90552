"""A residence: who and where first; what the clock knows is filled in already."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from station_app.core.days import BEIJING
from station_app.core.errors import Problem
from station_app.core.register import Register
from station_app.residents.records import ABROAD, FLOATING
from ui.kit.editor import Given
from ui.kit.form import RecordForm

FIRST = ("person_id", "place_id", "resident_class", "stay_reason", "expected_leave", "since")
NEXT = (
    *("arrived_on", "registered_on", "moved_from"),
    *("household", "relation_to_head", "household_type", "remarks"),
)
STAY = ("arrived_on", "stay_reason", "expected_leave", "registered_on")
PERMIT = ("permit_number", "permit_issued_on", "endorsed_on", "years_from")


class ResidenceForm(RecordForm):
    """Asks of the floating population and of people from abroad only what concerns them."""

    def __init__(self, register: Register, given: Given) -> None:
        asked = (*FIRST, *NEXT)
        rest = [each.name for each in register.fields if each.typed and each.name not in asked]
        plain = replace(register, fields=tuple(replace(f, group=None) for f in register.fields))
        super().__init__(plain, given, fields=(*asked, *rest))
        self._abroad = [f.name for f in register.fields if f.group == register["abroad_kind"].group]
        self._new = False
        self.editors["resident_class"].changed.connect(self._ask_what_concerns)
        self._ask_what_concerns()

    def begin_new(self, typed: dict[str, str]) -> None:
        """Begins and is registered today; a tenant is the usual case at the counter."""
        today = self.given.now().astimezone(BEIJING).date().isoformat()
        usual = {"resident_class": FLOATING}
        usual |= dict.fromkeys(("since", "arrived_on", "registered_on"), today)
        self.load(usual | typed)
        self._new = True
        self._ask_what_concerns()

    def draft(self, now: datetime) -> tuple[dict[str, Any], list[Problem]]:
        """A resident of another class has no days of the floating population."""
        if self._new and self.editors["resident_class"].text() != FLOATING:
            for name in STAY:
                self.editors[name].show_text("")
        return super().draft(now)

    def _ask_what_concerns(self) -> None:
        """Permits come later, by their own acts."""
        chosen = self.editors["resident_class"].text()
        for name in (*STAY, *PERMIT):
            stays = chosen in (FLOATING, "") and not (self._new and name in PERMIT)
            self.show_field(name, visible=stays)
        for name in self._abroad:
            self.show_field(name, visible=chosen == ABROAD)
