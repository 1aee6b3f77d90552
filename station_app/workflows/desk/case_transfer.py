"""移送案件: the case goes to who is competent for it, and what is held of it goes along (程 62)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from station_app.access.act import Act
from station_app.access.action import Action
from station_app.access.service import service
from station_app.cases import course, rules
from station_app.cases.actions import AT, NOTE, NUMBER, TO, TOLD, unit
from station_app.core.texts import _
from station_app.property.service import follow_case


@service(right="handle-case", audit="case transferred")
def transfer(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """Raises Refused, Rejected."""
    at = values.get("at") or act.stamp.now
    return [*course.transfer(act, id, values), *follow_case(act, id, values["to"], at)]


ACTIONS = {
    "transfer_case": Action(
        name="transfer_case",
        title=_("移送案件"),
        right="handle-case",
        fields=(TO, TOLD, AT, NUMBER, NOTE),
        run=transfer,
        suits=rules.may_be_transferred,
        known=unit,
    ),
}
