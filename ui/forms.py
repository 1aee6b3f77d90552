"""Which form edits which register. Only registers that outgrow RecordForm are listed."""

from __future__ import annotations

from collections.abc import Callable

from station_app.core.register import Register
from ui.kit.editor import Given
from ui.kit.form import RecordForm
from ui.people.form import PersonForm
from ui.residents.form import ResidenceForm

Maker = Callable[[Register, Given], RecordForm]
OWN_FORMS: dict[str, Maker] = {"people": PersonForm, "residents": ResidenceForm}


def form_for(register: Register, given: Given) -> RecordForm:
    return OWN_FORMS.get(register.name, RecordForm)(register, given)
