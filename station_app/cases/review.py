"""呈批 → 退回补正 / 审批 / 撤回: what is submitted to the head of the station, and his answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast
from uuid import UUID

from station_app.access.act import Act
from station_app.access.service import service
from station_app.cases import rules
from station_app.cases.records import Case
from station_app.cases.register import CASES
from station_app.cases.service import turn
from station_app.cases.steps import step
from station_app.core.errors import Refused
from station_app.core.texts import _
from station_app.identity import codes

NOTHING: Mapping[str, Any] = dict.fromkeys(
    ("submitted", "submitted_by", "submitted_on", "returned_on")
)


@service(right="submit-case", audit="case submitted")
def submit(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """呈批: one matter at a time; what came back is submitted anew. Raises Refused."""
    case = cast(Case, act.load(CASES, id))
    if not rules.may_be_submitted(case):
        raise Refused(_("已有待审批的呈批事项，或者案件已办结"))
    said = {"submitted": values["matter"], "submitted_by": act.stamp.officer}
    return _done(act, case, "submitted", values, said | {"submitted_on": act.stamp.today})


@service(right="approve-case", audit="case returned", not_by="submitted_by")
def send_back(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """退回补正: with what is missing. Raises Refused."""
    case = _pending(act, id)
    return _done(act, case, "returned", values, {"returned_on": act.stamp.today})


@service(right="approve-case", audit="case approved", not_by="submitted_by")
def approve(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """审批: by another than who submitted it. Raises Refused."""
    return _done(act, _pending(act, id), "approved", values, NOTHING)


@service(right="submit-case", audit="case recalled")
def recall(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """撤回: by whose submission it was, while nobody has decided. Raises Refused."""
    case = _pending(act, id)
    if case.submitted_by != act.stamp.officer:
        raise Refused(_("只有呈批人本人可以撤回"))
    return _done(act, case, "recalled", values, NOTHING)


def _pending(act: Act, id: UUID) -> Case:
    case = cast(Case, act.load(CASES, id))
    if not rules.is_submitted(case):
        raise Refused(_("没有待审批的呈批事项"))
    return case


def _done(
    act: Act, case: Case, kind: str, values: Mapping[str, Any], after: Mapping[str, Any]
) -> list[UUID]:
    """The step says of what matter; a return is over once it is submitted anew."""
    matter = codes.label("case_matter", cast(str, after.get("submitted") or case.submitted))
    turn(act, case, {"returned_on": None, **after})
    note = "：".join(filter(None, (matter, values.get("note"))))
    step(act, case.id, kind, act.stamp.today, note=note)
    return [case.id]
