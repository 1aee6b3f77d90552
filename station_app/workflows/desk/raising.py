"""Where matters come from besides the counter: a call, whose disposal stays, and a visit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, cast
from uuid import UUID

from station_app.access.act import Act
from station_app.access.action import Action
from station_app.access.service import service
from station_app.calls.records import ADMIN_CASE, CRIMINAL_CASE, FALSE, REPEATED, Call
from station_app.calls.register import CALLS
from station_app.core.days import day_of
from station_app.core.errors import Refused
from station_app.core.register import Field, Merge
from station_app.core.texts import _
from station_app.matters import service as matters
from station_app.matters.records import FROM_CALL, FROM_VISIT, Matter
from station_app.matters.register import MATTERS
from station_app.visits import service as visits
from station_app.visits.records import Visit
from station_app.visits.register import VISITS

RAISER = ("raiser_id", "raiser_said", "raiser_phone")
TYPED = ("kind", "title", "what", *RAISER, "handler")


@service(right="enter-matter", audit="matter entered from a call")
def from_call(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """登记为群众诉求, once; nothing of violence at home, or of who asked to stay unknown."""
    call = cast(Call, act.load(CALLS, id))
    if call.withdrawn_at or call.disposal in (FALSE, REPEATED):
        raise Refused(_("虚假警情和重复报警不登记诉求，请用原来的警情"))
    if call.domestic:
        raise Refused(_("涉及家庭暴力的不作“六小”事项，请登记为矛盾纠纷"))
    told = _typed(values)
    if call.secret and any(told.get(name) for name in ("raiser_id", "raiser_phone")):
        raise Refused(_("报警人要求保密，诉求中不写其身份，请填“要求保密的群众”"))
    if matters.of_number(act, call.number):
        raise Refused(_("这条警情已经登记诉求"))
    told |= {"source": FROM_CALL, "source_number": call.number, "on": day_of(call.reported_at)}
    return [matters.enter(act, told | {"place_id": call.place_id}).id, call.id]


@service(right="enter-matter", audit="matter entered from a visit")
def from_visit(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """One more thing that was asked on a visit."""
    visit = cast(Visit, act.load(VISITS, id))
    if visit.withdrawn_at:
        raise Refused(_("这条走访记录已作废"))
    return [_asked_on(act, visit, _typed(values)).id, visit.id]


@service(right="enter-visit", audit="visit entered")
def enter_visit(act: Act, values: Mapping[str, Any]) -> Visit:
    """走访登记, and what was asked as a matter in the same act. Raises Absent, Rejected."""
    visit = visits.enter(act, values)
    if visit.ask:
        _asked_on(act, visit, {"kind": visit.ask_kind, "title": visit.ask})
    return visit


def _asked_on(act: Act, visit: Visit, told: Mapping[str, Any]) -> Matter:
    known = _of_visit(act, visit) | {"handler": visit.officer}
    if any(told.get(name) for name in RAISER):
        known = {name: value for name, value in known.items() if name not in RAISER}
    where = {"place_id": visit.place_id, "place_said": visit.place_said}
    came = {"source": FROM_VISIT, "visit_id": visit.id, "source_number": visit.number}
    return matters.enter(act, known | where | dict(told) | came | {"on": visit.on})


def _typed(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in TYPED if values.get(name)}


def _of_call(_act: Act, call: Any) -> Mapping[str, Any]:
    """What it tells of a case to come is not copied; nor who asked to stay unknown."""
    told = dict[str, Any]()
    if call.disposal not in (None, ADMIN_CASE, CRIMINAL_CASE):
        told["what"] = call.facts
    if not call.secret:
        told |= {"raiser_id": call.caller_id, "raiser_said": call.caller_said}
    return {name: value for name, value in told.items() if value}


def _of_visit(_act: Act, visit: Any) -> dict[str, Any]:
    told = {"raiser_id": visit.met_id, "raiser_said": visit.met_said}
    return {name: value for name, value in told.items() if value}


def _action(
    run: Callable[[Act, UUID, Mapping[str, Any]], Sequence[UUID]],
    known: Callable[[Act, Any], Mapping[str, Any]],
) -> Mapping[str, Action]:
    made = Action(
        name="matter",
        title=_("登记群众诉求"),
        right="enter-matter",
        fields=tuple(map(_asked, TYPED)),
        run=run,
        known=known,
    )
    return {made.name: made}


def _asked(name: str) -> Field:
    return replace(MATTERS[name], merge=Merge.GUARDED, group=None)


ON_CALLS = _action(from_call, _of_call)
ON_VISITS = _action(from_visit, _of_visit)
