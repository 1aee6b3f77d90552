"""Asking for footage, deciding on it, and what came of it (视频调取登记)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast
from uuid import UUID

from station_app.access.act import Act
from station_app.access.action import Action
from station_app.access.service import service
from station_app.core.errors import Refused
from station_app.core.register import Field, Merge, complete
from station_app.core.texts import _
from station_app.footage import rules
from station_app.footage.records import APPROVED, DONE, REFUSED, Request
from station_app.footage.register import FOOTAGE

NUMBERED = "V"


@service(right="ask-footage", audit="footage asked for")
def ask(act: Act, values: Mapping[str, Any]) -> Request:
    """With its number. Raises Rejected, for anything that leads to a file too."""
    told = dict(values) | {"number": act.next_number(NUMBERED), "entered_by": act.stamp.officer}
    complete(FOOTAGE, told)
    return cast(Request, act.file(FOOTAGE, told))


@service(right="decide-footage", audit="footage approved", not_by="entered_by")
def approve(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    return _decide(act, id, state=APPROVED)


@service(right="decide-footage", audit="footage refused", not_by="entered_by")
def refuse(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    return _decide(act, id, state=REFUSED, refusal=values["refusal"])


@service(right="ask-footage", audit="footage result entered")
def note_result(act: Act, id: UUID, values: Mapping[str, Any]) -> Sequence[UUID]:
    """What was found, and to whom it was handed. Raises Refused before it was approved."""
    request = cast(Request, act.load(FOOTAGE, id))
    if not rules.is_approved(request):
        raise Refused(_("没有批准，或者已登记结果"))
    told = {name: values.get(name) for name in ("result", "handed_to", "note")}
    handed = (values.get("handed_at") or act.stamp.now) if told["handed_to"] else None
    return _set(act, request, **told, handed_at=handed, state=DONE)


def _decide(act: Act, id: UUID, **decided: Any) -> Sequence[UUID]:
    request = cast(Request, act.load(FOOTAGE, id))
    if not rules.is_asked(request):
        raise Refused(_("这次申请已经审批过"))
    return _set(act, request, decided_by=act.stamp.officer, decided_at=act.stamp.now, **decided)


def _set(act: Act, request: Request, **after: Any) -> Sequence[UUID]:
    act.move(FOOTAGE, request, after)
    return [request.id]


def _asked(name: str, *, required: bool = False) -> Field:
    return replace(FOOTAGE[name], required=required, merge=Merge.GUARDED, group=None)


ACTIONS = {
    action.name: action
    for action in (
        Action(
            name="approve",
            title=_("批准调取"),
            right="decide-footage",
            fields=(),
            run=approve,
            suits=rules.is_asked,
        ),
        Action(
            name="refuse",
            title=_("不批准调取"),
            right="decide-footage",
            fields=(_asked("refusal", required=True),),
            run=refuse,
            suits=rules.is_asked,
        ),
        Action(
            name="result",
            title=_("登记调取结果"),
            right="ask-footage",
            fields=(
                _asked("result", required=True),
                *map(_asked, ("handed_to", "handed_at", "note")),
            ),
            run=note_result,
            suits=rules.is_approved,
        ),
    )
}
