"""Which form edits which register. Only registers that outgrow RecordForm are listed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from station_app.access.act import Act
from station_app.calls.rules import doubts as call_doubts
from station_app.cases.rules import doubts as case_doubts
from station_app.core.records import Record
from station_app.core.register import Register
from station_app.workflows import inline
from ui.cases.statement_form import StatementForm
from ui.kit.editor import Given
from ui.kit.form import RecordForm
from ui.people.form import PersonForm
from ui.residents.form import ResidenceForm
from ui.tenancies.form import TenancyForm

Maker = Callable[[Register, Given], RecordForm]
OWN_FORMS: dict[str, Maker] = {
    "people": PersonForm,
    "residents": ResidenceForm,
    "statements": StatementForm,
}
ENTRY_FORMS: dict[str, Maker] = {"tenancies": TenancyForm}  # for a new record alone
DOUBTS = {"calls": call_doubts, "cases": case_doubts}  # what is said of it and taken


def form_for(register: Register, given: Given, *, new: bool) -> RecordForm:
    if register.name in DOUBTS:
        return RecordForm(register, given, contradictions=DOUBTS[register.name])
    own = OWN_FORMS.get(register.name, RecordForm)
    return (ENTRY_FORMS.get(register.name, own) if new else own)(register, given)


def file(act: Act, register: Register, form: RecordForm, values: Mapping[str, Any]) -> Record:
    """A new record with all that its form asks for along with it."""
    if isinstance(form, TenancyForm):
        return inline.file_typed(act, register, [form.whole()])[0]
    return inline.file_whole(act, register, values)
