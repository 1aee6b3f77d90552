"""What a page asks for that is no record, as the form that every register is typed into."""

from __future__ import annotations

from collections.abc import Sequence

from station_app.core.register import Field, Register
from station_app.core.texts import Text
from ui.kit.form import RecordForm
from ui.pages.giving import given
from ui.pages.work import Work


def asking(work: Work, title: Text, fields: Sequence[Field]) -> RecordForm:
    record = next(iter(work.desk.registers.values())).record  # none is ever made
    asked = Register(
        name="asked",
        number=0,
        title=title,
        record=record,
        fields=tuple(fields),
        columns=(),
        subject=(),
    )
    form = RecordForm(asked, given(work))
    form.back.connect(work.back)
    return form
