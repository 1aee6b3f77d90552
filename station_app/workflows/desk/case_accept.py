"""受案: an alarm becomes a case, with its people and its place, and is disposed of by that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import Act
from station_app.access.action import Action
from station_app.access.service import service
from station_app.calls import rules as call_rules
from station_app.calls import service as calls
from station_app.calls.records import ADMIN_CASE, COUNTER, CRIMINAL_CASE, Call, CallPerson
from station_app.calls.register import CALLS
from station_app.cases import service as cases
from station_app.cases.actions import NOTE
from station_app.cases.records import ADMIN, CRIMINAL, REPORTER, SECURITY, Case
from station_app.cases.register import CASES
from station_app.core.errors import Refused
from station_app.core.kinds import Flag
from station_app.core.register import Field, Merge
from station_app.core.texts import _

DISPOSAL = {SECURITY: ADMIN_CASE, ADMIN: ADMIN_CASE, CRIMINAL: CRIMINAL_CASE}
ROLES = {"caller": REPORTER, "victim": "victim", "suspect": "suspect", "witness": "witness"}
SOURCES = {"110": "110", COUNTER: "report", "patrol": "found", "transfer": "transfer"}
PUBLIC_ORDER = "20"  # prefix of the categories of 治安警情
TYPED = (
    *("title", "cause", "occurred_at", "facts", "evidence", "second"),
    *("public_official", "official_number"),
)


@service(right="accept-case", audit="admin case accepted")
def accept_admin(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """行政案件立案登记: `id` is the call.

    治安 is filed at once, or not filed with its reason (治 90). Raises Absent, Refused, Rejected.
    """
    if values["kind"] == CRIMINAL:
        raise cases.wrong("kind", _("刑事案件请用“受案（刑事）”"))
    return _accept(act, id, values, filed=values["kind"] == SECURITY or bool(values["filed"]))


@service(right="accept-case", audit="criminal case accepted")
def accept_criminal(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """受案(刑事): examined, then filed or not. Raises Absent, Refused, Rejected."""
    return _accept(act, id, {**values, "kind": CRIMINAL}, filed=bool(values["filed"]))


def _accept(act: Act, id: UUID, values: Mapping[str, Any], *, filed: bool) -> list[UUID]:
    call = cast(Call, act.load(CALLS, id))
    if call.withdrawn_at or not is_acceptable(call):
        raise Refused(_("这条警情的处理结果不是立为案件"))
    kind = values["kind"]
    _refuse_twice(act, call, kind)
    case = cases.enter(act, _as_case(act, call, values))
    _people(act, call, case)
    if why := values.get("not_filed_why"):
        cases.not_file(act, case.id, {"why": why})
    elif filed:
        cases.file_case(act, case.id, {"note": values.get("note")})
    if call_rules.is_open(call):
        number = case.official_number or case.number
        calls.dispose(act, call.id, {"disposal": DISPOSAL[kind], "case_number": number})
    return [case.id, call.id]


def is_acceptable(call: Any) -> bool:
    return call_rules.is_open(call) or call.disposal in call_rules.CASES


def _refuse_twice(act: Act, call: Call, kind: str) -> None:
    """程 60: what was accepted is not registered again."""
    known = select(Case.kind).where(Case.call_id == call.id, Case.withdrawn_at.is_(None))
    if any(DISPOSAL[one] == DISPOSAL[kind] for one in act.all(known)):
        raise Refused(_("这条警情已经受理为案件，不重复登记"))


def _as_case(act: Act, call: Call, values: Mapping[str, Any]) -> dict[str, Any]:
    told = {name: values[name] for name in TYPED if values.get(name) is not None}
    told |= {"kind": values["kind"], "call_id": call.id, "accepted_at": act.stamp.now}
    told |= {"source": SOURCES.get(call.channel, "report"), "minor": call.minor}
    told |= {"place_id": call.place_id, "place_said": call.place_said}
    return {"facts": call.facts} | told


def _people(act: Act, call: Call, case: Case) -> None:
    """Who stands in the alarm by name; never who asked to stay unknown (程 63)."""
    mine = CallPerson.call_id == call.id, CallPerson.person_id.is_not(None)
    query = select(CallPerson).where(*mine, CallPerson.withdrawn_at.is_(None))
    known = [
        (one.person_id, ROLES.get(one.role, "other"))
        for one in act.all(query.order_by(CallPerson.row))
        if not one.secret
    ]
    if call.caller_id and not call.secret:
        known.insert(0, (call.caller_id, REPORTER))
    for person_id, role in dict.fromkeys(known):
        cases.involve(act, case.id, {"person_id": person_id, "role": role})


def _known(_act: Act, call: Call) -> Mapping[str, Any]:
    """What the alarm says already."""
    told: dict[str, Any] = {"facts": call.facts, "official_number": call.case_number}
    if (call.category or "").startswith(PUBLIC_ORDER):
        told["kind"] = SECURITY
    return {name: value for name, value in told.items() if value}


def _asked(*names: str) -> tuple[Field, ...]:
    return tuple(replace(CASES[name], merge=Merge.GUARDED, group=None) for name in names)


FILED = Field(
    name="filed",
    label=_("当场立案"),
    kind=Flag(),
    help=_("治安案件受理即立案，不必填写"),
)
NOT_FILED = replace(
    CASES["not_filed_why"],
    merge=Merge.GUARDED,
    group=None,
    help=_("填写的，登记为不予立案"),
)

ACTIONS = {
    action.name: action
    for action in (
        Action(
            name="accept_admin_case",
            title=_("行政案件立案登记"),
            right="accept-case",
            fields=(*_asked("kind", *TYPED), FILED, NOT_FILED, NOTE),
            run=accept_admin,
            suits=lambda call: call_rules.is_open(call) or call.disposal == ADMIN_CASE,
            known=_known,
        ),
        Action(
            name="accept_criminal_case",
            title=_("受案（刑事）"),
            right="accept-case",
            fields=(*_asked(*TYPED), FILED, NOT_FILED, NOTE),
            run=accept_criminal,
            suits=lambda call: call_rules.is_open(call) or call.disposal == CRIMINAL_CASE,
            known=_known,
        ),
    )
}
