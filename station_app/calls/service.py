"""The course of a call: entered with its number, who it is about, and disposed of."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast
from uuid import UUID

from sqlalchemy import func, or_, select

from station_app.access.act import Act, View
from station_app.access.action import Action
from station_app.access.service import service
from station_app.calls import rules
from station_app.calls.records import CALLER, COUNTER, FALSE, REPEATED, SETTLED, Call
from station_app.calls.register import CALL_PEOPLE, CALLS
from station_app.clocks.calendar import add_months
from station_app.core.errors import Refused, Rejected
from station_app.core.kinds import Moment
from station_app.core.register import Field, Merge, complete
from station_app.core.texts import _
from station_app.storage import references
from station_app.storage.own_tables import Officer

NUMBERED = "J"
SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that is taken for another
CODE_LENGTH = 8
MONTHS = 6  # in which a place is asked for earlier calls
WHO = ("caller_id", "caller_said", "caller_phone")


@service(right="enter-call", audit="call entered")
def enter(act: Act, values: Mapping[str, Any]) -> Call:
    """接警: its number and times; at the counter a query code. Raises Rejected, Absent."""
    told = dict(values) | {"number": act.next_number(NUMBERED)}
    told["taken_at"] = values.get("taken_at") or act.stamp.now
    if act.role != "clerk":
        told["officer"] = values.get("officer") or act.stamp.officer
    if told.get("channel") == COUNTER and told.get("disposal") is None:
        told["query_code"] = query_code()
    unknown = _kept_apart(told) if told.get("secret") else {}
    complete(CALLS, told)
    call = cast(Call, act.file(CALLS, told))
    if unknown:
        act.file(CALL_PEOPLE, unknown | _secret(act, call))
    return call


@service(right="enter-consultation", audit="consultation entered")
def enter_settled(act: Act, values: Mapping[str, Any]) -> Call:
    """咨询、求助: entered with what came of it; no receipt, no clock. Raises Rejected."""
    now = act.stamp.now
    settled = {"channel": COUNTER, "disposal": SETTLED, "disposed_at": now, "answered_at": now}
    return enter(act, {"reported_at": now} | dict(values) | settled)


def query_code() -> str:
    return "".join(secrets.choice(SIGNS) for _nth in range(CODE_LENGTH))


def _kept_apart(told: dict[str, Any]) -> dict[str, Any]:
    """Takes who reported out of what is told; nothing where nobody was named (程 63)."""
    id, name, phones = (told.pop(name, None) for name in WHO)
    said = " ".join(filter(None, (name, *(one["number"] for one in phones or ()))))
    return {"role": CALLER, "person_id": id, "said": said} if id or said else {}


def _secret(act: Act, call: Call) -> dict[str, Any]:
    """Whose it is to know: the officer who handles the call, if he has an account, or oneself."""
    known = act.all(select(Officer.name).where(Officer.name == call.officer))
    handler = known[0] if known else act.stamp.officer
    return {"call_id": call.id, "secret": True, "officer": handler}


@service(right="involve", audit="call person entered")
def involve(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """Somebody, a vehicle or a thing of a call. Raises Absent, Rejected."""
    call = cast(Call, act.load(CALLS, id))
    told = {"call_id": call.id, **values, "said": values.get("said") or ""}
    if call.secret and values["role"] == CALLER:
        told |= _secret(act, call)
    return [call.id, act.file(CALL_PEOPLE, told).id]


@service(right="dispose-call", audit="call disposed")
def dispose(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """处理结果: once, with what it needs. Raises Absent, Refused, Rejected."""
    call = cast(Call, act.load(CALLS, id))
    if not rules.is_open(call):
        raise Refused(_("这条警情已有处理结果"))
    if problems := list(rules.check_disposal(call, values)):
        raise Rejected(problems, CALLS.labels)
    if values.get("repeat_of"):
        act.load(CALLS, values["repeat_of"])
    at = values.get("at") or act.stamp.now
    after = {name: values[name] for name in TOLD if values.get(name)}
    after |= {"disposed_at": at, "answered_at": values.get("answered_at") or call.answered_at or at}
    act.set_state(CALLS, call.id, before={"disposal": None}, after=after)
    return [call.id]


@service(right="repeats", audit=None)
def repeats(view: View, place_id: UUID) -> int:
    """How many calls of kinds that are counted came from a place in the last six months.

    A count of the place alone, never of its people; what was secret is not counted.
    """
    family = references.family(view.session, place_id)
    query = select(func.count()).where(
        Call.place_id.in_(family),
        Call.withdrawn_at.is_(None),
        Call.on >= add_months(view.stamp.today, -MONTHS),
        Call.category.in_(rules.counted()),
        Call.secret.is_not(True),
        or_(Call.disposal.is_(None), Call.disposal.not_in((FALSE, REPEATED))),
    )
    return view.all(query)[0]


TOLD = (
    *("disposal", "course", "arrived_at", "answered_at", "second"),
    *("case_number", "transferred_to", "repeat_of"),
)
AT = Field(name="at", label=_("处理时间"), kind=Moment(), help=_("不填为现在"))


def _asked(name: str) -> Field:
    return replace(CALLS[name], merge=Merge.GUARDED, group=None, required=name == "disposal")


ACTIONS = {
    action.name: action
    for action in (
        Action(
            name="dispose",
            title=_("处理结果"),
            right="dispose-call",
            fields=(*map(_asked, TOLD[:2]), AT, *map(_asked, TOLD[2:])),
            run=dispose,
            suits=rules.is_open,
        ),
        Action(
            name="involve",
            title=_("登记涉及的人员、车辆、物品"),
            right="involve",
            fields=tuple(CALL_PEOPLE[name] for name in ("role", "person_id", "said")),
            run=involve,
        ),
    )
}
