"""A residence: who and where first; what the clock knows is filled in already."""

from __future__ import annotations

from station_app.core.register import Register
from station_app.residents.records import ABROAD, FLOATING
from ui.kit.editor import Given
from ui.kit.form import RecordForm

FIRST = ("person_id", "place_id", "resident_class", "since")
STAY = (
    "arrived_on",
    "stay_reason",
    "expected_leave",
    "registered_on",
    "permit_applied_on",
    "permit_number",
    "permit_issued_on",
    "endorsed_on",
)
TODAY_WHEN_FLOATING = ("arrived_on", "registered_on")


class ResidenceForm(RecordForm):
    """Asks of the floating population and of people from abroad only what concerns them."""

    def __init__(self, register: Register, given: Given) -> None:
        rest = [each.name for each in register.fields if each.typed and each.name not in FIRST]
        super().__init__(register, given, fields=(*FIRST, *rest))
        self._abroad = [f.name for f in register.fields if f.group == register["abroad_kind"].group]
        self._new = True
        self.editors["resident_class"].changed.connect(self._ask_what_concerns)
        self._ask_what_concerns()

    def begin_new(self, typed: dict[str, str]) -> None:
        """A new residence begins today; a tenant is the usual case at the counter."""
        today = self.given.now().date().isoformat()
        self.load({"resident_class": FLOATING, "since": today} | typed)
        self._ask_what_concerns()

    def _ask_what_concerns(self) -> None:
        chosen = self.editors["resident_class"].text()
        for name in STAY:
            self.show_field(name, visible=chosen in (FLOATING, ""))
        for name in self._abroad:
            self.show_field(name, visible=chosen in (ABROAD, ""))
