"""What goes to another organisation of the county: whom it names, and what is known of him."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from station_app.access.act import Act
from station_app.core.errors import Refused
from station_app.core.ids import new_id
from station_app.core.kinds import Words
from station_app.core.register import Field, Register
from station_app.core.texts import _
from station_app.sync import status

TO = Field(name="to", label=_("接收单位编号"), kind=Words(longest=20))
SCOPE = re.compile(r"[0-9]{6}-[0-9]{2}")
KNOWN_BY = (  # what tells one person from another, and where to ask for him: nothing else goes
    *("name", "former_name", "sex", "birth", "nationality", "ethnicity", "id_number"),
    *("number_note", "documents", "hukou_address", "phone"),
)


def scope_of(act: Act, to: str) -> str:
    """Of another organisation. Raises Refused, also where there is no county to carry it."""
    if status.enrolment(act.session) is None:
        raise Refused(_("本所没有接入县局，不能经县局送交：请按规定另行函告"))
    scope = to.strip()
    if not SCOPE.fullmatch(scope) or scope == act.stamp.scope:
        raise Refused(_("请填写接收单位的编号，如 339901-02，不能是本所"))
    return scope


def send(act: Act, register: Register, values: Mapping[str, Any], to: str, of: UUID) -> None:
    """A record of `register` for the organisation `to`, with the person it is about.

    He is another record there: who holds one cannot find the other by its id. `of`: the record
    here out of which it is written.
    """
    people, there = act.registers["people"], new_id()
    person = act.load(people, values["person_id"])
    known = {name: getattr(person, name) for name in KNOWN_BY} | {"id": there}
    act.send(
        [(people, known), (register, {**values, "person_id": there})], to=to, of=(person.id, of)
    )
