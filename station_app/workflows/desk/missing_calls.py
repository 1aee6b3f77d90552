"""登记走失（失踪）人员 from a call: accepted as of the minute it was reported, by its number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast
from uuid import UUID

from sqlalchemy import select

from station_app.access.act import Act
from station_app.access.action import Action
from station_app.access.service import service
from station_app.calls.records import FALSE, REPEATED, Call
from station_app.calls.register import CALLS
from station_app.core.errors import Refused
from station_app.core.register import Field, Merge
from station_app.core.texts import _
from station_app.missing import service as missing
from station_app.missing.records import Missing
from station_app.missing.register import MISSING

TYPED = (
    *("kind", "described", "sex", "age", "belongings", "seen_at", "place_said", "facts"),
    *("reporter_said", "harmed"),
)


@service(right="enter-missing", audit="missing person entered from a call")
def from_call(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """Once; the caller's name stays with the call where he asked for secrecy. Raises Refused."""
    call = cast(Call, act.load(CALLS, id))
    if call.withdrawn_at or call.disposal in (FALSE, REPEATED):
        raise Refused(_("虚假警情和重复报警不登记走失，请用原来的警情"))
    known = select(Missing.row).where(
        Missing.call_number == call.number, Missing.withdrawn_at.is_(None)
    )
    if act.all(known):
        raise Refused(_("这条警情已经登记走失（失踪）人员"))
    told = {name: values[name] for name in TYPED if values.get(name) is not None}
    told |= {"call_number": call.number, "reported_at": call.reported_at}
    told["place_id"] = call.place_id
    if not call.secret:
        told["reporter_id"] = call.caller_id
    return [missing.enter(act, told).id, call.id]


def _of_call(_act: Act, call: Any) -> Mapping[str, Any]:
    told = {"facts": call.facts, "place_said": call.place_said}
    if not call.secret:
        told["reporter_said"] = call.caller_said
    return {name: value for name, value in told.items() if value}


def _asked(name: str) -> Field:
    return replace(MISSING[name], merge=Merge.GUARDED, group=None)


ON_CALLS: Mapping[str, Action] = {
    "missing": Action(
        name="missing",
        title=_("登记走失（失踪）人员"),
        right="enter-missing",
        fields=tuple(map(_asked, TYPED)),
        run=from_call,
        known=_of_call,
    )
}
