"""Somebody moves into a house to let: who, for how long, and what his residence record asks.

Who is there already is taken by his name or number; of somebody new the number and name are typed
in the same lines. One Ctrl+S files person, tenancy and residence; Ctrl+Enter the next tenant.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from station_app.core.days import BEIJING
from station_app.core.errors import Problem
from station_app.core.register import Field, Register
from station_app.core.texts import Text, _
from station_app.identity import numbers
from station_app.people.register import PEOPLE
from station_app.residents.register import RESIDENTS
from station_app.tenancies.register import TENANCIES
from ui.kit.editor import Given
from ui.kit.form import RecordForm
from ui.kit.row import Row

HOUSE, PERSON = "house_id", "person_id"
OF_PERSON = ("id_number", "name", "phone", "hukou_address")
OF_STAY = ("stay_reason", "registered_on")
OF_TENANCY = ("since", "expected_until", "rent", "role", "room", "lease", "remarks")
NEW = _("新增人员（未登记过的）")
WHO = _("已登记的按姓名、拼音或号码取用；未登记的在下面填写号码、姓名")


def _fields() -> Iterator[Field]:
    yield TENANCIES[HOUSE]
    yield replace(TENANCIES[PERSON], required=False, help=WHO)
    for name in OF_PERSON:
        yield replace(PEOPLE[name], required=False, group=NEW)
    for name in OF_TENANCY[:2]:
        yield TENANCIES[name]
    for name in OF_STAY:
        yield replace(RESIDENTS[name], group=TENANCIES["since"].group)
    for name in OF_TENANCY[2:]:
        yield TENANCIES[name]


class TenancyForm(RecordForm):
    def __init__(self, register: Register, given: Given) -> None:
        super().__init__(replace(register, fields=tuple(_fields())), given)
        self.editors[PERSON].changed.connect(self._ask_who)

    def begin_new(self, typed: dict[str, str]) -> None:
        """Begins and is registered today: he stands at the counter."""
        today = self.given.now().astimezone(BEIJING).date().isoformat()
        self.load(dict.fromkeys(("since", "registered_on"), today) | typed)
        self._ask_who()

    def _ask_who(self) -> None:
        """Nothing more is asked of somebody who is there already."""
        known = _is_id(self.editors[PERSON].text())
        for name in OF_PERSON:
            self.show_field(name, visible=not known)

    def _left(self, row: Row) -> None:
        """A number or name that nobody here has is that of somebody new."""
        super()._left(row)
        typed = row.editor.text().strip()
        if row.field.name == PERSON and typed and not _is_id(typed) and not row.editor.open:
            is_number = numbers.normalise(typed)[:6].isdigit()
            into = self.editors["id_number" if is_number else "name"]
            if not into.text().strip() and row.editor.problem(self.given.now()) is not None:
                row.editor.show_text("")
                row.problem = None
                into.show_text(typed)
                into.settle()

    def draft(self, now: datetime) -> tuple[dict[str, Any], list[Problem]]:
        values, problems = super().draft(now)
        if not problems and not values[PERSON] and not values["name"]:
            problems = [Problem(PERSON, Text(WHO.msgid))]
            self.show_problems(problems)
        return values, problems

    def whole(self) -> dict[str, Any]:
        """As the shell would write it: the person and the residence inside the tenancy."""
        typed = {name: text for name, text in self.values_typed().items() if text.strip()}
        stay = {name: typed.pop(name) for name in OF_STAY if name in typed}
        person = {name: typed.pop(name) for name in OF_PERSON if name in typed}
        inner = {} if PERSON in typed else {"person": person}
        return typed | inner | ({"residence": stay} if stay else {})


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
